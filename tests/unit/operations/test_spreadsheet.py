"""A list as a spreadsheet, opened again as a person would."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from reformbot.answering.model import Answer, Item
from reformbot.locale import load_messages
from reformbot.operations.spreadsheet import workbook
from tests.unit.telegram.answers import answer, citation

ZH, EN = load_messages("zh"), load_messages("en")


def opened(given: Answer, language: str = "zh") -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(workbook(given, load_messages(language)))).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def listing(*items: Item, **changed: Any) -> Answer:
    given = answer(items=items, citations=(citation(1), citation(2, "扬州另有3家。")))
    return replace(given, **changed)


def test_an_entry_has_a_row_for_each_of_its_citations() -> None:
    rows = opened(listing(Item("扬州市", "建成12家。", (1, 2)), Item("甲市", "", ())))
    head = ("序号", "名称", "内容", "状态", "期次", "日期", "文章", "供稿")
    assert rows[0] == (*head, "页码", "文字识别可信度", "原文")
    cited = ("2024年第6期", "2024-06-20", "扬州办好工匠学院", "扬州市总工会", None, None)
    assert rows[1] == (1, "扬州市", "建成12家。", "列入", *cited, citation(1).quote)
    assert rows[2] == (1, "扬州市", "建成12家。", "列入", *cited, "扬州另有3家。")
    assert rows[3][:4] == (2, "甲市", None, "列入")
    assert not any(rows[3][4:])
    assert len(rows) == 4


def test_page_and_recognition_are_told() -> None:
    read = citation(1)
    scanned = replace(read, passage=replace(read.passage, pages=((0, 3),), recognised=0.987))
    rows = opened(listing(Item("扬州市", "有。", (1,)), citations=(scanned,)))
    assert rows[1][8:] == ("3", "98%", read.quote)


def test_undecided_entries_say_so() -> None:
    given = listing(Item("扬州市", "有。", (1,)), doubtful=(Item("乙市", "似有。", (2,)),))
    assert [row[:4] for row in opened(given, "en")[1:]] == [
        (1, "扬州市", "有。", "listed"),
        (1, "乙市", "似有。", "to be checked"),
    ]


@pytest.mark.parametrize("hard", ["=1+1", "+1", "@甲", '=HYPERLINK("x")', "甲\n乙", "'甲"])
def test_no_text_becomes_a_formula(hard: str) -> None:
    data = workbook(listing(Item(hard, hard, (1,))), ZH)
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet["B2"].value == hard
    assert sheet["B2"].data_type == "s"


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    rows = opened(listing(Item("甲\x0b乙", "长" * 40_000, (1,))))
    assert rows[1][1] == "甲乙"
    assert len(rows[1][2]) == 32_767


def test_a_long_list_is_whole() -> None:
    items = tuple(Item(f"第{at}家", "有。", (1,)) for at in range(1, 301))
    assert [row[0] for row in opened(listing(*items))[1:]] == list(range(1, 301))
