"""Submissions: files that admins send to be taken in, from their arrival until they are live."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_leave

from reformbot.bulletin.amendments import Amendments
from reformbot.errors import ReformbotError
from reformbot.files import Extract
from reformbot.library import schema
from reformbot.library.database import Database
from reformbot.library.people import Entry, Ledger

AWAITED = timedelta(minutes=10)
"""How long a text that was asked for is taken as the answer."""


class State(StrEnum):
    """How far a submission has come.

    RECEIVED: it was announced, its bytes are not read. UNPACKED: an archive, whose members are
    submissions of their own. READ: it waits for somebody to confirm or decline it. HELD: its
    version was built, but stands back because the smoke questions came out worse.
    """

    RECEIVED = "received"
    UNPACKED = "unpacked"
    READ = "read"
    FAILED = "failed"
    DECLINED = "declined"
    CONFIRMED = "confirmed"
    HELD = "held"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is kept: its code, and its details as text."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, error: ReformbotError) -> Failure:
        """What is kept of an error."""
        return cls(error.code, {name: str(value) for name, value in error.details.items()})


@dataclass(frozen=True, slots=True)
class Submission:
    """A document that was sent to be taken in, or the archive it came in.

    Attributes:
        update_id, place: which update brought it, and its place in the archive from 1; 0 for the
            file itself.
        person, chat: who sent it, where.
        name: as its sender named it; a member's below its archive's.
        sha256, original: hash of its bytes, and the name they are kept under; empty until read.
        failures: why it, or something in the archive, could not be read or taken in.
        message_id: of the message that shows it; None before there is one.
        version: the version that it became part of.
        untold: whether it was confirmed, and its chat does not show yet what became of it.
    """

    id: int
    update_id: int
    place: int
    person: int
    chat: int
    name: str
    received_at: datetime
    state: State
    sha256: str
    original: str
    amendments: Amendments
    failures: tuple[Failure, ...]
    message_id: int | None
    version: int | None
    untold: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A document found in what was sent: its name, the name it is kept under, what was read."""

    name: str
    sha256: str
    original: str
    extract: Extract


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a person was asked for: about which submission, and what."""

    submission: int
    what: str


_AMENDMENTS = TypeAdapter(Amendments)
_EXTRACT = TypeAdapter(Extract)
_FAILURES = TypeAdapter(tuple[Failure, ...])
_TABLE = schema.submission
_SHOWN = [column for column in _TABLE.columns if column.name != "extract"]


class Submissions:
    """What was sent, in the home's database; safe to use from several threads and processes.

    A change of state is one transaction that looks at the state first, so that of two people who
    decide at once one comes second. Every method raises StorageError where the database cannot be
    used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, update_id: int, person: int, chat: int, name: str, at: datetime) -> Submission:
        """Write down that a file was announced; what is known of it where it was before."""
        row = {
            "update_id": update_id,
            "place": 0,
            "person_id": person,
            "chat_id": chat,
            "name": name,
            "received_at": at,
            "state": State.RECEIVED,
            **_blank(),
        }
        with self._database.writing() as connection:
            connection.execute(insert_or_leave(_TABLE).values(row).on_conflict_do_nothing())
            (found,) = _found(connection, update_id)[:1]
            return found

    def find(self, number: int) -> Submission | None:
        """The submission of a number."""
        with self._database.reading() as connection:
            return _one(connection, number)

    def of_update(self, update_id: int) -> list[Submission]:
        """What an update brought: the file, then its members in order."""
        with self._database.reading() as connection:
            return _found(connection, update_id)

    def extract(self, number: int) -> Extract | None:
        """What a reader took out of a submission; None before it was read."""
        query = select(_TABLE.c.extract).where(_TABLE.c.id == number)
        with self._database.reading() as connection:
            kept = connection.execute(query).scalar()
        return _EXTRACT.validate_json(kept) if kept else None

    def placed(self, number: int, message_id: int) -> None:
        """Note the message that shows a submission."""
        self._set(number, message_id=message_id)

    def read(
        self,
        number: int,
        sha256: str,
        members: Sequence[Member],
        failures: Sequence[ReformbotError],
        *,
        unpacked: bool,
        entry: Entry | None = None,
    ) -> None:
        """Write down what was found in a file; nothing where that was done before.

        Args:
            sha256: of its bytes, as they were sent; empty where they were not.
            unpacked: whether it is an archive, whose members become submissions.
            entry: a line for the audit log, written with it.
        """
        kept = _FAILURES.dump_json(tuple(map(Failure.of, failures))).decode()
        values: dict[str, Any] = {"failures": kept, "sha256": sha256}
        if not members:
            values["state"] = State.FAILED
        elif unpacked:
            values["state"] = State.UNPACKED
        else:
            values |= _read(members[0])
        with self._database.writing() as connection:
            before = _one(connection, number)
            if before is None or before.state is not State.RECEIVED:
                return
            connection.execute(update(_TABLE).where(_TABLE.c.id == number).values(values))
            for at, member in enumerate(members if unpacked else (), 1):
                row = {
                    "update_id": before.update_id,
                    "place": at,
                    "person_id": before.person,
                    "chat_id": before.chat,
                    "received_at": before.received_at,
                    **_blank(),
                    **_read(member),
                }
                connection.execute(insert(_TABLE).values(row))
            if entry is not None:
                Ledger(connection).enter(entry)

    def amend(self, number: int, change: Callable[[Amendments], Amendments]) -> Submission | None:
        """Change what is to be changed in a submission; None where it no longer waits."""
        with self._database.writing() as connection:
            before = _one(connection, number)
            if before is None or before.state is not State.READ:
                return None
            kept = _AMENDMENTS.dump_json(change(before.amendments)).decode()
            connection.execute(update(_TABLE).where(_TABLE.c.id == number).values(amendments=kept))
            return _one(connection, number)

    def move(
        self,
        number: int,
        before: State,
        after: State,
        entry: Entry | None = None,
        *,
        version: int | None = None,
        failure: ReformbotError | None = None,
    ) -> bool:
        """Change a submission's state, if it is the one supposed; whether it was.

        Args:
            entry: a line for the audit log, written with it.
            version: that it became part of.
            failure: why it could not be taken in; what was kept of an earlier try goes.
        """
        failures = (Failure.of(failure),) if failure else ()
        values: dict[str, Any] = {
            "state": after,
            "version_id": version,
            "failures": _FAILURES.dump_json(failures).decode(),
        }
        if after is State.CONFIRMED:
            values["untold"] = True
        this = (_TABLE.c.id == number) & (_TABLE.c.state == before)
        with self._database.writing() as connection:
            moved = connection.execute(update(_TABLE).where(this).values(values)).rowcount == 1
            if moved and entry is not None:
                Ledger(connection).enter(entry)
            return moved

    def told(self, number: int) -> None:
        """Note that a submission's chat shows what became of it."""
        self._set(number, untold=False)

    def untold(self) -> list[Submission]:
        """What was confirmed and whose end its chat does not show, in the order of arrival."""
        query = select(*_SHOWN).where(_TABLE.c.untold).order_by(_TABLE.c.id)
        with self._database.reading() as connection:
            return [_submission(row) for row in connection.execute(query).mappings()]

    def twins(self, submission: Submission) -> list[Submission]:
        """Other submissions of the same bytes, as they were read, the latest first."""
        query = (
            select(*_SHOWN)
            .where(_TABLE.c.sha256 == submission.sha256, _TABLE.c.id != submission.id)
            .where(_TABLE.c.extract.is_not(None))
            .order_by(_TABLE.c.id.desc())
        )
        with self._database.reading() as connection:
            return [_submission(row) for row in connection.execute(query).mappings()]

    def await_text(self, chat: int, person: int, awaited: Awaited, at: datetime) -> None:
        """Take the person's next text in a chat as what they were asked for."""
        row = {
            "chat_id": chat,
            "person_id": person,
            "since": at,
            "submission_id": awaited.submission,
            "what": awaited.what,
        }
        with self._database.writing() as connection:
            statement = insert(schema.awaited_amendment).prefix_with("OR REPLACE")
            connection.execute(statement.values(row))

    def awaited(self, chat: int, person: int, at: datetime) -> Awaited | None:
        """What a person is asked for in a chat, if it was not long ago."""
        table = schema.awaited_amendment.c
        query = select(table.submission_id, table.what).where(
            table.chat_id == chat, table.person_id == person, table.since >= at - AWAITED
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Awaited(*row) if row else None

    def stop_awaiting(self, chat: int, person: int) -> bool:
        """Take the person's next text as any other again; whether it was not."""
        table = schema.awaited_amendment
        gone = delete(table).where(table.c.chat_id == chat, table.c.person_id == person)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount > 0

    def _set(self, number: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.id == number).values(**values))


def _blank() -> dict[str, Any]:
    """What a row begins with."""
    return {"sha256": "", "original": "", "amendments": "{}", "failures": "[]", "untold": False}


def _read(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "state": State.READ,
        "sha256": member.sha256,
        "original": member.original,
        "extract": _EXTRACT.dump_json(member.extract).decode(),
    }


def _one(connection: Connection, number: int) -> Submission | None:
    query = select(*_SHOWN).where(_TABLE.c.id == number)
    row = connection.execute(query).mappings().first()
    return _submission(row) if row else None


def _found(connection: Connection, update_id: int) -> list[Submission]:
    query = select(*_SHOWN).where(_TABLE.c.update_id == update_id).order_by(_TABLE.c.place)
    return [_submission(row) for row in connection.execute(query).mappings()]


def _submission(row: Mapping[Any, Any]) -> Submission:
    at = row["received_at"]
    return Submission(
        id=row["id"],
        update_id=row["update_id"],
        place=row["place"],
        person=row["person_id"],
        chat=row["chat_id"],
        name=row["name"],
        received_at=at.replace(tzinfo=UTC) if at.tzinfo is None else at,
        state=State(row["state"]),
        sha256=row["sha256"],
        original=row["original"],
        amendments=_AMENDMENTS.validate_json(row["amendments"]),
        failures=_FAILURES.validate_json(row["failures"]),
        message_id=row["message_id"],
        version=row["version_id"],
        untold=row["untold"],
    )
