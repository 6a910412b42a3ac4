"""Passages ranked for a query: words and meaning, standardised and mixed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reformbot.bulletin.model import Article, IssueKey, Passage, Place, Span
from reformbot.bulletin.places import common_province, find_places
from reformbot.bulletin.words import words
from reformbot.library.catalog import Catalog
from reformbot.library.records import Edition, Snapshot
from reformbot.library.vectors import VectorIndex
from reformbot.models import Embedder, Reranker
from reformbot.search.question import Query, character_pairs

WORD_WEIGHT = 0.3
"""Share of BM25 in the mixed score; measured on the development set, see docs/evaluation.md."""

CANDIDATES = 500
"""How many of the best passages by either score set the scale of both.

Over a whole large corpus most passages hold no word of a question, so that the few that do lie tens
of deviations out and the words' share grows with the corpus; docs/evaluation.md has the figures.
"""

RERANKED = 30
"""How many of the best passages a reranker reads: those that evidence is taken from, and that held
99 in 100 of the expected figures and names; see docs/evaluation.md."""

_LONE_WEIGHT = 0.5
_RARE = 2  # a word in at most this many articles, one of them by its title, names that article


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


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the searcher knows it.

    Attributes:
        words: of title and body.
        pairs: neighbouring characters of title and body.
        title_words: of the title alone.
        named: every place it names.
    """

    edition: Edition
    article: Article
    words: frozenset[str]
    pairs: frozenset[str]
    title_words: frozenset[str]
    named: frozenset[Place]

    def passage_of(self, span: Span) -> Passage:
        """The article's passage that a span of its body begins in."""
        return next(
            passage
            for passage in self.edition.passages
            if passage.article == self.article.ordinal and passage.span.end > span.start
        )


class Searcher:
    """Searches one snapshot.

    Args:
        snapshot: what is searched.
        vectors: the snapshot's vector index.
        reranker: reads the best passages again; None where scores alone decide.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        catalog: Catalog,
        vectors: VectorIndex,
        embedder: Embedder,
        reranker: Reranker | None = None,
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._reranker = reranker
        self.snapshot = snapshot
        self.province = _province(snapshot)
        self.entries: Mapping[tuple[IssueKey, int], Entry] = {
            (edition.key, article.ordinal): self._entry(edition, article)
            for edition in snapshot.editions
            for article in edition.issue.articles
        }
        every = self.entries.values()
        self._words = Counter(word for entry in every for word in entry.words)
        self._pairs = Counter(pair for entry in every for pair in entry.pairs)

    def _entry(self, edition: Edition, article: Article) -> Entry:
        text = f"{article.title}\n{article.body}"
        mentions = find_places(text, self.province)
        return Entry(
            edition=edition,
            article=article,
            words=frozenset(words(text)),
            pairs=character_pairs(text),
            title_words=frozenset(words(article.title)),
            named=frozenset(m.place for m in mentions if m.place is not None),
        )

    def search(self, query: Query) -> list[Hit]:
        """Every passage within the query's places and issues, the best first."""
        vector = self._embedder.embed_query(_embedded(query))
        cosines = self._cosines(vector)
        bm25 = dict(
            self._catalog.search_words(self.snapshot.version, query.terms, len(cosines) or 1)
        )
        scope = {(e.edition.key, e.article.ordinal) for e in self.scope(query)}
        inside = [
            passage
            for passage in self.snapshot.passages.values()
            if (passage.key, passage.article) in scope
        ]
        if not inside:
            return []
        by_meaning = np.array([cosines.get(passage.id, 0.0) for passage in inside])
        by_words = np.array([bm25.get(passage.id, 0.0) for passage in inside])
        mixed = fused(by_words, by_meaning)
        order = np.argsort(-mixed, kind="stable")
        hits = [Hit(inside[at], float(mixed[at]), float(by_meaning[at])) for at in map(int, order)]
        if self._reranker is None:
            return hits
        texts = [f"{hit.passage.title}\n{hit.passage.text}" for hit in hits[:RERANKED]]
        return reranked(hits, self._reranker.scores(_embedded(query), texts))

    def nearest_articles(self, topic: str) -> dict[tuple[IssueKey, int], float]:
        """Cosine of a topic and the nearest passage of each article, wherever it is."""
        cosines = self._cosines(self._embedder.embed_query(topic))
        best: dict[tuple[IssueKey, int], float] = {}
        for passage in self.snapshot.passages.values():
            name = (passage.key, passage.article)
            best[name] = max(best.get(name, -1.0), cosines.get(passage.id, -1.0))
        return best

    def _cosines(self, vector: NDArray[np.float32]) -> dict[str, float]:
        return dict(self._vectors.nearest(vector, len(self.snapshot.passages)))

    def scope(self, query: Query) -> list[Entry]:
        """The articles a query may be answered from.

        They are in an issue it names, and are about, or name, a place it names; an article whose
        title holds a rare word of a comparison is in scope wherever it is from.
        """
        rare = {t for t in query.terms if len(t) > 1 and 0 < self._words[t] <= _RARE}
        return [
            entry
            for entry in self.entries.values()
            if in_issues(entry, query)
            and (
                not query.places
                or about_any(entry, query.places)
                or any(named.within(p) for named in entry.named for p in query.places)
                or (query.compares and bool(rare & entry.title_words))
            )
            and not (query.excluded and about_any(entry, query.excluded))
        ]

    def knows_place(self, place: Place) -> bool:
        """Whether any article is about a place, or names it."""
        return any(
            about_any(entry, (place,)) or any(named.within(place) for named in entry.named)
            for entry in self.entries.values()
        )

    def weight(self, word: str) -> float:
        """Inverse document frequency of a word over articles; 0 for one in no article."""
        return self._idf(self._words[word])

    def pair_weight(self, pair: str) -> float:
        """The same of neighbouring characters."""
        return self._idf(self._pairs[pair])

    def overlap(self, terms: Iterable[str], text: str) -> float:
        """Share of the terms' weight that a text's words carry, 0 to 1.

        Terms that no article holds weigh as much as the rarest: 1 means all were found.
        """
        return _share({term: self._idf_or_most(self._words[term]) for term in terms}, words(text))

    def pair_overlap(self, pairs: Iterable[str], text: str) -> float:
        """The same of neighbouring characters; pairs that no article holds do not count."""
        known = {pair: self._idf(self._pairs[pair]) for pair in pairs if self._pairs[pair]}
        return _share(known, character_pairs(text)) if known else 0.0

    def common_overlap(self, pairs: Iterable[str], text: str) -> float:
        """The same for a list, which has nothing in common that one article alone holds."""
        known = {
            pair: self._idf(self._pairs[pair]) * (1 if self._pairs[pair] > 1 else _LONE_WEIGHT)
            for pair in pairs
            if self._pairs[pair]
        }
        return _share(known, character_pairs(text)) if known else 0.0

    def _idf(self, having: int) -> float:
        return self._idf_or_most(having) if having else 0.0

    def _idf_or_most(self, having: int) -> float:
        count = len(self.entries)
        return math.log(1 + (count - having + 0.5) / (having + 0.5))


def in_issues(entry: Entry, query: Query) -> bool:
    """Whether an article's issue is one the query confines itself to."""
    key, issued = entry.edition.key, entry.edition.issue.issued
    return not query.issues or any(wanted.admits(key, issued) for wanted in query.issues)


def about_any(entry: Entry, places: Iterable[Place]) -> bool:
    """Whether an article is about one of the places or a place in it."""
    about = entry.article.place
    return about is not None and any(about.within(place) for place in places)


def fused(by_words: NDArray[np.float64], by_meaning: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mix two rankings of the same passages after standardising each (mean 0, deviation 1).

    Mean and deviation are those of the passages that either ranking puts among its first 500.
    """
    among = _leading(by_words) | _leading(by_meaning)
    return WORD_WEIGHT * _standardised(by_words, among) + (1 - WORD_WEIGHT) * _standardised(
        by_meaning, among
    )


def reranked(hits: Sequence[Hit], scores: NDArray[np.float32]) -> list[Hit]:
    """Put the first hits into the order of the scores given for them; equal scores keep theirs.

    A hit that moves takes the mixed score of the place it moves to. So the scores are those that
    the margins of the composer were measured on, and each passage keeps its own cosine.
    """
    order = np.argsort(-scores, kind="stable")
    moved = [replace(hits[at], score=hits[to].score) for to, at in enumerate(map(int, order))]
    return [*moved, *hits[len(moved) :]]


def _leading(scores: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which passages a ranking puts first; of many, none of those with the least score."""
    if len(scores) <= CANDIDATES:
        return np.ones(len(scores), np.bool_)
    first = np.zeros(len(scores), np.bool_)
    first[np.argsort(-scores, kind="stable")[:CANDIDATES]] = True
    return first & (scores > scores.min())


def _standardised(scores: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.float64]:
    of = scores[among]
    deviation = float(of.std()) if len(of) else 0.0
    rounding = 1e-9 * max(1.0, float(np.abs(scores).max(initial=0.0)))
    return (scores - of.mean()) / deviation if deviation > rounding else np.zeros_like(scores)


def _share(weights: Mapping[str, float], known: Iterable[str]) -> float:
    total = sum(weights.values())
    if not total:
        return 1.0
    present = frozenset(known)
    return sum(weight for term, weight in weights.items() if term in present) / total


def _embedded(query: Query) -> str:
    """What is embedded for a query: the question, with the field's terms for an English one."""
    if query.language == "zh":
        return query.text
    names = " ".join(place.name for place in query.places)
    return f"{query.text} {names} {query.topic}"


def _province(snapshot: Snapshot) -> Place | None:
    articles = [a for e in snapshot.editions for a in e.issue.articles]
    return common_province(f"{a.title} {a.byline or ''}" for a in articles)
