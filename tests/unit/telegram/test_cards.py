"""Answers with buttons: every source is a tap away, and a list is turned page by page."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings, strategies
from telegram import InlineKeyboardMarkup

from reformbot.answering.model import Answer, Item, Note, Refusal
from reformbot.library.feedback import Rating, Reason, Verdict
from reformbot.locale import load_messages
from reformbot.telegram.cards import (
    answer_cards,
    answer_keyboard,
    answer_page,
    copy_button,
    numbers,
    page_count,
    turning,
)
from reformbot.telegram.rendering import html_parts, without_markup
from reformbot.telegram.splitting import utf16_length
from tests.unit.telegram.answers import QUOTE, answer, citation, refused

ZH, EN = load_messages("zh"), load_messages("en")


def labels(keyboard: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[button.text for button in row] for row in keyboard.inline_keyboard] if keyboard else []


def data(keyboard: InlineKeyboardMarkup | None) -> list[str]:
    rows = keyboard.inline_keyboard if keyboard else ()
    return [str(b.callback_data) for row in rows for b in row if b.callback_data]


def listing(count: int, text: str = "建成工匠学院。", doubtful: int = 0) -> Answer:
    cited = tuple(citation(n, f"{QUOTE}{n}") for n in range(1, count + doubtful + 1))
    every = tuple(Item(f"第{n}家", text, (n,)) for n in range(1, count + doubtful + 1))
    given_ = answer(items=every[:count], citations=cited, question="哪些？")
    return replace(given_, doubtful=every[count:])


def test_an_answer_has_its_sources_and_thumbs() -> None:
    given_ = answer("一。", "二。", citations=(citation(1), citation(2, title="别的")))
    (card,) = answer_cards(7, given_, ZH)
    assert card.text == html_parts(given_, ZH)[0]
    assert labels(card.keyboard) == [
        ["[1]", "[2]"],
        ["👍", "👎", "📋", "↻"],
        ["✍️ 用它起草"],
    ]
    assert data(card.keyboard) == [
        "v1:cite:7:1",
        "v1:cite:7:2",
        "v1:rate:7:0:good",
        "v1:rate:7:0:bad",
        "v1:again:7",
        "v1:compose:7",
    ]


def test_many_sources_stand_in_rows_of_eight() -> None:
    keyboard = answer_keyboard(7, answer("一。", citations=tuple(map(citation, range(1, 101)))), ZH)
    assert keyboard is not None
    assert max(len(row) for row in keyboard.inline_keyboard) == 8
    assert sum(len(row) for row in keyboard.inline_keyboard) <= 100


def test_without_a_number_there_is_nothing_to_tap() -> None:
    cards = answer_cards(None, listing(60), ZH)
    assert {card.keyboard for card in cards} == {None}
    assert "60. 第60家" in "".join(card.text for card in cards)


def test_the_buttons_of_a_long_answer_stand_below_its_last_message() -> None:
    *before, last = answer_cards(7, answer("长。" * 3000), ZH)
    assert before
    assert {card.keyboard for card in before} == {None}
    assert last.keyboard is not None


def test_a_refusal_leads_to_the_nearest_articles() -> None:
    keyboard = answer_keyboard(7, refused(Refusal.NO_EVIDENCE), ZH)
    assert labels(keyboard) == [["2024年第6期《扬州办好<工匠>学院》"], ["👍", "👎", "↻"]]
    assert data(keyboard)[0] == "v1:near:7:0"
    assert answer_keyboard(7, refused(Refusal.EMPTY_QUESTION), ZH) is None


def test_a_rating_shows_and_a_bad_one_asks_why() -> None:
    good = answer_keyboard(7, answer("一。"), ZH, rating=Rating(7, Verdict.GOOD))
    assert labels(good)[-2] == ["👍 ✓", "👎", "📋", "↻"]
    bad = answer_keyboard(7, answer("一。"), ZH, rating=Rating(7, Verdict.BAD, Reason.OTHER))
    assert labels(bad)[-4:] == [
        ["👍", "👎 ✓", "📋", "↻"],
        ["✍️ 用它起草"],
        ["错误", "无来源", "不完整", "其他 ✓"],
        ["✍️ 写出正确答案"],
    ]
    told = answer_keyboard(7, answer("一。"), EN, rating=Rating(7, Verdict.BAD, None, "13家"))
    assert labels(told)[-1] == ["✍️ Rewrite the right answer"]


def test_a_short_list_stands_whole() -> None:
    (card,) = answer_cards(7, listing(4), ZH)
    assert labels(card.keyboard)[:2] == [["[1]", "[2]", "[3]", "[4]"], ["📊 导出 Excel"]]
    assert "4. 第4家：建成工匠学院。[4]" in card.text


def test_every_page_says_that_the_model_failed() -> None:
    given_ = replace(listing(23), note=Note.MODEL_FAILED)
    pages = [answer_page(7, given_, ZH, at).text for at in range(page_count(given_))]
    assert len(pages) > 1
    assert all(ZH("note-model-failed") in page for page in pages)


def test_a_long_list_is_turned_page_by_page() -> None:
    given_ = listing(24, doubtful=3)
    assert page_count(given_) == 3
    first, second, third = (answer_page(7, given_, EN, page) for page in range(3))
    assert answer_cards(7, given_, EN) == [first]
    assert first.text.startswith("共 27 条，第 1/3 页\n1. 第1家：建成工匠学院。[1]\n")
    assert "（共检索 3 期 24 篇）" in first.text
    assert labels(first.keyboard)[2:] == [
        ["1/3", "▶"],
        ["📊 Export to Excel"],
        ["👍", "👎", "📋", "↻"],
        ["✍️ Draft from it"],
    ]
    assert labels(second.keyboard)[0] == [f"[{n}]" for n in range(11, 19)]
    assert labels(second.keyboard)[2] == ["◀", "2/3", "▶"]
    assert "v1:page:7:2" in data(second.keyboard)
    assert "v1:rate:7:1:good" in data(second.keyboard)
    assert "待核（证据不足，请看原文）：\n1. 第25家" in third.text
    assert labels(third.keyboard)[1] == ["◀", "3/3"]
    assert answer_page(7, given_, EN, 99) == third


def test_a_page_says_how_the_question_was_read() -> None:
    given_ = replace(listing(24), understood="扬州<的>哪些？")
    assert answer_page(7, given_, ZH).text.startswith(
        "<i>按此理解：扬州&lt;的&gt;哪些？</i>\n共 24"
    )


TEXTS = strategies.text(
    strategies.characters(exclude_categories=("Cs",)), max_size=300
) | strategies.sampled_from(["建成学院。" * 400, "😀" * 3000, "&<>" * 900, "长" * 4000])


@settings(deadline=None, max_examples=20)
@given(strategies.lists(TEXTS, max_size=8), strategies.lists(TEXTS, max_size=3))
def test_no_page_is_too_long_and_no_entry_is_lost(listed: list[str], doubtful: list[str]) -> None:
    cited = tuple(citation(n, f"{QUOTE}{n}") for n in range(1, 6))
    made = [Item(f"名{n}", text, (1, 2, 5)) for n, text in enumerate([*listed, *doubtful])]
    given_ = replace(
        answer(items=tuple(made[: len(listed)]), citations=cited),
        doubtful=tuple(made[len(listed) :]),
    )
    pages = [answer_page(7, given_, ZH, page) for page in range(page_count(given_))]
    whole = "".join(without_markup(page.text) for page in pages)
    for page in pages:
        assert utf16_length(without_markup(page.text)) <= 4096
        assert page.keyboard is not None
        assert sum(len(row) for row in page.keyboard.inline_keyboard) <= 100
        assert len(json.dumps(page.keyboard.to_dict())) < 32_768
    assert len(whole) >= sum(len(item.text.strip()) for item in made)
    squeezed = re.sub(r"\s", "", whole)
    for item in made:
        words = re.sub(r"\s", "", item.text)
        assert words[:500] in squeezed


def test_what_is_copied_fits() -> None:
    assert copied([citation(1)]) == "2024年第6期 · 2024-06-20 · 《扬州办好工匠学院》 · 扬州市总工会"
    assert copied([citation(1), citation(2)]).count("\n") == 0
    several = copied([citation(n, title=f"标题{n}" * 8) for n in range(9)])
    assert 100 < len(several) <= 256
    assert "…" not in several
    long = copied([citation(1, title="长" * 400)])
    assert len(long) == 256
    assert long.endswith("…")


def copied(citations: list[Any]) -> str:
    button = copy_button(citations, ZH)
    assert button.copy_text is not None
    return button.copy_text.text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        *(("7", [7]), ("7:2", [7, 2]), ("", []), ("a", []), ("7:", []), ("-1", []), ("²", [])),
        *(("9" * 19, []), ("９", [])),
    ],
)
def test_numbers_of_a_button(text: str, read: list[int]) -> None:
    assert numbers(text) == read


def test_pages_are_turned_within_bounds() -> None:
    assert [button.text for button in turning(0, 1, "page", "7")] == ["1/1"]
    assert [button.callback_data for button in turning(1, 3, "page", "7")] == [
        f"v1:page:7:{at}" for at in range(3)
    ]


def test_an_answer_is_shown_with_what_was_understood() -> None:
    given_ = replace(answer("甲。"), understood="扬州<有>几家？")
    (text,) = html_parts(given_, ZH)
    assert text.startswith("<i>按此理解：扬州&lt;有&gt;几家？</i>\n甲。[1]\n")
    parts = html_parts(replace(given_, understood="长" * 5000, statements=()), ZH)
    assert "…</i>" in parts[0] if parts else True
    long = html_parts(replace(answer("长。" * 3000), understood="长" * 5000), ZH)
    assert all(utf16_length(html.unescape(without_markup(part))) <= 4096 for part in long)
