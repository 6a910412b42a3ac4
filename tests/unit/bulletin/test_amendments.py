"""What an admin changes in an issue: the rest stays, and nothing is lost silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from reformbot.bulletin.amendments import Amendments, amend
from reformbot.bulletin.model import ArticleKind, ParseWarning, Place, WarningKind
from reformbot.bulletin.parse import missing, parse
from tests.unit.workshop import WUXI, YANGZHOU, Told, printed

NOTICE = Told("更正", "2024年第5期《扬州市总工会建设工匠学院》中“13家”应为“31家”。", "编辑部")
ISSUE = parse(printed(6, YANGZHOU, WUXI, NOTICE))

AMENDMENTS = st.builds(
    Amendments,
    year=st.none() | st.integers(1990, 2040),
    number=st.none() | st.integers(1, 60),
    issued=st.none() | st.dates(),
    titles=st.lists(st.tuples(st.integers(1, 5), st.text(min_size=1, max_size=9))).map(tuple),
    excluded=st.frozensets(st.integers(1, 5)),
)


def test_no_amendments_leave_the_issue_as_it_is() -> None:
    assert amend(ISSUE, Amendments()) == ISSUE


@given(AMENDMENTS)
def test_ordinals_stay_and_only_what_is_excluded_is_left_out(amendments: Amendments) -> None:
    amended = amend(ISSUE, amendments)
    kept = [a.ordinal for a in ISSUE.articles if a.ordinal not in amendments.excluded]
    assert [a.ordinal for a in amended.articles] == kept
    titles = dict(amendments.titles)
    for article in amended.articles:
        read = ISSUE.articles[article.ordinal - 1]
        assert article.title == titles.get(article.ordinal, read.title)
        assert (article.body, article.byline, article.measures) == (
            *(read.body, read.byline, read.measures),
        )
    assert (amended.text, amended.parts) == (ISSUE.text, ISSUE.parts)
    assert amended.key.year == amendments.year or ISSUE.key.year
    assert amended.issued == (amendments.issued or ISSUE.issued)


@given(AMENDMENTS)
def test_amending_twice_is_amending_once(amendments: Amendments) -> None:
    amended = amend(ISSUE, amendments)
    assert amend(amended, amendments) == amended


@given(AMENDMENTS)
def test_amendments_come_back_from_json(amendments: Amendments) -> None:
    adapter = TypeAdapter(Amendments)
    assert adapter.validate_json(adapter.dump_json(amendments)) == amendments


@given(st.permutations([(1, "甲"), (2, "乙"), (3, "丙")]))
def test_the_order_of_titles_makes_no_difference(titles: list[tuple[int, str]]) -> None:
    assert Amendments(titles=tuple(titles)).titles == ((1, "甲"), (2, "乙"), (3, "丙"))


def test_what_a_title_tells_is_read_off_the_new_one() -> None:
    misread = Told(
        "镇讧市总工会建设工匠学院", YANGZHOU.body.replace("扬州市", "本市"), "本刊编辑部"
    )
    amended = amend(
        parse(printed(6, misread, WUXI)), Amendments(titles=((1, "镇江市总工会建设工匠学院"),))
    )
    assert amended.articles[0].place == Place("江苏省", "镇江市")


def test_a_title_makes_a_correction_or_unmakes_it() -> None:
    amended = amend(ISSUE, Amendments(titles=((3, "答读者问"),)))
    last = amended.articles[2]
    assert (last.kind, last.corrections) == (ArticleKind.ARTICLE, ())
    again = amend(amended, Amendments(titles=((3, "更正"),)))
    assert again.articles[2] == ISSUE.articles[2]
    assert again.articles[2].corrections


@pytest.mark.parametrize(
    ("printed_number", "amendments", "lacks"),
    [
        ("", Amendments(), ("number",)),
        ("", Amendments(year=2024, number=6), ()),
        ("2024年第6期", Amendments(excluded=frozenset({1, 2})), ("articles",)),
    ],
    ids=["no number", "a number given", "nothing left"],
)
def test_what_an_amended_issue_lacks(
    printed_number: str, amendments: Amendments, lacks: tuple[str, ...]
) -> None:
    text = printed(6).replace("2024年第6期", printed_number)
    assert missing(amend(parse(text), amendments)) == lacks


def test_warnings_that_are_settled_are_left_out() -> None:
    warnings = (
        ParseWarning(WarningKind.DATE_MISSING),
        ParseWarning(WarningKind.BYLINE_MISSING, YANGZHOU.title),
        ParseWarning(WarningKind.BYLINE_MISSING, WUXI.title),
        ParseWarning(WarningKind.TITLE_DIFFERS, "别的", WUXI.title),
        ParseWarning(WarningKind.CONTENTS_MISSING),
    )
    doubtful = replace(ISSUE, issued=None, warnings=warnings)
    amended = amend(doubtful, Amendments(issued=date(2024, 6, 1), excluded=frozenset({1})))
    assert amended.warnings == (warnings[2], warnings[3], warnings[4])
    assert amend(doubtful, Amendments(titles=((2, "新标题"),))).warnings == (
        *(warnings[0], warnings[1], warnings[2], warnings[4]),
    )
