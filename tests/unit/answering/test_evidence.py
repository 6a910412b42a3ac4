"""Which sentences speak to a question, by place, year and figure."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reformbot.answering.evidence import (
    Evidence,
    as_asked,
    gather,
    holds_named_figure,
    in_asked_years,
    with_asked_figures,
)
from reformbot.search.question import understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, found, searching, union
from tests.unit.workshop import Told, Workshop

NOTICE = Told(
    "更正",
    "本简报2024年第1期《示例甲公司开展技能提升行动》中“培训80人”应为“培训88人”。特此更正，并致歉。",
    "编辑部",
)


def texts(evidence: list[Evidence]) -> list[str]:
    return [one.text for one in evidence]


@pytest.mark.parametrize(
    ("sentence", "asked", "fits"),
    [
        ("2022年建成示例基地。", 2022, True),
        ("2022年建成示例基地。", 2023, False),
        ("2021—2023年建成示例基地。", 2022, True),
        ("2021年至2023年建成示例基地。", 2022, True),
        ("2021年到2023年建成示例基地。", 2022, True),
        ("2021——2023年建成示例基地。", 2022, True),
        ("2021-2023年建成示例基地。", 2024, False),
        ("2019年以来建成示例基地。", 2022, True),
        ("2019年底以来建成示例基地。", 2024, True),
        ("2019年以来建成示例基地。", 2018, False),
        ("2019年以来建成示例基地。", 2025, False),
        ("2019年起建成示例基地。", 2023, True),
        ("2019年起草示例基地章程。", 2023, False),
        ("今年建成示例基地。", 2024, True),
        ("今年建成示例基地。", 2023, False),
        ("去年建成示例基地。", 2023, True),
        ("去年建成示例基地。", 2024, False),
        ("前年建成示例基地。", 2022, True),
        ("建成示例基地。", 2024, True),
        ("建成示例基地。", 2020, False),
    ],
)
def test_years(workshop: Workshop, sentence: str, asked: int, *, fits: bool) -> None:
    searcher = searching(workshop, [firm("甲", sentence), firm("乙", "另有示例食堂。")])
    query, evidence = found(searcher, f"{asked}年示例基地怎样")
    of_base = [one for one in evidence if "基地" in one.text]
    assert of_base
    assert in_asked_years(query, of_base, searcher) == (of_base if fits else [])


def test_a_sentence_without_years_takes_its_articles(workshop: Workshop) -> None:
    searcher = searching(
        workshop, [firm("甲", "2020年启动示例工程。", "建成示例基地。"), firm("乙", "示例食堂。")]
    )
    query, evidence = found(searcher, "2020年示例基地怎样")
    assert "建成示例基地。" in texts(in_asked_years(query, evidence, searcher))


def test_without_asked_years_all_fits(workshop: Workshop) -> None:
    searcher = searching(workshop, [firm("甲", "2020年建成示例基地。"), firm("乙", "示例食堂。")])
    query, evidence = found(searcher, "示例基地怎样")
    assert in_asked_years(query, evidence, searcher) == evidence


FIGURES = (
    "投入80万元建设示例基地。",
    "合格率达98%以上。",
    "厂房面积3000平方米。",
    "带动25家企业参加。",
    "培训职工160名。",
    "2021年5月启动示例计划。",
    "示例氛围浓厚。",
)


@pytest.fixture
def figures(workshop: Workshop) -> Searcher:
    return searching(workshop, [firm("甲", *FIGURES), firm("乙", "另有示例食堂。")])


@pytest.mark.parametrize(
    ("question", "left"),
    [
        pytest.param("示例基地投入多少钱？", {"80万元"}, id="money is strict"),
        pytest.param("示例合格率是百分之几？", {"98%"}, id="percent is strict"),
        pytest.param("示例厂房多大？", {"3000平方米"}, id="area is strict"),
        pytest.param(
            "示例有多少项？",
            {"80万元", "98%", "3000平方米", "25家", "160名"},
            id="others are lenient",
        ),
        pytest.param("示例带动多少家企业？", {"25家"}, id="a counted noun"),
        pytest.param("示例带动多少家单位？", {"25家"}, id="a counted noun worded otherwise"),
        pytest.param("示例带动多少家学校？", set(), id="a noun nothing counts"),
        pytest.param("示例培训多少名职工？", {"160名"}, id="people"),
    ],
)
def test_asked_figures(figures: Searcher, question: str, left: set[str]) -> None:
    query, evidence = found(figures, question)
    kept = texts(with_asked_figures(query, evidence))
    assert {text for text in FIGURES if any(words in text for words in left)} == set(kept)


def test_who_asks_for_no_figure_gets_every_sentence(figures: Searcher) -> None:
    query, evidence = found(figures, "示例基地由谁指导？")
    assert with_asked_figures(query, evidence) == evidence


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("谁投入了80万元？", "投入80万元建设示例基地。", True),
        ("谁投入了800000元？", "投入80万元建设示例基地。", True),
        ("who spent 0.8 million yuan?", "投入80万元建设示例基地。", True),
        ("谁投入了81万元？", "投入80万元建设示例基地。", False),
        ("谁投入最多？", "投入80万元建设示例基地。", False),
        ("2021年谁启动？", "2021年5月启动示例计划。", False),
    ],
)
def test_a_figure_the_question_names(question: str, text: str, *, holds: bool) -> None:
    assert holds_named_figure(understand(question, None), text) is holds


def test_a_named_figure_comes_first(figures: Searcher) -> None:
    _, evidence = found(figures, "160名是怎么回事？")
    assert evidence[0].text == "培训职工160名。"


@pytest.mark.parametrize(
    ("question", "quoted"),
    [("甲公司培训多少人", False), ("甲公司的培训有什么更正", True), ("Which correction?", True)],
)
def test_a_notice_is_evidence_of_corrections_only(
    workshop: Workshop, question: str, *, quoted: bool
) -> None:
    searcher = searching(workshop, [firm("甲", "去冬培训80人。")], [firm("乙", "食堂。"), NOTICE])
    _, evidence = found(searcher, question)
    assert any("应为" in text for text in texts(evidence)) is quoted
    assert not any("特此更正" in text for text in texts(evidence))


def test_only_sentences_that_name_the_place_count_from_elsewhere(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [
            union("扬州市", "建成示例基地。", "示例基地与宿迁市结对。"),
            union("宿迁市", "开设示例课堂。"),
        ],
    )
    _, evidence = found(searcher, "宿迁的示例基地")
    assert set(texts(evidence)) == {"示例基地与宿迁市结对。", "开设示例课堂。"}


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=st.text("示例基地多少家企业2021年元%扬州更正？ abc", max_size=20))
def test_what_is_left_was_there_and_stays_in_order(figures: Searcher, question: str) -> None:
    query = understand(question, figures.province)
    evidence = gather(query, figures.search(query), figures)
    assert evidence == sorted(evidence, key=lambda one: -one.score)
    assert len({(one.article, one.span) for one in evidence}) == len(evidence)
    for left in (
        in_asked_years(query, evidence, figures),
        with_asked_figures(query, evidence),
    ):
        assert left == [one for one in evidence if one in left]
    for one in evidence:
        body = figures.entries[one.article].article.body
        assert one.span.of(body) == one.text
        assert 0.0 <= one.overlap <= 1.0


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("示例比武的第一名是谁？", "示例比武设三个工种。", False),
        ("示例比武的第一名是谁？", "示例比武的冠军是某甲。", True),
        ("示例比武的冠军是谁？", "示例比武的金牌归某甲。", True),
        ("已经有多少人评上示例技师？", "三年内要培育示例技师8名。", False),
        ("已经有多少人评上示例技师？", "力争评上示例技师8名。", False),
        ("已经有多少人评上示例技师？", "已有8名评上示例技师。", True),
        ("打算让多少人评上示例技师？", "三年内要培育示例技师8名。", True),
    ],
)
def test_what_is_next_to_what_is_asked(
    workshop: Workshop, question: str, sentence: str, *, fits: bool
) -> None:
    searcher = searching(workshop, [firm("甲", sentence), firm("乙", "翻修食堂。")])
    query, every = found(searcher, question)
    assert (sentence in texts(as_asked(query, every, searcher))) is fits


def test_a_district_does_not_answer_for_the_city(workshop: Workshop) -> None:
    sentence = "建成示例学堂。"
    searcher = searching(workshop, [union("南通市通州区", sentence), union("无锡市", "翻修食堂。")])
    for question, fits in (("南通市总建成示例学堂了吗？", False), ("南通建成示例学堂了吗？", True)):
        query, every = found(searcher, question)
        assert (sentence in texts(as_asked(query, every, searcher))) is fits
