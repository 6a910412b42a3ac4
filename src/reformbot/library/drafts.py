"""Drafts that are being written in a chat, each with how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update

from reformbot.library import schema
from reformbot.library.database import Database

AWAITED = timedelta(minutes=10)
"""How long a text that was asked for is taken as the answer."""

_TABLE = schema.draft


class Step(StrEnum):
    """How far a draft has come.

    NOTES: they are asked for. SOURCE: who sends them in is asked for. OUTLINE: it is being edited.
    WRITING: its parts are looked at one by one. DONE: it is shown whole.
    """

    NOTES = "notes"
    SOURCE = "source"
    OUTLINE = "outline"
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it is kept.

    Attributes:
        id: 0 before it is kept.
        begun_by: the update that began it.
        told_by: the update whose text changed it last; 0 for none.
        stamp: grows with every change, so that a button made before one is known as stale.
        part: the part at hand; 0 is the lead.
        awaited: what the person's next text means; empty where none is asked for.
        state: what it is made of, as JSON.
    """

    id: int
    person: int
    chat: int
    begun_by: int
    begun_at: datetime
    updated_at: datetime
    step: Step
    told_by: int = 0
    stamp: int = 0
    part: int = 0
    awaited: str = ""
    state: str = "{}"


class Drafts:
    """The drafts of a home's database; safe to use from several threads and processes.

    Every method raises StorageError where the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, draft: StoredDraft) -> StoredDraft:
        """Keep a new draft; its person awaits no text for another one any more."""
        with self._database.writing() as connection:
            mine = (_TABLE.c.person == draft.person) & (_TABLE.c.awaited != "")
            connection.execute(update(_TABLE).where(mine).values(awaited=""))
            added = connection.execute(insert(_TABLE).values(_row(draft)))
            number = int(added.inserted_primary_key[0]) if added.inserted_primary_key else 0
            row = connection.execute(select(_TABLE).where(_TABLE.c.id == number)).mappings().one()
            return _draft(row)

    def find(self, number: int) -> StoredDraft | None:
        """The draft of a number."""
        return self._first(_TABLE.c.id == number)

    def of_update(self, update_id: int) -> StoredDraft | None:
        """The draft that an update began, or whose text changed it last."""
        return self._first((_TABLE.c.begun_by == update_id) | (_TABLE.c.told_by == update_id))

    def awaiting(self, person: int, chat: int, since: datetime) -> StoredDraft | None:
        """The draft that a person is asked for a text about in a chat, and was changed since."""
        return self._first(
            (_TABLE.c.person == person)
            & (_TABLE.c.chat_id == chat)
            & (_TABLE.c.awaited != "")
            & (_TABLE.c.updated_at >= since)
        )

    def of_person(self, person: int) -> list[StoredDraft]:
        """A person's drafts, the one changed last first."""
        query = select(_TABLE).where(_TABLE.c.person == person)
        query = query.order_by(_TABLE.c.updated_at.desc(), _TABLE.c.id.desc())
        with self._database.reading() as connection:
            return [_draft(row) for row in connection.execute(query).mappings()]

    def begun(self, person: int, since: datetime) -> list[datetime]:
        """When a person began the drafts begun since, the earliest first."""
        query = select(_TABLE.c.begun_at).where(
            _TABLE.c.person == person, _TABLE.c.begun_at > since
        )
        with self._database.reading() as connection:
            return sorted(map(_aware, connection.execute(query).scalars()))

    def change(self, draft: StoredDraft) -> StoredDraft | None:
        """Keep a draft as it is now, if nobody changed it since it was read; None where one did.

        Where it awaits a text, no other draft of the person does any more.
        """
        this = (_TABLE.c.id == draft.id) & (_TABLE.c.stamp == draft.stamp)
        values = _row(draft) | {"stamp": draft.stamp + 1}
        with self._database.writing() as connection:
            if connection.execute(update(_TABLE).where(this).values(values)).rowcount != 1:
                return None
            if draft.awaited:
                others = (_TABLE.c.person == draft.person) & (_TABLE.c.id != draft.id)
                connection.execute(update(_TABLE).where(others).values(awaited=""))
            row = connection.execute(select(_TABLE).where(_TABLE.c.id == draft.id)).mappings()
            return _draft(row.one())

    def remove(self, number: int) -> None:
        """Let a draft go."""
        with self._database.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.id == number))

    def _first(self, which: Any) -> StoredDraft | None:
        query = select(_TABLE).where(which).order_by(_TABLE.c.id.desc())
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _draft(row) if row else None


def _row(draft: StoredDraft) -> dict[str, Any]:
    return {
        "person": draft.person,
        "chat_id": draft.chat,
        "begun_by": draft.begun_by,
        "told_by": draft.told_by,
        "begun_at": draft.begun_at,
        "updated_at": draft.updated_at,
        "stamp": draft.stamp,
        "step": draft.step,
        "part": draft.part,
        "awaited": draft.awaited,
        "state": draft.state,
    }


def _draft(row: Mapping[Any, Any]) -> StoredDraft:
    return StoredDraft(
        id=row["id"],
        person=row["person"],
        chat=row["chat_id"],
        begun_by=row["begun_by"],
        begun_at=_aware(row["begun_at"]),
        updated_at=_aware(row["updated_at"]),
        step=Step(row["step"]),
        told_by=row["told_by"],
        stamp=row["stamp"],
        part=row["part"],
        awaited=row["awaited"],
        state=row["state"],
    )


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
