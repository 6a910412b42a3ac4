"""Complete lists: every article in scope is looked at and decided on its own evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from reformbot.answering.evidence import Evidence, counts, has_figure
from reformbot.answering.parts import named_things
from reformbot.answering.thresholds import Thresholds
from reformbot.bulletin.model import ArticleKind, IssueKey
from reformbot.bulletin.names import companies, organisation_in_title
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Listed, Query
from reformbot.search.retrieval import Entry, Hit, Searcher, about_any

_MOST_EVIDENCE = 3
_FIGURE_TOO = re.compile(r"多少|场次|件数|次数|人数|金额|数目")
_WHOLE_PROVINCE = re.compile(r"(?:放眼|放到|放在|纵观|就|从)(?:全省|全国)")


class Verdict(StrEnum):
    """Whether a candidate is on the list."""

    IN = "in"
    UNDECIDED = "undecided"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be on a list.

    Attributes:
        names: what it is called at the level asked for; none where it has no such thing.
        evidence: its sentences that speak most to the question, the best first, at least one.
        cosine: of the question and the nearest passage of the article.
        score: higher is better; comparable within one question only, 0 where nothing was weighed.
    """

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    cosine: float
    score: float
    verdict: Verdict

    @property
    def article(self) -> tuple[IssueKey, int]:
        """Which article it is."""
        return self.evidence[0].article


Decide: TypeAlias = Callable[[Sequence[Candidate]], Sequence[Candidate]]
"""Gives candidates other verdicts."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a list, each with its best sentence.

    Attributes:
        decided: (name, evidence) of each entry; several may share a name.
        doubtful: those that words and meaning do not decide.
    """

    decided: tuple[tuple[str, Evidence], ...]
    doubtful: tuple[tuple[str, Evidence], ...]


def enumerate_entries(
    query: Query,
    hits: Sequence[Hit],
    searcher: Searcher,
    thresholds: Thresholds,
    decide: Decide = list,
) -> Listing:
    """Decide every article in scope; the newest issue first, articles in their order.

    Args:
        hits: every passage in scope, whose cosines say how near an article is in meaning.
        decide: has the last word on the candidates' verdicts.
    """
    if query.listed is Listed.OTHER and (things := named_things(query, searcher)):
        return Listing(tuple(things), ())
    return _as_listing(decide(candidates(query, hits, searcher, thresholds)))


def _as_listing(decided: Iterable[Candidate]) -> Listing:
    entries: dict[Verdict, list[tuple[str, Evidence]]] = {verdict: [] for verdict in Verdict}
    for one in decided:
        entries[one.verdict] += [(name, one.evidence[0]) for name in one.names]
    return Listing(tuple(entries[Verdict.IN]), tuple(entries[Verdict.UNDECIDED]))


def candidates(
    query: Query, hits: Sequence[Hit], searcher: Searcher, thresholds: Thresholds
) -> list[Candidate]:
    """Every article in scope that may be on the list, with its verdict; those left out as well.

    The verdict is that of words and meaning alone; whoever judges better replaces it.
    """
    cosines = {hit.passage.id: hit.cosine for hit in hits}
    found = [
        _candidate(query, entry, cosines, searcher)
        for entry in searcher.scope(query)
        if _is_eligible(query, entry)
    ]
    found = [one for one in found if one is not None and one.names]
    if not found:
        return []
    if query.bare and (query.places or query.issues):
        return [replace(one, verdict=Verdict.IN) for one in _subjects(query, found, searcher)]
    best = max((one.evidence[0].overlap for one in found), default=0.0)
    if not best:
        return found
    quoted = {one.article for one in found if _holds_quoted(query, one, searcher)}
    # Where one alone holds it, the others may say the same in other words.
    if len(quoted) > 1:
        return [replace(one, verdict=Verdict.IN) if one.article in quoted else one for one in found]
    return _weighed(found, best, thresholds)


def _subjects(query: Query, found: Sequence[Candidate], searcher: Searcher) -> Sequence[Candidate]:
    """Of all that an issue holds, the articles about organisations where these are asked for."""
    if query.listed is not Listed.ORGANISATIONS:
        return found
    titled = [
        one
        for one in found
        if organisation_in_title(searcher.entries[one.article].article.title, searcher.province)
    ]
    return titled or found


def _weighed(found: Sequence[Candidate], best: float, limits: Thresholds) -> list[Candidate]:
    """Candidates with their scores, and the verdicts these give."""
    nearest = max(one.cosine for one in found)
    scored = [
        replace(one, score=one.evidence[0].overlap / best + limits.meaning_weight * one.cosine)
        for one in found
    ]
    near = [one for one in scored if one.cosine >= nearest - limits.meaning_margin]
    top = max(one.score for one in near)
    return [replace(one, verdict=_verdict(one, nearest, top, limits)) for one in scored]


def _verdict(one: Candidate, nearest: float, top: float, limits: Thresholds) -> Verdict:
    if one.cosine < nearest - limits.meaning_margin or one.score < top - limits.doubtful:
        return Verdict.OUT
    return Verdict.IN if one.score >= top - limits.listed else Verdict.UNDECIDED


def _is_eligible(query: Query, entry: Entry) -> bool:
    if entry.article.kind is ArticleKind.CORRECTION:
        return False
    place = entry.article.place
    if query.districts and (place is None or place.district is None):
        return False
    return not query.places or about_any(entry, query.places)


def _candidate(
    query: Query, entry: Entry, cosines: Mapping[str, float], searcher: Searcher
) -> Candidate | None:
    """An article with the sentences that hold most of the question; None where none may count."""
    body = entry.article.body
    found: list[tuple[str, Evidence]] = []
    for span in sentence_spans(body):
        text = span.of(body)
        if _is_of_the_province(entry, text) or not _has_asked_figure(query, text):
            continue
        overlap = max(searcher.common_overlap(one, text) for one in query.readings)
        one = Evidence(entry.passage_of(span), span, text, overlap, overlap)
        if name := _name(query, one, searcher):
            found.append((name, one))
    if not found:
        return None
    best = sorted(found, key=lambda one: -one[1].overlap)[:_MOST_EVIDENCE]
    near = max(
        cosines.get(passage.id, -1.0)
        for passage in entry.edition.passages
        if passage.article == entry.article.ordinal
    )
    evidence = tuple(one for _, one in best)
    return Candidate((best[0][0],), evidence, near, 0.0, Verdict.OUT)


def _is_of_the_province(entry: Entry, text: str) -> bool:
    """Whether a sentence in an article about a city turns to what the whole province did."""
    place = entry.article.place
    return place is not None and place.city is not None and bool(_WHOLE_PROVINCE.match(text))


def _has_asked_figure(query: Query, text: str) -> bool:
    """Whether a sentence has the figure that a list asks for besides the names."""
    if not _FIGURE_TOO.search(query.text):
        return True
    return counts(query, text) if query.counted else has_figure(text)


def _holds_quoted(query: Query, candidate: Candidate, searcher: Searcher) -> bool:
    if not query.required:
        return False
    entry = searcher.entries[candidate.article]
    body = entry.article.body
    own = [span.of(body) for span in sentence_spans(body)]
    text = "\n".join([entry.article.title, *(s for s in own if not _is_of_the_province(entry, s))])
    return all(phrase in text for phrase in query.required)


def _name(query: Query, candidate: Evidence, searcher: Searcher) -> str | None:
    """What an entry is called at the level asked for; None where a sentence has no such thing."""
    entry = searcher.entries[candidate.article]
    article = entry.article
    opener = organisation_in_title(article.title, searcher.province)
    if query.listed is Listed.ORGANISATIONS:
        return _organisation(opener, candidate, searcher)
    if query.listed is Listed.OTHER:
        return candidate.text
    if opener and (
        query.listed is Listed.ANYONE or article.place is None or article.place.city is None
    ):
        return _organisation(opener, candidate, searcher)
    place = article.place
    if place is None or place.city is None:
        return article.byline or article.title
    return f"{place.city}（{place.district}）" if place.district else place.city


def _organisation(opener: str | None, one: Evidence, searcher: Searcher) -> str | None:
    """The organisation of the title, with its member that a measure is about; or one named."""
    if opener is None:
        named = companies(one.text, searcher.province)
        return named[0] if named else None
    member = next(iter(companies(one.passage.heading, searcher.province)), None)
    if member is None or member in opener or opener in member:
        return opener
    return f"{opener}（{member}）"


def is_over_articles(query: Query, searcher: Searcher) -> bool:
    """Whether a list runs over articles rather than over the parts of one thing in one of them."""
    if query.listed in (Listed.PLACES, Listed.ORGANISATIONS, Listed.ANYONE):
        return True
    if query.listed is not Listed.OTHER:
        return False
    return not query.places or bool(named_things(query, searcher))
