"""What the library hands out: editions, versions, and the snapshot that a question is asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reformbot.bulletin.amendments import Amendments
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
        amendments: what an admin changed in it; `issue` has the changes already.
    """

    id: int
    stem: str
    sha256: str
    shape: str
    original: str
    issue: Issue
    passages: tuple[Passage, ...]
    amendments: Amendments = Amendments()

    @property
    def key(self) -> IssueKey:
        """Which issue this is."""
        return self.issue.key

    def same_reading(self, other: Edition) -> bool:
        """Whether the other is the same file, read, labelled and amended the same way."""
        mine = (self.key, self.sha256, self.shape, self.stem, self.amendments)
        return mine == (other.key, other.sha256, other.shape, other.stem, other.amendments)


@dataclass(frozen=True, slots=True)
class Touched:
    """An issue that a version has and its forerunner had not, or the reverse.

    Attributes:
        label: 2024年第6期.
        stem, sha256: of the file it was read from.
    """

    label: str
    stem: str
    sha256: str

    @classmethod
    def of(cls, edition: Edition) -> Touched:
        """What is remembered of an edition."""
        return cls(edition.key.label, edition.stem, edition.sha256)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a version changed against the one that was live when it was built."""

    added: tuple[Touched, ...] = ()
    replaced: tuple[Touched, ...] = ()
    removed: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """How a set of questions came out.

    Attributes:
        asked: digest of the questions and of what answered them; marks compare within one.
        right: question → 0 to 1.
    """

    asked: str
    right: Mapping[str, float]

    @property
    def mean(self) -> float:
        """The share of right answers."""
        return sum(self.right.values()) / len(self.right)


@dataclass(frozen=True, slots=True)
class Making:
    """How a version was made.

    Attributes:
        follows: the version that was live then; None for the first.
        by: numeric id of whoever had it made, as text; empty for the command line.
        shape: parser, chunker and budget that read its new editions.
        issues, passages: how many it holds; the catalog counts them.
        embedded: passages whose vectors were computed, in `embedding_seconds`.
        seconds: that it took to read, embed and build.
    """

    follows: int | None = None
    by: str = ""
    shape: str = ""
    changes: Changes = Changes()
    issues: int = 0
    passages: int = 0
    embedded: int = 0
    embedding_seconds: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """A set of editions that are searched together.

    Attributes:
        fingerprint: what shaped its vectors; queries must be embedded the same way.
        live_since: when it was last switched to; None where it never was.
        thresholds: by name, those set on data for its vectors; empty where none were stored.
        marks: how the smoke questions came out; None where none were asked.
        held: built whole, but not switched to because the smoke questions came out worse.
    """

    id: int
    fingerprint: str
    created_at: datetime
    live_since: datetime | None
    thresholds: Mapping[str, float] = field(default_factory=dict[str, float])
    making: Making = Making()
    marks: Marks | None = None
    held: bool = False


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
