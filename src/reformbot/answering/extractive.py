"""Answers made of the corpus' own sentences, without any chat model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reformbot.answering.evidence import Evidence
from reformbot.answering.model import Citation, Item, Statement
from reformbot.bulletin.model import Passage
from reformbot.search.question import Asked, Query

_CLOSE_SCORE = 0.35
_MOST_STATEMENTS = 2
_LIST_MARGIN = 1.5
_MOST_CHARACTERS = 360


def compose(
    query: Query, evidence: Sequence[Evidence]
) -> tuple[tuple[Statement, ...], tuple[Item, ...] | None, tuple[Citation, ...]]:
    """Choose sentences and number their citations.

    Args:
        evidence: at least one sentence, the best first.
    """
    if query.asked is Asked.LIST:
        return _list(_one_an_article(evidence))
    return _sentences(_best(evidence))


def _best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence, and another only where it is nearly as good and both stay short."""
    chosen = [evidence[0]]
    for other in evidence[1:_MOST_STATEMENTS]:
        length = sum(len(e.text) for e in [*chosen, other])
        if evidence[0].score - other.score <= _CLOSE_SCORE and length <= _MOST_CHARACTERS:
            chosen.append(other)
    return chosen


def _one_an_article(evidence: Sequence[Evidence]) -> list[Evidence]:
    """A sentence of each article that comes near the best of all.

    The article is admitted by its best sentence and quoted by the one that says most of what the
    question asks.
    """
    by_article: dict[tuple[object, int], list[Evidence]] = {}
    for one in evidence:
        by_article.setdefault((one.passage.key, one.passage.article), []).append(one)
    least = evidence[0].score - _LIST_MARGIN
    return [
        max(sentences, key=lambda e: (e.overlap, e.score))
        for sentences in by_article.values()
        if sentences[0].score >= least
    ]


def _sentences(
    chosen: Sequence[Evidence],
) -> tuple[tuple[Statement, ...], None, tuple[Citation, ...]]:
    citations = _numbered(chosen)
    statements = tuple(Statement(c.quote, (c.n,)) for c in citations)
    return statements, None, citations


def _list(
    chosen: Sequence[Evidence],
) -> tuple[tuple[Statement, ...], tuple[Item, ...], tuple[Citation, ...]]:
    """One item a place or unit, with a citation for each article about it."""
    citations = _numbered(chosen)
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(_name(citation.passage), []).append(citation)
    items = tuple(
        Item(name, cited[0].quote, tuple(c.n for c in cited)) for name, cited in grouped.items()
    )
    return (), items, citations


def _numbered(chosen: Iterable[Evidence]) -> tuple[Citation, ...]:
    return tuple(Citation(n, e.passage, e.span, e.text) for n, e in enumerate(chosen, 1))


def _name(passage: Passage) -> str:
    """What an article is about: its place, city and district, or else its sender."""
    if passage.place is not None and passage.place.city:
        place = passage.place
        return f"{place.city}（{place.district}）" if place.district else place.city or ""
    return passage.byline or passage.title
