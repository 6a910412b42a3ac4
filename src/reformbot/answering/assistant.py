"""What a chat model does for an answer: it words, and it judges what evidence leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.composing import Composer
from reformbot.answering.evidence import Evidence
from reformbot.answering.judging import Judge
from reformbot.answering.thresholds import Odds
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompts
from reformbot.search.question import Query
from reformbot.search.retrieval import Searcher


class Assistant:
    """A chat model with its prompts and the odds from which its judgement counts.

    Args:
        judged: the most entries of one list that are judged; each takes a call.
    """

    def __init__(self, model: ChatModel, prompts: Prompts, odds: Odds, judged: int) -> None:
        self.composer = Composer(model, prompts)
        self._judge = Judge(model, prompts)
        self._odds = odds
        self._judged = judged

    def finds_enough(self, query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> bool:
        """Whether the best sentences answer the question, as far as the model can tell.

        Raises:
            ChatModelError: the model failed.
        """
        return self._judge.sufficiency(query, evidence, searcher) >= self._odds.sufficient
