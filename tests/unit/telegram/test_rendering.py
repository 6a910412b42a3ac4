"""What an answer looks like in Telegram, checked with the emulator's own reading of HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.answering.model import Answer, Item, Refusal
from reformbot.answering.rendering import body_lines, reference
from reformbot.locale import load_messages
from reformbot.telegram.rendering import LIMIT, html_parts, without_markup
from tests.e2e.markup import parse_html, utf16_length
from tests.unit.telegram.answers import QUOTE, answer, citation, refused

ZH = load_messages("zh")
WORDS = st.text(st.sampled_from("扬州建成12家。！？，\n []<b>&amp;\"'a😀"), max_size=300)


def shown(part: str) -> str:
    """The text of a part without its mark, or any white space."""
    return re.sub(r"\s", "", re.sub(r"^\(\d+/\d+\)\n", "", parse_html(part)[0]))


def expected(given: Answer) -> str:
    """All that must be shown, without white space: the plain text, and the quotes not in it."""
    said = "\n".join(body_lines(given, ZH))
    listed = [
        f"[{cited.n}]{reference(cited, ZH)}" + ("" if cited.quote in said else f"“{cited.quote}”")
        for cited in given.citations
    ]
    return re.sub(r"\s", "", f"{said}出处{''.join(listed)}")


def test_an_answer_with_its_references() -> None:
    assert html_parts(answer(QUOTE), ZH) == [
        f"{QUOTE}[1]\n"
        "<blockquote expandable>出处\n"
        "[1] 2024年第6期 · 2024-06-20 · 《扬州办好工匠学院》 · 扬州市总工会</blockquote>"
    ]


def test_the_reference_list_opens_on_a_tap() -> None:
    _, entities = parse_html(html_parts(answer(QUOTE), ZH)[0])
    assert [entity["type"] for entity in entities] == ["expandable_blockquote"]


def test_a_quote_is_shown_once() -> None:
    (said,) = html_parts(answer("扬州有12家工匠学院。"), ZH)
    assert said.endswith(f"扬州市总工会\n“{QUOTE}”</blockquote>")
    (verbatim,) = html_parts(answer(QUOTE), ZH)
    assert verbatim.count(QUOTE) == 1


def test_framing_follows_the_language() -> None:
    (said,) = html_parts(answer(QUOTE, language="en"), load_messages("en"))
    assert "<blockquote expandable>Sources\n[1] " in said


def test_items_are_listed_with_what_was_searched() -> None:
    items = (Item("扬州", "12家", (1,)), Item("苏州", "8家", (1, 2)))
    given = answer("共2个市：", items=items, citations=(citation(1), citation(2, title="苏州")))
    (said,) = html_parts(given, ZH)
    assert said.split("\n")[:4] == [
        "共2个市：[1]",
        "1. 扬州：12家[1]",
        "2. 苏州：8家[1][2]",
        "（共检索 3 期 24 篇）",
    ]


def test_a_refusal_names_the_nearest_and_cites_nothing() -> None:
    (said,) = html_parts(refused(Refusal.PLACE_UNKNOWN), ZH)
    assert said == (
        "已入库的简报没有关于“徐州”的文章，无法回答。\n（共检索 3 期 24 篇）\n相近的文章：\n"
        "· 2024年第6期《扬州办好&lt;工匠&gt;学院》"
    )


def test_an_empty_question_is_refused_in_a_line() -> None:
    (said,) = html_parts(refused(Refusal.EMPTY_QUESTION), ZH)
    assert said == ZH("refusal-empty-question", subject="")


@pytest.mark.parametrize("words", ["A&B<甲>", "<b>", "a < b > c", "&lt;", "</blockquote>", "\"'"])
def test_markup_in_the_corpus_is_text(words: str) -> None:
    given = answer(f"说{words}。", citations=(citation(1, quote=f"引{words}", title=words),))
    (said,) = html_parts(given, ZH)
    text, entities = parse_html(said)
    assert text.count(words) == 3
    assert len(entities) == 1
    assert without_markup(said) == text


def test_a_long_answer_is_marked_and_ends_with_its_references() -> None:
    sentence = "扬州市总工会建成工匠学院，培训职工一万二千人次。😀"
    parts = html_parts(answer(*[sentence] * 350), ZH)
    assert len(parts) == 3
    for at, part in enumerate(parts, 1):
        assert part.startswith(f"({at}/3)\n扬州市")
        assert utf16_length(parse_html(part)[0]) <= LIMIT
    assert [part.count("<blockquote") for part in parts] == [0, 0, 1]


def test_long_references_are_quotes_of_their_own() -> None:
    many = tuple(citation(n, title=f"题{n}" * 40) for n in range(1, 81))
    parts = html_parts(answer("一句。" * 600, citations=many), ZH)
    assert "<blockquote" not in parts[0]
    assert len(parts) > 2
    for part in parts[1:]:
        _, entities = parse_html(part)
        assert [entity["type"] for entity in entities] == ["expandable_blockquote"]


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS, WORDS, st.integers(60, 300))
def test_nothing_is_lost_and_every_part_is_well_formed(
    texts: list[str], title: str, quote: str, limit: int
) -> None:
    given = answer(*texts, citations=(citation(1, quote=quote, title=title), citation(2)))
    parts = html_parts(given, ZH, limit)
    assert "".join(map(shown, parts)) == expected(given)
    for part in parts:
        text, _ = parse_html(part)
        assert text.strip()
        assert utf16_length(text) <= limit
        assert without_markup(part) == text
