"""Passages ranked for a query: words and meaning, standardised and mixed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reformbot.bulletin.model import Article, Passage, Place
from reformbot.bulletin.places import common_province, find_places
from reformbot.bulletin.words import words
from reformbot.library.catalog import Catalog
from reformbot.library.records import Snapshot
from reformbot.library.vectors import VectorIndex
from reformbot.models import Embedder
from reformbot.search.question import Query

WORD_WEIGHT = 0.3
"""Share of BM25 in the mixed score; measured on the development set, see docs/evaluation.md."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores.

    Attributes:
        score: the mixed, standardised score; comparable within one search only.
        cosine: of query and passage.
    """

    passage: Passage
    score: float
    cosine: float


class Searcher:
    """Searches one snapshot.

    Args:
        snapshot: what is searched.
        vectors: the snapshot's vector index.
    """

    def __init__(
        self, snapshot: Snapshot, catalog: Catalog, vectors: VectorIndex, embedder: Embedder
    ) -> None:
        self._snapshot = snapshot
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        articles = [(e, a) for e in snapshot.editions for a in e.issue.articles]
        self.province = _province(snapshot)
        self._words = {
            (e.key, a.ordinal): frozenset(words(f"{a.title}\n{a.body}")) for e, a in articles
        }
        self._frequency = Counter(word for known in self._words.values() for word in known)
        self._named = {
            (e.key, a.ordinal): frozenset(
                m.place for m in find_places(f"{a.title}\n{a.body}", self.province) if m.place
            )
            for e, a in articles
        }

    @property
    def snapshot(self) -> Snapshot:
        """What is searched."""
        return self._snapshot

    def search(self, query: Query) -> list[Hit]:
        """Every passage within the query's places and issues, the best first."""
        total = len(self._snapshot.passages)
        vector = self._embedder.embed_query(query.text)
        cosines = dict(self._vectors.nearest(vector, total))
        bm25 = dict(self._catalog.search_words(self._snapshot.version, query.terms, total))
        ids = [name for name, p in self._snapshot.passages.items() if self.in_scope(p, query)]
        if not ids:
            return []
        by_meaning = np.array([cosines.get(name, 0.0) for name in ids])
        by_words = np.array([bm25.get(name, 0.0) for name in ids])
        mixed = fused(by_words, by_meaning)
        order = np.argsort(-mixed, kind="stable")
        return [
            Hit(self._snapshot.passages[ids[at]], float(mixed[at]), float(by_meaning[at]))
            for at in order
        ]

    def in_scope(self, passage: Passage, query: Query) -> bool:
        """Whether a passage's article is in an issue and about, or names, a place of the query."""
        key = passage.key
        if query.issues and not any(
            wanted.number == key.number and wanted.year in (None, key.year)
            for wanted in query.issues
        ):
            return False
        if not query.places:
            return True
        named = self._named[key, passage.article]
        about = passage.place
        return any(
            (about is not None and about.within(place))
            or any(mentioned.within(place) for mentioned in named)
            for place in query.places
        )

    def coverage(self, terms: Sequence[str], article: Article, passage: Passage) -> float:
        """Share of the terms' weight that an article's words carry, rare words weighing more.

        Returns:
            0 to 1; 1 where there are no terms.
        """
        known = self._words[passage.key, article.ordinal]
        return self._share(terms, known)

    def overlap(self, terms: Sequence[str], text: str) -> float:
        """Share of the terms' weight that a text's words carry, 0 to 1."""
        return self._share(terms, frozenset(words(text)))

    def _share(self, terms: Sequence[str], known: frozenset[str]) -> float:
        weights = {term: self._weight(term) for term in terms}
        total = sum(weights.values())
        if not total:
            return 1.0
        return sum(weight for term, weight in weights.items() if term in known) / total

    def _weight(self, term: str) -> float:
        """Inverse document frequency over articles, as BM25 has it."""
        count = len(self._words)
        having = self._frequency[term]
        return math.log(1 + (count - having + 0.5) / (having + 0.5))


def fused(by_words: NDArray[np.float64], by_meaning: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mix two rankings of the same passages after standardising each (mean 0, deviation 1)."""
    return WORD_WEIGHT * _standardised(by_words) + (1 - WORD_WEIGHT) * _standardised(by_meaning)


def _standardised(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    deviation = float(scores.std())
    return (scores - scores.mean()) / deviation if deviation > 0 else np.zeros_like(scores)


def _province(snapshot: Snapshot) -> Place | None:
    articles = [a for e in snapshot.editions for a in e.issue.articles]
    return common_province(f"{a.title} {a.byline or ''}" for a in articles)
