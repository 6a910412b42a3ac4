"""The vector index: one Chroma directory a version, built once and never written again.

A persistent Chroma directory bears one writer, and a second process on it can hang or miss writes
(chroma issues 7040, 3792); any number may read one that no longer changes.
"""

from __future__ import annotations

import logging
import shutil
import weakref
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from reformbot.bulletin.model import Passage
from reformbot.errors import DiskFullError, StorageError, VectorStoreError
from reformbot.library.space import is_full

if TYPE_CHECKING:
    from chromadb.api.client import Client

Vector: TypeAlias = NDArray[np.float32]
Metadata: TypeAlias = Mapping[str, str | int | float | bool]
_COLLECTION = "passages"
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as the vector index keeps it."""

    passage: Passage
    vector: Vector

    @property
    def metadata(self) -> Metadata:
        """What a filter may ask for; unknown values are left out, as Chroma wants it."""
        passage = self.passage
        place = passage.place
        named: dict[str, str | int | float | bool | None] = {
            "stem": passage.stem,
            "issue": passage.key.label,
            "year": passage.key.year,
            "number": passage.key.number,
            "issued": int(passage.issued.strftime("%Y%m%d")) if passage.issued else None,
            "article": passage.article,
            "kind": passage.kind.value,
            "title": passage.title,
            "byline": passage.byline,
            "province": place.province if place else None,
            "city": place.city if place else None,
            "district": place.district if place else None,
            "measure": passage.measure,
        }
        return {name: value for name, value in named.items() if value is not None}


class VectorIndex(Protocol):
    """The vectors of one version, open for reading."""

    def nearest(self, query: Vector, count: int) -> list[tuple[str, float]]:
        """(passage id, cosine) of at most `count` passages, the nearest first."""
        ...


class VectorStore(Protocol):
    """Builds, opens and deletes the vector indexes of versions."""

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        """Build a version's index whole; on any error nothing of it is left."""
        ...

    def open(self, version: int) -> VectorIndex:
        """The index of a version that was built."""
        ...

    def delete(self, version: int) -> None:
        """Remove a version's index from the disk, if it is there."""
        ...

    def built(self) -> set[int]:
        """The versions of which there is an index, or a part of one."""
        ...


class ChromaStore:
    """Vector indexes as persistent Chroma directories under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        """Build a version's index whole; on any error nothing of it is left.

        Raises:
            DiskFullError, VectorStoreError: it cannot be written.
        """
        self.delete(version)
        try:
            with _translated(self._path(version)), _client(self._path(version)) as client:
                collection = client.create_collection(
                    _COLLECTION,
                    configuration={"hnsw": {"space": "cosine"}},
                    embedding_function=None,
                )
                for start in range(0, len(rows), _BATCH):
                    some = rows[start : start + _BATCH]
                    collection.add(
                        ids=[row.passage.id for row in some],
                        embeddings=np.stack([row.vector for row in some]),
                        metadatas=[dict(row.metadata) for row in some],
                        documents=[row.passage.text for row in some],
                    )
                    if advance:
                        advance(len(some))
        except StorageError:
            self.delete(version)
            raise

    def open(self, version: int) -> VectorIndex:
        """The index of a version that was built.

        Raises:
            VectorStoreError: it is missing or damaged.
        """
        path = self._path(version)
        if not path.is_dir():
            raise VectorStoreError(path=path, reason="missing")
        with _translated(path):
            return _ChromaIndex(path)

    def delete(self, version: int) -> None:
        """Remove a version's index from the disk, if it is there."""
        shutil.rmtree(self._path(version), ignore_errors=True)

    def built(self) -> set[int]:
        """The versions of which there is an index, or a part of one."""
        if not self._folder.is_dir():
            return set()
        names = (path.name for path in self._folder.iterdir() if path.is_dir())
        return {int(name) for name in names if name.isdecimal()}

    def _path(self, version: int) -> Path:
        return self._folder / f"{version:06d}"


class _ChromaIndex:
    def __init__(self, path: Path) -> None:
        self._path = path
        client = _client(path)
        # Chroma keeps what it has open of a path until its client is closed, even if the directory
        # is removed and built again.
        release = weakref.finalize(self, client.close)
        try:
            self._collection = client.get_collection(_COLLECTION, embedding_function=None)
            self._size = self._collection.count()
        except Exception:
            release()
            raise

    def nearest(self, query: Vector, count: int) -> list[tuple[str, float]]:
        """(passage id, cosine) of at most `count` passages, the nearest first."""
        if not self._size:
            return []
        with _translated(self._path):
            found = self._collection.query(
                query_embeddings=query[np.newaxis, :],
                n_results=min(count, self._size),
                include=["distances"],
            )
        distances = found["distances"]
        near = zip(found["ids"][0], distances[0] if distances else (), strict=True)
        return [(name, 1.0 - float(distance)) for name, distance in near]


def _client(path: Path) -> Client:
    # Chroma takes a second to import; questions that are refused outright do not need it.
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    logging.getLogger("chromadb").setLevel(logging.ERROR)
    try:
        made = chromadb.PersistentClient(str(path), Settings(anonymized_telemetry=False))
    except Exception:
        # Chroma would hand out what it could not start to whoever comes to this path again.
        SharedSystemClient.clear_system_cache()
        raise
    return cast("Client", made)  # the declared ClientAPI leaves closing out


@contextmanager
def _translated(path: Path) -> Generator[None]:
    try:
        yield
    except Exception as error:
        reason = str(error)
        if is_full(path, reason):
            raise DiskFullError(path=path) from error
        raise VectorStoreError(path=path, reason=reason or type(error).__name__) from error
