"""What the library hands out: editions, versions, and the snapshot that a question is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reformbot.bulletin.model import Article, Issue, IssueKey, Passage


@dataclass(frozen=True, slots=True)
class Edition:
    """One reading of one issue's file.

    Attributes:
        id: its number in the catalog; 0 while it is not stored.
        stem: label of the file it came from.
        sha256: of the file's bytes.
        shape: parser, chunker and budget that read it; with another the same file reads otherwise.
        original: name of the kept file, in the library's folder of originals.
    """

    id: int
    stem: str
    sha256: str
    shape: str
    original: str
    issue: Issue
    passages: tuple[Passage, ...]

    @property
    def key(self) -> IssueKey:
        """Which issue this is."""
        return self.issue.key

    def same_reading(self, other: Edition) -> bool:
        """Whether the other is the same file, read and labelled the same way."""
        mine = (self.key, self.sha256, self.shape, self.stem)
        return mine == (other.key, other.sha256, other.shape, other.stem)


@dataclass(frozen=True, slots=True)
class Version:
    """A set of editions that are searched together.

    Attributes:
        fingerprint: what shaped its vectors; queries must be embedded the same way.
        live_since: when it was switched to; None where it never was.
        thresholds: by name, those set on data for its vectors; empty where none were stored.
    """

    id: int
    fingerprint: str
    created_at: datetime
    live_since: datetime | None
    thresholds: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The live version, read whole: what a question is asked of.

    Attributes:
        editions: newest issue first.
        passages: every passage by its id.
    """

    version: Version
    editions: tuple[Edition, ...]
    passages: Mapping[str, Passage] = field(repr=False)
    _articles: Mapping[tuple[IssueKey, int], Article] = field(repr=False)

    @classmethod
    def of(cls, version: Version, editions: tuple[Edition, ...]) -> Snapshot:
        """The snapshot of a version with these editions."""
        newest_first = tuple(
            sorted(editions, key=lambda e: (e.key.year, e.key.number), reverse=True)
        )
        return cls(
            version,
            newest_first,
            {passage.id: passage for edition in newest_first for passage in edition.passages},
            {(e.key, a.ordinal): a for e in newest_first for a in e.issue.articles},
        )

    def article(self, passage: Passage) -> Article:
        """The article a passage of this snapshot is from."""
        return self._articles[passage.key, passage.article]

    @property
    def article_count(self) -> int:
        """How many articles the version holds."""
        return len(self._articles)
