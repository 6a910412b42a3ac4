"""The database file that everything of a home is recorded in: opened, migrated, and used."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from reformbot.errors import CatalogError, DiskFullError, HomeUnwritableError, StorageError
from reformbot.library.space import is_full

_BUSY_SECONDS = 30


class Database:
    """A SQLite file; opening it creates or migrates the tables.

    Raises:
        CatalogError: the file is damaged, no catalog, or a later release's.
        HomeUnwritableError, DiskFullError: it cannot be created.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = _engine(path)
        config = _migrations()
        with self.reading() as connection:
            current = _is_current(connection, config)
        if not current:
            # Whoever waited here for another process finds its tables made.
            with self.writing() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A connection to read with; what it sees does not change meanwhile.

        Raises:
            StorageError: the database cannot be read.
        """
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that is kept whole, or not at all where it raises.

        Raises:
            StorageError: the database cannot be written.
        """
        writer = self._engine.execution_options(writes=True)
        with self._translated(), writer.begin() as connection:
            yield connection

    def compact(self) -> None:
        """Give the disk back what deleted rows took.

        Raises:
            DiskFullError: there is no space to write the file anew.
            StorageError: the database cannot be written.
        """
        # Not inside a transaction, which every connection of SQLAlchemy's begins.
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM")
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise _storage_error(self._path, error) from error
        finally:
            connection.close()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise _storage_error(self._path, error) from error
        except CommandError as error:
            raise CatalogError(path=self._path, reason=str(error)) from error
        except ValidationError as error:
            reason = f"{error.title}: {error.errors()[0]['msg']}"
            raise CatalogError(path=self._path, reason=reason) from error


def in_utc(stored: datetime) -> datetime:
    """A moment as it was stored: SQLite keeps no time zone, and every moment is written in UTC."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored


def _engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        # Python's own transactions leave CREATE TABLE out, so that a migration could stop half-way.
        connection.isolation_level = None
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        # A reader that turned into a writer could not wait for another writer.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while another writes.

    SQLite does not wait by itself where several processes change a new file at once.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "reformbot.library:migrations")
    return config


def _is_current(connection: Connection, config: Config) -> bool:
    made = MigrationContext.configure(connection).get_current_heads()
    return set(made) == set(ScriptDirectory.from_config(config).get_heads())


def _storage_error(path: Path, error: SQLAlchemyError | sqlite3.Error) -> StorageError:
    cause = error.orig if isinstance(error, DatabaseError) else error
    reason = str(cause)
    if "unable to open" in reason or "readonly" in reason:
        return HomeUnwritableError(path=path, reason=reason)
    if "disk" in reason and is_full(path, reason):
        return DiskFullError(path=path)
    return CatalogError(path=path, reason=reason)
