"""Deliveries: the messages that answer an update, so that each is sent once and then edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from reformbot.library import schema
from reformbot.library.database import Database

NOTICE = -1
"""The part of a message that goes when the answer comes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an answer as it is to stand in the chat.

    Attributes:
        text: in Telegram's HTML.
        markup: its buttons as JSON; None where it has none.
    """

    text: str
    markup: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message of an answer, on its way or there.

    Attributes:
        part: its place in the answer, from 0; `NOTICE` for what was said before.
        content: what it is to say; None while only its place in the chat is taken.
        answer_id: the journal's number of the answer; None where it has none.
        message_id: of the message in the chat; None before there is one.
    """

    part: int
    content: Part | None
    answer_id: int | None
    message_id: int | None


class Deliveries:
    """Messages that answer updates, in the home's database; safe to use from several threads.

    All of its methods raise StorageError where the database cannot be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, update_id: int) -> Sequence[Delivery]:
        """The messages for an update, in order."""
        table = schema.delivery.c
        query = select(schema.delivery).where(table.update_id == update_id).order_by(table.part)
        with self._database.reading() as connection:
            return [
                Delivery(
                    part=row.part,
                    content=None if row.text is None else Part(row.text, row.markup),
                    answer_id=row.answer_id,
                    message_id=row.message_id,
                )
                for row in connection.execute(query)
            ]

    def plan(self, update_id: int, parts: Sequence[Part], answer_id: int | None = None) -> None:
        """Write down what is to be said to an update, before any of it is."""
        table = schema.delivery
        with self._database.writing() as connection:
            for at, part in enumerate(parts):
                content = {"text": part.text, "markup": part.markup, "answer_id": answer_id}
                row = {"update_id": update_id, "part": at} | content
                statement = insert(table).values(row)
                place = [table.c.update_id, table.c.part]
                connection.execute(statement.on_conflict_do_update(place, set_=content))

    def placed(self, update_id: int, part: int, message_id: int) -> None:
        """Note the message that a part has its place in."""
        table = schema.delivery
        content = {"message_id": message_id}
        statement = insert(table).values({"update_id": update_id, "part": part} | content)
        place = [table.c.update_id, table.c.part]
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(place, set_=content))

    def removed(self, update_id: int, part: int) -> None:
        """Forget a message that is no longer in the chat."""
        table = schema.delivery
        this = (table.c.update_id == update_id) & (table.c.part == part)
        with self._database.writing() as connection:
            connection.execute(delete(table).where(this))
