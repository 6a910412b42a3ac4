"""Figures in running text: read, normalised, compared.

A figure is a number with its unit: 1.2万人次, 98%, 5000元, 一百二十家. Values are exact decimals,
so 1.2万, 12000 and 一万二千 are equal. Chinese numerals are read by cn2an.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import cn2an

from reformbot.bulletin import widths
from reformbot.bulletin.model import Span

_SCALES = {"千": Decimal(1000), "百": Decimal(100), "万": Decimal(10_000), "亿": Decimal(10**8)}
_CHINESE_DIGITS = "〇零○一二两三四五六七八九"
_NUMERAL = rf"[{_CHINESE_DIGITS}十百千]+"
_UNIT = (
    r"(?:个?百分点|个月|平方米|平方公里|平方千米|公里|千米|千瓦时|人次|场次|批次|课时|元|人|名|位|家|所|个|项|件"
    r"|场|次|批|期|届|年|月|日|号|天|小时|支|条|份|对|组|户|套|篇|枚|档|种|类|级|座|处|站|间|张|台|岁|倍)"
)
# Behind a single Chinese numeral these would make everyday words: 一起, 一面, 一线.
_ARABIC_UNIT = (
    r"(?:千克|公斤|千瓦|兆瓦|厘米|毫米|公顷|分钟|周年|轮次|期次|台套|学时|学分|吨|亩|米|克|秒|周|字|页|册|幅|款|轮|辆"
    r"|艘|班|队|堂|课|节|宗|起|笔|门|片|村|镇|县|市|省|栋|口|只|头|株|把|床|块|任|代|成|折|分|[A-Za-z]+)"
)
_FEWEST_DIGITS = 2
_MORE = "余|多|以上|来"
_FIGURE = re.compile(
    rf"""
    (?P<ordinal>第[ ]?)?
    (?:
        (?P<arabic>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)
        (?:[ ]?(?P<scale>[百千]?[万亿]+|千(?![瓦米克])))?
        (?:[ ]?(?:{_MORE}))?(?P<scale2>[万亿])?
        (?:[ ]?(?P<percent>[%‰])|[ ]?(?P<unit>{_UNIT})|(?P<more_unit>{_ARABIC_UNIT}))?
    |   (?P<share>百分之|千分之)
        (?P<shared>{_NUMERAL}(?:点[{_CHINESE_DIGITS}]+)?|[0-9]+(?:\.[0-9]+)?)
    |   (?<![几数])(?P<chinese>[万亿]|{_NUMERAL}(?:[万亿](?:{_NUMERAL})?)*)
        (?:余|多)?(?P<chinese_scale>[万亿])?(?P<chinese_unit>{_UNIT})
    |   (?P<bare>{_NUMERAL}(?:万(?:{_NUMERAL})?)?)
    )
    """,
    re.VERBOSE,
)
_D = "[一二两三四五六七八九]"
_BELOW_100 = rf"(?:{_D}?十{_D}?)"
_BELOW_1000 = rf"(?:{_D}百(?:{_D}十{_D}?|零{_D})?|{_BELOW_100})"
_BELOW_10000 = rf"(?:{_D}千(?:{_D}百(?:{_D}十{_D}?|零{_D})?|零{_D}(?:十{_D}?)?)?|{_BELOW_1000})"
# A numeral without a unit that can be nothing but a count: 四千四万 and 十百千万 are names.
_WELL_FORMED = re.compile(rf"(?:(?:{_BELOW_10000}|{_D})万(?:零?{_BELOW_10000})?|{_BELOW_10000})")
_RANGE = re.compile(r"[ ]?(?:[—–~～-]{1,2}|至|到)[ ]?")
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
        is_ordinal: it names one of a row (第47届) rather than counting.
    """

    span: Span
    text: str
    value: Decimal
    unit: str
    is_ordinal: bool = False


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
    """All figures of a text in order, of any width.

    Chinese numerals count where a unit follows (三项, 一百二十家) or where they can be nothing else
    (一万二千): 一 and 十 are part of too many words. The first end of a range takes its unit from
    the second (3—5家).
    """
    half = "".join(map(widths.narrowed, text))
    out: list[Figure] = []
    for match in _FIGURE.finditer(half):
        value = _value(match)
        if value is None:
            continue
        span = Span(*match.span())
        unit = _unit(match)
        if out and not out[-1].unit and _RANGE.fullmatch(half, out[-1].span.end, span.start):
            out[-1] = replace(out[-1], unit=unit)
        out.append(Figure(span, span.of(text), value, unit, bool(match["ordinal"])))
    return out


def _unit(match: re.Match[str]) -> str:
    if match["share"]:
        return "%" if match["share"] == "百分之" else "‰"
    names = ("percent", "unit", "more_unit", "chinese_unit")
    return next((match[name] for name in names if match[name]), "")


def _value(match: re.Match[str]) -> Decimal | None:
    if match["arabic"]:
        value = Decimal(match["arabic"].replace(",", ""))
        return _scaled(value, (match["scale"] or "") + (match["scale2"] or ""))
    if match["share"]:
        return _share(match["shared"])
    if match["bare"]:
        return _counted(match["bare"])
    number = match["chinese"]
    whole = read_numeral("一" + number if number[0] in "百千万亿" else number)
    return None if whole is None else _scaled(Decimal(whole), match["chinese_scale"] or "")


def _scaled(value: Decimal, scales: str) -> Decimal:
    for scale in scales:
        value *= _SCALES[scale]
    return value


def _share(numeral: str) -> Decimal | None:
    if numeral.isascii():
        return Decimal(numeral)
    whole, _, decimals = numeral.partition("点")
    value = read_numeral(whole)
    digits = "".join(str(read_numeral(digit)) for digit in decimals)
    return None if value is None else Decimal(f"{value}.{digits or 0}")


def _counted(numeral: str) -> Decimal | None:
    """Value of a numeral that stands without a unit; None where it may be part of a word."""
    digits = sum(char in _CHINESE_DIGITS for char in numeral)
    if digits < _FEWEST_DIGITS or not _WELL_FORMED.fullmatch(numeral):
        return None
    value = read_numeral(numeral)
    return None if value is None else Decimal(value)
