"""Issues by the names that people give them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.errors import IssueAmbiguousError, IssueUnknownError
from reformbot.operations.naming import issue_named
from tests.unit.workshop import edition

EDITIONS = [edition(6, stem="六月号"), edition(10), edition(6, stem="2023-6", year=2023)]


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2024年第6期", 0),
        ("２０２４年第６期", 0),
        ("2024-06", 0),
        ("2024-6", 0),
        ("六月号", 0),
        ("2024.10", 1),
        ("2024-10", 1),
        ("2023-6", 2),
    ],
)
def test_names(name: str, at: int) -> None:
    assert issue_named(name, EDITIONS) == EDITIONS[at].key


@pytest.mark.parametrize("name", ["", "2024", "2024年第7期", "五月号", "第6期"])
def test_names_of_nothing(name: str) -> None:
    with pytest.raises(IssueUnknownError):
        issue_named(name, EDITIONS)


def test_a_name_of_two() -> None:
    first = EDITIONS[0]
    key = replace(first.key, organisation="另一家")
    other = replace(first, stem="七", issue=replace(first.issue, key=key))
    with pytest.raises(IssueAmbiguousError) as caught:
        issue_named("2024-6", [first, other])
    assert caught.value.details["stems"] == "六月号 七"
    assert issue_named("七", [first, other]) == key
