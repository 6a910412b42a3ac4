"""What a chat model does for an answer: it words, and it judges what evidence leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reformbot.answering.composing import Composer
from reformbot.answering.evidence import Evidence
from reformbot.answering.judging import Judge
from reformbot.answering.lists import Candidate, Verdict
from reformbot.answering.refining import refined
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
        self._model = model
        self._prompts = prompts
        self._judge = Judge(model, prompts)
        self._odds = odds
        self._judged = judged

    def refined(self, query: Query, searcher: Searcher) -> Query:
        """An English question with Chinese search words; a Chinese one has its own.

        Raises:
            ChatModelError: the model failed.
        """
        if query.language == "zh":
            return query
        return refined(query, self._model, self._prompts, searcher)

    def decided(
        self, query: Query, found: Sequence[Candidate], searcher: Searcher
    ) -> list[Candidate]:
        """The candidates of a list with the verdicts that score and judgement give together.

        The best by score are judged, one call each; the others keep their verdict. Where nothing
        was weighed (a list by quoted words, or of a whole issue), nothing is judged.

        Raises:
            ChatModelError: the model failed.
        """
        weighed = [one for one in found if one.names and one.score]
        best = sorted(weighed, key=lambda one: -one.score)[: self._judged]
        total = {
            one.article: one.score
            + self._odds.weight
            * self._judge.membership(query, one.names[0], one.evidence, searcher)
            for one in best
        }
        top = max(total.values(), default=0.0)
        return [
            replace(one, verdict=self._verdict(top - total[one.article]))
            if one.article in total
            else one
            for one in found
        ]

    def _verdict(self, behind: float) -> Verdict:
        if behind <= self._odds.listed:
            return Verdict.IN
        return Verdict.UNDECIDED if behind <= self._odds.doubtful else Verdict.OUT

    def finds_enough(self, query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> bool:
        """Whether the best sentences answer the question, as far as the model can tell.

        Raises:
            ChatModelError: the model failed.
        """
        return self._judge.sufficiency(query, evidence, searcher) >= self._odds.sufficient
