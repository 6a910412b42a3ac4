"""Previews: what a document was read as, before anybody takes it in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reformbot.bulletin.amendments import Amendments, amend
from reformbot.bulletin.figures import read_date, read_numeral
from reformbot.bulletin.model import Article, Issue, WarningKind
from reformbot.bulletin.parse import missing, parse
from reformbot.errors import AmendmentError
from reformbot.files import Caution, Extract
from reformbot.library.records import Edition

_LONGEST_TITLE = 200
_NUMERAL = "[0-9〇○零一二三四五六七八九十百]+"
_NUMBER = re.compile(rf"(?:({_NUMERAL})年?[第年\-/.]+)?第?({_NUMERAL})期?")
_PLAIN_DATE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_LIKELY_YEARS = range(1900, 2200)
_MOST_ISSUES = 9999  # in a year; more is a year or a running number


class Standing(StrEnum):
    """What taking a document in would do to the live index."""

    NEW = "new"
    REPLACES = "replaces"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document would become.

    Attributes:
        issue: as amended: what would be taken in.
        articles: all of them by their amended titles, the excluded too.
        excluded: ordinals of those that are left out.
        standing: against the live index.
        lacks: what it still lacks to be taken in, as `bulletin.parse.missing` says.
        pages: of the file; 1 where the format has none.
        recognised: mean confidence, 0 to 1, of the optical recognition; None where none was used.
        cautions: what to know of the file.
    """

    issue: Issue
    articles: tuple[Article, ...]
    excluded: frozenset[int]
    standing: Standing
    lacks: tuple[str, ...]
    pages: int
    recognised: float | None
    cautions: tuple[Caution, ...]

    def article(self, ordinal: int) -> Article | None:
        """The article of an ordinal."""
        return next((one for one in self.articles if one.ordinal == ordinal), None)

    def lacks_byline(self, article: Article) -> bool:
        """Whether the reader missed a byline below an article."""
        return any(
            one.kind is WarningKind.BYLINE_MISSING and one.subject == article.title
            for one in self.issue.warnings
        )

    def confidence(self, article: Article) -> float | None:
        """The lowest confidence of recognition on an article's pages; None where it was text."""
        span = article.body_span
        return self.issue.confidence(span) if span.start < span.end else None


def preview(
    extract: Extract, sha256: str, amendments: Amendments, live: Sequence[Edition]
) -> Preview:
    """Read a document as the issue it would become, and hold it against what is live.

    Args:
        sha256: of the document's bytes.
        live: the live version's editions.
    """
    read = parse(extract.text, extract.page_starts, extract.recognised)
    issue = amend(read, amendments)
    known = [one for one in extract.recognised if one is not None]
    return Preview(
        issue=issue,
        articles=amend(read, replace(amendments, excluded=frozenset())).articles,
        excluded=amendments.excluded & {one.ordinal for one in read.articles},
        standing=_standing(issue, sha256, live),
        lacks=missing(issue),
        pages=len(extract.page_starts),
        recognised=sum(known) / len(known) if known else None,
        cautions=extract.cautions,
    )


def _standing(issue: Issue, sha256: str, live: Sequence[Edition]) -> Standing:
    former = next((one for one in live if one.key == issue.key), None)
    if former is None:
        return Standing.NEW
    same = former.sha256 == sha256 and former.issue == issue
    return Standing.UNCHANGED if same else Standing.REPLACES


def retitled(amendments: Amendments, ordinal: int, text: str) -> Amendments:
    """The amendments with another title for an article.

    Raises:
        AmendmentError: the text is no title.
    """
    title = " ".join(text.split()).strip("《》 ")
    if not title or len(title) > _LONGEST_TITLE:
        raise AmendmentError(wanted="title", text=title[:30])
    return replace(amendments, titles=(*amendments.titles, (ordinal, title)))


def excluding(amendments: Amendments, ordinal: int, *, out: bool) -> Amendments:
    """The amendments with an article left out, or taken in again."""
    excluded = amendments.excluded - {ordinal}
    return replace(amendments, excluded=excluded | {ordinal} if out else excluded)


def renumbered(amendments: Amendments, text: str) -> Amendments:
    """The amendments with another number, and another year where the text gives one.

    Raises:
        AmendmentError: the text is no number of an issue, such as 2024年第6期 or 6.
    """
    said = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.fullmatch(said)
    year = read_numeral(found[1]) if found and found[1] else None
    number = read_numeral(found[2]) if found else None
    if not number or number > _MOST_ISSUES or (year is not None and year not in _LIKELY_YEARS):
        raise AmendmentError(wanted="number", text=said[:30])
    return replace(amendments, number=number, year=year or amendments.year)


def redated(amendments: Amendments, text: str) -> Amendments:
    """The amendments with another date.

    Raises:
        AmendmentError: the text is no date, such as 2024年6月15日 or 2024-06-15.
    """
    said = "".join(unicodedata.normalize("NFKC", text).split())
    issued = read_date(said) or _plain_date(said)
    if issued is None or issued.year not in _LIKELY_YEARS:
        raise AmendmentError(wanted="date", text=said[:30])
    return replace(amendments, issued=issued)


def _plain_date(text: str) -> date | None:
    found = _PLAIN_DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
