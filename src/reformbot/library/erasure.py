"""Erase what the database holds of one person."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, String, delete

NAMES = ("person", "person_id")


def erase(connection: Connection, metadata: MetaData, person: int) -> int:
    """Delete every row that is a person's; how many there were.

    Whose a row is, says its column `person` or `person_id`, if the schema does not mark that as
    `KEPT`. Rows that hang on a deleted one go with it, uncounted.
    """
    erased = 0
    for table in reversed(metadata.sorted_tables):
        for column in table.columns:
            if column.name in NAMES and not column.info.get("kept"):
                rows = delete(table).where(column == _value(column, person))
                erased += connection.execute(rows).rowcount
    return erased


def _value(column: Column[object], person: int) -> object:
    """Surfaces other than Telegram know people by other names than numbers."""
    return str(person) if isinstance(column.type, String) else person
