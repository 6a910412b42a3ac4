"""Issues and years that a question names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import IssueKey
from reformbot.search.periods import IssueFilter, read_issue_filters, read_years

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TIMES = st.lists(
    st.sampled_from(
        [*"2024年第6期上下半的各十0", "issue ", "no. ", " of ", "以来", "简报", "2023年"]
    ),
    max_size=14,
).map("".join)


@pytest.mark.parametrize(
    ("text", "filters", "rest"),
    [
        ("第6期讲什么", [IssueFilter("第6期", None, 6)], " 讲什么"),
        ("第6期（2024年）", [IssueFilter("第6期（2024年）", 2024, 6)], " "),
        ("第十二期", [IssueFilter("第十二期", None, 12)], " "),
        ("2024年的第6期", [IssueFilter("2024年的第6期", 2024, 6)], " "),
        ("issue 6 of 2024", [IssueFilter("issue 6 of 2024", 2024, 6)], " "),
        ("Issue 6, 2024", [IssueFilter("Issue 6, 2024", 2024, 6)], " "),
        ("No. 12", [IssueFilter("No. 12", None, 12)], " "),
        (
            "2024年上半年的几期",
            [IssueFilter("2024年上半年的几期", None, None, date(2024, 1, 1), date(2024, 6, 30))],
            " ",
        ),
        (
            "2024年下半年各期",
            [IssueFilter("2024年下半年各期", None, None, date(2024, 7, 1), date(2024, 12, 31))],
            " ",
        ),
        ("2024年以来的简报", [IssueFilter("2024年以来的简报", None, None, date(2024, 1, 1))], " "),
        ("2024年期间", [], "2024年期间"),
        ("第6届", [], "第6届"),
        ("没有期号", [], "没有期号"),
        ("", [], ""),
    ],
)
def test_issue_filters(text: str, filters: list[IssueFilter], rest: str) -> None:
    assert read_issue_filters(text) == (tuple(filters), rest)


@pytest.mark.parametrize(
    ("wanted", "admitted"),
    [
        (IssueFilter("", None, 6), {(2023, 6), (2024, 6)}),
        (IssueFilter("", 2024, 6), {(2024, 6)}),
        (IssueFilter("", None, None, date(2024, 1, 1)), {(2024, 5), (2024, 6)}),
        (IssueFilter("", None, None, None, date(2023, 12, 31)), {(2023, 6)}),
        (IssueFilter("", None, None, date(2024, 6, 1), date(2024, 6, 30)), {(2024, 6)}),
        (IssueFilter(""), {(2023, 6), (2024, 5), (2024, 6)}),
    ],
)
def test_admitted_issues(wanted: IssueFilter, admitted: set[tuple[int, int]]) -> None:
    every = {(2023, 6), (2024, 5), (2024, 6)}
    assert {
        (year, number)
        for year, number in every
        if wanted.admits(IssueKey("示例", year, number), date(year, number, 15))
    } == admitted


def test_an_issue_without_a_date_goes_by_its_year() -> None:
    key = IssueKey("示例", 2024, 6)
    assert IssueFilter("", start=date(2024, 1, 1), end=date(2024, 6, 30)).admits(key, None)
    assert not IssueFilter("", start=date(2025, 1, 1)).admits(key, None)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022年和2023年", {2022, 2023}),
        ("2021—2023年", {2021, 2023}),
        ("in 2022", {2022}),
        ("2000万元", set()),
        ("12024年", set()),
        ("2024家", set()),
        ("去年", set()),
        ("", set()),
    ],
)
def test_years(text: str, years: set[int]) -> None:
    assert read_years(text) == years


@given(text=st.one_of(ANY_TEXT, TIMES))
def test_any_text_is_read(text: str) -> None:
    filters, rest = read_issue_filters(text)
    assert all(one.label in text or one.label.strip() for one in filters)
    if not filters:
        assert rest == text
    for one in filters:
        assert isinstance(one.admits(IssueKey("示例", 2024, 6), None), bool)
    assert all(1900 <= year < 2100 for year in read_years(text))
