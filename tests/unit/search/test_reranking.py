"""Reading the best passages again: only their order changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reformbot.answering.answerer import Answerer
from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.bulletin.model import ArticleKind, IssueKey, Passage, Span
from reformbot.library.records import Snapshot
from reformbot.search.question import understand
from reformbot.search.retrieval import RERANKED, Hit, Searcher, reranked
from reformbot.testing import OverlapReranker
from tests.unit.workshop import CORPUS, Workshop

SCORES = st.lists(st.integers(-8, 8).map(float), max_size=12)


def hit(at: int) -> Hit:
    passage = Passage(
        key=IssueKey("示例", 2024, 6),
        stem="2024-06",
        issued=date(2024, 5, 29),
        article=1,
        kind=ArticleKind.ARTICLE,
        title="",
        byline=None,
        place=None,
        ordinal=at,
        measure=None,
        heading="",
        span=Span(at, at + 1),
        text="甲",
    )
    return Hit(passage, 3.0 - at / 4, 0.9 - at / 100)


class ReversingReranker:
    """Prefers what came last, and notes what it was given."""

    name = "reversing"

    def __init__(self) -> None:
        self.read: list[tuple[str, Sequence[str]]] = []

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read.append((question, texts))
        return np.arange(len(texts), dtype=np.float32)


@given(scores=SCORES, more=st.integers(0, 3))
def test_reranking_is_a_stable_sort_of_the_first(scores: list[float], more: int) -> None:
    hits = [hit(at) for at in range(len(scores) + more)]
    found = reranked(hits, np.array(scores, np.float32))
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    assert [one.passage for one in found[: len(scores)]] == [hits[at].passage for at in order]
    assert found[len(scores) :] == hits[len(scores) :]


@given(scores=SCORES)
def test_places_keep_their_score_and_passages_their_cosine(scores: list[float]) -> None:
    hits = [hit(at) for at in range(len(scores))]
    found = reranked(hits, np.array(scores, np.float32))
    assert [one.score for one in found] == [one.score for one in hits]
    cosines = {one.passage: one.cosine for one in hits}
    assert {one.passage: one.cosine for one in found} == cosines


def searchers(workshop: Workshop, reranker: ReversingReranker) -> tuple[Searcher, Searcher]:
    version = workshop.index(CORPUS).version
    assert version is not None
    snapshot = Snapshot.of(version, workshop.catalog.editions(version))
    vectors = workshop.vectors.open(version.id)
    common = (snapshot, workshop.catalog, vectors, workshop.embedder)
    return Searcher(*common), Searcher(*common, reranker)


def test_a_search_has_its_best_passages_read_again(workshop: Workshop) -> None:
    reranker = ReversingReranker()
    plain, searcher = searchers(workshop, reranker)
    query = understand("工匠学院有多少家？", plain.province)
    before, after = plain.search(query), searcher.search(query)
    assert len(before) > RERANKED
    ids = [one.passage.id for one in before]
    again = [one.passage.id for one in after]
    assert again == [*reversed(ids[:RERANKED]), *ids[RERANKED:]]
    ((question, texts),) = reranker.read
    assert question == query.text
    first = before[0].passage
    assert texts[0] == f"{first.title}\n{first.text}"


@pytest.mark.parametrize("question", ["阜宁县的工会", "昆明市的工匠学院"])
def test_fewer_passages_than_are_read_again(workshop: Workshop, question: str) -> None:
    plain, searcher = searchers(workshop, ReversingReranker())
    query = understand(question, plain.province)
    before, after = plain.search(query), searcher.search(query)
    assert {one.passage.id for one in before} == {one.passage.id for one in after}


def test_answers_come_with_a_reranker(workshop: Workshop) -> None:
    workshop.index(CORPUS)
    answerer = Answerer(
        workshop.catalog, workshop.vectors, workshop.embedder, WORDS_ONLY, OverlapReranker()
    )
    answerer.prepare()
    answer = answerer.ask("2023年去扬州产业工人学院听过课的一共多少人？")
    assert answer.refusal is None
    assert answer.citations
