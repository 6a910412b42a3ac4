"""Answers made of the corpus' own sentences, without any chat model."""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.corrections import corrected
from reformbot.answering.evidence import Evidence
from reformbot.answering.lists import Listing
from reformbot.answering.model import Citation, Item, Statement
from reformbot.bulletin.model import Place
from reformbot.bulletin.names import organisation_in_title
from reformbot.bulletin.places import short_name
from reformbot.search.question import Query
from reformbot.search.retrieval import Searcher, about_any

_CLOSE_SCORE = 0.35
_MOST_STATEMENTS = 2
_MOST_CHARACTERS = 360


class Citations:
    """Numbers quotations as they are used; the same quotation keeps its number."""

    def __init__(self) -> None:
        self._made: list[Citation] = []

    def cite(self, evidence: Evidence) -> int:
        """The number of a quotation."""
        for made in self._made:
            if (made.passage.key, made.passage.article) == evidence.article and (
                made.span == evidence.span
            ):
                return made.n
        n = len(self._made) + 1
        self._made.append(Citation(n, evidence.passage, evidence.span, evidence.text))
        return n

    def all(self) -> tuple[Citation, ...]:
        """Every citation made, in order."""
        return tuple(self._made)


def quote(
    query: Query, evidence: Sequence[Evidence], searcher: Searcher
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The fewest sentences that answer, corrected where a notice corrects them.

    Args:
        evidence: at least one sentence, the best first.
    """
    citations = Citations()
    statements: list[Statement] = []
    for one in _chosen(query, evidence, searcher):
        n = citations.cite(one)
        change = corrected(one, searcher)
        if change is None:
            statements.append(Statement(one.text, (n,), subject_of(query, one, searcher)))
            continue
        notices = tuple(citations.cite(notice) for notice in change.notices)
        statements.append(Statement(change.text, (n, *notices), subject_of(query, one, searcher)))
        statements += [
            Statement(notice.text, (at,))
            for notice, at in zip(change.notices, notices, strict=True)
        ]
    return tuple(statements), citations.all()


def list_out(
    listing: Listing, searcher: Searcher
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Citation, ...]]:
    """The items of a list, those left undecided, and their citations; one item a name."""
    citations = Citations()
    items = _items(listing.decided, citations, searcher)
    doubtful = _items(listing.doubtful, citations, searcher)
    return items, doubtful, citations.all()


def _items(
    entries: Sequence[tuple[str, Evidence]], citations: Citations, searcher: Searcher
) -> tuple[Item, ...]:
    grouped: dict[str, list[Evidence]] = {}
    for name, one in entries:
        grouped.setdefault(name, []).append(one)
    items: list[Item] = []
    for name, several in grouped.items():
        numbers: list[int] = []
        text = ""
        for one in several:
            numbers.append(citations.cite(one))
            change = corrected(one, searcher)
            if change is not None:
                numbers += [citations.cite(notice) for notice in change.notices]
            said = change.text if change else one.text
            text = text or ("" if said == name else said)
        items.append(Item(name, text, tuple(dict.fromkeys(numbers))))
    return tuple(items)


def _chosen(query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> list[Evidence]:
    """The best sentence of each place compared; else the best, and another nearly as good."""
    sides: list[Evidence | None] = []
    if len(query.places) > 1:
        sides = [_best_about(place, evidence, searcher) for place in query.places]
    elif len(query.years) > 1:
        sides = [_best_of_year(year, evidence) for year in sorted(query.years)]
    elif query.compares:
        sides = [evidence[0], next((e for e in evidence if e.article != evidence[0].article), None)]
    found = list(dict.fromkeys(one for one in sides if one is not None))
    if len(found) > 1:
        return found
    chosen = [evidence[0]]
    for other in evidence[1:_MOST_STATEMENTS]:
        length = sum(len(one.text) for one in [*chosen, other])
        if evidence[0].score - other.score <= _CLOSE_SCORE and length <= _MOST_CHARACTERS:
            chosen.append(other)
    return chosen


def _best_of_year(year: int, evidence: Sequence[Evidence]) -> Evidence | None:
    """The best sentence that names a year, or else of an issue of that year."""
    return next(
        (one for one in evidence if f"{year}年" in one.text),
        next((one for one in evidence if one.passage.key.year == year), None),
    )


def subject_of(query: Query, one: Evidence, searcher: Searcher) -> str:
    """The title to show before a sentence; empty where it says itself whom and what it is about."""
    article = searcher.entries[one.article].article
    if any(term in article.title and term not in one.text for term in query.terms):
        return article.title
    opener = organisation_in_title(article.title, searcher.province)
    if opener and opener[:4] in one.text:
        return ""
    place = article.place
    name = (place.district or place.city or "") if place else ""
    return "" if name and short_name(name) in one.text else article.title


def _best_about(place: Place, evidence: Sequence[Evidence], searcher: Searcher) -> Evidence | None:
    return next(
        (one for one in evidence if about_any(searcher.entries[one.article], [place])), None
    )
