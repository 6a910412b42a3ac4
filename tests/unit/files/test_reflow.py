"""From runs on pages to text: order, spaces, lines, paragraphs, columns and tables."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.files.reflow import reflow
from reformbot.files.runs import Run, width_of

SIZE, PITCH, LEFT, COLUMNS = 16.0, 29.0, 80.0, 28
FULL = "产业工人队伍建设改革是一项系统工程，需要各方面共同推进。"
LONG = "全市有586名职工获奖，" * 12 + "改革见效。"


def run(text: str, line: float, column: float = 0.0, size: float = SIZE) -> Run:
    """Text on a line, so many characters from the left."""
    x, y = LEFT + column * SIZE, 100 + line * PITCH
    return Run(text, x, y, x + width_of(text) * size, y + size, size)


def glyphs(of: Run) -> list[Run]:
    """A run for each character, spaces left out."""
    return [
        Run(
            char,
            of.x0 + width_of(of.text[:at]) * of.size,
            of.y0,
            of.x0 + width_of(of.text[: at + 1]) * of.size,
            of.y1,
            of.size,
        )
        for at, char in enumerate(of.text)
        if not char.isspace()
    ]


def wrapped(text: str, line: int, indent: int = 2, columns: int = COLUMNS) -> list[Run]:
    """A paragraph as it is broken into lines."""
    out: list[Run] = []
    while text:
        cut = len(text)
        while width_of(text[:cut]) > columns - indent:
            cut -= 1
        while cut < len(text) and (text[cut] in "，。" or text[cut - 1 : cut + 1].isdigit()):
            cut -= 1
        out.append(run(text[:cut], line + len(out), indent))
        text, indent = text[cut:], 0
    return out


def text_of(*pages: Sequence[Run]) -> str:
    return reflow(pages).text


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        pytest.param([run("改革", 0), run("见效", 0, 2)], "改革见效", id="runs of a line"),
        pytest.param([run("见效", 0, 2), run("改革", 0)], "改革见效", id="drawn backwards"),
        pytest.param([run("下", 1), run("上", 0)], "上\n下", id="drawn upwards"),
        pytest.param([run("new", 0), run("idea", 0, 1.8)], "new idea", id="Latin words"),
        pytest.param([run("12", 0), run("34", 0, 1)], "1234", id="a figure in two runs"),
        pytest.param(
            [run("改革", 0), run(" ", 0, 2), run("见效", 0, 2.5)], "改革 见效", id="space"
        ),
        pytest.param([run("一 改 革", 0)], "一 改 革", id="spaces within a run"),
        pytest.param([run("甲", 0), run("甲", 0, 0.05)], "甲", id="drawn twice to look bold"),
        pytest.param([run("甲", 0), run("甲", 0, 1)], "甲甲", id="the same character again"),
        pytest.param(
            [run("联席会议办公室", 0), run("2024年5月29日", 0, 20)],
            "联席会议办公室\n2024年5月29日",
            id="issuer and date",
        ),
        pytest.param(
            [run("面积1000m", 0), Run("2", 152, 98, 157, 107, 9)],
            "面积1000m2",
            id="a raised figure",
        ),
        pytest.param(
            [run("标题", 0, 13, 22), run(FULL, 1), run("次日。", 2)],
            f"标题\n{FULL}次日。",
            id="a centred title",
        ),
        pytest.param(
            [run(FULL, 0), run(FULL, 1, 2)], f"{FULL}\n{FULL}", id="an indented paragraph"
        ),
        pytest.param([run(FULL, 0), run(FULL, 3)], f"{FULL}\n\n{FULL}", id="room between"),
        pytest.param(
            [*wrapped(LONG, 0), run("（甲市总工会）", 20, 20)],
            f"{LONG}\n\n（甲市总工会）",
            id="a byline to the right",
        ),
        pytest.param(
            [run(f"报：{FULL[:26]}", 0), run("办公室。", 1, 2), run("送：各单位。", 2)],
            f"报：{FULL[:26]}办公室。\n送：各单位。",
            id="a hanging indent",
        ),
        pytest.param(
            [run(FULL, 0), run("送：各单位。", 1)], f"{FULL}\n送：各单位。", id="a label of its own"
        ),
        pytest.param(
            [run("the council and its members", 0), run(FULL, 1), run("show that", 2)],
            f"the council and its members\n{FULL}show that",
            id="a short line is not filled up",
        ),
    ],
)
def test_lines(runs: list[Run], text: str) -> None:
    assert text_of(runs) == text
    assert text_of(runs[::-1]) == text


def test_a_paragraph_is_whole_again() -> None:
    assert text_of([*wrapped(LONG, 0), *wrapped(FULL + FULL, 30)]) == f"{LONG}\n\n{FULL}{FULL}"


def test_a_table_has_a_tab_between_cells() -> None:
    rows = [("指标", "甲市", "乙市"), ("课程", "221场", "98场"), ("培训", "1.2万人", "")]
    runs = [
        run(cell, line, 9 * column)
        for line, row in enumerate(rows[:2])
        for column, cell in enumerate(row)
    ]
    assert text_of(runs) == "指标\t甲市\t乙市\n课程\t221场\t98场"


def test_a_cell_of_two_lines_stays_in_its_row() -> None:
    runs = [
        *(run("单位", 0), run("做法", 0, 10)),
        *(run("甲市", 1), run("建成工匠学院", 1, 10)),
        run("三家", 2, 10),
        *(run("乙市", 3), run("无", 3, 10)),
    ]
    assert text_of(runs) == "单位\t做法\n甲市\t建成工匠学院三家\n乙市\t无"


def test_a_list_is_no_table() -> None:
    runs = [
        one for line in range(4) for one in (run(f"{line + 1}.", line), run(FULL[:8], line, 2.2))
    ]
    assert "\t" not in text_of(runs)


def test_columns_are_read_one_after_the_other() -> None:
    one, two = "甲" * 84, "乙" * 70
    left = wrapped(one, 1, 0, 14)
    right = [
        Run(r.text, r.x0 + 16 * SIZE, r.y0 + 5, r.x1 + 16 * SIZE, r.y1 + 5, SIZE)
        for r in wrapped(two, 1, 0, 14)
    ]
    assert text_of([run("通栏标题", 0, 12), *left, *right]).split() == ["通栏标题", one, two]


def test_pages() -> None:
    flow = reflow([[run("第一页", 0)], [], [run("第三页", 0)]])
    assert flow.text == "第一页\f\f第三页"
    assert flow.page_starts == (0, 4, 5)


def test_nothing() -> None:
    assert reflow([]).page_starts == (0,)
    assert reflow([[run("\x00\x01", 0)]]).text == ""


@given(
    st.lists(
        st.tuples(
            st.text("改革创新效12a%（。 ", min_size=1, max_size=30),
            st.integers(0, 8),
            st.integers(0, 20),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_no_order_of_drawing_matters(
    placed: list[tuple[str, int, int]], chance: random.Random
) -> None:
    runs = [run(text, line, column) for text, line, column in placed]
    shuffled = list(runs)
    chance.shuffle(shuffled)
    assert text_of(shuffled) == text_of(runs)


@given(
    st.lists(st.text("改革创新“”12ab.%（。 ", min_size=1, max_size=28), max_size=20),
    st.booleans(),
)
def test_no_character_is_lost(lines: list[str], is_apart: bool) -> None:  # noqa: FBT001
    runs = [run(text, at) for at, text in enumerate(lines)]
    if is_apart:
        runs = [glyph for one in runs for glyph in glyphs(one)]
    assert "".join(text_of(runs).split()) == "".join("".join(lines).split())
