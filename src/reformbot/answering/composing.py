"""Answers worded by a chat model: each sentence is carried by a passage, or nobody sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reformbot.answering.evidence import Evidence
from reformbot.answering.extractive import Citations, subject_of
from reformbot.answering.material import Material, delimited, material
from reformbot.answering.model import Citation, Rejected, Statement
from reformbot.answering.proposals import Proposal, proposals
from reformbot.answering.verification import Verifier, is_chinese
from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.findings import Finding
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompts
from reformbot.search.question import Asked, Query
from reformbot.search.retrieval import Searcher

Hear: TypeAlias = Callable[[Statement], None]
"""Told of each statement as soon as it may be shown."""

_MOST_MATERIALS = 4
_MOST_CHARACTERS = 360
_REPLY_TOKENS = 260
_LANGUAGES = {"zh": "中文", "en": "英文（English）"}


@dataclass(frozen=True, slots=True)
class Composed:
    """What a chat model's proposals came to.

    Attributes:
        statements: those that passed, and source words in place of some that did not; may be none.
        rejected: the proposals that did not pass.
    """

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class Composer:
    """Has a chat model word answers, and lets through what the passages carry."""

    def __init__(self, model: ChatModel, prompts: Prompts) -> None:
        self._model = model
        self._prompt = prompts.answer

    @property
    def name(self) -> str:
        """The chat model's name."""
        return self._model.name

    def compose(
        self, query: Query, evidence: Sequence[Evidence], searcher: Searcher, hear: Hear
    ) -> Composed:
        """Word an answer from the best sentences.

        Args:
            evidence: at least one sentence, the best first.
            hear: told of every statement once it is verified, while the model still writes.

        Raises:
            ChatModelError: the model failed; what was heard so far stands, but may not be all.
        """
        materials = [material(one, searcher) for one in evidence[:_MOST_MATERIALS]]
        request = self._prompt.request(
            passages=delimited(materials),
            question=query.text,
            language=_LANGUAGES[query.language],
        )
        stream = self._model.stream(self._prompt.instructions, request, limit=_REPLY_TOKENS)
        sieve = _Sieve(query, materials, searcher)
        for proposal in proposals(stream):
            for statement in sieve.admitted(proposal):
                hear(statement)
            if sieve.is_full:
                break
        for statement in sieve.lacking():
            hear(statement)
        return sieve.composed()


class _Sieve:
    """Admits proposals one by one."""

    def __init__(self, query: Query, materials: Sequence[Material], searcher: Searcher) -> None:
        self._query = query
        self._materials = materials
        self._searcher = searcher
        self._verifier = Verifier(query, searcher)
        self._sources = [one.source(searcher) for one in materials]
        self._citations = Citations()
        self._statements: list[Statement] = []
        self._rejected: list[Rejected] = []
        self._quoted: set[int] = set()

    @property
    def is_full(self) -> bool:
        """Whether a short question has had its short answer."""
        return sum(len(said.text) for said in self._statements) > _MOST_CHARACTERS

    def admitted(self, proposal: Proposal) -> Iterator[Statement]:
        """The proposal as a statement if a passage carries it, else that passage's own words."""
        if any(said.text == proposal.text for said in self._statements):
            return
        named = [n - 1 for n in proposal.numbers if 0 < n <= len(self._materials)]
        findings = self._findings(proposal.text, named or range(len(self._materials)))
        if findings or not named:
            # The number may be the slip, and not the sentence.
            others = ([at] for at in range(len(self._materials)))
            carrying = next((at for at in others if not self._findings(proposal.text, at)), None)
            named, findings = (carrying, ()) if carrying else (named, findings)
        if findings:
            self._rejected.append(Rejected(proposal.text, findings))
        elif named:
            yield self._said(Statement(proposal.text, self._cite(named)))
        if named and (findings or not is_chinese(proposal.text)):
            # No verifier can hold English wording against Chinese, so the original stands by it.
            yield from self._verbatim(named[0])

    def lacking(self) -> Iterator[Statement]:
        """The best passage's words, where a figure was asked for and none was said."""
        asked = self._query.asked is Asked.FIGURE and self._query.units
        if self._statements and asked and not any(map(self._answers, self._statements)):
            yield from self._verbatim(0)

    def composed(self) -> Composed:
        """What was admitted."""
        return Composed(tuple(self._statements), self._citations.all(), tuple(self._rejected))

    def _findings(self, text: str, named: Sequence[int]) -> tuple[Finding, ...]:
        return self._verifier.findings(text, [self._sources[at] for at in named])

    def _verbatim(self, at: int) -> Iterator[Statement]:
        if at in self._quoted:
            return
        self._quoted.add(at)
        one = self._materials[at]
        subject = subject_of(self._query, one.evidence, self._searcher)
        yield self._said(Statement(one.text, self._cite([at]), subject))

    def _cite(self, named: Sequence[int]) -> tuple[int, ...]:
        numbers: list[int] = []
        for at in named:
            one = self._materials[at]
            numbers += [self._citations.cite(said) for said in (one.evidence, *one.notices)]
        return tuple(dict.fromkeys(numbers))

    def _said(self, statement: Statement) -> Statement:
        self._statements.append(statement)
        return statement

    def _answers(self, statement: Statement) -> bool:
        return any(figure.unit in self._query.units for figure in read_figures(statement.text))
