"""Questions asked on a surface: answered, and written down in the journal."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence

from reformbot.answering.answerer import Answerer, unheard
from reformbot.answering.composing import Hear
from reformbot.answering.model import Answer
from reformbot.answering.rendering import record
from reformbot.errors import ReformbotError
from reformbot.library.journal import Given, Journal, Noted
from reformbot.locale import load_messages
from reformbot.operations.answers import Answered, whole

_log = logging.getLogger(__name__)


class Enquiries:
    """Asks the answerer, and keeps what was asked, what was answered, and what was held back.

    Args:
        surface: where the questions come from: `ask`, `chat`, `telegram`.
    """

    def __init__(self, answerer: Answerer, journal: Journal, surface: str) -> None:
        self._answerer = answerer
        self._journal = journal
        self._surface = surface

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        hear: Hear = unheard,
        *,
        person: str = "",
        chat: int | None = None,
    ) -> Answered:
        """Answer a question, as `Answerer.ask` says.

        A journal that cannot be written is logged; the answer is given all the same.

        Args:
            person, chat: who asks where, as the surface knows them.

        Raises:
            The errors of `Answerer.ask`.
        """
        start = time.perf_counter()
        answer = self._answerer.ask(question, history, hear)
        latency = (time.perf_counter() - start) * 1000
        number = None
        try:
            number = self._journal.write(self._given(answer, latency, person, chat))
        except ReformbotError as error:
            _log.error("an answer could not be written down: %s", error)
        return Answered(number, answer, person, chat)

    def _given(self, answer: Answer, latency: float, person: str, chat: int | None) -> Given:
        said = record(answer, load_messages(answer.language))
        return Given(
            surface=self._surface,
            person=person,
            question=answer.question,
            understood=answer.understood,
            refusal=answer.refusal,
            composer=answer.composer,
            latency_ms=latency,
            version=answer.version,
            record=json.dumps(said, ensure_ascii=False),
            findings=tuple(
                Noted(finding.kind, one.text, finding.words, finding.source)
                for one in answer.rejected
                for finding in one.findings
            ),
            chat=chat,
            whole=whole(answer),
        )
