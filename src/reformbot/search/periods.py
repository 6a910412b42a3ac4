"""Times that a question names: issues by number or date, and years it asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import IssueKey

_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})年?"
_ISSUE = re.compile(
    rf"(?:{_YEAR}\s*(?:的)?)?第\s*(?P<number>{_NUMBER})\s*期"
    r"(?:（(?P<aside>(?:19|20)[0-9]{2})年）)?"
    r"|\b(?:issue|no\.?)\s*(?P<english>[0-9]{1,3})(?:\s*(?:of|,)\s*(?P<of>(?:19|20)[0-9]{2}))?",
    re.IGNORECASE,
)
_PRINTED_IN = re.compile(
    rf"{_YEAR}(?P<half>上半年|下半年)?(?:的|那|这|里)*(?:各|几|两|三|每|[0-9])?期(?!间)"
)
_PRINTED_SINCE = re.compile(rf"{_YEAR}(?:以来|之后|以后|起)的?(?:各期|几期|简报|专报)")
_ASKED_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|\b)")


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Issues a question confines itself to: one by its number, or those of a period.

    Attributes:
        year, number: of one issue; the year may be left out in the question.
        start, end: first and last day of issue, where it names a period.
        label: as the question writes it.
    """

    label: str
    year: int | None = None
    number: int | None = None
    start: date | None = None
    end: date | None = None

    def admits(self, key: IssueKey, issued: date | None) -> bool:
        """Whether an issue is one of those meant."""
        if self.number is not None:
            return key.number == self.number and self.year in (None, key.year)
        day = issued or date(key.year, 1, 1)
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


def read_issue_filters(text: str) -> tuple[tuple[IssueFilter, ...], str]:
    """The issues a question confines itself to, and the question without the words for them."""
    filters: list[IssueFilter] = []
    for match in _ISSUE.finditer(text):
        named = match["year"] or match["aside"] or match["of"]
        number = read_numeral(match["number"]) if match["number"] else int(match["english"])
        filters.append(IssueFilter(match[0], int(named) if named else None, number or 0))
    rest = _ISSUE.sub(" ", text)
    filters += [
        IssueFilter(match[0], start=date(int(match["year"]), 1, 1))
        for match in _PRINTED_SINCE.finditer(rest)
    ]
    rest = _PRINTED_SINCE.sub(" ", rest)
    filters += [_printed_in(match) for match in _PRINTED_IN.finditer(rest)]
    return tuple(filters), _PRINTED_IN.sub(" ", rest)


def read_years(text: str) -> frozenset[int]:
    """The years a question asks about."""
    return frozenset(int(year) for year in _ASKED_YEAR.findall(text))


def _printed_in(match: re.Match[str]) -> IssueFilter:
    year = int(match["year"])
    first = date(year, 7, 1) if match["half"] == "下半年" else date(year, 1, 1)
    last = date(year, 6, 30) if match["half"] == "上半年" else date(year, 12, 31)
    return IssueFilter(match[0], start=first, end=last)
