"""The one way from a question to an answer."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from reformbot.answering.evidence import gather
from reformbot.answering.extractive import compose
from reformbot.answering.model import Answer, Reference, Refusal, Scope
from reformbot.answering.thresholds import Thresholds
from reformbot.bulletin.model import Place
from reformbot.errors import EmptyIndexError, FingerprintMismatchError
from reformbot.library.catalog import Catalog
from reformbot.library.records import Snapshot, Version
from reformbot.library.vectors import VectorStore
from reformbot.models import Embedder
from reformbot.search.question import Query, understand
from reformbot.search.retrieval import Hit, Searcher

_NEAREST = 3
_HITS_COVERED = 5


class Answerer:
    """Answers questions from the live version; safe to call from several threads.

    A switch to another version is noticed at the next question.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorStore,
        embedder: Embedder,
        thresholds: Thresholds,
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._thresholds = thresholds
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None

    def ask(self, question: str) -> Answer:
        """Answer a question, or say why not.

        Raises:
            EmptyIndexError: nothing is indexed yet.
            FingerprintMismatchError: the live version's vectors are another model's.
            StorageError, EmbeddingError: the index or the model cannot be used.
        """
        searcher = self._current()
        query = understand(question, searcher.province)
        scope = _scope(searcher.snapshot, query)
        if not any(char.isalnum() for char in question):
            return _refused(query, Refusal.EMPTY_QUESTION, scope)
        if query.issues and not scope.issues:
            asked = query.issues[0].label
            return _refused(query, Refusal.ISSUE_UNKNOWN, _whole(searcher.snapshot), asked)
        hits = searcher.search(query)
        if query.places and not hits:
            names = "、".join(_short(place) for place in query.places)
            return _refused(query, Refusal.PLACE_UNKNOWN, scope, names)
        if not hits or self._nothing_near(query, hits, searcher):
            return _refused(query, Refusal.NO_EVIDENCE, scope, nearest=_nearest(hits))
        evidence = gather(query, hits, searcher)
        statements, items, citations = compose(query, evidence)
        return Answer(question, query.language, statements, items, citations, scope)

    def prepare(self) -> None:
        """Load what the first question would have to wait for: index and model.

        Raises:
            The errors of `ask`.
        """
        self._current()
        self._embedder.embed_query("")

    def _current(self) -> Searcher:
        version = self._catalog.live_version()
        if version is None:
            raise EmptyIndexError
        if version.fingerprint != self._embedder.fingerprint:
            raise FingerprintMismatchError(
                indexed=version.fingerprint, configured=self._embedder.fingerprint
            )
        with self._lock:
            if self._searcher is None or self._searcher.snapshot.version.id != version.id:
                self._searcher = self._opened(version)
            return self._searcher

    def _opened(self, version: Version) -> Searcher:
        snapshot = Snapshot.of(version, self._catalog.editions(version))
        vectors = self._vectors.open(version.id)
        return Searcher(snapshot, self._catalog, vectors, self._embedder)

    def _nothing_near(self, query: Query, hits: Sequence[Hit], searcher: Searcher) -> bool:
        cosine = max(hit.cosine for hit in hits)
        best = [
            searcher.coverage(query.terms, searcher.snapshot.article(hit.passage), hit.passage)
            for hit in hits[:_HITS_COVERED]
        ]
        coverage = max(best) if query.terms else 0.0
        return self._thresholds.refuses(query.language, cosine, coverage)


def _scope(snapshot: Snapshot, query: Query) -> Scope:
    """The issues a query confines itself to, and their articles."""
    inside = [
        edition
        for edition in snapshot.editions
        if not query.issues
        or any(
            wanted.number == edition.key.number and wanted.year in (None, edition.key.year)
            for wanted in query.issues
        )
    ]
    return Scope(len(inside), sum(len(edition.issue.articles) for edition in inside))


def _whole(snapshot: Snapshot) -> Scope:
    return Scope(len(snapshot.editions), snapshot.article_count)


def _nearest(hits: Sequence[Hit]) -> tuple[Reference, ...]:
    """The articles of the best hits, each once."""
    near: dict[tuple[str, int], Reference] = {}
    for hit in hits:
        passage = hit.passage
        name = (passage.stem, passage.article)
        near.setdefault(name, Reference(*name[:1], passage.key.label, name[1], passage.title))
        if len(near) == _NEAREST:
            break
    return tuple(near.values())


def _short(place: Place) -> str:
    return place.district or place.city or place.province


def _refused(
    query: Query,
    refusal: Refusal,
    scope: Scope,
    subject: str = "",
    nearest: tuple[Reference, ...] = (),
) -> Answer:
    return Answer(query.text, query.language, (), None, (), scope, refusal, subject, nearest)
