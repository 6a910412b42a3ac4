"""Complete lists: every article in scope is looked at and decided on its own evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.answering.evidence import Evidence
from reformbot.answering.thresholds import Thresholds
from reformbot.bulletin.model import ArticleKind, IssueKey
from reformbot.bulletin.names import companies, organisation_in_title
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Listed, Query
from reformbot.search.retrieval import Entry, Hit, Searcher, about_any


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
    candidates = [
        candidate
        for entry in searcher.scope(query)
        if _is_eligible(query, entry) and (candidate := _candidate(query, entry, searcher))
    ]
    best = max((one.overlap for one in candidates), default=0.0)
    if query.bare and (query.places or query.issues):
        return Listing(tuple(_named(query, candidates, searcher)), ())
    if not best:
        return Listing((), ())
    quoted = [one for one in candidates if _holds_quoted(query, one, searcher)]
    # Where one alone holds it, the others may say the same in other words.
    if len(quoted) > 1:
        return Listing(tuple(_named(query, quoted, searcher)), ())
    cosines = _nearest(hits)
    nearest = max(cosines.get(one.article, -1.0) for one in candidates)
    scores = {
        one.article: one.overlap / best + thresholds.meaning_weight * cosines.get(one.article, -1.0)
        for one in candidates
        if cosines.get(one.article, -1.0) >= nearest - thresholds.meaning_margin
    }
    top = max(scores.values())
    sure = [c for c in candidates if scores.get(c.article, -1.0) >= top - thresholds.listed]
    unsure = [
        one
        for one in candidates
        if one not in sure and scores.get(one.article, -1.0) >= top - thresholds.doubtful
    ]
    return Listing(tuple(_named(query, sure, searcher)), tuple(_named(query, unsure, searcher)))


def _named(
    query: Query, chosen: Sequence[Evidence], searcher: Searcher
) -> list[tuple[str, Evidence]]:
    names = [(_name(query, one, searcher), one) for one in chosen]
    return [(name, one) for name, one in names if name]


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


def _candidate(query: Query, entry: Entry, searcher: Searcher) -> Evidence | None:
    """An article's sentence that holds most of the question."""
    article = entry.article
    best: Evidence | None = None
    for span in sentence_spans(article.body):
        text = span.of(article.body)
        overlap = searcher.pair_overlap(query.pairs, text)
        if best is None or overlap > best.overlap:
            best = Evidence(entry.passage_of(span), span, text, overlap, overlap)
    return best


def _holds_quoted(query: Query, candidate: Evidence, searcher: Searcher) -> bool:
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
