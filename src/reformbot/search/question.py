"""From a question's words to a typed query: what is asked for, about where, in which issues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Place
from reformbot.bulletin.places import find_places
from reformbot.bulletin.words import words
from reformbot.locale import language_of

_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_ISSUE = re.compile(rf"(?:(?P<year>(?:19|20)[0-9]{{2}})年\s*)?第\s*(?P<number>{_NUMBER})\s*期")
_LIST = re.compile(
    r"哪些|哪几[个家市县区地所]?|[都还]有哪|列出|列举|列一下|分别有|名单"
    r"|\b(?:which|list|name)\b.*\b(?:cities|places|districts|counties|companies|employers"
    r"|colleges|units|bodies)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"多少|几[个家名人项次场所支条份对期年月元件位]|多大|多高|比例|占比|总数|数量"
    r"|\bhow (?:many|much)\b|\bpercentage\b|\bproportion\b",
    re.IGNORECASE,
)
_IDLE = frozenset(
    (
        *("的", "了", "在", "是", "有", "和", "与", "及", "把", "被", "让", "对", "为", "从", "到"),
        *("哪些", "哪个", "哪几", "哪", "几个", "几", "多少", "什么", "怎么", "怎样", "如何", "谁"),
        *(
            "吗",
            "呢",
            "吧",
            "啊",
            "都",
            "也",
            "还",
            "就",
            "那",
            "这",
            "个",
            "家",
            "一个",
            "请",
            "问",
        ),
        *("告诉", "我", "我们", "你", "你们", "一下", "列出", "地方", "城市", "做法", "情况"),
        *("关于", "一共", "总共", "分别", "各", "各是", "多", "大", "里", "里面", "中", "上", "下"),
        *("the", "a", "an", "of", "in", "on", "and", "or", "to", "for", "is", "are", "was", "were"),
        *("what", "which", "who", "how", "many", "much", "did", "does", "do", "have", "has", "had"),
    )
)
_UNIT_ASKED = re.compile(
    r"(?:多少|几)(?:万|亿)?(?P<unit>人次|场次|批次|[家名个人位项件次场所支条份对期年月元块])"
)
_UNITS_ALIKE = (
    frozenset("家所个座处"),
    frozenset(("人", "名", "位", "人次", "个")),
    frozenset("项件个条"),
    frozenset(("场", "次", "场次", "期")),
    frozenset(("元", "块")),
)


class Asked(StrEnum):
    """What a question wants to hear."""

    FIGURE = "figure"
    LIST = "list"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """An issue the question names; the year may be left out."""

    year: int | None
    number: int

    @property
    def label(self) -> str:
        """The issue as the question would write it."""
        return f"{self.year}年第{self.number}期" if self.year else f"第{self.number}期"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    Attributes:
        text: the question as asked.
        language: `zh` or `en`.
        places: administrative places it names.
        issues: issues it confines itself to; empty for all.
        units: units in which the asked figure may count (家, 所, 个); empty where any may.
        terms: the words that an answer should share, question words and place names left out.
    """

    text: str
    language: str
    asked: Asked
    places: tuple[Place, ...]
    issues: tuple[IssueFilter, ...]
    units: frozenset[str]
    terms: tuple[str, ...]


def understand(text: str, prior: Place | None) -> Query:
    """Read a question.

    Args:
        prior: the province the corpus is from, where place names are likely to lie.
    """
    text = text.strip()
    issues = tuple(
        IssueFilter(int(m["year"]) if m["year"] else None, read_numeral(m["number"]) or 0)
        for m in _ISSUE.finditer(text)
    )
    mentions = find_places(text, prior)
    places = tuple(dict.fromkeys(m.place for m in mentions if m.place is not None))
    rest = _ISSUE.sub(" ", _without(text, [(m.span.start, m.span.end) for m in mentions]))
    return Query(
        text=text,
        language=language_of(text),
        asked=_asked(text),
        places=places,
        issues=issues,
        units=_units(text),
        terms=tuple(dict.fromkeys(word for word in words(rest) if word not in _IDLE)),
    )


def _asked(text: str) -> Asked:
    if _LIST.search(text):
        return Asked.LIST
    return Asked.FIGURE if _FIGURE.search(text) else Asked.FACT


def _units(text: str) -> frozenset[str]:
    """Units that count what the question counts: 多少家 may be answered in 家, 所 or 个."""
    match = _UNIT_ASKED.search(text)
    if match is None:
        return (
            frozenset("元") if re.search(r"多少钱|多少经费|how much money", text) else frozenset()
        )
    unit = match["unit"]
    return frozenset({unit}).union(*(alike for alike in _UNITS_ALIKE if unit in alike))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    out: list[str] = []
    at = 0
    for start, end in spans:
        out.append(text[at:start])
        at = end
    return " ".join([*out, text[at:]])
