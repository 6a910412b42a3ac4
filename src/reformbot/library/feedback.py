"""Feedback: what people say of answers, and the texts awaited from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from reformbot.library import schema
from reformbot.library.database import Database

AWAITED = timedelta(minutes=10)
"""How long the next text of a person is taken as the right answer they offered to write."""


class Verdict(StrEnum):
    """What a person thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


class Reason(StrEnum):
    """What is wrong with a bad answer."""

    WRONG = "wrong"
    UNSOURCED = "unsourced"
    INCOMPLETE = "incomplete"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rating:
    """What the person who asked says of an answer.

    Attributes:
        reason: why it is bad; None where that was not said, or it is good.
        right_answer: in the person's own words; None where they wrote none.
    """

    answer: int
    verdict: Verdict
    reason: Reason | None = None
    right_answer: str | None = None


class Feedback:
    """Ratings of answers, one an answer, in the home's database.

    Writing raises StorageError where the database cannot be written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, answer: int) -> Rating | None:
        """How an answer was rated; None where it was not."""
        with self._database.reading() as connection:
            return _read(connection, answer)

    def every(self) -> list[Rating]:
        """All ratings, in the order of their answers."""
        query = select(schema.feedback).order_by(schema.feedback.c.answer_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [_rating(row) for row in rows]

    def toggle(self, answer: int, verdict: Verdict, at: datetime) -> Rating | None:
        """Rate an answer, or take the same rating back; what stands then.

        A right answer that was written stays while the answer is rated at all.
        """
        with self._database.writing() as connection:
            before = _read(connection, answer)
            if before is not None and before.verdict is verdict:
                _write(connection, None, answer, at)
                return None
            kept = before.right_answer if before else None
            now = Rating(answer, verdict, right_answer=kept)
            _write(connection, now, answer, at)
            return now

    def give_reason(self, answer: int, reason: Reason, at: datetime) -> Rating:
        """Say why an answer is bad, or take the same reason back."""
        with self._database.writing() as connection:
            before = _read(connection, answer)
            same = before is not None and before.reason is reason
            right = before.right_answer if before else None
            now = Rating(answer, Verdict.BAD, None if same else reason, right)
            _write(connection, now, answer, at)
            return now

    def await_text(self, chat: int, person: str, answer: int, at: datetime) -> None:
        """Take the person's next text in a chat as the right answer."""
        row = {"chat_id": chat, "person": person, "answer_id": answer, "since": at}
        with self._database.writing() as connection:
            connection.execute(insert(schema.awaited).prefix_with("OR REPLACE").values(row))

    def stop_awaiting(self, chat: int, person: str) -> bool:
        """Take the person's next text as a question again; whether it was not."""
        table = schema.awaited
        gone = delete(table).where(table.c.chat_id == chat, table.c.person == person)
        with self._database.writing() as connection:
            return connection.execute(gone).rowcount > 0

    def take_text(self, chat: int, person: str, text: str, at: datetime) -> int | None:
        """Keep a text as a right answer where one is awaited; the answer's number, else None."""
        table = schema.awaited.c
        awaiting = select(table.answer_id).where(
            table.chat_id == chat, table.person == person, table.since >= at - AWAITED
        )
        with self._database.reading() as connection:
            if connection.execute(awaiting).scalar() is None:
                return None
        with self._database.writing() as connection:
            answer = connection.execute(awaiting).scalar()
            if answer is None:
                return None
            before = _read(connection, answer)
            reason = before.reason if before else None
            _write(connection, Rating(answer, Verdict.BAD, reason, text), answer, at)
            connection.execute(
                delete(schema.awaited).where(table.chat_id == chat, table.person == person)
            )
            return int(answer)


def _read(connection: Connection, answer: int) -> Rating | None:
    query = select(schema.feedback).where(schema.feedback.c.answer_id == answer)
    row = connection.execute(query).mappings().first()
    return _rating(row) if row else None


def _rating(row: Mapping[Any, Any]) -> Rating:
    reason = row["reason"]
    return Rating(
        answer=row["answer_id"],
        verdict=Verdict(row["verdict"]),
        reason=Reason(reason) if reason else None,
        right_answer=row["right_answer"],
    )


def _write(connection: Connection, rating: Rating | None, answer: int, at: datetime) -> None:
    table = schema.feedback
    connection.execute(delete(table).where(table.c.answer_id == answer))
    if rating is not None:
        connection.execute(
            insert(table).values(
                answer_id=answer,
                verdict=rating.verdict,
                reason=rating.reason,
                right_answer=rating.right_answer,
                given_at=at,
            )
        )
