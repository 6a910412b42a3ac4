"""A vector store in memory, exact instead of approximate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from reformbot.errors import VectorStoreError
from reformbot.library.vectors import Row, Vector, VectorIndex


class MemoryVectorStore:
    """Keeps every version's vectors in a dictionary and compares them all."""

    def __init__(self) -> None:
        self._versions: dict[int, _MemoryIndex] = {}

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        """Keep the rows.

        Raises:
            VectorStoreError: an id comes twice, or the vectors are not alike or not finite.
        """
        self.delete(version)
        if reason := _refused(rows):
            raise VectorStoreError(path=f"memory/{version}", reason=reason)
        self._versions[version] = _MemoryIndex(rows)
        if advance:
            advance(len(rows))

    def open(self, version: int) -> VectorIndex:
        """The index of a version that was built.

        Raises:
            VectorStoreError: it was not built.
        """
        if version not in self._versions:
            raise VectorStoreError(path=f"memory/{version}", reason="missing")
        return self._versions[version]

    def delete(self, version: int) -> None:
        """Forget a version's vectors."""
        self._versions.pop(version, None)

    def built(self) -> set[int]:
        """The versions whose vectors are kept."""
        return set(self._versions)


def _refused(rows: Sequence[Row]) -> str:
    """Why a real store would not take these rows; empty where it would."""
    if len({row.passage.id for row in rows}) < len(rows):
        return "an id comes twice"
    if len({row.vector.shape for row in rows}) > 1:
        return "vectors differ in length"
    if not all(np.isfinite(row.vector).all() for row in rows):
        return "a vector is not finite"
    return ""


class _MemoryIndex:
    def __init__(self, rows: Sequence[Row]) -> None:
        self._ids = [row.passage.id for row in rows]
        self._matrix = np.stack([row.vector for row in rows]) if rows else None

    def nearest(self, query: Vector, count: int) -> list[tuple[str, float]]:
        """(passage id, cosine) of at most `count` passages, the nearest first."""
        if self._matrix is None:
            return []
        lengths = np.linalg.norm(self._matrix, axis=1) * np.linalg.norm(query)
        cosines = self._matrix @ query / np.maximum(lengths, 1e-12)
        order = np.argsort(-cosines, kind="stable")[:count]
        return [(self._ids[at], float(cosines[at])) for at in order]
