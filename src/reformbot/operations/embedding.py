"""A vector for each passage; none is computed twice with one model."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reformbot.bulletin.model import Passage
from reformbot.library.catalog import Catalog
from reformbot.library.vectors import Row, Vector
from reformbot.models import Embedder, Report

LOT = 64
_SAMPLE = 8
_FEWEST_TIMED = 16  # a build of fewer says little about the model's speed


@dataclass(frozen=True, slots=True)
class Embedded:
    """Passages with their vectors.

    Attributes:
        computed: vectors that had to be computed, in `seconds`.
    """

    rows: tuple[Row, ...]
    computed: int
    seconds: float


class PassageEmbedder:
    """Embeds passages with the configured model, by way of the catalog's cache."""

    def __init__(self, catalog: Catalog, embedder: Embedder) -> None:
        self._catalog = catalog
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """What shapes the vectors."""
        return self._embedder.fingerprint

    def missing(self, passages: Sequence[Passage]) -> list[str]:
        """The texts of passages that were never embedded with this model, each once."""
        texts = {digest(text): text for text in map(embedded_text, passages)}
        known = self._catalog.cached_vectors(self.fingerprint, list(texts))
        return [text for name, text in texts.items() if name not in known]

    def expected_seconds(self, count: int) -> float | None:
        """How long embedding so many texts will take; None where no earlier build tells."""
        for version in self._catalog.versions():
            making = version.making
            if version.fingerprint == self.fingerprint and making.embedded >= _FEWEST_TIMED:
                return count * making.embedding_seconds / making.embedded
        return None if count else 0.0

    def timed(self, texts: Sequence[str]) -> float:
        """How long it will take to embed texts, by trying a few; their vectors are not kept."""
        self._embedder.embed_passages(texts[:1])  # the first call loads the model
        start = time.perf_counter()
        self._embedder.embed_passages(texts[:_SAMPLE])
        return len(texts) * (time.perf_counter() - start) / len(texts[:_SAMPLE])

    def embed(
        self, passages: Sequence[Passage], report: Report, left: Callable[[float], None]
    ) -> Embedded:
        """The passages with their vectors; each lot that is computed is kept at once.

        Args:
            left: told after the first lot how many seconds the others will take.

        Raises:
            EmbeddingError, StorageError: what was computed so far is kept.
        """
        texts = {digest(text): text for text in map(embedded_text, passages)}
        vectors = dict(self._catalog.cached_vectors(self.fingerprint, list(texts)))
        new = [name for name in texts if name not in vectors]
        start = time.perf_counter()
        if new:
            report("index.embed", 0, len(new))
        for at in range(0, len(new), LOT):
            some = new[at : at + LOT]
            made = self._embedder.embed_passages([texts[name] for name in some])
            fresh: dict[str, Vector] = dict(zip(some, made, strict=True))
            self._catalog.cache_vectors(self.fingerprint, fresh)
            vectors.update(fresh)
            report("index.embed", at + len(some), len(new))
            if at == 0 and len(new) > LOT:
                left((time.perf_counter() - start) / LOT * (len(new) - LOT))
        rows = tuple(Row(p, vectors[digest(embedded_text(p))]) for p in passages)
        return Embedded(rows, len(new), time.perf_counter() - start)


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: its article's title, so that it says what it is about."""
    return f"{passage.title}\n{passage.text}"


def digest(text: str) -> str:
    """The name that a text's vector is kept under."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
