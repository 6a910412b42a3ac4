"""A reranker without a model: the text that shares most with the question is the best."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


class OverlapReranker:
    """A `Reranker` that scores a text by the share of the question's character pairs it holds."""

    @property
    def name(self) -> str:
        """The rule that scores."""
        return "overlap"

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The share for each text, 0 to 1: float32 of shape (n,), in order."""
        asked = _pairs(question)
        shares = [len(asked & _pairs(text)) / max(1, len(asked)) for text in texts]
        return np.array(shares, np.float32)


def _pairs(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(first + second for first, second in pairwise(folded))
