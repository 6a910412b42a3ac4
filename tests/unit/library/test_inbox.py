"""Updates are kept until they are done, and what answers them is said once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from reformbot.library.database import Database
from reformbot.library.deliveries import NOTICE, Deliveries, Part
from reformbot.library.inbox import MOST_BEGUN, Inbox, Kept


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "catalog.db")
    yield opened
    opened.close()


def kept(number: int, person: int | None = 42) -> Kept:
    return Kept(number, person, person, f'{{"update_id": {number}}}')


def test_an_update_is_kept_once_and_in_order(database: Database) -> None:
    inbox = Inbox(database)
    assert [inbox.keep(kept(n)) for n in (2, 1, 2)] == [True, True, False]
    assert inbox.waiting() == [kept(1), kept(2)]


def test_what_is_done_does_not_come_back_and_leaves_no_text(database: Database) -> None:
    inbox, deliveries = Inbox(database), Deliveries(database)
    inbox.keep(kept(1))
    deliveries.plan(1, [Part("回答", "{}")], 7)
    inbox.finish(1)
    assert inbox.waiting() == []
    assert not inbox.keep(kept(1))
    (said,) = deliveries.of(1)
    assert (said.content, said.answer_id) == (None, 7)
    with database.reading() as connection:
        assert connection.execute(text("SELECT body FROM inbox")).scalar() == ""


def test_what_is_begun_too_often_for_too_long_is_suspected(database: Database) -> None:
    inbox = Inbox(database)
    for number in (1, 2):
        inbox.keep(kept(number))
    assert all(inbox.begin(1) for _ in range(3 * MOST_BEGUN))
    with database.writing() as connection:
        connection.execute(text("UPDATE inbox SET received_at = '2020-01-01 00:00:00'"))
    assert not inbox.begin(1)
    assert [inbox.begin(2) for _ in range(MOST_BEGUN + 1)] == [True] * MOST_BEGUN + [False]
    assert inbox.begin(99)


def test_a_person_is_forgotten_with_all_that_was_said_to_them(database: Database) -> None:
    inbox, deliveries = Inbox(database), Deliveries(database)
    for number, person in ((1, 42), (2, 43), (3, 42), (4, None)):
        inbox.keep(kept(number, person))
        deliveries.plan(number, [Part("回答")])
    assert inbox.erase(42) == 2
    assert inbox.waiting() == [kept(2, 43), kept(4, None)]
    assert deliveries.of(1) == []


def test_only_what_was_done_long_ago_is_pruned(database: Database) -> None:
    inbox = Inbox(database)
    for number in (1, 2, 3):
        inbox.keep(kept(number))
    inbox.finish(1)
    inbox.finish(2)
    with database.writing() as connection:
        connection.execute(text("UPDATE inbox SET done_at = '2020-01-01' WHERE update_id = 1"))
    inbox.prune()
    assert [inbox.keep(kept(number)) for number in (1, 2, 3)] == [True, False, False]


def test_a_place_and_a_plan_meet_in_either_order(database: Database) -> None:
    inbox, deliveries = Inbox(database), Deliveries(database)
    inbox.keep(kept(1))
    deliveries.placed(1, NOTICE, 899)
    deliveries.placed(1, 0, 900)
    deliveries.plan(1, [Part("一"), Part("二", "{}")], 7)
    deliveries.placed(1, 1, 901)
    notice, first, second = deliveries.of(1)
    assert (notice.part, notice.content, notice.message_id) == (NOTICE, None, 899)
    assert (first.content, first.message_id) == (Part("一"), 900)
    assert (second.content, second.message_id) == (Part("二", "{}"), 901)
    deliveries.removed(1, NOTICE)
    assert [one.part for one in deliveries.of(1)] == [0, 1]
