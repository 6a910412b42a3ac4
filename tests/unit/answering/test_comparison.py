"""Comparisons: worked out only of figures that count the same, each cited; else not at all."""

from __future__ import annotations

import pytest

from reformbot.answering.comparison import compare
from reformbot.answering.model import Answer, Scope
from reformbot.answering.rendering import body_lines
from reformbot.locale import load_messages
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, found, searching
from tests.unit.workshop import Told, Workshop

COUNTED = {
    "甲": "全厂建成示例车间13个，年内办讲座24场。投入设备资金1.8万元。",
    "乙": "全厂建成示例车间5个，年内办讲座24场。投入设备资金9000元。",
    "丙": "示例车间不少于8个。",
}


def lines(searcher: Searcher, question: str) -> list[str]:
    """What is said to a comparison; empty where nothing is compared."""
    query, evidence = found(searcher, question)
    said = compare(query, evidence, searcher)
    if said is None:
        return []
    statements, citations = said
    assert [one.n for one in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        body = searcher.snapshot.article(citation.passage).body
        assert citation.quote == citation.span.of(body)
    assert all(one.citations for one in statements)
    answer = Answer(question, query.language, statements, None, citations, Scope(1, 1))
    return body_lines(answer, load_messages(query.language))


@pytest.fixture
def firms(workshop: Workshop) -> Searcher:
    told = [firm(name, words) for name, words in COUNTED.items()]
    return searching(workshop, told, [firm("丁", "示例书屋每晚开放。")])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "示例甲公司比示例乙公司多多少个示例车间？",
            "相差8个（13个－5个），较大的是示例甲公司。[1][2]",
        ),
        (
            "示例乙公司的示例车间和示例甲公司相差几个？",
            "相差8个（13个－5个），较大的是示例甲公司。[1][2]",
        ),
        ("示例甲公司和示例乙公司的示例车间合计多少个？", "合计18个（13个＋5个）。[1][2]"),
        (
            "示例甲公司的示例车间是示例乙公司的几倍？",
            "示例甲公司是对方的2.6倍（13个÷5个）。[1][2]",
        ),
        (
            "示例甲公司和示例乙公司，谁的示例车间多？",
            "较大的是示例甲公司（13个＞5个）。[1][2]",
        ),
        (
            "示例甲公司和示例乙公司，哪家的示例车间更少？",
            "较小的是示例乙公司（5个＜13个）。[1][2]",
        ),
        ("示例甲公司和示例乙公司办讲座的场次相差几场？", "两者相等（24场＝24场）。[1][2]"),
        (
            "示例甲公司和示例乙公司的设备资金相差多少？",
            "相差9000元（1.8万元－9000元），较大的是示例甲公司。[1][2]",
        ),
    ],
)
def test_what_is_worked_out(firms: Searcher, question: str, expected: str) -> None:
    assert lines(firms, question)[-1] == expected


def test_every_figure_has_its_words_and_its_citation(firms: Searcher) -> None:
    assert lines(firms, "示例甲公司比示例乙公司多多少个示例车间？")[:2] == [
        "示例甲公司：全厂建成示例车间13个[1]",
        "示例乙公司：全厂建成示例车间5个[2]",
    ]


@pytest.mark.parametrize(
    ("first", "second", "question"),
    [
        pytest.param(
            "全厂有示例车间13个。",
            "全厂有示例机床5台。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="one has no such figure",
        ),
        pytest.param(
            "全厂有省级示例车间13个。",
            "全厂有市级示例车间5个。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="of different levels",
        ),
        pytest.param(
            "全厂新增示例车间13个。",
            "全厂有示例车间5个。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="an increase and a stock",
        ),
        pytest.param(
            "全厂计划建示例车间13个。",
            "全厂建示例车间5个。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="a plan and a result",
        ),
        pytest.param(
            "示例课程培训工人13人。",
            "示例课程培训工人5人次。",
            "示例甲公司比示例乙公司的示例课程多培训多少工人？",
            id="heads and attendances",
        ),
        pytest.param(
            "东区有示例车间13个。西区有示例车间7个。",
            "全厂有示例车间5个。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="two that may be meant",
        ),
        pytest.param(
            "全厂有示例车间3—13个。",
            "全厂有示例车间5个。",
            "示例甲公司比示例乙公司多多少个示例车间？",
            id="a range",
        ),
    ],
)
def test_nothing_is_worked_out(workshop: Workshop, first: str, second: str, question: str) -> None:
    searcher = searching(workshop, [firm("甲", first), firm("乙", second), firm("丙", "开放。")])
    query, evidence = found(searcher, question)
    said = compare(query, evidence, searcher)
    assert said is None or all(one.outcome is None for one in said[0])


PARTS = "全厂示例职工共200名，其中技术人员60名、管理人员15名、一线人员125名。"
RESPECTIVELY = "示例讲师和示例学徒分别给予每月300元和200元津贴。"
OVER_TIME = (
    "2020年12月时，全厂有省级示例车间13个、市级示例车间19个；"
    "到2023年4月，省级增至25个、市级增至67个。"
)


@pytest.mark.parametrize(
    ("told", "question", "expected"),
    [
        (PARTS, "示例甲公司的技术人员和管理人员合计多少名？", "合计75名（60名＋15名）。[1]"),
        (
            PARTS,
            "示例甲公司的管理人员比技术人员少多少？",
            "相差45名（60名－15名），较大的是技术人员。[1]",
        ),
        (
            RESPECTIVELY,
            "示例甲公司示例讲师和示例学徒的津贴相差多少？",
            "相差100元（300元－200元），较大的是示例讲师。[1]",
        ),
        (
            OVER_TIME,
            "示例甲公司的省级示例车间2020年底到2023年4月增加了多少个？",
            "增加12个（25个－13个）。[1]",
        ),
        (
            OVER_TIME,
            "示例甲公司的市级示例车间2020年底到2023年4月增加了多少个？",
            "增加48个（67个－19个）。[1]",
        ),
        (
            "手中有示例外观专利15项、示例实用专利46项。",
            "示例甲公司各类专利加起来有多少？",
            "合计61项（15项＋46项）。[1]",
        ),
    ],
)
def test_parts_and_times_of_one_thing(
    workshop: Workshop, told: str, question: str, expected: str
) -> None:
    others = [firm("乙", "示例书屋每晚开放。"), firm("丙", "示例食堂添置桌椅。")]
    searcher = searching(workshop, [firm("甲", told), *others])
    assert lines(searcher, question)[-1] == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("示例甲公司和示例乙公司谁更早办示例学堂？", "较早的是示例乙公司"),
        ("示例甲公司和示例乙公司谁更晚办示例学堂？", "较晚的是示例甲公司"),
    ],
)
def test_which_came_first(workshop: Workshop, question: str, expected: str) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "2023年5月办示例学堂。"), firm("乙", "2022年9月办示例学堂。")],
    )
    assert lines(searcher, question)[-1].startswith(expected)


def test_the_same_month_is_not_ordered(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "2023年5月办示例学堂。"), firm("乙", "2023年5月9日办示例学堂。")],
    )
    assert lines(searcher, "示例甲公司和示例乙公司谁更早办示例学堂？") == []


def test_a_comparison_takes_the_newest_and_names_the_older(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "全厂建成示例车间11个。"), firm("乙", "全厂建成示例车间5个。")],
        [firm("甲", "全厂建成示例车间13个。"), firm("丙", "示例书屋每晚开放。")],
    )
    said = lines(searcher, "示例甲公司比示例乙公司多多少个示例车间？")
    assert said[2].startswith("相差8个（13个－5个）")
    assert said[3] == "此前2024年第1期的说法：全厂建成示例车间11个[3]"


def test_a_correction_is_made_before_the_sum(workshop: Workshop) -> None:
    notice = Told("更正", "第1期中“示例车间31个”应为“示例车间13个”。特此更正。", "编辑部")
    searcher = searching(
        workshop,
        [firm("甲", "全厂建成示例车间31个。"), firm("乙", "全厂建成示例车间5个。")],
        [firm("丙", "示例书屋每晚开放。"), notice],
    )
    said = lines(searcher, "示例甲公司比示例乙公司多多少个示例车间？")
    assert said[-1].startswith("相差8个（13个－5个）")
    assert "31" not in "".join(said)


def test_what_is_rounded_is_said(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "全厂建成示例车间13个。"), firm("乙", "全厂建成示例车间6个。")],
        [firm("丙", "示例书屋超过8个。"), firm("丁", "示例书屋5个。")],
    )
    ratio = lines(searcher, "示例甲公司的示例车间是示例乙公司的几倍？")
    assert ratio[-1].startswith("示例甲公司是对方的约2.2倍")
    more = lines(searcher, "示例丙公司比示例丁公司多多少个示例书屋？")
    assert more[-1].startswith("相差约3个")
