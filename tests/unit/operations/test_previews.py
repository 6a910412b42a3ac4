"""Previews: what a document would become, and what may be changed in it beforehand."""

from __future__ import annotations

from datetime import date

import pytest

from reformbot.bulletin.amendments import Amendments
from reformbot.errors import AmendmentError
from reformbot.files import Caution, Extract, Format
from reformbot.locale import load_messages
from reformbot.operations.captions import about_article, headline, remarks
from reformbot.operations.previews import (
    Preview,
    Standing,
    excluding,
    preview,
    redated,
    renumbered,
    retitled,
)
from tests.unit.workshop import WUXI, edition, printed

ZH = load_messages("zh")


def looked_at(
    text: str, amendments: Amendments = Amendments(), sha256: str = "", **read: object
) -> Preview:
    live = [edition(1)]
    return preview(Extract(Format.TEXT, text, **read), sha256, amendments, live)


def test_an_issue_is_new_replaces_or_is_the_same() -> None:
    live = edition(1)
    assert looked_at(printed(2)).standing is Standing.NEW
    assert looked_at(printed(1, WUXI)).standing is Standing.REPLACES
    assert looked_at(printed(1), sha256=live.sha256).standing is Standing.UNCHANGED
    amended = Amendments(titles=((1, "另一个标题"),))
    assert looked_at(printed(1), amended, live.sha256).standing is Standing.REPLACES


def test_what_is_left_out_is_still_shown() -> None:
    shown = looked_at(printed(2), Amendments(excluded=frozenset({1}), titles=((2, "新标题"),)))
    assert [one.title for one in shown.articles] == ["扬州市总工会建设工匠学院", "新标题"]
    assert [one.ordinal for one in shown.issue.articles] == [2]
    assert shown.excluded == {1}
    assert shown.lacks == ()
    assert looked_at(printed(2), Amendments(excluded=frozenset({1, 2}))).lacks == ("articles",)


def test_a_missing_number_is_said_and_can_be_given() -> None:
    text = printed(2).replace("2024年第2期", "").replace("2024年2月15日", "")
    shown = looked_at(text)
    assert shown.lacks == ("number",)
    assert ZH("upload-number-missing") in headline(shown, ZH)
    assert ZH("upload-lacks-number") in remarks(shown, "a.txt", ZH)
    assert looked_at(text, renumbered(Amendments(), "2024年第2期")).lacks == ()


def test_doubts_are_said() -> None:
    text = printed(2).replace("（无锡市总工会）", "")
    shown = looked_at(text, recognised=(0.93,), cautions=(Caution.MACROS,))
    said = remarks(shown, "a.txt", ZH)
    assert ZH("upload-caution-macros") in said
    assert ZH("upload-recognised", percent=93) in said
    last = about_article(shown, shown.articles[-1], ZH)
    assert f"⚠️ {ZH('upload-no-byline')}" in last
    assert ZH("upload-recognised-article", percent=93) in last


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [
        ("2024年第6期", 2024, 6),
        ("6", None, 6),
        ("第6期", None, 6),
        ("２０２４－６", 2024, 6),
        ("二〇二四年第六期", 2024, 6),
        ("2024 年 第 12 期", 2024, 12),
    ],
)
def test_a_number_in_any_spelling(text: str, year: int | None, number: int) -> None:
    amended = renumbered(Amendments(year=1999), text)
    assert (amended.year, amended.number) == (year or 1999, number)


@pytest.mark.parametrize("text", ["", "六月", "第期", "0", "9年第6期", "2024年第6期的稿子", "-6"])
def test_no_number(text: str) -> None:
    with pytest.raises(AmendmentError):
        renumbered(Amendments(), text)


@pytest.mark.parametrize(
    "text", ["2024年6月5日", "2024-06-05", "2024/6/5", "２０２４.６.５", "二〇二四年六月五日"]
)
def test_a_date_in_any_spelling(text: str) -> None:
    assert redated(Amendments(), text).issued == date(2024, 6, 5)


@pytest.mark.parametrize("text", ["", "6月5日", "2024-13-05", "0024-06-05", "明天"])
def test_no_date(text: str) -> None:
    with pytest.raises(AmendmentError):
        redated(Amendments(), text)


def test_titles() -> None:
    twice = retitled(retitled(Amendments(), 1, "一"), 1, "《 二 \n 三 》")
    assert dict(twice.titles) == {1: "二 三"}
    for text in ("", "《》", "长" * 201):
        with pytest.raises(AmendmentError):
            retitled(Amendments(), 1, text)


def test_leaving_out_twice_is_leaving_out() -> None:
    out = excluding(excluding(Amendments(), 1, out=True), 1, out=True)
    assert out.excluded == {1}
    assert excluding(out, 1, out=False).excluded == frozenset()
