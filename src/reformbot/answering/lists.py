"""Complete lists: every article in scope is looked at and decided on its own evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reformbot.answering.evidence import Evidence
from reformbot.answering.thresholds import Thresholds
from reformbot.bulletin.model import ArticleKind, IssueKey
from reformbot.bulletin.names import companies, organisation_in_title
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Listed, Query
from reformbot.search.retrieval import Entry, Hit, Searcher, about_any

_MOST_EVIDENCE = 3


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
        score: higher is better; comparable within one question only, 0 where nothing was weighed.
    """

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    score: float
    verdict: Verdict

    @property
    def article(self) -> tuple[IssueKey, int]:
        """Which article it is."""
        return self.evidence[0].article


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
    query: Query, hits: Sequence[Hit], searcher: Searcher, thresholds: Thresholds
) -> Listing:
    """Decide every article in scope; the newest issue first, articles in their order.

    Args:
        hits: every passage in scope, whose cosines say how near an article is in meaning.
    """
    return as_listing(candidates(query, hits, searcher, thresholds))


def as_listing(decided: Iterable[Candidate]) -> Listing:
    """The entries of candidates that are in or undecided, in their order."""
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
    found = [
        _candidate(query, entry, searcher)
        for entry in searcher.scope(query)
        if _is_eligible(query, entry)
    ]
    found = [one for one in found if one.evidence]
    if query.bare and (query.places or query.issues):
        return [replace(one, verdict=Verdict.IN) for one in found]
    best = max((one.evidence[0].overlap for one in found), default=0.0)
    if not best:
        return found
    quoted = {one.article for one in found if _holds_quoted(query, one, searcher)}
    # Where one alone holds it, the others may say the same in other words.
    if len(quoted) > 1:
        return [replace(one, verdict=Verdict.IN) if one.article in quoted else one for one in found]
    return _weighed(found, best, _nearest(hits), thresholds)


def _weighed(
    found: Sequence[Candidate],
    best: float,
    cosines: dict[tuple[IssueKey, int], float],
    thresholds: Thresholds,
) -> list[Candidate]:
    """Candidates with their scores, and the verdicts these give."""
    scored = [
        replace(
            one,
            score=one.evidence[0].overlap / best
            + thresholds.meaning_weight * cosines.get(one.article, -1.0),
        )
        for one in found
    ]
    nearest = max(cosines.get(one.article, -1.0) for one in found)
    near = {
        one.article
        for one in found
        if cosines.get(one.article, -1.0) >= nearest - thresholds.meaning_margin
    }
    top = max(one.score for one in scored if one.article in near)
    weighed: list[Candidate] = []
    for one in scored:
        verdict = Verdict.OUT
        if one.article in near and one.score >= top - thresholds.listed:
            verdict = Verdict.IN
        elif one.article in near and one.score >= top - thresholds.doubtful:
            verdict = Verdict.UNDECIDED
        weighed.append(replace(one, verdict=verdict))
    return weighed


def _nearest(hits: Sequence[Hit]) -> dict[tuple[IssueKey, int], float]:
    """The best cosine of each article's passages."""
    best: dict[tuple[IssueKey, int], float] = {}
    for hit in hits:
        name = (hit.passage.key, hit.passage.article)
        best[name] = max(best.get(name, -1.0), hit.cosine)
    return best


def _is_eligible(query: Query, entry: Entry) -> bool:
    if entry.article.kind is ArticleKind.CORRECTION:
        return False
    return not query.places or about_any(entry, query.places)


def _candidate(query: Query, entry: Entry, searcher: Searcher) -> Candidate:
    """An article with the sentences that hold most of the question."""
    body = entry.article.body
    found: list[Evidence] = []
    for span in sentence_spans(body):
        text = span.of(body)
        overlap = searcher.pair_overlap(query.pairs, text)
        found.append(Evidence(entry.passage_of(span), span, text, overlap, overlap))
    best = sorted(found, key=lambda one: -one.overlap)[:_MOST_EVIDENCE]
    name = _name(query, best[0], searcher) if best else None
    return Candidate((name,) if name else (), tuple(best), 0.0, Verdict.OUT)


def _holds_quoted(query: Query, candidate: Candidate, searcher: Searcher) -> bool:
    if not query.required:
        return False
    article = searcher.entries[candidate.article].article
    text = f"{article.title}\n{article.body}"
    return all(phrase in text for phrase in query.required)


def _name(query: Query, candidate: Evidence, searcher: Searcher) -> str | None:
    """What an entry is called at the level asked for; None where the article has no such thing."""
    entry = searcher.entries[candidate.article]
    article = entry.article
    opener = organisation_in_title(article.title, searcher.province)
    if query.listed is Listed.ORGANISATIONS:
        named = companies(candidate.text)
        return opener or (named[0] if named else None)
    if query.listed is Listed.OTHER:
        return candidate.text
    if opener and (
        query.listed is Listed.ANYONE or article.place is None or article.place.city is None
    ):
        return opener
    place = article.place
    if place is None or place.city is None:
        return article.byline or article.title
    return f"{place.city}（{place.district}）" if place.district else place.city


def is_over_articles(query: Query) -> bool:
    """Whether a list runs over articles rather than over the parts of one thing in one of them."""
    if query.listed in (Listed.PLACES, Listed.ORGANISATIONS, Listed.ANYONE):
        return True
    return not query.places and query.listed is Listed.OTHER
