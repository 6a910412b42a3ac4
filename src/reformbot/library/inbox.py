"""The inbox: every update of Telegram, from before it is acknowledged until it is dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from reformbot.library import schema
from reformbot.library.database import Database

KEPT = timedelta(days=7)
"""How long an update that is done is known by its number; Telegram repeats none after a day."""

MOST_BEGUN = 10
"""How often an update may be begun that is older than `SUSPECTED_AFTER`."""

SUSPECTED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """An update that was received.

    Attributes:
        update_id: Telegram's number of it.
        chat_id, person_id: where it happened and who did it; None where it names none.
        body: the update as JSON.
    """

    update_id: int
    chat_id: int | None
    person_id: int | None
    body: str


class Inbox:
    """Updates received, in the home's database; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, kept: Kept) -> bool:
        """Write an update down; False where it was received before.

        Raises:
            StorageError: it cannot be written.
        """
        row = {
            "update_id": kept.update_id,
            "chat_id": kept.chat_id,
            "person_id": kept.person_id,
            "body": kept.body,
            "received_at": datetime.now(UTC),
            "attempts": 0,
        }
        with self._database.writing() as connection:
            statement = insert(schema.inbox).values(row).on_conflict_do_nothing()
            return connection.execute(statement).rowcount == 1

    def waiting(self) -> Sequence[Kept]:
        """The updates that are not done, in the order Telegram numbered them.

        Raises:
            StorageError: they cannot be read.
        """
        table = schema.inbox.c
        query = (
            select(table.update_id, table.chat_id, table.person_id, table.body)
            .where(table.done_at.is_(None))
            .order_by(table.update_id)
        )
        with self._database.reading() as connection:
            return [Kept(*row) for row in connection.execute(query)]

    def begin(self, update_id: int) -> bool:
        """Note that an update is being dealt with.

        False where that was begun so often, for so long, and never finished, that the update may
        be what ends the process. Where something else does, all that is in hand is begun often.

        Raises:
            StorageError: it cannot be written.
        """
        table = schema.inbox
        statement = (
            update(table)
            .where(table.c.update_id == update_id)
            .values(attempts=table.c.attempts + 1)
            .returning(table.c.attempts, table.c.received_at)
        )
        with self._database.writing() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return True
        age = datetime.now(UTC) - row.received_at.replace(tzinfo=UTC)
        return row.attempts <= MOST_BEGUN or age <= SUSPECTED_AFTER

    def finish(self, update_id: int) -> None:
        """Note that an update is done; of it and of what was said to it, no text is kept here.

        Raises:
            StorageError: it cannot be written.
        """
        table, said = schema.inbox, schema.delivery
        with self._database.writing() as connection:
            done = update(table).where(table.c.update_id == update_id)
            connection.execute(done.values(done_at=datetime.now(UTC), body=""))
            emptied = update(said).where(said.c.update_id == update_id)
            connection.execute(emptied.values(text=None, markup=None))

    def erase(self, person_id: int) -> int:
        """Forget all that came from a person, done or not; how many updates there were.

        Raises:
            StorageError: it cannot be written.
        """
        gone = delete(schema.inbox).where(schema.inbox.c.person_id == person_id)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount

    def prune(self) -> None:
        """Forget the numbers of updates that were done long ago.

        Raises:
            StorageError: it cannot be written.
        """
        limit = datetime.now(UTC) - KEPT
        with self._database.writing() as connection:
            connection.execute(delete(schema.inbox).where(schema.inbox.c.done_at < limit))
