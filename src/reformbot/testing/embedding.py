"""An embedder without a model: texts that share characters get vectors that are near."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

DIMENSION = 256
_BEGIN, _END = "\x02", "\x03"


class HashEmbedder:
    """An `Embedder` whose vectors count hashed character bigrams.

    Each bigram adds one to, or takes one from, one of 256 numbers; which, its BLAKE2b hash says.
    So vectors are the same in every process, texts that share words are near each other, and
    unrelated ones are nearly at right angles. It knows nothing of meaning, nor of translation.
    """

    @property
    def fingerprint(self) -> str:
        """The rule that shapes the vectors."""
        return f"hashed bigrams {DIMENSION}"

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return DIMENSION

    def embed_passages(
        self, texts: Sequence[str], advance: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed passages: float32 of shape (n, 256), rows of length 1; one batch a text."""
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
            if advance is not None:
                advance(1)
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed one question: float32 of shape (256,), of length 1."""
        # The marks give even an empty text a bigram.
        marked = _BEGIN + unicodedata.normalize("NFKC", text).casefold() + _END
        vector = np.zeros(DIMENSION, np.float32)
        for first, second in pairwise(marked):
            index, sign = _place(first + second)
            vector[index] += sign
        if not vector.any():
            vector[0] = 1.0  # every bigram was taken back by another
        return vector / np.float32(np.linalg.norm(vector))


def _place(bigram: str) -> tuple[int, int]:
    """The position a bigram counts at, and the sign it counts with."""
    digest = hashlib.blake2b(bigram.encode("utf-8", "replace"), digest_size=2).digest()
    return digest[0] % DIMENSION, 1 if digest[1] & 1 else -1
