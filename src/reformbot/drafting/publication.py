"""What is printed: a whole issue or one section of it, whoever wrote it and however."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence of an article with what carries it.

    Attributes:
        carriers: the facts or citations, each as a text for a reader; empty where nothing does.
    """

    sentence: str
    carriers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """An article as it is printed.

    Attributes:
        title: in one line, as the contents list it.
        paragraphs: of the body, in order; usually one.
        byline: who sent it in, without brackets; None where nobody is named.
        sources: its sentences for the source annex; empty where there is to be none.
    """

    title: str
    paragraphs: tuple[str, ...]
    byline: str | None = None
    sources: tuple[Sourced, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Articles under one heading of the contents (栏目); the heading may be empty."""

    heading: str
    articles: tuple[PrintedArticle, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of an issue (报头).

    Attributes:
        kind: 专报, 简报.
        running_number: counted over all years (总第36期); None where it is not printed.
        issuer: the office below the issue line; None where it is not printed.
    """

    organisation: str
    year: int
    number: int
    kind: str = "专报"
    running_number: int | None = None
    issuer: str | None = None
    issued: date | None = None

    @property
    def issue_line(self) -> str:
        """The issue as the bulletin writes it: 2024年第6期（总第36期）."""
        running = f"（总第{self.running_number}期）" if self.running_number is not None else ""
        return f"{self.year}年第{self.number}期{running}"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who an issue goes to by one way: label 报, 送 or 发, and the names up to the full stop."""

    label: str
    names: str

    @property
    def line(self) -> str:
        """As printed: 报：省委办公室。."""
        end = "" if self.names.endswith("。") else "。"
        return f"{self.label}：{self.names}{end}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who printed an issue, when, and how many copies; what is None is not printed."""

    issuer: str
    issued: date | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A whole issue, or one section of it where there is no masthead.

    Attributes:
        organisation: the author named in the file; by default the masthead's.
        written: when the file was made, for its properties; None leaves that out.
    """

    sections: tuple[Section, ...]
    masthead: Masthead | None = None
    distribution: tuple[Recipients, ...] = ()
    imprint: Imprint | None = None
    organisation: str = ""
    written: datetime | None = None

    @property
    def articles(self) -> tuple[PrintedArticle, ...]:
        """All articles in the order of print."""
        return tuple(article for section in self.sections for article in section.articles)

    @property
    def author(self) -> str:
        """The organisation that the publication is from, empty where none is known."""
        return self.organisation or (self.masthead.organisation if self.masthead else "")

    @property
    def title(self) -> str:
        """A title of the whole: organisation, kind and issue, or the first article's title."""
        if self.masthead is not None:
            head = self.masthead
            return f"{head.organisation}{head.kind}{head.issue_line}"
        return self.articles[0].title if self.articles else ""


def read_recipients(lines: Iterable[str]) -> tuple[Recipients, ...]:
    """The distribution list from its printed lines (报：…。); one without a label goes on."""
    found: list[Recipients] = []
    for line in lines:
        label, colon, names = line.strip().partition("：")
        if colon:
            found.append(Recipients(label.strip(), names.strip()))
        elif label and found:
            found[-1] = Recipients(found[-1].label, found[-1].names + label)
    return tuple(found)


def one_article(article: PrintedArticle, organisation: str = "") -> Publication:
    """A publication of one article alone, without masthead, contents and imprint."""
    return Publication((Section("", (article,)),), organisation=organisation)
