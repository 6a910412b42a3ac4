"""Sentences, words and widths."""

from __future__ import annotations

import pytest

from reformbot.bulletin.model import Span
from reformbot.bulletin.sentences import clause_spans, sentence_spans
from reformbot.bulletin.widths import settled
from reformbot.bulletin.words import words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙？", ["甲。", "乙！", "丙？"]),
        ("他说：“好。”再说。", ["他说：“好。”", "再说。"]),
        ("没有句号", ["没有句号"]),
        ("甲……乙。", ["甲……乙。"]),
        ("甲。\n\n 乙\n丙", ["甲。", "乙", "丙"]),
        ("真的？！当然。", ["真的？！", "当然。"]),
        ("增长1.5%。", ["增长1.5%。"]),
        ("", []),
        ("\n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == sentences


def test_clauses_and_parts_of_a_text() -> None:
    text = "甲，乙；丙：丁。戊"

    assert [span.of(text) for span in clause_spans(text)] == ["甲，", "乙；", "丙：", "丁。", "戊"]
    assert sentence_spans(text, Span(2, 6)) == [Span(2, 6)]


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("甲,乙;丙:丁?戊!", "甲，乙；丙：丁？戊！"),
        ("职工(试行)办法", "职工（试行）办法"),
        ("ＡＩ和５Ｇ", "AI和5G"),
        ("1,234元", "1,234元"),
        ("10，234", "10，234"),
        ("9:30开会", "9:30开会"),
        ("app（beta）", "app(beta)"),
        ("版本１．５％", "版本1.5%"),
        ("甲～乙", "甲～乙"),
        ("｢甲｣､乙｡", "「甲」、乙。"),
        ("，", "，"),
        (",", "，"),
    ],
)
def test_widths(typed: str, proper: str) -> None:
    assert "".join(settled(typed)) == proper


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产业工人队伍建设改革", {"产业工人"}),
        ("Ｑwen2.5模型", {"qwen2.5"}),
        ("获评98%满意", {"98%"}),
        ("新质生产力", {"新质生产力"}),
        ("，。！", set[str]()),
        ("", set[str]()),
    ],
)
def test_words(text: str, expected: set[str]) -> None:
    found = words(text)

    assert expected <= set(found)
    assert all(any(char.isalnum() for char in word) for word in found)
