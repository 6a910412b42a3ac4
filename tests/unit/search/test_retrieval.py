"""Ranking: how two scores are mixed, and which passages a query admits at all."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import Passage, Place
from reformbot.library.records import Snapshot
from reformbot.search.question import Query, understand
from reformbot.search.retrieval import CANDIDATES, WORD_WEIGHT, Hit, Searcher, fused
from tests.unit.workshop import CORPUS, Workshop

SCORES = st.integers(-800, 800).map(lambda value: value / 8)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=30)


def naive(by_words: list[float], by_meaning: list[float]) -> list[float]:
    """The same mix, written out."""

    def standard(scores: list[float]) -> list[float]:
        middle = statistics.fmean(scores)
        spread = statistics.pstdev(scores)
        return [(score - middle) / spread if spread else 0.0 for score in scores]

    return [
        WORD_WEIGHT * word + (1 - WORD_WEIGHT) * meaning
        for word, meaning in zip(standard(by_words), standard(by_meaning), strict=True)
    ]


@given(pairs=PAIRS)
def test_fusing_agrees_with_the_naive_way(pairs: list[tuple[float, float]]) -> None:
    by_words, by_meaning = ([pair[at] for pair in pairs] for at in (0, 1))
    found = fused(np.array(by_words), np.array(by_meaning))
    np.testing.assert_allclose(found, naive(by_words, by_meaning), atol=1e-6)


def test_equal_scores_say_nothing() -> None:
    np.testing.assert_array_equal(fused(np.zeros(3), np.full(3, 22.281)), np.zeros(3))


@given(pairs=PAIRS, factor=st.sampled_from([0.25, 0.5, 2.0, 8.0]), shift=st.integers(-50, 50))
def test_the_scale_of_a_score_does_not_matter(
    pairs: list[tuple[float, float]], factor: float, shift: int
) -> None:
    by_words, by_meaning = (np.array([pair[at] for pair in pairs]) for at in (0, 1))
    np.testing.assert_allclose(
        fused(by_words, by_meaning), fused(by_words * factor + shift, by_meaning), atol=1e-6
    )


@given(scores=st.lists(SCORES, min_size=1, max_size=30), same=SCORES)
def test_a_score_that_is_the_same_for_all_changes_no_order(
    scores: list[float], same: float
) -> None:
    mixed = fused(np.full(len(scores), same), np.array(scores))
    for first in range(len(scores) - 1):
        if scores[first] > scores[first + 1] + 1e-6:
            assert mixed[first] > mixed[first + 1]


@pytest.mark.parametrize("more", [1, 100, 10 * CANDIDATES])
def test_passages_that_speak_to_nothing_change_no_score(more: int) -> None:
    """However large the corpus, words and meaning keep their shares."""
    chance = np.random.default_rng(5)
    by_words = np.where(chance.random(2 * CANDIDATES) < 0.05, chance.random(2 * CANDIDATES), 0.0)
    by_meaning = 0.8 + chance.random(2 * CANDIDATES) / 10
    alone = fused(by_words, by_meaning)
    among_more = fused(
        np.concatenate([by_words, np.zeros(more)]),
        np.concatenate([by_meaning, 0.7 + chance.random(more) / 20]),
    )
    np.testing.assert_allclose(among_more[: len(alone)], alone, atol=1e-9)
    assert among_more[len(alone) :].max() < alone.max()


@pytest.mark.parametrize("count", [CANDIDATES, CANDIDATES + 1, 3 * CANDIDATES])
def test_equal_scores_of_many_say_nothing(count: int) -> None:
    np.testing.assert_array_equal(fused(np.zeros(count), np.full(count, 0.8)), np.zeros(count))


@pytest.fixture
def searcher(workshop: Workshop) -> Searcher:
    version = workshop.index(CORPUS).version
    assert version is not None
    snapshot = Snapshot.of(version, workshop.catalog.editions(version))
    vectors = workshop.vectors.open(version.id)
    return Searcher(snapshot, workshop.catalog, vectors, workshop.embedder)


def asked(searcher: Searcher, question: str) -> Query:
    return understand(question, searcher.province)


def articles(hits: list[Hit]) -> set[tuple[str, int]]:
    return {(hit.passage.stem, hit.passage.article) for hit in hits}


def about(passage: Passage, city: str) -> bool:
    return passage.place is not None and passage.place.city == city


def test_the_province_is_read_off_the_corpus(searcher: Searcher) -> None:
    assert searcher.province == Place("江苏省")


def test_without_a_filter_every_passage_is_ranked(searcher: Searcher) -> None:
    hits = searcher.search(asked(searcher, "工匠学院"))
    assert {hit.passage.id for hit in hits} == searcher.snapshot.passages.keys()
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(-1.001 <= hit.cosine <= 1.001 for hit in hits)


def test_a_city_admits_its_districts(searcher: Searcher) -> None:
    found = articles(searcher.search(asked(searcher, "南通市的产改联盟")))
    assert ("2024-06", 4) in found  # 南通市通州区
    assert ("2024-06", 2) not in found  # 扬州市


def test_a_district_leaves_the_rest_of_its_city_out(searcher: Searcher) -> None:
    hits = searcher.search(asked(searcher, "阜宁县的工会"))
    assert articles(hits) == {("2024-08", 4)}
    assert ("2024-10", 4) in articles(searcher.search(asked(searcher, "盐城的工会")))


def test_a_mention_in_the_text_admits_an_article(searcher: Searcher) -> None:
    """丹阳 is named in an article about 镇江市; 宿迁 in one about 常州市 and in one about none."""
    assert ("2024-06", 3) in articles(searcher.search(asked(searcher, "丹阳的眼镜产业")))
    found = articles(searcher.search(asked(searcher, "宿迁的大赛")))
    assert ("2024-08", 2) in found
    assert not any(
        about(hit.passage, "宿迁市") for hit in searcher.search(asked(searcher, "宿迁的大赛"))
    )


def test_a_place_outside_the_corpus_admits_nothing(searcher: Searcher) -> None:
    assert searcher.search(asked(searcher, "昆明市的工匠学院")) == []


def test_an_issue_admits_its_own_articles(searcher: Searcher) -> None:
    with_year = articles(searcher.search(asked(searcher, "2024年第8期的竞赛")))
    assert {stem for stem, _ in with_year} == {"2024-08"}
    assert with_year == articles(searcher.search(asked(searcher, "第8期的竞赛")))
    assert searcher.search(asked(searcher, "2023年第8期的竞赛")) == []


def test_issue_and_place_together(searcher: Searcher) -> None:
    found = articles(searcher.search(asked(searcher, "第10期扬州的服务站")))
    assert found == {("2024-10", 5)}


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("工匠学院有多少家", ("2024-06", 2)),
        ("专项集体合同的分红比例", ("2024-10", 2)),
        ("户外劳动者服务站", ("2024-10", 5)),
        ("数字工匠的培养", ("2024-08", 6)),
        ("特色产业园区", ("2024-08", 5)),
    ],
)
def test_the_best_hit_is_from_the_article_that_is_meant(
    searcher: Searcher, question: str, article: tuple[str, int]
) -> None:
    best = searcher.search(asked(searcher, question))[0].passage
    assert (best.stem, best.article) == article


def test_overlap_is_a_share_of_the_words(searcher: Searcher) -> None:
    text = "工匠学院成立"
    assert searcher.overlap((), text) == 1.0
    assert searcher.overlap(("股票",), text) == 0.0
    half = searcher.overlap(("工匠学院", "股票"), text)
    assert 0 < half < 0.5  # the word that no article has weighs more
    assert math.isclose(searcher.overlap(("工匠学院",), text), 1.0)


def test_pairs_that_no_article_holds_do_not_count(searcher: Searcher) -> None:
    assert searcher.pair_overlap(("联盟", "股票"), "产改联盟") == pytest.approx(1.0)
    assert searcher.pair_overlap(("股票",), "股票") == 0.0
