"""How large a title is, and where it is broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.drafting.layout import BODY_SIZE, TEXT_POINTS, TITLE_SIZE
from reformbot.drafting.titles import balanced, one_line_size, set_title

TITLES = st.text("云河市总工会打造产业链技能人才“”（）《》，、2024 ", max_size=80)


def width(text: str) -> float:
    """Of a text in full-width characters."""
    return sum(0.5 if char.isascii() else 1 for char in text)


@pytest.mark.parametrize(
    ("title", "lines", "size"),
    [
        ("镇南市建立四大产业集群产改联盟", ("镇南市建立四大产业集群产改联盟",), 22),
        (
            "国网云河供电打好创新“组合拳”服务新质生产力发展",
            ("国网云河供电打好创新", "“组合拳”服务新质生产力发展"),
            22,
        ),
        (
            "云河市总工会建立健全产业工人技能培训、技能竞赛、技能评价、技能激励四位一体的新机制",
            (
                "云河市总工会建立健全产业工人技能培训、技能",
                "竞赛、技能评价、技能激励四位一体的新机制",
            ),
            21,
        ),
        ("", ("",), 22),
    ],
)
def test_a_title_is_broken_between_words_and_shrinks_where_it_must(
    title: str, lines: tuple[str, ...], size: float
) -> None:
    found = set_title(title)
    assert (found.lines, found.size) == (lines, size)


@given(TITLES)
def test_a_set_title_loses_nothing_and_fits(title: str) -> None:
    found = set_title(title)
    assert "".join("".join(found.lines).split()) == "".join(title.split())
    assert BODY_SIZE <= found.size <= TITLE_SIZE
    assert len(found.lines) <= 2
    if len(found.lines) == 2:
        assert all(width(line) * found.size <= TEXT_POINTS for line in found.lines)


@given(TITLES, st.integers(4, 30))
def test_no_second_line_begins_with_a_closing_mark(title: str, most: int) -> None:
    for line in balanced(title, most)[1:]:
        assert not line or line[0] not in "”’）》，、。"


@given(st.text("云河市", min_size=1, max_size=60))
def test_one_line_fits_or_is_as_large_as_it_may_be(name: str) -> None:
    size = one_line_size(name, 26)
    assert len(name) * size <= TEXT_POINTS
    assert size == 26 or len(name) * (size + 0.5) > TEXT_POINTS
