"""Versions of the index: which are kept, which can be returned to, and going there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reformbot.errors import (
    NoEarlierVersionError,
    VectorStoreError,
    VersionFingerprintError,
    VersionUnknownError,
    VersionUnusableError,
)
from reformbot.library.catalog import Catalog
from reformbot.library.lock import BuildLock
from reformbot.library.people import Action
from reformbot.library.records import Version
from reformbot.library.vectors import VectorStore
from reformbot.operations.audit import IndexChange, index_entry

VERSIONS_KEPT = 5


class Versions:
    """The versions of one home.

    Args:
        fingerprint: tells that of the configured embedding model, which may have to be loaded.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorStore,
        lock: BuildLock,
        fingerprint: Callable[[], str],
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._lock = lock
        self._fingerprint = fingerprint

    def previous(self) -> Version:
        """The version that the live one was made from, or else the newest kept before it.

        Raises:
            NoEarlierVersionError: none is kept.
        """
        live = self._catalog.live_version()
        whole = [v for v in self._catalog.versions() if v.live_since is not None]
        if live is not None:
            follows = live.making.follows
            earlier = [v for v in whole if v.id < live.id]
            for version in sorted(earlier, key=lambda v: v.id != follows):
                return version
        raise NoEarlierVersionError

    def switch_to(self, number: int, *, by: str = "") -> Version:
        """Make a kept version the live one: one that was live before, or one that is held.

        Args:
            by: numeric id of whoever wants it, as text; empty for the command line.

        Raises:
            VersionUnknownError: there is none, or none any more.
            VersionFingerprintError: its vectors are another model's.
            VersionUnusableError: its vectors are missing or damaged.
            BuildInProgressError: another process is building.
        """
        with self._lock.held():
            found = next((v for v in self._catalog.versions() if v.id == number), None)
            if found is None or (found.live_since is None and not found.held):
                raise VersionUnknownError(number=number)
            live = self._catalog.live_version()
            if live is not None and live.id == number:
                return live
            if found.fingerprint != (configured := self._fingerprint()):
                raise VersionFingerprintError(
                    number=number, indexed=found.fingerprint, configured=configured
                )
            try:
                self._vectors.open(number)
            except VectorStoreError as error:
                raise VersionUnusableError(number=number, reason=error.details["reason"]) from error
            entry = index_entry(Action.SWITCHED, by, IndexChange(number))
            self._catalog.switch(found, entry)
            return self._catalog.live_version() or found

    def tidy(self) -> tuple[int, int]:
        """Let go of what is kept no longer: how many versions and editions.

        Kept are those most lately live, and the newest one if it is held. The caller has the lock.
        """
        versions = self._catalog.versions()
        lately = sorted(
            (v for v in versions if v.live_since is not None),
            key=lambda v: (v.live_since, v.id),
            reverse=True,
        )
        kept = {v.id for v in (*lately[:VERSIONS_KEPT], *(v for v in versions[:1] if v.held))}
        gone = [v for v in versions if v.id not in kept]
        return len(gone), self.discard(gone)

    def discard(self, versions: Iterable[Version]) -> int:
        """Let go of versions, their vectors first: what a crash leaves is found again.

        Returns:
            how many editions went with them.
        """
        gone = list(versions)
        for version in gone:
            self._vectors.delete(version.id)
        return self._catalog.forget_versions(gone)
