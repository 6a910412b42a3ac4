"""Ratings toggle; a right answer is taken once, from whom it was awaited, and in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reformbot.library.feedback import AWAITED, Feedback, Rating, Reason, Verdict
from reformbot.library.journal import Given, Journal
from tests.unit.workshop import Workshop

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def feedback(workshop: Workshop) -> Feedback:
    journal = Journal(workshop.database)
    for _ in range(2):
        journal.write(Given("telegram", "42", "一？", None, None, "quotes", 1.0, 1, "{}"))
    return Feedback(workshop.database)


def test_thumbs_toggle(feedback: Feedback) -> None:
    assert feedback.of(1) is None
    assert feedback.toggle(1, Verdict.GOOD, NOON) == Rating(1, Verdict.GOOD)
    assert feedback.toggle(1, Verdict.BAD, NOON) == Rating(1, Verdict.BAD)
    assert feedback.of(1) == Rating(1, Verdict.BAD)
    assert feedback.toggle(1, Verdict.BAD, NOON) is None
    assert feedback.every() == []


def test_reasons_toggle_too(feedback: Feedback) -> None:
    assert feedback.give_reason(1, Reason.WRONG, NOON) == Rating(1, Verdict.BAD, Reason.WRONG)
    assert feedback.give_reason(1, Reason.OTHER, NOON).reason is Reason.OTHER
    assert feedback.give_reason(1, Reason.OTHER, NOON).reason is None
    feedback.toggle(1, Verdict.GOOD, NOON)
    assert feedback.of(1) == Rating(1, Verdict.GOOD)


def test_the_next_text_is_the_right_answer_once(feedback: Feedback) -> None:
    assert feedback.take_text(42, "42", "13家", NOON) is None
    feedback.give_reason(2, Reason.WRONG, NOON)
    feedback.await_text(42, "42", 1, NOON)
    feedback.await_text(42, "42", 2, NOON)
    assert feedback.take_text(42, "43", "甲", NOON) is None
    assert feedback.take_text(-1, "42", "甲", NOON) is None
    assert feedback.take_text(42, "42", "13家", NOON) == 2
    assert feedback.take_text(42, "42", "再问？", NOON) is None
    assert feedback.every() == [Rating(2, Verdict.BAD, Reason.WRONG, "13家")]


def test_a_text_that_comes_late_is_a_question(feedback: Feedback) -> None:
    feedback.await_text(42, "42", 1, NOON)
    assert feedback.take_text(42, "42", "甲？", NOON + AWAITED + timedelta(seconds=1)) is None
    assert feedback.take_text(42, "42", "甲？", NOON + AWAITED) == 1


def test_a_person_may_think_better_of_it(feedback: Feedback) -> None:
    feedback.await_text(42, "42", 1, NOON)
    assert feedback.stop_awaiting(42, "42")
    assert not feedback.stop_awaiting(42, "42")
    assert feedback.take_text(42, "42", "甲？", NOON) is None


def test_ratings_go_with_their_answer(feedback: Feedback, workshop: Workshop) -> None:
    feedback.toggle(1, Verdict.GOOD, NOON)
    feedback.await_text(42, "42", 1, NOON)
    with workshop.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM answer WHERE person = '42'")
    assert feedback.every() == []
    assert feedback.take_text(42, "42", "甲", NOON) is None
