"""Shorthand of notes spelled out where it means one thing only: dates, lists, units, names.

No figure is changed, added or dropped: whatever would do so is left as it came.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Protocol, cast

from opencc import OpenCC

from reformbot.bulletin.plain import plain

_BULLET = re.compile(
    r"^\s*(?:[-*•·●○◆◇■□▪▶►→>＞—–]+|[①-⑳]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]"
    r"|[一二三四五六七八九十]{1,2}[、是.．]|第[一二三四五六七八九十][、，,：:]|\d{1,2}(?:[)）、]|[.．](?!\d)))\s*"
)
_INLINE_NUMBER = re.compile(
    r"(?:(?<=[\s；;。，,：:])|^)(?:[①-⑳]|[（(]\d{1,2}[)）]|\d{1,2}[.、)）])\s*(?=[\u4e00-\u9fff“《])"
)
_COUNTING = re.compile(r"(?:(?<=[\s；;。])|^)(?P<number>\d{1,2})[.、)）]\s*(?=\S)")
_JOINS = frozenset("达超近约第共有至到和与及为是")
_NOT_A_DAY = r"(?![\d.%‰万亿千百元人名家个项件场次倍级吨亩米公分])"
_DAY = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<day>\d{1,2})日?(?![\d.])"
)
_MONTH = re.compile(rf"(?<![\d.])(?P<year>(?:19|20)\d\d)[./](?P<month>\d{{1,2}})月?{_NOT_A_DAY}")
_SHORT_DAY = re.compile(
    r"(?P<before>^|[（(])(?P<month>\d{1,2})[.](?P<day>\d{1,2})"
    r"(?:\s?[-—–~～至]\s?(?P<month2>\d{1,2})[.](?P<day2>\d{1,2}))?"
    r"(?:(?=[）)])|日|(?P<gap>\s+)(?![%‰万亿千百元人名家个项件场次倍级吨亩米公分]))"
)
_LAST_MONTH, _LAST_DAY = 12, 31
_SAID_YEAR = re.compile(r"(?:今年|本年|去年|上年|前年)[（(]((?:19|20)\d\d)年?[)）]")
_LIST_GAP = re.compile(r"(?<=[\d人名家个项件场次])[ \u3000\t]+(?=[\u4e00-\u9fff]{1,8}\d)")
_DAYS = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})\s?[-—–~～至]+\s?"
    r"(?P<month2>\d{1,2})[./](?P<day2>\d{1,2})(?![\d.])"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SIGNS = {"≥": "不低于", "≤": "不超过", "＞": "超过", "＜": "低于"}
_SIGN = re.compile(r"\s*([≥≤＞＜])\s*(?=\d)")
_AFTER_DATE = re.compile(r"(?<=[年月日])[ \u3000\t]+")
_SLASH = re.compile(
    r"(?<=[\u4e00-\u9fff）”》])\s*[/|｜]\s*(?!(?:[年月日天时次人户亩吨]|小时|平方米|公里)(?:[，。；、）]|$))(?=[\u4e00-\u9fff（“《])"
)
_SLASH_BEFORE_FIGURE = re.compile(r"(?<=[”）》])\s*/\s*(?=\d)")
_CLAUSES_APART = re.compile(
    r"(?P<one>\d[\d.]*[万亿]?[余多]?[\u4e00-\u9fff%]{0,3})\s*[/|｜]\s*(?=[\u4e00-\u9fff]{2,6}\d)"
)
_LONG_PLUS = re.compile(r"\s[+＋&]\s")
_PLUS = re.compile(r"\s*[+＋&]\s*(?=[\u4e00-\u9fff])")
_POINT = re.compile(
    r"(?<=[\u4e00-\u9fff）”》%])[.．](?=\s|$|[\u4e00-\u9fff“《])|(?<=\d)[.．](?=\s*[\u4e00-\u9fff“《]|\s*$)"
)
_GAP = re.compile(r"[ \u3000\t]+")
_TO_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=\d)|(?<=\d)\s+(?=[\u4e00-\u9fff])")
_SHORT_UNION = re.compile(
    r"(?<=[省市区县])总(?=[、，；。和与及]|联合|牵头|$|[）])|(?<=[省市区县])总(?=工作人员|干部)"
)
_SHORT_UNION_FIRST = re.compile(r"(?<![\u4e00-\u9fff])([省市区县])总(?![工经体量面部额产数计人])")
_VARIANT = re.compile(r"(?P<odd>[\u4e00-\u9fff])[（(](?P<usual>[\u4e00-\u9fff])[)）]")
_TOTAL = re.compile(r"(?:合计|总计|共计|一共|总共|共)(?P<total>\d+)(?P<unit>[人名家个项件场次]+)")
_BARE = re.compile(r"(?<=[\u4e00-\u9fff])(?P<number>\d+)(?=[，、。；）]|$)")
_PERSON = (
    r"(?:工人|职工|员工|党员|学员|会员|选手|徒弟|代表|干部|人员|人才|青年|技师|师|工匠|能手|模范|劳模|级工"
    r"|专家|劳动者|群众|农民工)"
)
_BARE_PEOPLE = re.compile(
    rf"(?P<before>{_PERSON}(?:已|共|达|达到|超|超过|近|约|逾|突破)?)(?P<number>\d+(?:\.\d+)?万?)(?=[，、。；）]|$)"
)
_LEVELS = re.compile(r"(?<=[级类])(?P<number>\d+)(?=[，、。；）]|$)")
_THAT_MANY = re.compile(r"(?P<number>\d+)个(?=[，、。；）]|$)")
_PEOPLE_BEFORE = re.compile(r"\d(?:余|多)?[名位人](?!次)")
_DIGITS = re.compile(r"\d+")
_FEWEST_PARTS = 2


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def unbulleted(line: str) -> str:
    """A line without the bullet or number it begins with."""
    return _BULLET.sub("", line, count=1).strip()


def numbered_apart(line: str) -> str:
    """A line with what is numbered in it (1.… 2.…) on lines of its own."""
    marks: list[re.Match[str]] = []
    for match in _COUNTING.finditer(line):
        if int(match["number"]) == len(marks) + 1:
            marks.append(match)
    if len(marks) > _FEWEST_PARTS:
        starts = [0, *(match.end() for match in marks)]
        ends = [*(match.start() for match in marks), len(line)]
        parts = [line[start:end].strip(" ；;，,") for start, end in zip(starts, ends, strict=True)]
        return "\n".join(part for part in parts if part)
    if len(_INLINE_NUMBER.findall(line)) < _FEWEST_PARTS:
        return line
    return "\n".join(part.strip(" ；;，,") for part in _INLINE_NUMBER.split(line) if part.strip())


def settled(line: str) -> str:
    """Widths and points settled, shorthand dates written out; still one line.

    A space that separates words is left for `phrasing` as a single one.
    """
    text = _THOUSANDS.sub("", _narrow(line))
    text = _DAYS.sub(_days, text)
    text = _POINT.sub("。", text)
    text = _SIGN.sub(lambda match: _SIGNS[match[1]], text)
    text = _SAID_YEAR.sub(r"\1年", text)
    text = _DAY.sub(_day, text)
    text = _MONTH.sub(_month, text)
    text = _SHORT_DAY.sub(_short_day, text)
    text = _AFTER_DATE.sub("，", text)
    text = _LIST_GAP.sub("、", text)
    text = _LONG_PLUS.sub("和", text) if _spells_out(text) else text
    text = _PLUS.sub("+", text)
    text = _CLAUSES_APART.sub(r"\g<one>，", text)
    text = _SLASH.sub("、", text)
    text = _SLASH_BEFORE_FIGURE.sub("、", text)
    text = _TO_NUMBER.sub(_closed, text)
    text = _VARIANT.sub(_usual, text)
    text = _SHORT_UNION_FIRST.sub(r"\1总工会", text)
    text = _SHORT_UNION.sub("总工会", text)
    return " ".join(map(plain, text.split(" "))).strip(" ，,；;、")


def with_units(text: str) -> str:
    """A sentence with the units that its own figures make certain.

    Parts that add up to a total take its unit (技师125，…，合计6382人); bare figures behind words
    for people are people; 20个 behind a figure of people are people too.
    """
    text = _shared_unit(text)
    text = _BARE_PEOPLE.sub(r"\g<before>\g<number>人", text)
    if len(_LEVELS.findall(text)) >= _FEWEST_PARTS:
        text = _LEVELS.sub(r"\g<number>个", text)
    match = _THAT_MANY.search(text)
    if match and _PEOPLE_BEFORE.search(text[: match.start()]):
        text = f"{text[: match.start()]}{match['number']}名{text[match.end() :]}"
    return text


def same_digits(one: str, other: str) -> bool:
    """Whether two texts print the same numbers, in whatever order."""
    return _numbers(one) == _numbers(other)


def _numbers(text: str) -> Counter[int]:
    return Counter(int(digits) for digits in _DIGITS.findall(plain(text)))


def _narrow(line: str) -> str:
    """The line as `plain` spells it, with its spaces."""
    pieces = _GAP.split(line)
    return " ".join(plain(piece) for piece in pieces if piece)


def _day(match: re.Match[str]) -> str:
    month, day = int(match["month"]), int(match["day"])
    if not (0 < month <= _LAST_MONTH and 0 < day <= _LAST_DAY):
        return match[0]
    return f"{match['year']}年{month}月{day}日"


def _days(match: re.Match[str]) -> str:
    months = [int(match[name]) for name in ("month", "month2")]
    days = [int(match[name]) for name in ("day", "day2")]
    if not all(0 < m <= _LAST_MONTH for m in months) or not all(0 < d <= _LAST_DAY for d in days):
        return match[0]
    return f"{match['year']}年{months[0]}月{days[0]}日—{months[1]}月{days[1]}日"


def _month(match: re.Match[str]) -> str:
    month = int(match["month"])
    return f"{match['year']}年{month}月" if 0 < month <= _LAST_MONTH else match[0]


def _short_day(match: re.Match[str]) -> str:
    parts = [int(match[name]) for name in ("month", "day", "month2", "day2") if match[name]]
    months, days = parts[::2], parts[1::2]
    if not all(0 < m <= _LAST_MONTH for m in months) or not all(0 < d <= _LAST_DAY for d in days):
        return match[0]
    said = "—".join(f"{month}月{day}日" for month, day in zip(months, days, strict=True))
    return f"{match['before']}{said}{'，' if match['gap'] else ''}"


def _spells_out(text: str) -> bool:
    """Whether what a plus joins is too long for a slogan (党员+人才)."""
    return all(len(part.strip()) > 6 for part in re.split(r"[+＋&]", text)[:2])


@cache
def _converter() -> _Converter:
    return cast("_Converter", OpenCC("t2s"))


def _closed(match: re.Match[str]) -> str:
    """Nothing before a number; a comma where what stands before has a number of its own."""
    text = match.string
    before = re.split(r"[，。；：、（\s]", text[: match.start()])[-1]
    is_new = text[match.start() - 1 : match.start()] not in _JOINS and text[match.end()].isdigit()
    return "，" if is_new and any(char.isdigit() for char in before) else ""


def _usual(match: re.Match[str]) -> str:
    simplified = _converter().convert(match["odd"])
    return match["usual"] if simplified == match["usual"] else match[0]


def _shared_unit(text: str) -> str:
    total = _TOTAL.search(text)
    if total is None:
        return text
    bare = [match for match in _BARE.finditer(text) if match.end() <= total.start()]
    if len(bare) < _FEWEST_PARTS:
        return text
    if sum(Decimal(match["number"]) for match in bare) != Decimal(total["total"]):
        return text
    for match in reversed(bare):
        text = f"{text[: match.end()]}{total['unit']}{text[match.end() :]}"
    return text
