"""An answer as text and as a record: framing in the question's language, quotations as printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.answering.extractive import Citations
from reformbot.answering.model import Answer, Item, Reference, Refusal, Scope, Statement
from reformbot.answering.rendering import (
    body_lines,
    by_article,
    markers,
    plain_text,
    record,
    reference,
)
from reformbot.locale import Messages, load_messages
from tests.unit.answering.printing import firm, searching, sentence
from tests.unit.workshop import Workshop

ZH = load_messages("zh")
EN = load_messages("en")
SENTENCES = ("投入示例资金932.25万元。", "请示例老师授课。", "办示例食堂。")


@pytest.fixture
def citations(workshop: Workshop) -> Citations:
    """Two of the first article's sentences, then one of the second."""
    searcher = searching(workshop, [firm("甲", *SENTENCES[:2]), firm("乙", SENTENCES[2])])
    made = Citations()
    for words in SENTENCES:
        made.cite(sentence(searcher, words))
    return made


@pytest.fixture
def answer(citations: Citations) -> Answer:
    said = tuple(Statement(text, (n,)) for n, text in enumerate(SENTENCES, 1))
    return Answer("示例？", "zh", said, None, citations.all(), Scope(1, 2))


def test_references_are_grouped_by_article(answer: Answer) -> None:
    lines = plain_text(answer, ZH).splitlines()
    assert lines[:3] == [f"{text}[{n}]" for n, text in enumerate(SENTENCES, 1)]
    assert lines[3:] == [
        "",
        "出处",
        "[1][2] 2024年第1期 · 2024-01-15 · 《示例甲公司开展技能提升行动》 · 示例甲公司工会",
        "[3] 2024年第1期 · 2024-01-15 · 《示例乙公司开展技能提升行动》 · 示例乙公司工会",
    ]
    assert [[one.n for one in same] for same in by_article(answer.citations)] == [[1, 2], [3]]


@pytest.mark.parametrize(
    ("messages", "unknown"), [(ZH, "日期不详"), (EN, "no date")], ids=["zh", "en"]
)
def test_a_reference_without_date_and_byline(
    answer: Answer, messages: Messages, unknown: str
) -> None:
    first = answer.citations[0]
    bare = replace(first, passage=replace(first.passage, issued=None, byline=None))
    assert reference(bare, messages) == f"2024年第1期 · {unknown} · 《{first.passage.title}》"


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("投入932.25万元。", "932.25万元 = 9.3225 million"),
        ("投入1.5亿元。", "1.5亿元 = 150 million"),
        ("参加5万人次。", "5万人次 = 50,000"),
        ("参加100万人。", "100万人 = 1 million"),
        ("参加1.2万人，投入300万元。", "1.2万人 = 12,000; 300万元 = 3 million"),
        ("参加500人。", ""),
        ("占98%。", ""),
    ],
)
def test_figures_for_english_readers(answer: Answer, text: str, gloss: str) -> None:
    one = replace(answer, statements=(Statement(text, (1,)),))
    assert body_lines(one, EN) == [f"{text} ({gloss})[1]" if gloss else f"{text}[1]"]
    assert body_lines(one, ZH) == [f"{text}[1]"]


def test_a_subject_goes_before_its_statement(answer: Answer) -> None:
    one = replace(answer, statements=(Statement("办示例食堂。", (3,), "示例标题"),))
    assert body_lines(one, ZH) == ["《示例标题》：办示例食堂。[3]"]


def test_the_question_as_it_was_understood(answer: Answer) -> None:
    assert "按此理解" not in plain_text(answer, ZH)
    understood = replace(answer, understood="示例公司怎样？")
    assert plain_text(understood, ZH).startswith("按此理解：示例公司怎样？\n")
    assert plain_text(understood, EN).startswith("Read as: 示例公司怎样？\n")


def test_doubtful_entries_have_a_block_of_their_own(answer: Answer) -> None:
    listed = replace(
        answer,
        statements=(),
        items=(Item("甲", SENTENCES[0], (1, 2)),),
        doubtful=(Item(SENTENCES[2], "", (3,)),),
    )
    assert body_lines(listed, ZH) == [
        f"1. 甲：{SENTENCES[0]}[1][2]",
        "待核（证据不足，请看原文）：",
        f"1. {SENTENCES[2]}[3]",
        "（共检索 1 期 2 篇）",
    ]
    assert not any("待核" in line for line in body_lines(replace(listed, doubtful=()), ZH))
    assert record(listed, ZH)["items"] == [{"name": "甲", "citations": [1, 2]}]


def test_a_record(answer: Answer) -> None:
    said = record(answer, ZH)
    assert (said["question"], said["abstained"], said["items"]) == ("示例？", False, None)
    assert said["answer"].splitlines() == body_lines(answer, ZH)
    first = said["citations"][0]
    passage = answer.citations[0].passage
    assert first == {
        "n": 1,
        "issue": "2024-01",
        "article": 1,
        "quote": SENTENCES[0],
        "title": "示例甲公司开展技能提升行动",
        "byline": "示例甲公司工会",
        "issue_label": "2024年第1期",
        "date": "2024-01-15",
        "passage": passage.id,
        "page": None,
        "recognised": None,
    }


@pytest.mark.parametrize("refusal", list(Refusal))
@pytest.mark.parametrize("messages", [ZH, EN], ids=["zh", "en"])
def test_refusals(refusal: Refusal, messages: Messages) -> None:
    near = (Reference("2024-01", "2024年第1期", 1, "示例标题"),)
    refused = Answer("？", "zh", (), None, (), Scope(1, 2), refusal, "示例", near)
    lines = body_lines(refused, messages)
    assert lines[-1] == "· 2024年第1期《示例标题》"
    assert len(lines) == 4
    said = record(refused, messages)
    assert said["abstained"]
    assert said["citations"] == []
    nothing = replace(refused, scope=Scope(0, 0), nearest=())
    assert len(body_lines(nothing, messages)) == 1


def test_markers() -> None:
    assert markers((1, 3)) == "[1][3]"
    assert markers(()) == ""
