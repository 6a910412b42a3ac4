"""A home with all that indexing and asking need, shipped fakes in place of what is slow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reformbot.answering.answerer import Answerer
from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.bulletin.chunk import chunk
from reformbot.bulletin.parse import parse
from reformbot.files import FileReader
from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.lock import BuildLock
from reformbot.library.originals import Originals
from reformbot.library.records import Edition
from reformbot.library.vectors import VectorStore
from reformbot.operations.embedding import PassageEmbedder
from reformbot.operations.indexing import Indexed, Indexer
from reformbot.operations.reading import Reader
from reformbot.operations.smoke import SmokeQuestions
from reformbot.operations.versions import Versions
from reformbot.testing import HashEmbedder
from reformbot.testing.vectors import MemoryVectorStore

CORPUS = Path(__file__).parents[2] / "corpus"
BUDGET = 60


@dataclass(frozen=True)
class Told:
    """An article to be printed: title, body, byline."""

    title: str
    body: str
    byline: str


YANGZHOU = Told(
    "扬州市总工会建设工匠学院",
    "扬州市建成13家工匠学院。一是定下标准。学院设立24个工种。二是用好师资。受训职工1.2万人。",
    "扬州市总工会",
)
WUXI = Told(
    "无锡市总工会开展劳动竞赛",
    "无锡市举办职工竞赛。一是扩大覆盖。全年办赛56场。二是奖励先进。表彰职工208名。",
    "无锡市总工会",
)


def printed(number: int, *articles: Told, year: int = 2024, name: str = "示例工作简报") -> str:
    """The text of an issue as it would be printed."""
    told = articles or (YANGZHOU, WUXI)
    contents = "\n".join(f"{at}. {one.title}" for at, one in enumerate(told, 1))
    bodies = "\n\n".join(f"{one.title}\n\n{one.body}\n\n（{one.byline}）" for one in told)
    head = f"{name}\n\n{year}年第{number}期\n\n{year}年{(number - 1) % 12 + 1}月15日"
    return f"{head}\n\n目　录\n\n{contents}\n\n{bodies}\n"


def edition(number: int, *articles: Told, stem: str = "", year: int = 2024) -> Edition:
    """An edition that is not stored yet, read from a printed issue."""
    text = printed(number, *articles, year=year)
    issue = parse(text)
    stem = stem or f"{year}-{number:02}"
    return Edition(
        id=0,
        stem=stem,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        shape="shape",
        original="original",
        issue=issue,
        passages=tuple(chunk(issue, stem, len, BUDGET)),
    )


class NotingEmbedder(HashEmbedder):
    """Notes what it was given to embed; its name is part of the fingerprint."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.embedded: list[str] = []

    @property
    def fingerprint(self) -> str:
        return f"{super().fingerprint} {self.name}"

    def embed_passages(
        self, texts: Sequence[str], advance: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        return super().embed_passages(texts, advance)


class Workshop:
    """What one home holds; closing it releases the catalog."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        self.inbox = folder / "inbox"
        self.inbox.mkdir(exist_ok=True)
        self.lock = self.home / "build.lock"
        self.database = Database(self.home / "catalog.db")
        self.catalog = Catalog(self.database)
        self.vectors: VectorStore = MemoryVectorStore()
        self.originals = Originals(self.home / "originals")
        self.embedder = NotingEmbedder()
        self.smoke: SmokeQuestions | None = None
        self.reports: list[tuple[str, int, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.catalog.close()

    def write(self, name: str, text: str | bytes) -> Path:
        """Put a file into the inbox."""
        path = self.inbox / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def index(self, *paths: Path) -> Indexed:
        """Take files in; the whole inbox where none is named."""
        return self.indexer().run(paths or (self.inbox,), self.report)

    def indexer(self) -> Indexer:
        """Builds versions here."""
        return Indexer(
            self.catalog,
            self.vectors,
            self.originals,
            Reader(self.originals, FileReader(), len, BUDGET),
            PassageEmbedder(self.catalog, self.embedder),
            self.versions(),
            BuildLock(self.lock),
            thresholds=asdict(WORDS_ONLY),
            smoke=self.smoke,
        )

    def versions(self) -> Versions:
        """Knows and switches the versions here."""
        lock = BuildLock(self.lock)
        return Versions(self.catalog, self.vectors, lock, lambda: self.embedder.fingerprint)

    def report(self, step: str, done: int, total: int) -> None:
        """Note what is told of progress."""
        self.reports.append((step, done, total))

    def answerer(self) -> Answerer:
        """Answers from what was indexed here."""
        return Answerer(self.catalog, self.vectors, self.embedder, WORDS_ONLY)

    def live_stems(self) -> set[str]:
        """Stems of the editions that are live."""
        version = self.catalog.live_version()
        return {e.stem for e in self.catalog.editions(version)} if version else set()
