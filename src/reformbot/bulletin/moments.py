"""Dates in running text: which years, months and days a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Span

_DIGITS = "〇零一二三四五六七八九"
_YEAR_NUMBER = rf"(?:(?:19|20)[0-9]{{2}}|[{_DIGITS}]{{4}})"
_SMALL_NUMBER = r"(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])"
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_MOMENT = re.compile(
    rf"""
    (?<![0-9])(?P<iso_year>(?:19|20)[0-9]{{2}})[-./](?P<iso_month>[0-9]{{1,2}})[-./](?P<iso_day>[0-9]{{1,2}})(?![0-9])
    | (?:
        (?<![0-9])(?P<year>{_YEAR_NUMBER})
            (?:年?(?:至|到|[—–~～-]{{1,2}})(?P<until>{_YEAR_NUMBER}))?
            年(?!级)
        | (?P<word>{"|".join(_RELATIVE)})
      )
      (?:(?P<month>{_SMALL_NUMBER})月(?:份)?(?:(?P<day>{_SMALL_NUMBER})[日号])?)?
    | (?<![0-9个])(?P<lone_month>{_SMALL_NUMBER})月(?:份)?(?:(?P<lone_day>{_SMALL_NUMBER})[日号])?
    | (?<![0-9第每])(?P<only_day>{_SMALL_NUMBER})[日号](?![线楼])
    """,
    re.VERBOSE,
)
_SEASON = re.compile(r"上半年|下半年|第?[一二三四1234]季度|年初|年中|年底|年末")
_ALIKE_SEASONS = {"年末": "年底"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is printed.

    Attributes:
        span: where it stands.
        years: the year, or all years of a range; empty where only month or day are printed.
        month, day: None where not printed.
    """

    span: Span
    years: frozenset[int]
    month: int | None = None
    day: int | None = None


def read_moments(text: str, issued: date | None) -> list[Moment]:
    """All dates of a text in order.

    Args:
        text: as `plain` spells it.
        issued: what 今年 and 去年 are counted from; without it they are no dates.
    """
    found: list[Moment] = []
    for match in _MOMENT.finditer(text):
        years = _years(match, issued)
        if match["word"] and not years and not match["month"]:
            continue
        month = _number(match["iso_month"] or match["month"] or match["lone_month"])
        names = ("iso_day", "day", "lone_day", "only_day")
        day = _number(next((match[name] for name in names if match[name]), None))
        if years or month is not None or day is not None:
            found.append(Moment(Span(*match.span()), years, month, day))
    return found


def uncarried_dates(
    said: str, issued: date | None, carried: Iterable[tuple[str, date | None]]
) -> list[str]:
    """The dates of a text that none of the carrying texts names.

    Args:
        said: the text to judge, as `plain` spells it.
        issued: what its 今年 is counted from.
        carried: each carrying text with the date of its issue, which counts as named in it.
    """
    moments: list[Moment] = []
    seasons: set[str] = set()
    for text, day in carried:
        moments += in_their_years(read_moments(text, day), day)
        seasons |= _seasons(text)
        if day is not None:
            moments.append(Moment(Span(0, 0), frozenset((day.year,)), day.month, day.day))
    missing = [
        moment.span.of(said)
        for moment in read_moments(said, issued)
        if not _is_carried(moment, moments)
    ]
    return missing + sorted(_seasons(said) - seasons)


def in_their_years(moments: Sequence[Moment], issued: date | None) -> list[Moment]:
    """The same dates, months and days with the year last named before them, or the issue's."""
    out: list[Moment] = []
    last = frozenset((issued.year,)) if issued else frozenset[int]()
    for moment in moments:
        last = moment.years or last
        out.append(moment if moment.years else replace(moment, years=last))
    return out


def _is_carried(said: Moment, carried: Sequence[Moment]) -> bool:
    if said.month is None and said.day is None:
        return said.years <= frozenset().union(*(moment.years for moment in carried))
    return any(
        (said.month in (None, moment.month))
        and said.day in (None, moment.day)
        and (not moment.years or said.years <= moment.years)
        for moment in carried
    )


def _years(match: re.Match[str], issued: date | None) -> frozenset[int]:
    if match["word"]:
        return frozenset((issued.year + _RELATIVE[match["word"]],)) if issued else frozenset()
    if match["iso_year"]:
        return frozenset((int(match["iso_year"]),))
    if not match["year"]:
        return frozenset()
    first = _year(match["year"])
    last = _year(match["until"]) if match["until"] else first
    return frozenset(range(min(first, last), max(first, last) + 1))


def _year(text: str) -> int:
    if text.isascii():
        return int(text)
    return int("".join(str(read_numeral(digit)) for digit in text))


def _number(text: str | None) -> int | None:
    return read_numeral(text) if text else None


def _seasons(text: str) -> set[str]:
    return {_ALIKE_SEASONS.get(match[0], match[0]) for match in _SEASON.finditer(text)}
