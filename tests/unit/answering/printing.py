"""Invented issues, indexed and searched: what the tests of answering ask of."""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.evidence import Evidence, gather
from reformbot.library.records import Snapshot
from reformbot.search.question import Query, understand
from reformbot.search.retrieval import Searcher
from tests.unit.workshop import Told, Workshop, printed


def firm(name: str, *sentences: str) -> Told:
    """An article on an invented company, which lies in no place."""
    return Told(f"示例{name}公司开展技能提升行动", "".join(sentences), f"示例{name}公司工会")


def union(place: str, *sentences: str, what: str = "推进队伍建设") -> Told:
    """An article on a place's union; it tells no figures, as the places are real."""
    return Told(f"{place}总工会{what}", "".join(sentences), f"{place}总工会")


def searching(workshop: Workshop, *issues: Sequence[Told], year: int = 2024) -> Searcher:
    """A searcher of issues numbered from 1."""
    for number, articles in enumerate(issues, 1):
        workshop.write(f"{year}-{number:02}.txt", printed(number, *articles, year=year))
    version = workshop.index().version
    assert version is not None
    snapshot = Snapshot.of(version, workshop.catalog.editions(version))
    vectors = workshop.vectors.open(version.id)
    return Searcher(snapshot, workshop.catalog, vectors, workshop.embedder)


def found(searcher: Searcher, question: str) -> tuple[Query, list[Evidence]]:
    """A question, understood, and the sentences that speak to it."""
    query = understand(question, searcher.province)
    return query, gather(query, searcher.search(query), searcher)


def sentence(searcher: Searcher, words: str) -> Evidence:
    """The sentence of the searched issues that holds some words."""
    query, every = found(searcher, words)
    assert not query.places
    return next(one for one in every if words in one.text)
