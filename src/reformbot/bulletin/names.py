"""Names of organisations: who an article is about, and whom a sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformbot.bulletin.model import Place
from reformbot.bulletin.places import find_places
from reformbot.bulletin.plain import letters
from reformbot.bulletin.words import is_verb, tagged

_SUFFIX = (
    r"(?:有限公司|有限责任公司|股份公司|公司|集团|技师学院|学院|大学|研究所|研究院|银行|医院|煤矿|供电"
    r"|油田|电厂|钢厂|酒厂|船厂|厂|港|矿|所)"
)
_OPENING = re.compile(
    rf"^(?:[^，。；：、！？（）“”《》\s]|（[^（）]{{1,8}}）){{1,18}}?{_SUFFIX}(?!集团|公司|有限|业)"
)
_UNION_OR_OFFICE = re.compile(r"总工会|工会|产改办|课题组|人社局")
_FULL_PLACE = re.compile(r"[省市区县]$")
_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）·]{2,24}?(?:有限责任公司|有限公司|公司|集团|煤矿)(?!集团|公司|有限|长|化)"
)
_SHORTEST = 3
_LEADING_WORDS = re.compile(
    r"^.*(?:[的在与和及由到从为向是让把被将对]|企业|单位|其中|分别|依托)"
    r"(?=[\u4e00-\u9fff]{3})"
)

_KINDS = (
    r"(?:总工会|工会|联合会|协会|商会|学会|基金会|联盟|学院|大学|学校|中学|医院|研究院|研究所|银行|公司|集团"
    r"|煤矿|电厂|钢厂|船厂|酒厂|委员会|人社[厅局]|[教财民公住文体]\S{1,3}[厅局])"
)
_BODY = re.compile(rf"{_KINDS}$")
_KIND = re.compile(rf"(?:产业|职业|技术|股份|有限|责任)*{_KINDS}")
_COMPANY_END = re.compile(r"(?:有限公司|有限责任公司|股份公司|公司|集团)$")
_NAME_TAGS = ("n", "j", "b", "a", "z", "eng", "vn", "l", "i")
_NO_NAMES = frozenset(
    """
    各 各级 各类 该 本 多家 全市 全省 全区 全县 省级 市级 县级 区级 国家级 基层 企业 职工 重点
    龙头 骨干 一批 成员 行业 上级 下级 有关 相关 试点 首批 两级 三级 其他 其它 高等 民营 国有
    非公 外资 我
    """.split()
)


def organisation_in_title(title: str, prior: Place | None) -> str | None:
    """The company, school or works a title opens with; None where it opens with a place or union.

    江苏欧力特能源科技公司让… opens with a company; 扬州市总工会打造… and 泰兴市以… with a place.
    """
    opening = find_places(title[:12], prior)
    if opening and opening[0].span.start == 0:
        name = opening[0].span.of(title)
        if _FULL_PLACE.search(name):
            return None
    match = _OPENING.match(title)
    if match is None or _UNION_OR_OFFICE.search(match[0]):
        return None
    return match[0]


def companies(text: str, prior: Place | None = None) -> list[str]:
    """Companies a text names, in order, each once; a name that holds its place begins with it.

    Args:
        prior: the province, whose districts are known by their everyday names too.
    """
    found: list[str] = []
    for match in _COMPANY.finditer(text):
        name = match[0]
        places = [
            mention.span.start
            for mention in find_places(name, prior)
            if len(name) - mention.span.end > _SHORTEST and name[mention.span.end] not in "的、"
        ]
        name = name[places[-1] :] if places else _LEADING_WORDS.sub("", name)
        name = name.strip("（）")
        if len(name) > _SHORTEST and name not in found:
            found.append(name)
    return found


def named_bodies(text: str) -> list[tuple[str, ...]]:
    """Unions, schools, hospitals, companies and the like that a text names, each in its words.

    A name reaches back over the nouns before its last word; whether they all belong to it only
    the text it is held against can tell.
    """
    found: list[tuple[str, ...]] = []
    run: list[str] = []
    for word, tag in tagged(text):
        if not (tag.startswith(_NAME_TAGS) and word not in _NO_NAMES):
            run = []
            continue
        run.append(word)
        if _BODY.search("".join(run)):
            if found and found[-1] == tuple(run[:-1]):
                found.pop()
            found.append(tuple(run))
    return found


def carries_name(words: Sequence[str], whole: str, prior: Place | None) -> bool:
    """Whether a text holds a name that `named_bodies` found, as far as it is one.

    Words before it may stand elsewhere in the text or name a place; a company may be named short.

    Args:
        whole: the text's `letters`.
    """
    name = "".join(words)
    if letters(name) in whole or _is_kind(name) or letters(name[1:]) in whole:
        return True
    stem = letters(_COMPANY_END.sub("", name))
    if stem != letters(name) and len(stem) > 1:
        longer = re.escape(stem) + r"\w{0,12}?(?:公司|集团)"
        if re.search(longer, whole):
            return True
    for at in range(1, len(words)):
        rest = "".join(words[at:])
        leading = words[at - 1]
        if not (
            letters(leading) in whole
            or find_places(leading, prior)
            or len(leading) < 2
            or is_verb(leading)
        ):
            return False
        if letters(rest) in whole and (
            not _is_kind(rest) or find_places("".join(words[:at]), prior) or is_verb(leading)
        ):
            return True
    return False


def _is_kind(word: str) -> bool:
    """Whether a word says what kind of body it is and names none: 学院, 有限公司."""
    return _KIND.fullmatch(word) is not None
