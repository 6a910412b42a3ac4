"""Let go of what was kept as long as it may be kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from reformbot.library import schema
from reformbot.library.database import Database


class Retention:
    """Deletes what is older than a number of days: questions, answers, what hangs on them, and
    word searches.

    The schema marks a table whose rows age by the column that says since when. Who was let in, and
    the audit log, do not age.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self._days = days

    def apply(self, now: datetime) -> int:
        """Delete what is too old at a time; how many rows there were, without what hung on them.

        Raises:
            StorageError: it cannot be deleted.
        """
        limit = now - timedelta(days=self._days)
        gone = 0
        with self._database.writing() as connection:
            for table in schema.metadata.sorted_tables:
                name: str | None = table.info.get(schema.AGES_BY)
                if name is not None:
                    aged = delete(table).where(table.c[name] < limit)
                    gone += connection.execute(aged).rowcount
        return gone
