"""The one way from a question to an answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

from reformbot.answering.assistant import Assistant
from reformbot.answering.comparison import compare
from reformbot.answering.composing import Composed, Hear
from reformbot.answering.corrections import corrected
from reformbot.answering.disagreement import with_older
from reformbot.answering.evidence import (
    Evidence,
    as_asked,
    gather,
    holds_named_figure,
    in_asked_years,
    with_asked_figures,
)
from reformbot.answering.extractive import list_out, quote
from reformbot.answering.followup import standalone
from reformbot.answering.lists import enumerate_entries, is_over_articles
from reformbot.answering.model import QUOTES, Answer, Note, Reference, Refusal, Scope, Statement
from reformbot.answering.overview import overview
from reformbot.answering.sufficiency import far_behind, is_elsewhere, speaks_to
from reformbot.answering.thresholds import Thresholds
from reformbot.answering.verification import Verifier
from reformbot.bulletin.model import Place
from reformbot.errors import ChatModelError, EmptyIndexError, FingerprintMismatchError
from reformbot.library.catalog import Catalog
from reformbot.library.records import Snapshot, Version
from reformbot.library.vectors import VectorStore
from reformbot.models import Embedder, Reranker
from reformbot.search.question import Asked, Query, understand
from reformbot.search.retrieval import Hit, Searcher, in_issues

_log = logging.getLogger(__name__)
_NEAREST = 3


def unheard(statement: Statement) -> None:
    """A `Hear` for callers that wait for the whole answer."""


class Answerer:
    """Answers questions from one version; safe to call from several threads.

    A switch to another live version is noticed at the next question.

    Args:
        thresholds: for a version that none were stored with.
        assistant: the chat model that words and judges; None where answers are quotations.
        version: the one to answer from; None for whichever is live.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorStore,
        embedder: Embedder,
        thresholds: Thresholds,
        reranker: Reranker | None = None,
        assistant: Assistant | None = None,
        version: Version | None = None,
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._thresholds = thresholds
        self._reranker = reranker
        self._assistant = assistant
        self._version = version
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None

    def at(self, version: Version) -> Answerer:
        """One that answers from a version, live or not, with the same models."""
        return Answerer(
            self._catalog,
            self._vectors,
            self._embedder,
            self._thresholds,
            self._reranker,
            self._assistant,
            version,
        )

    def ask(self, question: str, history: Sequence[str] = (), hear: Hear = unheard) -> Answer:
        """Answer a question, or say why not.

        Args:
            history: the same person's earlier questions of the conversation, oldest first.
            hear: told of each verified statement while a chat model still writes; the answer
                that is returned in the end holds good, also where it says something else.

        Raises:
            EmptyIndexError: nothing is indexed yet.
            FingerprintMismatchError: the version's vectors are another model's.
            StorageError, EmbeddingError, RerankerError: the index or a model cannot be used.
        """
        searcher = self._current()
        question = question.encode("utf-8", "replace").decode("utf-8")
        full = standalone(question, history, searcher.province)
        answer = self._answer(self._read(full, searcher), searcher, hear)
        return replace(
            answer,
            question=question,
            understood=full if full != question else None,
            version=searcher.snapshot.version.id,
        )

    def _read(self, question: str, searcher: Searcher) -> Query:
        query = understand(question, searcher.province)
        if self._assistant is None:
            return query
        try:
            return self._assistant.refined(query, searcher)
        except ChatModelError as error:
            _log.warning("read without the chat model: %s", error)
            return query

    def search(self, question: str, history: Sequence[str] = ()) -> list[Hit]:
        """Every passage in the question's scope, the best first: what `ask` reads.

        Raises:
            The errors of `ask`.
        """
        searcher = self._current()
        full = standalone(question, history, searcher.province)
        return searcher.search(understand(full, searcher.province))

    def sentences(self, question: str) -> list[Evidence]:
        """The sentences that speak to a question, the best first, without any that are corrected.

        Raises:
            The errors of `ask`.
        """
        searcher = self._current()
        query = understand(question, searcher.province)
        found = gather(query, searcher.search(query), searcher)
        timely = in_asked_years(query, as_asked(query, found, searcher), searcher)
        return [one for one in timely if corrected(one, searcher) is None]

    def _answer(self, query: Query, searcher: Searcher, hear: Hear) -> Answer:
        limits = self._limits(searcher)
        scope = _scope(searcher, query)
        if not any(char.isalnum() for char in query.text):
            return _refused(query, Refusal.EMPTY_QUESTION, Scope(0, 0))
        if query.issues and not scope.issues:
            return _refused(query, Refusal.ISSUE_UNKNOWN, scope, query.issues[0].label)
        hits = searcher.search(query)
        if unknown := [place for place in query.places if not searcher.knows_place(place)]:
            names = "、".join(_short(place) for place in unknown)
            return _refused(query, Refusal.PLACE_UNKNOWN, scope, names)
        if query.places and not hits:
            names = "、".join(_short(place) for place in query.places)
            return _refused(query, Refusal.PLACE_NOT_IN_ISSUE, scope, names)
        near = _nearest(hits)
        if query.asked is Asked.OVERVIEW:
            items, citations = overview(query, searcher)
            return Answer(query.text, query.language, (), items, citations, scope)
        on_list = query.asked is Asked.LIST and is_over_articles(query, searcher)
        if not (on_list and query.issues) and not speaks_to(query, hits, searcher, limits):
            return _refused(query, Refusal.NO_EVIDENCE, scope, nearest=near)
        found = gather(query, hits, searcher)
        meant = any(holds_named_figure(query, one.text) for one in found)
        if not meant and is_elsewhere(query, searcher, limits):
            return _refused(query, Refusal.ELSEWHERE, scope, nearest=near)
        if on_list:
            return self._list(query, hits, searcher, scope)
        timely = in_asked_years(query, as_asked(query, found, searcher), searcher)
        left = with_asked_figures(query, timely)
        if far_behind(timely, found, limits.behind) or far_behind(left, timely, limits.far_behind):
            return _refused(query, Refusal.ELSEWHERE, scope, nearest=near)
        bound = Verifier(query, searcher).bound(left)
        if not bound:
            return _refused(query, Refusal.NOT_STATED, scope, nearest=near)
        if (computed := compare(query, found, searcher)) is not None:
            return Answer(query.text, query.language, computed[0], None, computed[1], scope)
        return self._worded(query, bound, searcher, scope, near, hear)

    def _worded(
        self,
        query: Query,
        evidence: Sequence[Evidence],
        searcher: Searcher,
        scope: Scope,
        near: tuple[Reference, ...],
        hear: Hear,
    ) -> Answer:
        """The chat model's answer from evidence, or quotations where there is none or it fails."""
        note, composer = None, QUOTES
        composed = Composed()
        # An enumeration inside one article is quoted: a summary of it would leave parts out.
        if self._assistant is not None and not query.enumerates:
            try:
                if not self._assistant.finds_enough(query, evidence, searcher):
                    return _refused(query, Refusal.NOT_STATED, scope, nearest=near)
                composed = self._assistant.composer.compose(query, evidence, searcher, hear)
            except ChatModelError as error:
                _log.warning("answered by quotation: %s", error)
                note = Note.MODEL_FAILED
        if composed.statements and self._assistant is not None:
            composer = self._assistant.composer.name
            said = (composed.statements, composed.citations)
        else:
            said = quote(query, evidence, searcher)
        statements, citations = with_older(query, said, evidence, searcher)
        return Answer(
            query.text,
            query.language,
            statements,
            None,
            citations,
            scope,
            composer=composer,
            note=note,
            rejected=composed.rejected,
        )

    def _list(self, query: Query, hits: Sequence[Hit], searcher: Searcher, scope: Scope) -> Answer:
        limits, note = self._limits(searcher), None
        listing = None
        if (assistant := self._assistant) is not None:
            try:
                listing = enumerate_entries(
                    query, hits, searcher, limits, lambda c: assistant.decided(query, c, searcher)
                )
            except ChatModelError as error:
                _log.warning("decided by words and meaning alone: %s", error)
                note = Note.MODEL_FAILED
        if listing is None:
            listing = enumerate_entries(query, hits, searcher, limits)
        items, doubtful, citations = list_out(listing, searcher)
        if not items and not doubtful:
            return _refused(query, Refusal.NO_EVIDENCE, scope, nearest=_nearest(hits))
        return Answer(
            query.text,
            query.language,
            (),
            items,
            citations,
            scope,
            doubtful=doubtful,
            note=note,
        )

    def _limits(self, searcher: Searcher) -> Thresholds:
        return Thresholds.stored(searcher.snapshot.version.thresholds) or self._thresholds

    def prepare(self) -> None:
        """Load what the first question would have to wait for: index and model.

        Raises:
            The errors of `ask`.
        """
        self._current()
        self._embedder.embed_query("")
        if self._reranker is not None:
            self._reranker.scores("", [""])

    def _current(self) -> Searcher:
        version = self._version or self._catalog.live_version()
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
        return Searcher(snapshot, self._catalog, vectors, self._embedder, self._reranker)


def _scope(searcher: Searcher, query: Query) -> Scope:
    """The issues a query confines itself to, and their articles."""
    inside = [entry for entry in searcher.entries.values() if in_issues(entry, query)]
    return Scope(len({entry.edition.key for entry in inside}), len(inside))


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
