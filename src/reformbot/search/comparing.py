"""What a question wants worked out: a difference, a total, the larger of two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What is to be worked out from several figures."""

    DIFFERENCE = "difference"
    CHANGE = "change"
    RATIO = "ratio"
    TOTAL = "total"
    SHARE = "share"
    LARGER = "larger"
    SMALLER = "smaller"
    EARLIER = "earlier"
    LATER = "later"
    BOTH = "both"


_AMOUNT = r"(?:多少|几|百分之几)"
_WHO = r"(?:谁|哪[一]?[边个家座所](?!些))"
# 比 as a word of its own: 比例, 比赛 and 占比 compare nothing.
_THAN = r"(?<![占对评相])比(?![例赛重武拼率])"
AND = re.compile(
    rf"和(?!谐)|(?<!参)与|跟|、|以及|还是|相较|{_THAN}|\b(?:and|or|than|vs\.?|versus)\b",
    re.IGNORECASE,
)
"""What stands between two things compared."""

# The first that fits counts: what asks for a figure goes before what asks who has more.
_PATTERNS: tuple[tuple[Operation, str], ...] = (
    (Operation.RATIO, r"[几]倍|多少倍|\bhow many times\b|\bratio of\b"),
    (
        Operation.SHARE,
        rf"占.{{0,16}}(?:{_AMOUNT}|比例|比重|几成)|占比"
        r"|\bwhat (?:share|percentage|proportion) of\b",
    ),
    (
        Operation.CHANGE,
        rf"(?:增加|增长|增多|增设|上升|提高|添|涨|减少|下降)了?{_AMOUNT}|(?<!比)[多少]了{_AMOUNT}|增幅|增长率"
        r"|\b(?:increase|grow|grew|rise|rose|drop|fall|fell|change)d?\b",
    ),
    (
        Operation.DIFFERENCE,
        rf"{_THAN}.{{1,24}}[多少高低大小](?:出|了)?{_AMOUNT}|多出{_AMOUNT}|少{_AMOUNT}|相差|差距|差了?{_AMOUNT}|高出"
        r"|\bhow (?:many|much) (?:more|fewer|less|higher|lower|larger)\b"
        r"|\bdifference\b|\bby how (?:many|much)\b",
    ),
    (
        Operation.TOTAL,
        r"合计|总和|相加|加起来|加在?一[起块]|共计|一共|总共|总计"
        r"|\b(?:in total|combined|together|altogether|sum of|total)\b",
    ),
    (
        Operation.EARLIER,
        rf"{_WHO}.{{0,12}}[更较最]?(?:早|先)(?!进)|\bwhich.{{0,40}}\b(?:earlier|first)\b",
    ),
    (Operation.LATER, rf"{_WHO}.{{0,12}}[更较最]?(?:晚|迟)|\bwhich.{{0,40}}\blater\b"),
    (
        Operation.SMALLER,
        rf"{_WHO}.{{0,14}}(?:[更较最]?(?:低|小)|(?<!多)[更较最]?少)(?=[，。？?些一]|$)"
        rf"|(?:{_WHO}|哪[市县]).{{0,24}}最[少小低]"
        r"|\b(?:which|who)\b.{0,60}\b(?:fewer|fewest|lower|lowest|less|least|smaller|smallest)\b",
    ),
    (
        Operation.LARGER,
        rf"{_WHO}.{{0,14}}[更较最]?(?:多|大|高)(?!少|级|校)|(?:{_WHO}|哪[市县]).{{0,24}}最[多大高]"
        r"|\b(?:which|who)\b.{0,60}\b(?:more|most|higher|highest|larger|largest|bigger|biggest)\b",
    ),
    (Operation.BOTH, r"各报|各[是有为]多少|分别[是有为]?多少|相比|\bcompared?\b|\beach\b"),
)
_OPERATIONS = tuple((wanted, re.compile(p, re.IGNORECASE)) for wanted, p in _PATTERNS)
_SEVERAL = re.compile(r"各[类种级个]|两[者地家]|\b(?:both|all)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"最[多少高低大小]|第一|居首|\b(?:most|least|fewest|highest|lowest|largest|smallest|biggest)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年?|(?P<near>今年|本年|去年|上年))(?:(?P<month>1[0-2]|0?[1-9])月|(?P<part>年?[初底末春夏秋冬]))?"
)
_PLANNED = re.compile(r"计划|目标|打算|安排|预计|定的|\b(?:plan|target|aim|goal)", re.IGNORECASE)
_LEVELS = (
    ("国家", re.compile(r"国家|国字号|全国|\bnational", re.IGNORECASE)),
    ("省", re.compile(r"省[级里内属]|全省|\bprovincial", re.IGNORECASE)),
    ("市", re.compile(r"市[级里属]|\bmunicipal", re.IGNORECASE)),
    ("区县", re.compile(r"[区县](?:[）)])?级|[区县]里|区县|县区|\bdistrict-level", re.IGNORECASE)),
    ("镇", re.compile(r"[镇乡](?:街道)?级|镇街|乡镇|街道")),
)
_NOUN = re.compile(
    r"(?:多少|几)(?:万|亿)?(?:人次|场次|[家名个人位项件次场所支条份对元座]|)(?P<noun>[\u4e00-\u9fff]{2,8})(?=[，。？?]|$)"
)
_COMPARING = re.compile(
    r"[几多少]倍|合计|总和|相加|加起来|加在?一[起块]儿?|共计|一共|总共|总计|相差|差距|差多少|多出|高出|相比|占比|各[类种级报]"
    r"|(?:增加|增长|添|涨)了?|[多少高低大小](?:了|出)?(?:多少|几)|谁家?|哪[边个家座]|[更较最][多少高低大小早晚]"
    rf"|数量|数各|[场个家人]数|的?总数|数[大小]|{_THAN}"
)


def read_operation(text: str) -> Operation | None:
    """What a question wants worked out; None where it wants one thing told.

    一共 alone asks for no sum: a total needs two things to add, or each kind of one.
    """
    for operation, pattern in _OPERATIONS:
        if pattern.search(text):
            if operation is Operation.TOTAL and not (AND.search(text) or _SEVERAL.search(text)):
                continue
            return operation
    return None


def read_level(text: str) -> str:
    """The level of administration a text names, the last where several; empty where none."""
    found = [(m.start(), level) for level, pattern in _LEVELS for m in pattern.finditer(text)]
    return max(found)[1] if found else ""


def asks_for_plans(text: str) -> bool:
    """Whether a question is after what is intended."""
    return bool(_PLANNED.search(text))


def asked_noun(text: str) -> str:
    """The noun a question puts behind 多少所 or the like; empty where it names none there."""
    match = _NOUN.search(text)
    return match["noun"] if match else ""


def is_superlative(text: str) -> bool:
    """Whether a question asks for the first of many rather than of two."""
    return bool(_SUPERLATIVE.search(text))


@dataclass(frozen=True, slots=True)
class Time:
    """A year that a text names, with the month where it names one."""

    words: str
    year: int
    month: int | None


def compared_times(text: str) -> tuple[Time, ...]:
    """The times that a question sets side by side, the earliest first."""
    different = {(time.year, time.month): time for time in reversed(times_in(text, None))}
    return tuple(sorted(different.values(), key=lambda time: (time.year, time.month or 0)))


def times_in(text: str, issued: int | None) -> list[Time]:
    """The times a text names, in order.

    A year's beginning is January, its end December; a season has no month.

    Args:
        issued: the year that 今年 means; without it 今年 and 去年 name no time.
    """
    times: list[Time] = []
    for match in _TIME.finditer(text):
        month = int(match["month"]) if match["month"] else None
        part = (match["part"] or "")[-1:]
        month = {"初": 1, "底": 12, "末": 12}.get(part, month)
        if match["year"]:
            times.append(Time(match[0], int(match["year"]), month))
        elif issued is not None:
            last = match["near"] in ("去年", "上年")
            times.append(Time(match[0], issued - last, month))
    return times


def without_comparing(text: str) -> str:
    """A question's words without those that compare, add or count."""
    return _TIME.sub("，", _COMPARING.sub("，", text))
