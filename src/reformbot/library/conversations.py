"""Conversations: which answer followed which, and in which messages each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from reformbot.library import schema
from reformbot.library.database import Database

CONTEXT = timedelta(minutes=30)
"""How long a question may lean on the one before it without replying to its answer."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where and when a question is asked.

    Attributes:
        asked: a number of its own, the same where it is dealt with again.
        reply_to: id of the message it replies to.
        at: when it was written, in UTC.
    """

    chat: int
    person: str
    asked: int
    at: datetime
    reply_to: int | None = None


class Conversations:
    """Threads of questions, in the home's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def parent(self, moment: Moment) -> int | None:
        """The answer that a question follows; None where it begins a thread.

        A reply follows the answer it replies to, whoever asked for that. Any other question
        follows the same person's last one in the chat, if that is no older than `CONTEXT` and the
        person has not begun a new topic since.
        """
        table, said = schema.turn.c, schema.said.c
        replied = select(said.answer_id).where(
            said.chat_id == moment.chat, said.message_id == moment.reply_to
        )
        last = (
            select(table.answer_id)
            .where(
                table.chat_id == moment.chat,
                table.person == moment.person,
                table.asked != moment.asked,
                table.closed.is_(False),
                table.at >= moment.at - CONTEXT,
            )
            .order_by(table.answer_id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            found = None
            if moment.reply_to is not None:
                found = connection.execute(replied).scalar()
            return found if found is not None else connection.execute(last).scalar()

    def questions(self, number: int | None, most: int) -> list[str]:
        """The questions of a thread up to that of an answer, oldest first, the last `most`."""
        table, answers = schema.turn.c, schema.answer.c
        asked: list[str] = []
        with self._database.reading() as connection:
            while number is not None and len(asked) < most:
                row = connection.execute(
                    select(answers.question, table.parent)
                    .select_from(
                        schema.answer.outerjoin(schema.turn, table.answer_id == answers.id)
                    )
                    .where(answers.id == number)
                ).first()
                if row is None:
                    break
                asked.append(row[0])
                number = row[1]
        return asked[::-1]

    def before(self, number: int, most: int) -> list[str]:
        """The questions of a thread before that of an answer, oldest first, the last `most`."""
        return self.questions(self.parent_of(number), most)

    def parent_of(self, number: int) -> int | None:
        """The answer that an answer followed; None where it began a thread."""
        query = select(schema.turn.c.parent).where(schema.turn.c.answer_id == number)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def remember(
        self, number: int, moment: Moment, parent: int | None, messages: Sequence[int]
    ) -> None:
        """Keep that an answer was given there, in these messages; doing it again changes nothing.

        Raises:
            StorageError: it cannot be written.
        """
        table = schema.turn
        with self._database.writing() as connection:
            closed = connection.execute(
                select(table.c.closed).where(table.c.answer_id == number)
            ).scalar()
            connection.execute(delete(table).where(table.c.answer_id == number))
            connection.execute(
                insert(table).values(
                    answer_id=number,
                    chat_id=moment.chat,
                    person=moment.person,
                    asked=moment.asked,
                    parent=parent,
                    at=moment.at,
                    closed=bool(closed),
                )
            )
            _keep_messages(connection, number, moment.chat, messages)

    def begin_anew(self, chat: int, person: str) -> None:
        """Let the person's next question in a chat stand alone.

        Raises:
            StorageError: it cannot be written.
        """
        table = schema.turn
        with self._database.writing() as connection:
            connection.execute(
                update(table)
                .where(table.c.chat_id == chat, table.c.person == person)
                .values(closed=True)
            )


def _keep_messages(connection: Connection, number: int, chat: int, messages: Sequence[int]) -> None:
    rows = [{"chat_id": chat, "message_id": at, "answer_id": number} for at in messages]
    if rows:
        connection.execute(insert(schema.said).prefix_with("OR REPLACE"), rows)
