"""The value types of a bulletin: what an issue is made of, and what is quoted from it.

Offsets count Python characters. A span of an issue's part refers to `Issue.text`, the repaired
text; a span inside an article refers to `Article.body`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]


class DropReason(StrEnum):
    """Why a character of the source is in no part of the issue."""

    PAGE_NUMBER = "page-number"
    PAGE_HEADER = "page-header"
    LINE_BREAK = "line-break"
    SPACE = "space"
    CONTROL = "control"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A run of source characters left out of the repaired text."""

    span: Span
    reason: DropReason


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Leads from the repaired text back to the source.

    Attributes:
        runs: (repaired offset, source offset, length) of each unbroken run, in order.
        page_starts: source offset at which each page begins; the first is 0.
    """

    runs: tuple[tuple[int, int, int], ...]
    page_starts: tuple[int, ...] = (0,)

    def source_offset(self, offset: int) -> int:
        """Where the repaired character at `offset` stands in the source.

        Raises:
            IndexError: `offset` lies outside the repaired text.
        """
        at = bisect_right(self.runs, offset, key=lambda run: run[0]) - 1
        if at < 0:
            raise IndexError(offset)
        repaired, source, length = self.runs[at]
        if offset - repaired >= length:
            raise IndexError(offset)
        return source + offset - repaired

    def source_span(self, span: Span) -> Span:
        """The smallest source range that holds all characters of a non-empty repaired `span`."""
        return Span(self.source_offset(span.start), self.source_offset(span.end - 1) + 1)

    def page(self, offset: int) -> int:
        """The page, from 1, of the repaired character at `offset`."""
        return bisect_right(self.page_starts, self.source_offset(offset))


class PartKind(StrEnum):
    """What a stretch of the repaired text is."""

    MASTHEAD = "masthead"
    CONTENTS = "contents"
    SECTION = "section"
    TITLE = "title"
    BODY = "body"
    BYLINE = "byline"
    DISTRIBUTION = "distribution"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled stretch of the repaired text; the parts of an issue tile it."""

    kind: PartKind
    span: Span
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative place, by full names as the divisions list spells them.

    Attributes:
        province: 江苏省, 北京市; always known.
        city: 南通市; None for a province, and for districts of a municipality.
        district: 通州区, 丹阳市; None for a province or a city.
    """

    province: str
    city: str | None = None
    district: str | None = None

    @property
    def name(self) -> str:
        """City and district without the province, or the province itself."""
        return (self.city or "") + (self.district or "") or self.province

    def within(self, other: Place) -> bool:
        """Whether this place is `other` or lies in it."""
        return (
            self.province == other.province
            and other.city in (None, self.city)
            and other.district in (None, self.district)
        )


class ArticleKind(StrEnum):
    """The three shapes an article comes in."""

    ARTICLE = "article"
    BRIEF = "brief"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Measure:
    """One numbered measure of an article (一是…, （一）…, 第一，…, 1. …).

    Attributes:
        ordinal: from 1.
        marker: as printed: 一是, （一）, 第一, 1.
        heading: the first sentence without marker and full stop.
        span: marker to end, in the article's body.
    """

    ordinal: int
    marker: str
    heading: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table standing in an article's body.

    Attributes:
        rows: cell texts, row by row.
        span: in the article's body, without the line breaks around it.
    """

    rows: tuple[tuple[str, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Correction:
    """What a 更正 notice says about an earlier article.

    Attributes:
        year, number: the issue it corrects; the year may be left out in print.
        title: the article it corrects, where one is named in 《》.
        wrong, right: the printed words and what they should be.
    """

    year: int | None
    number: int | None
    title: str | None
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an issue.

    Attributes:
        ordinal: from 1, in the order of the issue, corrections and briefs included.
        body: the text between title and byline; one flowing paragraph but for table rows and
            headings set on lines of their own.
        body_span: of the body, in the issue's text.
        lead: what stands before the first measure (导语), in the body; empty where none does.
        byline: who sent the article in, without brackets; None where none is printed.
        place: the place it is about, as far as title and byline tell.
    """

    ordinal: int
    kind: ArticleKind
    title: str
    section: str | None
    body: str
    body_span: Span
    lead: Span
    measures: tuple[Measure, ...]
    tables: tuple[Table, ...]
    byline: str | None
    place: Place | None
    corrections: tuple[Correction, ...] = ()


class WarningKind(StrEnum):
    """What an admin should look at after a parse."""

    CONTENTS_MISSING = "contents-missing"
    CONTENTS_UNMATCHED = "contents-unmatched"
    ARTICLE_UNLISTED = "article-unlisted"
    TITLE_DIFFERS = "title-differs"
    BYLINE_MISSING = "byline-missing"
    DATE_MISSING = "date-missing"
    PLACE_AMBIGUOUS = "place-ambiguous"


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """A doubt the parser has, with the words it is about."""

    kind: WarningKind
    subject: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, order=True)
class IssueKey:
    """What makes an issue the same issue: organisation, year and number."""

    organisation: str
    year: int
    number: int

    @property
    def label(self) -> str:
        """The issue as the bulletin writes it: 2024年第6期."""
        return f"{self.year}年第{self.number}期"


@dataclass(frozen=True, slots=True)
class Issue:
    """A parsed issue. `text` is the repaired text; `parts` tile it without gap or overlap.

    `recognised` has for each page of the source the mean confidence, 0 to 1, of the optical
    recognition that read it, None where the page held text; it is empty where none was recognised.
    """

    key: IssueKey
    kind: str
    running_number: int | None
    issuer: str | None
    issued: date | None
    contents: tuple[str, ...]
    articles: tuple[Article, ...]
    distribution: tuple[str, ...]
    text: str
    parts: tuple[Part, ...]
    source_map: SourceMap
    dropped: tuple[Dropped, ...]
    warnings: tuple[ParseWarning, ...]
    recognised: tuple[float | None, ...] = ()

    def pages(self, span: Span) -> tuple[tuple[int, int], ...]:
        """The pages of a span of `text`: (offset at which its part begins, page).

        Empty where the source had no pages.
        """
        if len(self.source_map.page_starts) < 2 or span.start >= span.end:
            return ()
        page = self.source_map.page
        first, last = page(span.start), page(span.end - 1)
        found = [(span.start, first)]
        if first != last:
            for offset in range(span.start + 1, span.end):
                if page(offset) != found[-1][1]:
                    found.append((offset, page(offset)))
        return tuple(found)

    def confidence(self, span: Span) -> float | None:
        """The lowest confidence among the recognised pages of a span; None where there is none."""
        if not self.recognised:
            return None
        page = self.source_map.page
        numbers = range(page(span.start), page(span.end - 1) + 1)
        known = [self.recognised[n - 1] for n in numbers if n <= len(self.recognised)]
        return min((one for one in known if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article small enough to embed, with what a reader needs to place it.

    Attributes:
        stem: the label of the file the issue came from.
        ordinal: position among the article's passages, from 0.
        measure: ordinal of the measure it lies in; None in the lead.
        heading: that measure's heading; empty in the lead.
        span: of `text`, in the article's body.
        pages: (offset in the article's body, page from 1) of each page that the article touches;
            empty where the source had no pages.
        recognised: the confidence, 0 to 1, of the optical recognition that read it; None where it
            was text.
    """

    key: IssueKey
    stem: str
    issued: date | None
    article: int
    kind: ArticleKind
    title: str
    byline: str | None
    place: Place | None
    ordinal: int
    measure: int | None
    heading: str
    span: Span
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    recognised: float | None = None

    def page(self, offset: int) -> int | None:
        """The page of a character of the article's body; None where the source had no pages."""
        before = [page for start, page in self.pages if start <= offset]
        return before[-1] if before else None

    @property
    def id(self) -> str:
        """32 hexadecimal digits that depend on issue, article, position and text alone."""
        named = (
            self.key.organisation,
            str(self.key.year),
            str(self.key.number),
            str(self.article),
            str(self.span.start),
            self.text,
        )
        return hashlib.blake2b("\x1f".join(named).encode(), digest_size=16).hexdigest()
