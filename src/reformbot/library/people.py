"""The register: who may use the bot, who asked to, who was invited, and what was decided."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, func, insert, select, update

from reformbot.library import schema
from reformbot.library.database import Database, in_utc
from reformbot.library.erasure import erase


class Role(StrEnum):
    """What a person may do, the most first."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    BLOCKED = "blocked"


class Action(StrEnum):
    """What the audit log knows."""

    REQUESTED = "requested"
    DECIDED = "decided"
    INVITED = "invited"
    JOINED = "joined"
    CLAIMED = "claimed"
    CHANGED = "changed"
    FORGOTTEN = "forgotten"
    SENT = "sent"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    INDEXED = "indexed"
    HELD = "held"
    SWITCHED = "switched"
    COMPACTED = "compacted"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot has dealt with.

    Attributes:
        id: numeric, Telegram's.
        name: as they call themselves there; nothing is decided by it.
        language_code: of their Telegram; None where it says none.
        language: of the interface, as they chose it; None where they chose none.
        role: given in the chat; None where none was.
    """

    id: int
    name: str
    language_code: str | None = None
    language: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """Somebody's request to be let in.

    Attributes:
        note: what they say about themselves; None where they said nothing.
        decision: the role it ended with; None while it is open.
        decided_by: who decided; None while it is open.
        told: whether the person was told of the decision.
    """

    id: int
    person: int
    asked_at: datetime
    note: str | None
    decision: Role | None
    decided_by: int | None
    told: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A message that shows a request to an admin."""

    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that lets one person in.

    Attributes:
        digest: of the code; the code itself is kept nowhere.
        made_by: None for the code that the program prints for its first owner.
        expires_at: None where it holds until it is used or replaced.
    """

    digest: str
    role: Role
    made_by: int | None
    expires_at: datetime | None
    used_by: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log.

    Attributes:
        actor: who did it; None for the program itself.
        subject: whom it was done to; None where there is nobody.
        detail: the role it was about, or what was done to the index, as `operations.audit` writes
            it; empty where neither applies.
    """

    at: datetime
    action: Action
    actor: int | None
    subject: int | None
    detail: str = ""


class Register:
    """Opens the ledger of the home's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def reading(self) -> Generator[Ledger]:
        """The ledger as it stands.

        Raises:
            StorageError: it cannot be read.
        """
        with self._database.reading() as connection:
            yield Ledger(connection)

    @contextmanager
    def writing(self) -> Generator[Ledger]:
        """The ledger for one decision: nobody else writes until it is kept, whole or not at all.

        Raises:
            StorageError: it cannot be written.
        """
        with self._database.writing() as connection:
            yield Ledger(connection)


class Ledger:
    """People, requests, invitations and the audit log, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, number: int) -> Person | None:
        """The person with this number."""
        found = self._one(select(schema.person).where(schema.person.c.id == number))
        return _person(found) if found else None

    def people(self) -> list[Person]:
        """Everybody known, by number."""
        rows = self._connection.execute(select(schema.person).order_by(schema.person.c.id))
        return [_person(row) for row in rows.mappings()]

    def meet(self, number: int, name: str, language_code: str | None) -> Person:
        """Write down, or up to date, how somebody calls themselves; what is known of them."""
        known, values = self.person(number), {"name": name, "language_code": language_code}
        if known is None:
            known = Person(number, name)
            self._connection.execute(insert(schema.person).values(id=number, **values))
        else:
            self._set(number, **values)
        return replace(known, name=name, language_code=language_code)

    def give_role(self, number: int, role: Role | None) -> None:
        """Give a known person a role, or take theirs away."""
        self._set(number, role=role)

    def drop(self, number: int) -> None:
        """Know a person no more."""
        self._connection.execute(delete(schema.person).where(schema.person.c.id == number))

    def choose_language(self, number: int, language: str | None) -> None:
        """Write down a known person's language; None where it should follow their Telegram."""
        self._set(number, language=language)

    def add_request(self, person: int, now: datetime) -> int:
        """Open a request of a known person; its number."""
        row = insert(schema.access_request).values(person_id=person, asked_at=now)
        inserted = self._connection.execute(row).inserted_primary_key
        return int(inserted[0]) if inserted else 0

    def request(self, number: int) -> AccessRequest | None:
        """The request with this number."""
        table = schema.access_request
        found = self._one(select(table).where(table.c.id == number))
        return _request(found) if found else None

    def last_request(self, person: int) -> AccessRequest | None:
        """The latest request of a person."""
        table = schema.access_request
        query = select(table).where(table.c.person_id == person).order_by(table.c.id.desc())
        found = self._one(query.limit(1))
        return _request(found) if found else None

    def open_requests(self) -> list[AccessRequest]:
        """The requests that nobody has decided, the oldest first."""
        table = schema.access_request
        query = select(table).where(table.c.decision.is_(None)).order_by(table.c.id)
        return [_request(row) for row in self._connection.execute(query).mappings()]

    def note_request(self, number: int, note: str) -> None:
        """Write down what the person says about themselves."""
        table = schema.access_request
        self._connection.execute(update(table).where(table.c.id == number).values(note=note))

    def decide_request(self, number: int, role: Role, by: int) -> None:
        """Close a request."""
        table = schema.access_request
        decided = update(table).where(table.c.id == number).values(decision=role, decided_by=by)
        self._connection.execute(decided)

    def tell_request(self, number: int, now: datetime) -> None:
        """Write down that the person was told of the decision."""
        table = schema.access_request
        self._connection.execute(update(table).where(table.c.id == number).values(told_at=now))

    def add_card(self, request: int, card: Card) -> None:
        """Remember a message that shows a request."""
        row = {"request_id": request, "chat_id": card.chat, "message_id": card.message}
        self._connection.execute(insert(schema.request_card).values(row))

    def cards(self, request: int) -> list[Card]:
        """The messages that show a request."""
        table = schema.request_card
        query = select(table.c.chat_id, table.c.message_id).where(table.c.request_id == request)
        return [Card(*row) for row in self._connection.execute(query.order_by(table.c.message_id))]

    def add_invite(self, invite: Invite) -> None:
        """Keep a new invitation."""
        row = {
            "digest": invite.digest,
            "role": invite.role,
            "made_by": invite.made_by,
            "expires_at": invite.expires_at,
        }
        self._connection.execute(insert(schema.invite).values(row))

    def invite(self, digest: str) -> Invite | None:
        """The invitation with this digest."""
        found = self._one(select(schema.invite).where(schema.invite.c.digest == digest))
        if found is None:
            return None
        expires = found["expires_at"]
        return Invite(
            found["digest"],
            Role(found["role"]),
            found["made_by"],
            in_utc(expires) if expires else None,
            found["used_by"],
        )

    def use_invite(self, digest: str, person: int) -> None:
        """Let an invitation have been used."""
        table = schema.invite
        self._connection.execute(
            update(table).where(table.c.digest == digest).values(used_by=person)
        )

    def drop_owner_codes(self) -> None:
        """Delete the unused codes for a first owner."""
        table = schema.invite.c
        unused = table.made_by.is_(None) & table.used_by.is_(None)
        self._connection.execute(delete(schema.invite).where(unused))

    def uses(self, person: int) -> dict[str, datetime]:
        """The questions counted for a person: when each was asked, by its key."""
        table = schema.question_use.c
        query = select(table.key, table.asked_at).where(table.person_id == person)
        return {key: in_utc(at) for key, at in self._connection.execute(query)}

    def add_use(self, person: int, key: str, now: datetime, *, forget_before: datetime) -> None:
        """Count a question, and leave those of long ago uncounted from now on."""
        table = schema.question_use
        past = (table.c.person_id == person) & (table.c.asked_at < forget_before)
        self._connection.execute(delete(table).where(past))
        self._connection.execute(insert(table).values(person_id=person, key=key, asked_at=now))

    def enter(self, entry: Entry) -> None:
        """Write a line into the audit log."""
        row = {
            "at": entry.at,
            "action": entry.action,
            "actor": entry.actor,
            "subject": entry.subject,
            "detail": entry.detail,
        }
        self._connection.execute(insert(schema.audit).values(row))

    def entries(self, limit: int, offset: int = 0) -> Sequence[Entry]:
        """Lines of the audit log, the newest first."""
        query = select(schema.audit).order_by(schema.audit.c.id.desc()).limit(limit).offset(offset)
        rows = self._connection.execute(query).mappings()
        return [
            Entry(
                in_utc(row["at"]),
                Action(row["action"]),
                row["actor"],
                row["subject"],
                row["detail"],
            )
            for row in rows
        ]

    def count_entries(self) -> int:
        """How many lines the audit log has."""
        return int(self._connection.execute(select(func.count(schema.audit.c.id))).scalar() or 0)

    def erase(self, person: int) -> int:
        """Delete what was asked, answered and written by a person; how many rows there were.

        Their role, their name and the audit log stay.
        """
        return erase(self._connection, schema.metadata, person)

    def _one(self, query: Select[Any]) -> RowMapping | None:
        return self._connection.execute(query).mappings().first()

    def _set(self, number: int, **values: object) -> None:
        table = schema.person
        self._connection.execute(update(table).where(table.c.id == number).values(**values))


def _person(row: RowMapping) -> Person:
    role = row["role"]
    return Person(
        row["id"],
        row["name"],
        row["language_code"],
        row["language"],
        Role(role) if role else None,
    )


def _request(row: RowMapping) -> AccessRequest:
    decision = row["decision"]
    return AccessRequest(
        row["id"],
        row["person_id"],
        in_utc(row["asked_at"]),
        row["note"],
        Role(decision) if decision else None,
        row["decided_by"],
        row["told_at"] is not None,
    )
