"""Give the disk back what no kept version needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.lock import BuildLock
from reformbot.library.people import Action, Register
from reformbot.library.vectors import VectorStore
from reformbot.operations.audit import IndexChange, index_entry
from reformbot.operations.embedding import digest, embedded_text
from reformbot.operations.versions import Versions


@dataclass(frozen=True, slots=True)
class Compacted:
    """What was cleared away.

    Attributes:
        versions: beyond those kept, or left by a crash.
        folders: vector indexes of no version.
        vectors: cached, of texts that no kept version has.
        editions: of no version.
        before, after: bytes on the disk, the originals left out.
    """

    versions: int
    folders: int
    vectors: int
    editions: int
    before: int
    after: int


class Compactor:
    """Clears one home; the originals are the office's files and stay.

    Args:
        home: where database and vectors lie.
    """

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        vectors: VectorStore,
        versions: Versions,
        register: Register,
        lock: BuildLock,
        home: Path,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._vectors = vectors
        self._versions = versions
        self._register = register
        self._lock = lock
        self._home = home

    def run(self, *, by: str = "") -> Compacted:
        """Clear away.

        Args:
            by: numeric id of whoever wants it, as text; empty for the command line.

        Raises:
            BuildInProgressError: another process is building.
            DiskFullError: there is no space to write the database anew; all else is done.
        """
        with self._lock.held():
            before = self._bytes()
            versions, editions = self._versions.tidy()
            editions += self._catalog.forget_versions([])
            kept: dict[str, set[str]] = defaultdict(set)
            numbers: set[int] = set()
            for version in self._catalog.versions():
                numbers.add(version.id)
                for edition in self._catalog.editions(version):
                    texts = map(embedded_text, edition.passages)
                    kept[version.fingerprint].update(map(digest, texts))
            lost = self._vectors.built() - numbers
            for number in lost:
                self._vectors.delete(number)
            vectors = self._catalog.forget_vectors(kept)
            self._database.compact()
            freed = before - self._bytes()
            with self._register.writing() as ledger:
                ledger.enter(index_entry(Action.COMPACTED, by, IndexChange(freed=freed)))
            return Compacted(versions, len(lost), vectors, editions, before, before - freed)

    def _bytes(self) -> int:
        files = [*self._home.glob("catalog.db*"), *(self._home / "vectors").rglob("*")]
        return sum(one.stat().st_size for one in files if one.is_file())
