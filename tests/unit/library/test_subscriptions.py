"""Each subscriber is told of each new issue once, and of nothing that was there before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reformbot.bulletin.model import IssueKey
from reformbot.library.subscriptions import Subscriptions
from tests.unit.workshop import Workshop

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ISSUES = [IssueKey("示例", 2024, number) for number in range(1, 7)]


@pytest.fixture
def subscriptions(workshop: Workshop) -> Subscriptions:
    return Subscriptions(workshop.database)


def due(subscriptions: Subscriptions) -> dict[str, list[int]]:
    return {one.person: [key.number for _, key in one.issues] for one in subscriptions.due()}


def test_only_what_comes_after_the_subscription_is_told(subscriptions: Subscriptions) -> None:
    subscriptions.know(ISSUES[:1])
    assert subscriptions.add("42", ISSUES[:2], NOON)
    assert not subscriptions.add("42", ISSUES[:3], NOON)
    assert due(subscriptions) == {"42": [3]}
    subscriptions.add("43", ISSUES[:3], NOON)
    subscriptions.know([*ISSUES[3:5], *ISSUES[:3]])
    assert due(subscriptions) == {"42": [3, 4, 5], "43": [4, 5]}


def test_whoever_was_told_is_not_told_again(subscriptions: Subscriptions) -> None:
    subscriptions.add("42", (), NOON)
    subscriptions.know(ISSUES[:2])
    (first,) = subscriptions.due()
    subscriptions.know(ISSUES[:3])
    subscriptions.told("42", first.issues[0][0])
    assert due(subscriptions) == {"42": [2, 3]}
    subscriptions.told("42", subscriptions.due()[0].issues[-1][0])
    subscriptions.told("42", first.issues[0][0])
    assert due(subscriptions) == {}
    # An issue that is read anew, or comes back with an older version, is known.
    subscriptions.know(ISSUES[:3])
    assert due(subscriptions) == {}


def test_a_subscription_ends(subscriptions: Subscriptions) -> None:
    subscriptions.add("42", (), NOON)
    subscriptions.know(ISSUES)
    assert subscriptions.remove("42")
    assert not subscriptions.remove("42")
    assert due(subscriptions) == {}


def test_an_older_issue_that_is_added_late_is_new(subscriptions: Subscriptions) -> None:
    subscriptions.add("42", ISSUES[2:], NOON)
    subscriptions.know(ISSUES)
    assert due(subscriptions) == {"42": [1, 2]}
