"""What is kept in the home, each store opened when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reformbot.config import Settings
from reformbot.library.catalog import Catalog
from reformbot.library.conversations import Conversations
from reformbot.library.database import Database
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.library.lock import BuildLock
from reformbot.library.lookups import Lookups
from reformbot.library.originals import Originals
from reformbot.library.people import Register
from reformbot.library.records import Snapshot
from reformbot.library.retention import Retention
from reformbot.library.submissions import Submissions
from reformbot.library.subscriptions import Subscriptions
from reformbot.library.vectors import ChromaStore, VectorStore
from reformbot.wiring.folders import writable


@dataclass(frozen=True)
class LibraryServices:
    """The home and its stores."""

    settings: Settings

    @cached_property
    def home(self) -> Path:
        """The home directory, created and known to be writable.

        Raises:
            HomeUnwritableError, DiskFullError: it is not.
        """
        return writable(self.settings.home)

    @cached_property
    def database(self) -> Database:
        """The database of the home, its tables up to date."""
        return Database(self.home / "catalog.db")

    @cached_property
    def catalog(self) -> Catalog:
        """What is indexed."""
        return Catalog(self.database)

    @cached_property
    def vectors(self) -> VectorStore:
        """The vector indexes of all versions."""
        return ChromaStore(self.home / "vectors")

    @cached_property
    def originals(self) -> Originals:
        """The files as they came in."""
        return Originals(self.home / "originals")

    @cached_property
    def build_lock(self) -> BuildLock:
        """What keeps two processes from changing the index at once."""
        return BuildLock(self.home / "build.lock")

    @cached_property
    def journal(self) -> Journal:
        """Where answers are written down."""
        return Journal(self.database)

    @cached_property
    def conversations(self) -> Conversations:
        """Which answer followed which."""
        return Conversations(self.database)

    @cached_property
    def feedback(self) -> Feedback:
        """What people say of answers."""
        return Feedback(self.database)

    @cached_property
    def lookups(self) -> Lookups:
        """Word searches that people made."""
        return Lookups(self.database)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Who is told of new issues."""
        return Subscriptions(self.database)

    @cached_property
    def retention(self) -> Retention:
        """What lets go of old questions and answers."""
        return Retention(self.database, self.settings.retention.days)

    @cached_property
    def submissions(self) -> Submissions:
        """Files that admins sent."""
        return Submissions(self.database)

    @cached_property
    def _register(self) -> Register:
        return Register(self.database)

    def snapshot(self) -> Snapshot | None:
        """The live version read whole; None before the first index."""
        version = self.catalog.live_version()
        return Snapshot.of(version, self.catalog.editions(version)) if version else None
