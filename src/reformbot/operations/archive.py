"""Earlier articles as drafting reads them: examples of style, and sentences to take over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reformbot.answering.answerer import Answerer
from reformbot.answering.model import Citation
from reformbot.answering.rendering import reference
from reformbot.drafting.quotations import Quotation
from reformbot.library.catalog import Catalog
from reformbot.locale import Messages

_PRECEDENTS = 3
_SENTENCES = 20


class Archive:
    """The live version, for drafts; empty where nothing is indexed.

    Args:
        answerer: what reads it; asked for when something is looked up, as that loads a model.
        messages: in which references are written.
    """

    def __init__(
        self, catalog: Catalog, answerer: Callable[[], Answerer], messages: Messages
    ) -> None:
        self._catalog = catalog
        self._answerer = answerer
        self._messages = messages

    def precedents(self, topic: str) -> Sequence[str]:
        """Passages near a topic, the nearest first."""
        if self._catalog.live_version() is None:
            return ()
        return [hit.passage.text for hit in self._answerer().search(topic)[:_PRECEDENTS]]

    def quotations(self, question: str) -> Sequence[Quotation]:
        """Sentences that speak to a question, the best first."""
        if self._catalog.live_version() is None:
            return ()
        return [
            Quotation(
                one.text,
                one.passage.byline or "",
                one.passage.place,
                reference(Citation(at, one.passage, one.span, one.text), self._messages),
            )
            for at, one in enumerate(self._answerer().sentences(question)[:_SENTENCES], 1)
        ]
