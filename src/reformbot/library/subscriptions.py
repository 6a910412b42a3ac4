"""Subscriptions: who is told of new issues, and how far each has been told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from reformbot.bulletin.model import IssueKey
from reformbot.library import schema
from reformbot.library.database import Database


@dataclass(frozen=True, slots=True)
class Due:
    """A person and the issues they are to be told of.

    Attributes:
        issues: each with the number it is known by, those known first before the others.
    """

    person: str
    issues: tuple[tuple[int, IssueKey], ...]


class Subscriptions:
    """Subscribers, each with the last issue they were told of.

    Issues are numbered as they become known, so that one which is read again, or comes back with
    an earlier version, is not new. Writing raises StorageError where the database cannot be
    written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def know(self, issues: Iterable[IssueKey]) -> None:
        """Number the issues that were never seen, the oldest first."""
        table = schema.known_issue
        with self._database.reading() as connection:
            known = set(_keys(connection))
        rows = [
            {"organisation": key.organisation, "year": key.year, "number": key.number}
            for key in sorted(set(issues) - known, key=lambda k: (k.year, k.number, k.organisation))
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(table).prefix_with("OR IGNORE"), rows)

    def add(self, person: str, issues: Iterable[IssueKey], at: datetime) -> bool:
        """Subscribe a person to what comes after these issues; False where they were."""
        self.know(issues)
        table = schema.subscription
        latest = select(func.coalesce(func.max(schema.known_issue.c.id), 0)).scalar_subquery()
        row = {"person": person, "told": latest, "since": at}
        with self._database.writing() as connection:
            query = select(table.c.person).where(table.c.person == person)
            if connection.execute(query).first() is not None:
                return False
            connection.execute(insert(table).values(row))
            return True

    def remove(self, person: str) -> bool:
        """End a person's subscription; False where there was none."""
        table = schema.subscription
        with self._database.writing() as connection:
            gone = connection.execute(delete(table).where(table.c.person == person))
            return gone.rowcount > 0

    def due(self) -> list[Due]:
        """Who is to be told of what, in the order they subscribed."""
        table, known = schema.subscription.c, schema.known_issue.c
        with self._database.reading() as connection:
            people = connection.execute(
                select(table.person, table.told).order_by(table.since, table.person)
            ).all()
            least = min((told for _, told in people), default=0)
            rows = connection.execute(
                select(known.id, known.organisation, known.year, known.number)
                .where(known.id > least)
                .order_by(known.id)
            ).all()
        waiting: list[Due] = []
        for person, told in people:
            new = tuple((row[0], IssueKey(*row[1:])) for row in rows if row[0] > told)
            if new:
                waiting.append(Due(person, new))
        return waiting

    def told(self, person: str, number: int) -> None:
        """Keep that a person was told of the issues up to one."""
        table = schema.subscription
        with self._database.writing() as connection:
            connection.execute(
                update(table)
                .where(table.c.person == person, table.c.told < number)
                .values(told=number)
            )


def _keys(connection: Connection) -> list[IssueKey]:
    table = schema.known_issue.c
    query = select(table.organisation, table.year, table.number)
    return [IssueKey(*row) for row in connection.execute(query)]
