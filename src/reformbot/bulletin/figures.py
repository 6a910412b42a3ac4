"""Figures in running text: read, normalised, compared.

A figure is a number with its unit: 1.2万人次, 98%, 5000元, 一百二十家. Values are exact decimals,
so 1.2万, 12000 and 一万二千 are equal. Chinese numerals are read by cn2an.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import cn2an

from reformbot.bulletin.model import Span

_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1000)}
_CHINESE_DIGITS = "〇零○一二两三四五六七八九"
_NUMERAL = rf"[{_CHINESE_DIGITS}十百千]+"
_UNIT = (
    r"(?:个?百分点|平方米|平方公里|平方千米|公里|千米|千瓦时|人次|场次|批次|课时|元|人|名|位|家|所|个|项|件"
    r"|场|次|批|期|届|年|月|日|号|天|小时|支|条|份|对|组|户|套|篇|枚|档|种|类|级|座|处|站|间|张|台|岁|倍)"
)
_FIGURE = re.compile(
    rf"(?P<arabic>[0-9]+(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<scale>[千万亿]+)?"
    rf"(?:余|多|以上)?(?P<scale2>[万亿])?(?P<percent>%|‰)?(?P<unit>{_UNIT})?"
    rf"|百分之(?P<percentage>{_NUMERAL})"
    rf"|(?P<chinese>{_NUMERAL}(?:[万亿](?:{_NUMERAL})?)*)(?:余|多)?(?P<cscale>[万亿])?(?P<cunit>{_UNIT})"
)
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[〇零○一二三四五六七八九]{4})\s*[年./-]\s*"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[月./-]\s*"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed.

    Attributes:
        span: where it stands, unit included.
        text: the printed words.
        value: its exact value; a percentage keeps its printed number (98% is 98).
        unit: what it counts in, without scale: 人次, 元, %; empty where none is printed.
    """

    span: Span
    text: str
    value: Decimal
    unit: str


def read_numeral(text: str) -> int | None:
    """Value of an Arabic or Chinese whole number (17, 十七, 二〇二四); None where it is neither."""
    text = text.strip().replace("○", "〇")
    if text.isascii():
        return int(text) if text.isdigit() else None
    try:
        return int(cn2an.cn2an(text, "normal"))
    except ValueError:
        return None


def read_date(text: str) -> date | None:
    """The first full date in a text, Arabic or Chinese (2024年5月29日, 二〇二四年五月二十九日)."""
    for match in _DATE.finditer(text):
        parts = [read_numeral(match[name]) for name in ("year", "month", "day")]
        if all(part is not None for part in parts):
            year, month, day = (part or 0 for part in parts)
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def read_figures(text: str) -> list[Figure]:
    """All figures of a text in order.

    Chinese numerals count only where a unit follows (三项, 一百二十家): 一 and 十 are part of too
    many words.
    """
    out: list[Figure] = []
    for match in _FIGURE.finditer(text):
        figure = _arabic(match) if match["arabic"] else _chinese(match)
        if figure is not None:
            out.append(figure)
    return out


def _arabic(match: re.Match[str]) -> Figure:
    value = Decimal(match["arabic"].replace(",", ""))
    for scale in (match["scale"] or "") + (match["scale2"] or ""):
        value *= _SCALES[scale]
    unit = match["percent"] or match["unit"] or ""
    return Figure(Span(*match.span()), match[0], value, unit)


def _chinese(match: re.Match[str]) -> Figure | None:
    number = read_numeral(match["percentage"] or match["chinese"])
    if number is None:
        return None
    value = number * _SCALES.get(match["cscale"] or "", Decimal(1))
    unit = "%" if match["percentage"] else match["cunit"]
    return Figure(Span(*match.span()), match[0], value, unit)
