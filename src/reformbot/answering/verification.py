"""What is said, held against what it cites: one way for every composer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from reformbot.answering.evidence import Evidence
from reformbot.answering.material import material
from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.findings import Finding, FindingKind
from reformbot.bulletin.verify import Source, Wanted, verify
from reformbot.bulletin.words import words
from reformbot.search.english import pinyin_mentions
from reformbot.search.question import Query
from reformbot.search.retrieval import Searcher

_OWN_WORDS = 0.3  # the share of a sentence's words that may be in neither passage nor question
_CHECKED = 8


class Verifier:
    """Verifies sentences that are to answer one question."""

    def __init__(self, query: Query, searcher: Searcher) -> None:
        self._query = query
        self._searcher = searcher
        self._wanted = Wanted(query.units, query.counted, query.places, query.years)

    def findings(self, text: str, sources: Sequence[Source]) -> tuple[Finding, ...]:
        """What of a proposed sentence the sources do not carry; nothing where they carry it."""
        prior = self._searcher.province
        if not is_chinese(text):
            places = [place for _, place in pinyin_mentions(text, prior)]
            return verify(
                text, sources, prior=prior, wanted=self._wanted, language="en", own_places=places
            )
        found = verify(text, sources, prior=prior, wanted=self._wanted)
        read = "\n".join(f"{one.title}\n{one.heading}\n{one.text}" for one in sources)
        return found + _own_wording(text, f"{read}\n{self._query.text}")

    def bound(self, evidence: Iterable[Evidence]) -> list[Evidence]:
        """The best sentences whose figures count what the question counts, the best first."""
        if not self._query.counted:
            return list(evidence)
        return [one for one in islice(evidence, _CHECKED) if not self._slips(one)]

    def _slips(self, evidence: Evidence) -> bool:
        said = material(evidence, self._searcher)
        prior = self._searcher.province
        return bool(
            verify(said.text, [said.source(self._searcher)], prior=prior, wanted=self._wanted)
        )


def is_chinese(text: str) -> bool:
    """Whether a sentence is Chinese, whatever names in Latin letters stand in it."""
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    return 2 * chinese > sum(char.isalpha() for char in text)


def _own_wording(text: str, read: str) -> tuple[Finding, ...]:
    """A finding where a sentence is largely of words that neither passage nor question has."""
    for figure in reversed(read_figures(text)):
        text = f"{text[: figure.span.start]} {text[figure.span.end :]}"
    said = [word for word in words(text) if len(word) > 1 and word.isalpha()]
    known = frozenset(words(read))
    own = [word for word in said if word not in known and word not in read]
    if len(own) <= _OWN_WORDS * len(said):
        return ()
    return (Finding(FindingKind.WORDING, "、".join(dict.fromkeys(own))),)
