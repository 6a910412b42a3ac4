"""Word searches that people made, kept so that their further pages can be turned to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from reformbot.library import schema
from reformbot.library.database import Database


class Lookups:
    """The words of each search, by number, in the home's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, person: str, words: str, at: datetime) -> int:
        """Keep a search; its number.

        Raises:
            StorageError: it cannot be written.
        """
        row = {"person": person, "words": words, "at": at}
        with self._database.writing() as connection:
            inserted = connection.execute(insert(schema.lookup).values(row)).inserted_primary_key
        return int(inserted[0]) if inserted else 0

    def words(self, number: int, person: str) -> str | None:
        """What a person searched for; None where this search is not theirs."""
        table = schema.lookup.c
        query = select(table.words).where(table.id == number, table.person == person)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()
