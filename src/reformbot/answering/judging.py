"""A chat model's judgement where words and meaning do not decide."""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.evidence import Evidence
from reformbot.answering.material import delimited, material
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompts
from reformbot.search.question import Query
from reformbot.search.retrieval import Searcher

_SENTENCES = 3


class Judge:
    """Weighs yes against no, and leaves the decision to thresholds set on data."""

    def __init__(self, model: ChatModel, prompts: Prompts) -> None:
        self._model = model
        self._prompts = prompts

    def sufficiency(self, query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> float:
        """Log-odds (natural) that the best sentences answer the question.

        Raises:
            ChatModelError: the model failed.
        """
        prompt = self._prompts.sufficiency
        request = prompt.request(
            passages=delimited([material(one, searcher) for one in evidence[:_SENTENCES]]),
            question=query.text,
        )
        return self._model.prefer(prompt.instructions, request, "能", "不能")

    def membership(
        self, query: Query, name: str, evidence: Sequence[Evidence], searcher: Searcher
    ) -> float:
        """Log-odds (natural) that an entry belongs on the list asked for.

        Raises:
            ChatModelError: the model failed.
        """
        prompt = self._prompts.membership
        request = prompt.request(
            passages=delimited([material(one, searcher) for one in evidence[:_SENTENCES]]),
            question=query.text,
            name=name,
        )
        return self._model.prefer(prompt.instructions, request, "是", "否")
