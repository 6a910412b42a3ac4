"""What a question wants worked out, and the times it sets side by side."""

from __future__ import annotations

import pytest

from reformbot.search.comparing import (
    Operation,
    asked_noun,
    compared_times,
    is_superlative,
    read_level,
    read_operation,
    times_in,
    without_comparing,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("甲厂比乙厂多多少台机床？", Operation.DIFFERENCE),
        ("甲厂与乙厂的奖金相差多少？", Operation.DIFFERENCE),
        ("甲厂的奖金高出乙厂多少？", Operation.DIFFERENCE),
        ("How many more lathes does A have than B?", Operation.DIFFERENCE),
        ("By how much does A exceed B?", Operation.DIFFERENCE),
        ("甲厂的产值是乙厂的几倍？", Operation.RATIO),
        ("How many times as many lathes as B does A have?", Operation.RATIO),
        ("车床和铣床合计多少台？", Operation.TOTAL),
        ("各类机床加起来有多少？", Operation.TOTAL),
        ("How many lathes do A and B have in total?", Operation.TOTAL),
        ("女职工占全体职工的百分之几？", Operation.SHARE),
        ("2021年到2023年增加了多少台？", Operation.CHANGE),
        ("2021年到2023年多了几台？", Operation.CHANGE),
        ("甲厂和乙厂谁的奖金高？", Operation.LARGER),
        ("甲厂和乙厂，哪家的机床更少？", Operation.SMALLER),
        ("哪个城市的机床最多？", Operation.LARGER),
        ("Which has more lathes, A or B?", Operation.LARGER),
        ("甲厂和乙厂哪个更早办学？", Operation.EARLIER),
        ("甲厂和乙厂谁办学晚？", Operation.LATER),
        ("甲厂和乙厂的机床各有多少？", Operation.BOTH),
        pytest.param("全年一共培训多少人？", None, id="nothing to add"),
        pytest.param("甲厂的技能比赛有多少人参加？", None, id="比赛 compares nothing"),
        pytest.param("先进班组有几个？", None, id="先进 is no order"),
        pytest.param("甲厂有多少台机床？", None, id="one figure"),
    ],
)
def test_what_is_to_be_worked_out(question: str, expected: Operation | None) -> None:
    assert read_operation(question) is expected


def test_times_set_side_by_side_are_in_order() -> None:
    found = compared_times("2023年春比2020年底和2021年3月怎样？2021年3月呢？")
    assert [(time.words, time.year, time.month) for time in found] == [
        ("2020年底", 2020, 12),
        ("2021年3月", 2021, 3),
        ("2023年春", 2023, None),
    ]


def test_this_year_is_the_issue_s() -> None:
    assert compared_times("今年比去年怎样？") == ()
    found = times_in("去年底建成，今年4月开放。", 2023)
    assert [(time.year, time.month) for time in found] == [(2022, 12), (2023, 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省级试点单位", "省"),
        ("市（县）区级试点", "区县"),
        ("区里的试点", "区县"),
        ("在省里挂号", "省"),
        ("省里评的国家级试点", "国家"),
        ("试点单位", ""),
    ],
)
def test_levels_of_administration(text: str, expected: str) -> None:
    assert read_level(text) == expected


def test_words_that_compare_are_no_matter() -> None:
    assert asked_noun("甲厂比乙厂多多少台数控机床？") in ("数控机床", "台数控机床")
    assert is_superlative("哪个城市的机床最多？")
    assert not is_superlative("甲厂和乙厂谁的机床多？")
    left = without_comparing("甲厂的机床和乙厂相差多少")
    assert "机床" in left
    assert "相差" not in left
