"""From a question's words to a typed query: what is asked for, about where, in which issues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import product
from math import prod
from typing import Protocol, cast

from opencc import OpenCC

from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.model import Place
from reformbot.bulletin.places import find_places
from reformbot.bulletin.words import is_noun, words
from reformbot.locale import language_of
from reformbot.search.comparing import Operation, read_operation
from reformbot.search.english import chinese_terms, places_in_pinyin
from reformbot.search.periods import IssueFilter, read_issue_filters, read_years


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


_CONVERTER = cast("_Converter", OpenCC("t2s"))
_COUNT = "几两三四五六七八九十"
_LIST = re.compile(
    rf"哪些|哪[{_COUNT}]+[个家市县区地所种类项路条篇位期]|都有哪|有哪|列出|列举|列个|列一下|名单"
    r"|\b(?:which|list|name)\b.{0,60}?\b(?:cities|places|districts|counties|companies|employers|firms"
    r"|enterprises|colleges|schools|institutions|units|bodies)\b",
    re.IGNORECASE,
)
_PLACE_NOUN = "(?:地方|城市|地区|市县|县市|区县|县区|设区市|地级市|市|县|区|地)"
_FIRM_NOUN = "(?:企业|公司|单位|厂家|工厂)"
# The noun may also stand before what asks: 办了夜校的地方都有哪些。
_ASKED_BEFORE = (
    rf"(?:一共|总共|分别|都|又|各)*(?:有|是|包括)(?:哪些|哪[{_COUNT}]+[个家])(?=[，。？?]|$)"
)
_ENUMERATION = re.compile(
    r"哪[几二两三四五六七八九十]+[\u4e00-\u9fff]|哪些"
    r"|(?<!第)[几二两三四五六七八九十][\u4e00-\u9fff]{1,12}?(?:叫什么|叫啥|什么名|名字|名称|分别|各[叫是指])"
    r"|\b(?:what are|name|list) the (?:two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_LISTED_PLACES = re.compile(
    rf"(?:哪些|哪[{_COUNT}]+个?|有哪){_PLACE_NOUN}|的{_PLACE_NOUN}{_ASKED_BEFORE}"
    r"|\b(?:which|list|name)\b.{0,60}?\b(?:cities|places|districts|counties)\b",
    re.IGNORECASE,
)
_LISTED_DISTRICTS = re.compile(
    rf"(?:哪些|哪[{_COUNT}]+个?)(?:县市|区县|县区|县|区)(?!域|块|位)"
    rf"|的(?:县市|区县|县区|县|区){_ASKED_BEFORE}|\bwhich (?:districts|counties)\b",
    re.IGNORECASE,
)
_LISTED_ORGANISATIONS = re.compile(
    rf"(?:列出|列举|列).{{0,20}}(?:企业|公司|单位)|(?:哪些|哪[{_COUNT}]+家?){_FIRM_NOUN}|[{_COUNT}]家{_FIRM_NOUN}?$"
    rf"|的{_FIRM_NOUN}{_ASKED_BEFORE}"
    r"|(?:企业|公司)[^，。？]{0,12}(?:哪些|哪[一二两三四五六七八九十几]+家)"
    r"|\b(?:which|list|name)\b.{0,60}?\b(?:companies|employers|firms|enterprises)\b",
    re.IGNORECASE,
)
_LISTED_ANYONE = re.compile(
    r"(?:地方|城市|市县|[市县区])[和、与及或](?:企业|公司|单位)|(?:企业|公司|单位)[和、与及或](?:地方|城市)"
)
_FIGURE = re.compile(
    r"多少|几[个家名人项次场所支条份对期年月元件位]|百分之几|多大|多高|比例|占比|比重|总数|数量|数各是"
    r"|\bhow (?:many|much)\b|\bpercentage\b|\bproportion\b",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"(?:讲|说|写|登|介绍)了?(?:些|哪些)?(?:什么|啥|哪些内容)|主要内容|有(?:哪些|什么|啥).{0,6}(?:做法|举措|措施|经验|亮点|内容)"
    r"|(?:做法|举措|措施|经验|亮点)(?:有哪些|是什么)|\b(?:what did|practices|overview|summary)\b",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    """
    产改 改革 产业 工人 产业工人 工作 队伍 建设 方面 推进 推动 举措 措施 经验 亮点 内容
    主要 讲 讲了 说 说了 写 写了 介绍 哪些内容 啥 些 登 特色 主要内容
    企业 公司 单位 地方 哪些地方 城市 县市 市县 下面 上稿 刊登 收录 出现 哪几个
    """.split()
)
_COUNT_WORD = re.compile(rf"[{_COUNT}]+[个家篇]")
_EXCLUDED = re.compile(
    r"(?:除了?|除开|不算|不含|outside|except|other than|besides)\s*$", re.IGNORECASE
)
_OUTSIDE = re.compile(r"(?:之外|以外|除外)")
_COMPARES = re.compile(
    r"谁.{0,10}[多少高低大小早晚]|哪[边个家].{0,6}[多少高低大小]|比.{1,14}[多少高低大小]|相比|相差|差多少|多出"
    r"|各报|各是多少|\b(?:more|fewer|higher|lower|compared?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"多少钱|几块钱|经费|奖金|拨款|投了|投入多少|how much money", re.IGNORECASE)
_PERCENT = re.compile(r"百分之几|比例|占比|比重|percentage|proportion", re.IGNORECASE)
_AREA = re.compile(r"多大(?!比)|面积")
_UNIT_ASKED = re.compile(
    r"(?:多少|几)(?:万|亿)?(?P<unit>人次|场次|批次|[家名个人位项件次场所支条份对期年月元块])(?:(?P<noun>[\u4e00-\u9fff]{2})(?=[了呢的，。？?]|$))?"
)
_ENGLISH_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ENGLISH_FIGURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(thousand|million|billion)", re.IGNORECASE)
_SMALL = 20  # smaller numbers stand in too many sentences to point at one
_UNITS_ALIKE = (
    frozenset("家所个座处"),
    frozenset(("人", "名", "位", "人次", "个")),
    frozenset("项件个条"),
    frozenset(("场", "次", "场次", "期")),
)
_QUOTED = re.compile(r"[“「](?P<quoted>[^”」]{2,14})[”」]|（(?P<aside>[\u4e00-\u9fff]{2,8})）")
_IDLE_PHRASES = re.compile(
    rf"哪些|哪[{_COUNT}]+[个家种类项路条篇位]?|哪个|有哪|列出|列个|全名单|分别|多少|一共|总共|都有|简报|地方|城市"
    r"|市县|企业|单位|自己|做法|稿子|几篇|提过|写到|明确|提到|办过|用过|干过|出过|专门|各是|什么|怎么|[？?，。、“”（）()！!]"
    r"|的|了|过|吗|呢|在|把|有|是|和|或者?|都|上|里|谁|得|几"
)
_OR = re.compile(r"(?:或者?|、)[^，。？?]*")
_MOST_READINGS = 8
_IDLE = frozenset(
    """
    的 了 在 是 有 和 与 及 把 被 让 对 为 从 到 哪些 哪个 哪几 哪 几个 几 多少 什么
    怎么 怎样 如何 谁 吗 呢 吧 啊 都 也 还 就 那 这 个 家 一个 请 问 告诉 我 我们 你
    你们 一下 列出 地方 城市 做法 情况 过 关于 一共 总共 分别 各 各是 多 大 里 里面 中
    上 下 以来 简报 这个 那个 哪个 起来 出来 下来 年底 全市 一年 一家 单位 办法 最早
    办起 部门 这次 那次 那场 那种 办过 已经 一天 自己 什么样 哪家 哪边 给 用 数 年 月 靠
    叫
    """.split()
)


class Asked(StrEnum):
    """What a question wants to hear."""

    FIGURE = "figure"
    LIST = "list"
    OVERVIEW = "overview"
    FACT = "fact"


class Listed(StrEnum):
    """What the entries of an asked list are."""

    PLACES = "places"
    ORGANISATIONS = "organisations"
    ANYONE = "anyone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    Attributes:
        text: the question as asked.
        language: `zh` or `en`.
        listed: what a list is of; None unless a list is asked for.
        districts: whether a list of places is of districts and counties, not of whole cities.
        places: administrative places it is about.
        excluded: places it leaves out (除了扬州).
        issues: issues it confines itself to; empty for all.
        years: years it asks about, those that only name an issue left out.
        units: units in which the asked figure may count (家, 所, 个); empty where any may.
        topic: the question without places and issues, in the corpus' language where that is known.
        terms: words that an answer should share, question words and place names left out.
        counted: the noun that the asked figure counts (多少家企业); empty where none is named.
        compares: it sets two things side by side.
        operation: what it wants worked out of several figures; None where nothing.
        figures: values it names itself, dates left out; a sentence with one of them is meant.
        pairs: neighbouring characters of the topic, which find what is worded a little otherwise.
        bare: it names no subject beyond place and issue (第6期写了哪些企业).
        required: phrases it quotes (“产改联盟”), which an entry of a list must hold.
        readings: the pairs once for each choice among alternatives (签合同、办夜校或者办学堂), so
            that what holds one of them need not hold the others.
    """

    text: str
    language: str
    asked: Asked
    listed: Listed | None
    districts: bool
    places: tuple[Place, ...]
    excluded: tuple[Place, ...]
    issues: tuple[IssueFilter, ...]
    years: frozenset[int]
    units: frozenset[str]
    topic: str
    terms: tuple[str, ...]
    counted: str
    compares: bool
    operation: Operation | None
    figures: frozenset[Decimal]
    pairs: frozenset[str]
    bare: bool
    required: tuple[str, ...]
    readings: tuple[frozenset[str], ...]

    @property
    def enumerates(self) -> bool:
        """Whether all parts of something are asked for (哪两张), be they in one sentence."""
        return self.asked is Asked.LIST or _ENUMERATION.search(self.text) is not None


def understand(text: str, prior: Place | None) -> Query:
    """Read a question.

    Args:
        prior: the province the corpus is from, where place names are likely to lie.
    """
    asked_text = text.strip()
    text = _simplified(asked_text)
    language = language_of(text)
    issues, rest = read_issue_filters(text)
    places, excluded, rest = _read_places(rest, language, prior)
    topic = chinese_terms(rest) if language == "en" else rest
    terms = tuple(dict.fromkeys(word for word in words(topic) if word not in _IDLE))
    asked = _asked(text)
    bare = not any(word not in _GENERAL and not _COUNT_WORD.fullmatch(word) for word in terms)
    listed = _listed(text) if asked is Asked.LIST else None
    over_articles = listed in (Listed.PLACES, Listed.ORGANISATIONS, Listed.ANYONE)
    if (places or issues) and bare and not over_articles and _OVERVIEW.search(text):
        asked, listed = Asked.OVERVIEW, None
    return Query(
        text=asked_text,
        language=language,
        asked=asked,
        listed=listed,
        districts=bool(_LISTED_DISTRICTS.search(text)),
        places=places,
        excluded=excluded,
        issues=issues,
        years=read_years(rest),
        units=_units(text),
        topic=topic or rest,
        terms=terms,
        counted=_counted(text, topic),
        compares=bool(_COMPARES.search(text)),
        operation=None if asked in (Asked.LIST, Asked.OVERVIEW) else read_operation(text),
        figures=_figures(rest),
        pairs=character_pairs(*_IDLE_PHRASES.split(topic)),
        bare=bare,
        required=tuple(m["quoted"] or m["aside"] for m in _QUOTED.finditer(text)),
        readings=_readings(topic),
    )


def character_pairs(*pieces: str) -> frozenset[str]:
    """Neighbouring characters of texts, none across white space, punctuation or digits."""
    return frozenset(
        piece[at : at + 2]
        for piece in pieces
        for at in range(len(piece) - 1)
        if piece[at : at + 2].isalpha()
    )


def _readings(topic: str) -> tuple[frozenset[str], ...]:
    """The pairs of a topic for each choice among its alternatives; all of them where too many."""
    groups: list[list[str]] = []
    at = end = 0
    for match in [*_IDLE_PHRASES.finditer(topic), None]:
        start = match.start() if match else len(topic)
        if start - at > 1:
            if groups and _OR.fullmatch(topic[end:at]):
                groups[-1].append(topic[at:start])
            else:
                groups.append([topic[at:start]])
            end = start
        at = match.end() if match else start
    if prod([len(group) for group in groups]) > _MOST_READINGS:
        return (character_pairs(*(piece for group in groups for piece in group)),)
    return tuple(character_pairs(*choice) for choice in product(*groups))


def _simplified(text: str) -> str:
    """Traditional characters as the corpus writes them; Latin text as it is."""
    return _CONVERTER.convert(text)


def _read_places(
    text: str, language: str, prior: Place | None
) -> tuple[tuple[Place, ...], tuple[Place, ...], str]:
    """Places asked about, places left out, and the text without either."""
    if language == "en":
        named = places_in_pinyin(text, prior)
        if re.search(r"\b(?:outside|except|other than|besides)\b", text, re.IGNORECASE):
            return (), named, text
        return named, (), text
    places: list[Place] = []
    excluded: list[Place] = []
    kept: list[str] = []
    at = 0
    for mention in find_places(text, prior):
        before = text[at : mention.span.start]
        outside = _OUTSIDE.match(text, mention.span.end)
        kept.append(_EXCLUDED.sub("", before))
        at = outside.end() if outside else mention.span.end
        if mention.place is not None:
            left_out = outside or _EXCLUDED.search(before)
            (excluded if left_out else places).append(mention.place)
    rest = "，".join([*kept, text[at:]])
    return tuple(dict.fromkeys(places)), tuple(dict.fromkeys(excluded)), rest


def _asked(text: str) -> Asked:
    if _LIST.search(text):
        return Asked.LIST
    return Asked.FIGURE if _FIGURE.search(text) else Asked.FACT


def _listed(text: str) -> Listed:
    if _LISTED_ANYONE.search(text):
        return Listed.ANYONE
    if _LISTED_ORGANISATIONS.search(text) and not _LISTED_PLACES.search(text):
        return Listed.ORGANISATIONS
    return Listed.PLACES if _LISTED_PLACES.search(text) else Listed.OTHER


def _counted(text: str, topic: str) -> str:
    """The noun after the asked unit, where the question goes on to name one."""
    match = _last(_UNIT_ASKED, text)
    noun = match["noun"] if match and match["noun"] else ""
    return noun if noun in topic and is_noun(noun) else ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def _figures(text: str) -> frozenset[Decimal]:
    """Values a question names, English millions included; years and small counts left out."""
    values = {
        Decimal(match[1]) * _ENGLISH_SCALES[match[2].lower()]
        for match in _ENGLISH_FIGURE.finditer(text)
    }
    values |= {figure.value for figure in read_figures(text) if figure.unit not in ("年", "月")}
    return frozenset(value for value in values if value > _SMALL and not _is_year(value))


def _is_year(value: Decimal) -> bool:
    return value == int(value) and 1900 <= value < 2100


def _units(text: str) -> frozenset[str]:
    """Units that count what the question counts: 多少家 may be answered in 家, 所 or 个."""
    if _MONEY.search(text):
        return frozenset("元")
    if _PERCENT.search(text):
        return frozenset("%")
    if _AREA.search(text):
        return frozenset(("平方米", "平方公里", "亩"))
    match = _last(_UNIT_ASKED, text)
    if match is None:
        return frozenset()
    unit = match["unit"]
    return frozenset({unit}).union(*(alike for alike in _UNITS_ALIKE if unit in alike))
