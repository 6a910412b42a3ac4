"""Figures bound to the words they stand with."""

from __future__ import annotations

import pytest

from reformbot.answering.readings import Reading, alike, readings
from tests.unit.answering.printing import firm, searching, sentence
from tests.unit.workshop import Workshop


def bound(workshop: Workshop, words: str) -> list[Reading]:
    searcher = searching(workshop, [firm("甲", words), firm("乙", "示例书屋每晚开放。")])
    return readings(sentence(searcher, words), searcher)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("示例车间13个、示例食堂5个。", [("示例车间", "13个"), ("示例食堂", "5个")]),
        ("示例讲师和学徒分别给予300元和200元。", [("示例讲师", "300元"), ("学徒", "200元")]),
        ("每万名职工中示例讲师12人。", [("每万名职工中示例讲师", "12人")]),
        ("2023年5月第3届示例比赛办24场。", [("届示例比赛办", "24场")]),
        ("示例课程办3—5场。", []),
    ],
)
def test_what_a_figure_counts(
    workshop: Workshop, words: str, expected: list[tuple[str, str]]
) -> None:
    found = [(one.noun, one.figure.text) for one in bound(workshop, words)]
    assert [text for _, text in found] == [text for _, text in expected]
    assert all(
        noun.endswith(wanted[-4:]) for (noun, _), (wanted, _) in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize(
    ("words", "is_about"),
    [
        ("示例车间13个。", False),
        ("示例车间达13个。", False),
        ("示例车间约13个。", True),
        ("示例车间超过13个。", True),
        ("示例车间不少于13个。", True),
        ("示例车间13余个。", True),
        ("示例车间13个以上。", True),
    ],
)
def test_rounded_figures(workshop: Workshop, words: str, *, is_about: bool) -> None:
    (one,) = bound(workshop, words)
    assert one.is_about is is_about


def test_units_that_may_be_added() -> None:
    assert alike("家", "所")
    assert alike("元", "元")
    assert not alike("人", "人次")
    assert not alike("元", "%")
