"""What was found answers the question, or only something near it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.answering.evidence import Evidence
from reformbot.answering.sufficiency import far_behind, is_elsewhere, speaks_to
from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.bulletin.model import Span
from reformbot.search.question import understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import searching, sentence, union
from tests.unit.workshop import Workshop


@pytest.fixture
def searcher(workshop: Workshop) -> Searcher:
    return searching(
        workshop,
        [
            union("扬州市", "建立工匠学院，聘请师傅。", what="抓技能"),
            union("无锡市", "翻修食堂，添置桌椅。", what="办实事"),
            union("苏州市", "开通热线，解答疑问。", what="听意见"),
        ],
    )


@pytest.mark.parametrize(
    ("question", "speaks"),
    [
        ("谁翻修食堂，添置桌椅？", True),
        ("工匠学院聘请师傅了吗？", True),
        ("今天股市行情如何？", False),
        ("火星上有没有生命？", False),
    ],
)
def test_on_the_subject_by_words(searcher: Searcher, question: str, *, speaks: bool) -> None:
    query = understand(question, searcher.province)
    assert speaks_to(query, searcher.search(query), searcher, WORDS_ONLY) is speaks


@pytest.mark.parametrize("question", ["股市行情", "翻修食堂"])
def test_on_the_subject_by_meaning(searcher: Searcher, question: str) -> None:
    query = understand(question, searcher.province)
    near = replace(WORDS_ONLY, cosine_zh=-1.0)
    assert speaks_to(query, searcher.search(query), searcher, near)


def test_nothing_found_speaks_to_nothing(searcher: Searcher) -> None:
    query = understand("翻修食堂", searcher.province)
    assert not speaks_to(query, [], searcher, replace(WORDS_ONLY, cosine_zh=-1.0))


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        pytest.param("扬州的工匠学院聘请谁？", False, id="there"),
        pytest.param("无锡的工匠学院聘请谁？", True, id="a term of the field is elsewhere"),
        pytest.param("无锡翻修什么？", False, id="its own matter"),
        pytest.param("工匠学院聘请谁？", False, id="no place asked"),
        pytest.param("扬州、无锡和苏州的工匠学院聘请谁？", False, id="the places are all there is"),
        pytest.param("无锡的太空电梯怎样？", False, id="a matter that is nowhere"),
    ],
)
def test_the_matter_is_elsewhere(searcher: Searcher, question: str, *, elsewhere: bool) -> None:
    query = understand(question, searcher.province)
    assert is_elsewhere(query, searcher, WORDS_ONLY) is elsewhere


@pytest.mark.parametrize(("lost", "elsewhere"), [(0.1, True), (99.0, False)])
def test_everyday_words_must_weigh_enough(
    searcher: Searcher, lost: float, *, elsewhere: bool
) -> None:
    query = understand("无锡开通热线了吗", searcher.province)
    assert is_elsewhere(query, searcher, replace(WORDS_ONLY, lost=lost)) is elsewhere


@pytest.mark.parametrize(
    ("left", "every", "far"),
    [
        ([], [], True),
        ([], [3.0], True),
        ([3.0], [], False),
        ([3.0, 1.0], [3.0, 1.0], False),
        ([2.0], [3.0, 2.0], False),
        ([1.9], [3.0, 1.9], True),
    ],
)
def test_far_behind(
    searcher: Searcher, left: list[float], every: list[float], *, far: bool
) -> None:
    base = sentence(searcher, "翻修食堂")

    def scored(scores: list[float]) -> list[Evidence]:
        return [replace(base, score=score, span=Span(0, 1)) for score in scores]

    assert far_behind(scored(left), scored(every), 1.0) is far


def test_a_question_far_from_all_articles_of_its_place(searcher: Searcher) -> None:
    query = understand("扬州的火车站有几个站台？", searcher.province)
    assert is_elsewhere(query, searcher, replace(WORDS_ONLY, near=0.99))
    assert not is_elsewhere(query, searcher, replace(WORDS_ONLY, near=-1.0, lost=99.0))
