"""Threads: a reply continues its own, anything else the last one while it is fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reformbot.library.conversations import CONTEXT, Conversations, Moment
from reformbot.library.journal import Given, Journal
from tests.unit.workshop import Workshop

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIN, WEI = "42", "43"


class Chat:
    """Questions asked one after the other, each answered in the message ten above it."""

    def __init__(self, workshop: Workshop) -> None:
        self.journal = Journal(workshop.database)
        self.conversations = Conversations(workshop.database)
        self.next = 1

    def moment(
        self, minutes: float = 0, reply_to: int | None = None, person: str = LIN, chat: int = 42
    ) -> Moment:
        at = NOON + timedelta(minutes=minutes)
        return Moment(chat, person, self.next, at, reply_to)

    def asks(
        self,
        question: str,
        minutes: float = 0,
        reply_to: int | None = None,
        person: str = LIN,
        chat: int = 42,
    ) -> int:
        moment = self.moment(minutes, reply_to, person, chat)
        parent = self.conversations.parent(moment)
        number = self.journal.write(
            Given("telegram", person, question, None, None, "quotes", 1.0, 1, "{}")
        )
        self.conversations.remember(number, moment, parent, [self.next + 10, self.next + 11])
        self.next += 100
        return number

    def history(
        self,
        minutes: float = 0,
        reply_to: int | None = None,
        person: str = LIN,
        chat: int = 42,
        most: int = 6,
    ) -> list[str]:
        parent = self.conversations.parent(self.moment(minutes, reply_to, person, chat))
        return self.conversations.questions(parent, most)


@pytest.fixture
def chat(workshop: Workshop) -> Chat:
    return Chat(workshop)


def test_a_question_follows_the_last_one_for_half_an_hour(chat: Chat) -> None:
    assert chat.history() == []
    chat.asks("一？")
    chat.asks("二？", 20)
    assert chat.history(49) == ["一？", "二？"]
    assert chat.history(20 + CONTEXT.total_seconds() / 60) == ["一？", "二？"]
    assert chat.history(51) == []
    assert chat.history(20, most=1) == ["二？"]


def test_a_reply_continues_its_thread_however_old(chat: Chat) -> None:
    chat.asks("一？")
    chat.asks("二？", 1)
    chat.asks("别的？", 500)
    assert chat.history(501) == ["别的？"]
    assert chat.history(501, reply_to=111) == ["一？", "二？"]
    assert chat.history(501, reply_to=12) == ["一？"]
    chat.asks("三？", 501, reply_to=12)
    assert chat.history(502) == ["一？", "三？"]
    assert chat.history(502, reply_to=999) == ["一？", "三？"]


def test_a_new_topic_is_not_continued_but_can_be_replied_to(chat: Chat) -> None:
    chat.asks("一？")
    chat.asks("群里？", chat=-1)
    chat.asks("甲？", person=WEI)
    chat.conversations.begin_anew(42, LIN)
    assert chat.history(1) == []
    assert chat.history(1, reply_to=11) == ["一？"]
    assert chat.history(1, person=WEI) == ["甲？"]
    assert chat.history(1, chat=-1) == ["群里？"]


def test_chats_and_people_do_not_mix(chat: Chat) -> None:
    chat.asks("一？")
    assert chat.history(1, person=WEI) == []
    assert chat.history(1, chat=-1) == []
    # In a group anybody may go on from an answer.
    chat.asks("群里？", chat=-1)
    assert chat.history(1, person=WEI, chat=-1, reply_to=111) == ["群里？"]


def test_a_question_that_is_dealt_with_again_does_not_follow_itself(chat: Chat) -> None:
    first = chat.asks("一？")
    moment = Moment(42, LIN, 1, NOON)
    assert chat.conversations.parent(moment) is None
    chat.conversations.begin_anew(42, LIN)
    chat.conversations.remember(first, moment, None, [11, 12])
    assert chat.history(1) == []
    assert chat.history(1, reply_to=12) == ["一？"]
    assert chat.conversations.before(first, 6) == []


def test_what_is_erased_is_gone_from_its_thread(chat: Chat, workshop: Workshop) -> None:
    first = chat.asks("一？")
    second = chat.asks("二？", 1)
    assert chat.conversations.before(second, 6) == ["一？"]
    with workshop.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM answer WHERE id = ?", (first,))
    assert chat.history(2) == ["二？"]
    assert chat.history(2, reply_to=11) == ["二？"]
