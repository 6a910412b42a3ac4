"""Take files in: read, parse, chunk, embed, build beside the live index, switch."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from reformbot.bulletin import chunk as chunking
from reformbot.bulletin import parse as parsing
from reformbot.bulletin import words
from reformbot.bulletin.chunk import CountTokens, chunk
from reformbot.bulletin.model import IssueKey, Passage
from reformbot.errors import (
    BuildInProgressError,
    DuplicateIssueError,
    NotABulletinError,
    ReformbotError,
    SourceError,
    StorageError,
)
from reformbot.files import Document, FileReader, find_files
from reformbot.library.catalog import Catalog
from reformbot.library.originals import Originals
from reformbot.library.records import Edition, Version
from reformbot.library.vectors import Row, Vector, VectorStore
from reformbot.models import Embedder, Report
from reformbot.operations.plan import Plan, make_plan

VERSIONS_KEPT = 5
_EMBEDDED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index run did: the plan, the live version, its passages, and those embedded anew."""

    plan: Plan
    version: Version | None
    passages: int
    embedded: int


class Indexer:
    """Builds versions in one home.

    Args:
        lock: the file that keeps two processes from building at once.
        budget: tokens a passage may have.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorStore,
        originals: Originals,
        embedder: Embedder,
        files: FileReader,
        count_tokens: CountTokens,
        *,
        lock: Path,
        budget: int,
        thresholds: Mapping[str, float],
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._originals = originals
        self._embedder = embedder
        self._files = files
        self._count_tokens = count_tokens
        self._lock = lock
        self._budget = budget
        self._thresholds = thresholds
        self._shape = ".".join(
            (files.VERSION, parsing.VERSION, chunking.VERSION, words.VERSION, str(budget))
        )

    def run(self, paths: Iterable[Path], report: Report) -> Indexed:
        """Take files in and switch to the version that holds them.

        A file that cannot be taken in is a failure of the plan; the others go on.

        Raises:
            BuildInProgressError: another process is building.
            StorageError, EmbeddingError: the live version stays as it was.
        """
        with self._alone():
            self._discard(v for v in self._catalog.versions() if v.live_since is None)
            sources, plan = self._plan(paths, report)
            passages = [passage for edition in plan.editions for passage in edition.passages]
            live = self._catalog.live_version()
            if plan.changes_nothing:
                return Indexed(plan, live, len(passages), 0)
            for edition in plan.added + plan.replaced:
                self._originals.put(edition.original, sources[edition.sha256].data)
            embedded, rows = self._embed(passages, report)
            version = self._catalog.add_version(
                self._embedder.fingerprint, plan.editions, self._thresholds
            )
            try:
                self._build(version, rows, report)
                self._catalog.switch(version)
            except ReformbotError:
                self._discard([version])
                raise
            self._discard(self._catalog.versions()[VERSIONS_KEPT:])
            return Indexed(plan, version, len(passages), embedded)

    def _plan(self, paths: Iterable[Path], report: Report) -> tuple[dict[str, Document], Plan]:
        version = self._catalog.live_version()
        live = {e.key: e for e in self._catalog.editions(version)} if version else {}
        files, failures = _found(paths)
        sources: dict[str, Document] = {}
        read: dict[IssueKey, Edition] = {}
        first: dict[IssueKey, Path] = {}
        for at, path in enumerate(files, 1):
            reading = self._files.read(path)
            failures += reading.failures
            for source in reading.documents:
                try:
                    edition = self._read(source)
                    if other := first.get(edition.key):
                        label = edition.key.label
                        raise DuplicateIssueError(path=source.path, other=other, issue=label)
                    first[edition.key] = source.path
                    read[edition.key] = edition
                    sources[source.sha256] = source
                except SourceError as error:
                    failures.append(error)
            report("index.read", at, len(files))
        kept = [self._read_again(edition) for edition in live.values() if edition.key not in read]
        plan = make_plan(
            list(read.values()),
            live,
            kept,
            failures,
            reembeds=version is not None and version.fingerprint != self._embedder.fingerprint,
        )
        return sources, plan

    def _read(self, source: Document, stem: str | None = None) -> Edition:
        issue = parsing.parse(source.text, source.extract.page_starts, source.extract.recognised)
        if lacks := parsing.missing(issue):
            raise NotABulletinError(path=source.path, lacks=lacks[0])
        stem = stem or source.path.stem
        return Edition(
            id=0,
            stem=stem,
            sha256=source.sha256,
            shape=self._shape,
            original=f"{source.sha256}{source.suffix}",
            issue=issue,
            passages=tuple(chunk(issue, stem, self._count_tokens, self._budget)),
        )

    def _read_again(self, edition: Edition) -> Edition:
        """The edition as today's parser and chunker read it.

        Where its original is gone, or is no bulletin to today's parser, it stays as it was.
        """
        if edition.shape == self._shape:
            return edition
        reading = self._files.read(self._originals.path(edition.original))
        try:
            return self._read(reading.documents[0], edition.stem) if reading.documents else edition
        except SourceError:
            return edition

    def _embed(self, passages: Sequence[Passage], report: Report) -> tuple[int, list[Row]]:
        """A vector for each passage; only texts never embedded with this model are computed."""
        fingerprint = self._embedder.fingerprint
        texts = {_digest(text): text for text in map(embedded_text, passages)}
        vectors = dict(self._catalog.cached_vectors(fingerprint, list(texts)))
        new = [digest for digest in texts if digest not in vectors]
        if new:
            report("index.embed", 0, len(new))
        for start in range(0, len(new), _EMBEDDED_AT_ONCE):
            some = new[start : start + _EMBEDDED_AT_ONCE]
            made = self._embedder.embed_passages([texts[digest] for digest in some])
            fresh: dict[str, Vector] = dict(zip(some, made, strict=True))
            self._catalog.cache_vectors(fingerprint, fresh)
            vectors.update(fresh)
            report("index.embed", start + len(some), len(new))
        rows = [Row(p, vectors[_digest(embedded_text(p))]) for p in passages]
        return len(new), rows

    def _build(self, version: Version, rows: Sequence[Row], report: Report) -> None:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            report("index.build", done, len(rows))

        self._vectors.build(version.id, rows, advance)

    def _discard(self, versions: Iterable[Version]) -> None:
        """Let go of versions, their vectors first: what a crash leaves is found again."""
        gone = list(versions)
        for version in gone:
            self._vectors.delete(version.id)
        self._catalog.forget_versions(gone)

    @contextmanager
    def _alone(self) -> Generator[None]:
        lock = FileLock(self._lock)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BuildInProgressError(path=self._lock.parent) from error
        except OSError as error:
            raise StorageError.of(self._lock, error) from error
        try:
            yield
        finally:
            lock.release()


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: its article's title, so that it says what it is about."""
    return f"{passage.title}\n{passage.text}"


def _found(paths: Iterable[Path]) -> tuple[list[Path], list[SourceError]]:
    files: list[Path] = []
    failures: list[SourceError] = []
    for path in paths:
        try:
            files += find_files([path])
        except SourceError as error:
            failures.append(error)
    return list({path.resolve(): path for path in files}.values()), failures


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
