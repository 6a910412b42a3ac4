"""The shelf: issues, articles and passages of the live version, found again by short names."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reformbot.answering.model import Citation, Reference
from reformbot.bulletin.model import Article, IssueKey, Passage, Span
from reformbot.bulletin.words import words
from reformbot.library.catalog import Catalog
from reformbot.library.originals import Originals
from reformbot.library.records import Edition, Snapshot

_MOST_FOUND = 50
_LONG = 600  # characters of a stretch that nothing more is joined to
_SENTENCE_END = re.compile(r"[。！？][”’）》」』]*\s*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch on the shelf, in its article.

    Attributes:
        passages: the article in stretches of whole sentences, which a passage need not be.
        ordinal: of this stretch among them, from 0.
        marked: what to set off in the passage's text; none where nothing is looked for.
    """

    edition: Edition
    article: Article
    passages: tuple[Passage, ...]
    ordinal: int
    marked: tuple[Span, ...] = ()

    @property
    def passage(self) -> Passage:
        """The stretch itself."""
        return self.passages[self.ordinal]


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that a word search found, with the searched words marked in its text."""

    passage: Passage
    marked: tuple[Span, ...]


class Shelf:
    """What is indexed, to be read; safe to call from several threads.

    Every method raises StorageError where the catalog cannot be read.
    """

    def __init__(self, catalog: Catalog, originals: Originals) -> None:
        self._catalog = catalog
        self._originals = originals
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stretches: Sequence[tuple[Passage, Sequence[str]]] = ()

    def version(self) -> int | None:
        """The number of the live version; None before the first index."""
        live = self._catalog.live_version()
        return live.id if live else None

    def editions(self) -> Sequence[Edition]:
        """The issues, newest first; none before the first index."""
        snapshot = self._current()
        return snapshot.editions if snapshot else ()

    def edition(self, name: str) -> Edition | None:
        """The issue of a short name, as `short_name` makes it; None where it is gone."""
        return next((e for e in self.editions() if short_name(e.key) == name), None)

    def article(self, name: str, ordinal: int) -> tuple[Edition, Article] | None:
        """An article by its issue's short name and its place in it; None where it is gone."""
        edition = self.edition(name)
        if edition is None:
            return None
        found = next((a for a in edition.issue.articles if a.ordinal == ordinal), None)
        return (edition, found) if found else None

    def refer(self, reference: Reference) -> tuple[Edition, Article] | None:
        """The article that a reference names; None where it is gone."""
        for edition in self.editions():
            if edition.stem == reference.stem:
                return self.article(short_name(edition.key), reference.article)
        return None

    def place(self, name: str, article: int, ordinal: int) -> Place | None:
        """A stretch by its article and its place in it; None where it is gone."""
        found = self.article(name, article)
        if found is None:
            return None
        passages = _passages_of(*found)
        return Place(*found, passages, ordinal) if 0 <= ordinal < len(passages) else None

    def cited(self, citation: Citation, ordinal: int | None = None) -> Place | None:
        """Where a quotation stands today; None where its article is gone or no longer says so.

        Args:
            ordinal: which stretch of the article to open instead of the one it begins in; what of
                the quotation stands in that one is marked.
        """
        passage = citation.passage
        found = self.article(short_name(passage.key), passage.article)
        if found is None:
            return None
        span = _where(citation, found[1].body)
        passages = _passages_of(*found)
        begins = [at for at, one in enumerate(passages) if span and one.span.end > span.start]
        if span is None or not begins:
            return None
        at = begins[0] if ordinal is None else ordinal
        if not 0 <= at < len(passages):
            return None
        inside = _within(span, passages[at].span)
        return Place(*found, passages, at, (inside,) if inside else ())

    def find(self, sought: str) -> list[Found]:
        """Passages that hold the most of what is sought, the best by BM25 first, at most 50.

        What is sought are the stretches between white space, letter by letter but for width and
        case: in the passages, or where none holds any in their titles, or else by their words.
        """
        snapshot = self._current()
        terms = list(dict.fromkeys(_folded(one) for one in sought.split()))
        if snapshot is None or not terms:
            return []
        everything = len(snapshot.passages) or 1
        ranked = dict(self._catalog.search_words(snapshot.version, words(sought), everything))
        scored = [(one, max(ranked.get(id_, 0.0) for id_ in ids)) for one, ids in self._stretches]
        held = [_holds(one.text, terms) for one, _ in scored]
        if not any(held):
            held = [_holds(one.title, terms) for one, _ in scored]
        if not any(held):
            held = [int(score > 0) for _, score in scored]
        most = max(held, default=0)
        best = [pair for pair, holds in zip(scored, held, strict=True) if holds == most > 0]
        best.sort(key=lambda pair: -pair[1])
        return [Found(one, _marked(one.text, terms)) for one, _ in best[:_MOST_FOUND]]

    def original(self, edition: Edition) -> tuple[str, Path] | None:
        """A name for an issue's kept file, and where it lies; None where it is not there."""
        path = self._originals.path(edition.original)
        return (f"{edition.stem}{path.suffix or '.txt'}", path) if path.is_file() else None

    def _current(self) -> Snapshot | None:
        version = self._catalog.live_version()
        if version is None:
            return None
        with self._lock:
            if self._snapshot is None or self._snapshot.version.id != version.id:
                self._snapshot = Snapshot.of(version, self._catalog.editions(version))
                self._stretches = _stretches_of(self._snapshot)
            return self._snapshot


def short_name(key: IssueKey) -> str:
    """12 hexadecimal digits for an issue, short enough for the data of a button."""
    named = f"{key.organisation}\x1f{key.year}\x1f{key.number}"
    return hashlib.blake2b(named.encode(), digest_size=6).hexdigest()


def _passages_of(edition: Edition, article: Article) -> tuple[Passage, ...]:
    """An article's passages, joined within a measure until each ends with a sentence.

    Where no sentence ends, as in a table, joining ends too, so that each can be shown whole.
    """
    joined: list[Passage] = []
    for one in edition.passages:
        if one.article != article.ordinal:
            continue
        last = joined[-1] if joined else None
        whole = last is None or _SENTENCE_END.search(last.text) or len(last.text) > _LONG
        if last is None or whole or last.measure != one.measure:
            joined.append(replace(one, ordinal=len(joined)))
        else:
            span = Span(last.span.start, one.span.end)
            known = [sure for sure in (last.recognised, one.recognised) if sure is not None]
            joined[-1] = replace(
                last,
                span=span,
                text=span.of(article.body),
                pages=last.pages + tuple(page for page in one.pages if page[1] > last.pages[-1][1]),
                recognised=min(known, default=None),
            )
    return tuple(joined)


def _stretches_of(snapshot: Snapshot) -> list[tuple[Passage, list[str]]]:
    """Every stretch with the ids of the passages in it."""
    ids: dict[tuple[IssueKey, int], list[tuple[int, str]]] = {}
    for id_, one in snapshot.passages.items():
        ids.setdefault((one.key, one.article), []).append((one.span.start, id_))
    return [
        (
            stretch,
            [
                id_
                for start, id_ in ids[edition.key, article.ordinal]
                if stretch.span.start <= start < stretch.span.end
            ],
        )
        for edition in snapshot.editions
        for article in edition.issue.articles
        for stretch in _passages_of(edition, article)
    ]


def _where(citation: Citation, body: str) -> Span | None:
    """Where the quotation stands in a body that may have been read anew since."""
    if citation.span.of(body) == citation.quote:
        return citation.span
    start = body.find(citation.quote)
    return Span(start, start + len(citation.quote)) if start >= 0 and citation.quote else None


def _within(span: Span, around: Span) -> Span | None:
    """The part of a span that lies in another, counted from that one's start."""
    start, end = max(span.start, around.start), min(span.end, around.end)
    return Span(start - around.start, end - around.start) if start < end else None


def _holds(text: str, terms: Sequence[str]) -> int:
    """How many of the terms stand in a text."""
    heard = _folded(text)
    return sum(term in heard for term in terms)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _marked(text: str, terms: Sequence[str]) -> tuple[Span, ...]:
    """Where the terms stand in a text, joined where they touch; none if folding moves letters."""
    heard = _folded(text)
    if len(heard) != len(text):
        return ()
    hits = sorted(
        (at, at + len(term))
        for term in terms
        for at in range(len(heard))
        if heard.startswith(term, at)
    )
    joined: list[Span] = []
    for start, end in hits:
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)
