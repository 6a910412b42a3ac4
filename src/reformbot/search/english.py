"""English questions about Chinese text: the field's terms, and place names in pinyin."""

from __future__ import annotations

import re
from functools import cache

from reformbot.bulletin.model import Place, Span
from reformbot.bulletin.places import all_places, short_name

_TERMS = {
    "industrial workforce reform": "产改",
    "industrial workers": "产业工人",
    "alliance": "联盟",
    "industry chain": "产业链",
    "industrial chain": "产业链",
    "supply chain": "产业链",
    "cluster": "产业集群",
    "industrial park": "产业园",
    "park": "园区",
    "trade union": "工会",
    "union federation": "工会联合会",
    "unions": "工会",
    "model worker": "劳模",
    "craftsman": "工匠",
    "craftsmen": "工匠",
    "craftsman day": "工匠日",
    "craftsman college": "工匠学院",
    "artisan": "工匠",
    "technician college": "技师学院",
    "vocational college": "学院",
    "college": "学院",
    "senior technician": "高级技师",
    "technician": "技师",
    "senior worker": "高级工",
    "skilled worker": "技能人才",
    "highly skilled": "高技能人才",
    "skill allowance": "技能津贴",
    "allowance": "津贴",
    "subsidy": "补贴",
    "bonus": "奖金 奖励",
    "award": "获奖",
    "profit": "利润 分红",
    "innovation": "创新",
    "invention patent": "发明专利",
    "patent": "专利",
    "collective contract": "集体合同",
    "collective bargaining": "集体协商",
    "collective consultation": "集体协商",
    "ability-level pay": "能级工资",
    "competence-based pay": "能级工资",
    "wage": "工资",
    "recuperation": "疗休养",
    "gig economy": "新就业形态",
    "gig-economy": "新就业形态",
    "delivery": "外卖 快递",
    "courier": "快递",
    "truck driver": "货车司机",
    "apprentice": "学徒 师带徒",
    "mentor": "师徒 师带徒",
    "training": "培训",
    "trained": "培训",
    "skills competition": "技能竞赛",
    "contest": "竞赛",
    "competition": "竞赛",
    "cup": "杯",
    "technical problems": "技术问题",
    "technical experts": "技术能手",
    "technical innovation": "技术创新",
    "companies": "企业",
    "firms": "企业",
    "employers": "企业",
    "enterprise": "企业",
    "workstation": "工作站",
    "workshop": "工作室",
    "studio": "工作室",
    "pilot": "试点",
    "guidance station": "指导站",
    "electricity": "电量",
    "power supply": "供电",
    "coal mine": "煤矿",
    "economic benefit": "经济效益",
    "regulation": "条例",
    "measures": "办法",
    "satisfaction": "满意",
    "dormitory": "公寓",
    "apartment": "公寓",
    "party": "党建",
}
_LONGEST_FIRST = sorted(_TERMS, key=len, reverse=True)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_MARK = re.compile("['’]")
_POSSESSIVE = re.compile(r"[’'](?:s\b|(?![a-z]))")
# English words, and pinyin that English texts use as words; Xi'an keeps its mark.
_NOT_PLACES = frozenset(("xian", "yuan", "guide", "mile", "lean", "dean"))


def chinese_terms(question: str) -> str:
    """The field's Chinese terms for the English ones of a question, longest terms first."""
    rest = _POSSESSIVE.sub("", question.lower())
    found: list[str] = []
    for term in _LONGEST_FIRST:
        pattern = rf"\b{re.escape(term)}(?:s|es)?\b"
        if re.search(pattern, rest):
            found.append(_TERMS[term])
            rest = re.sub(pattern, " ", rest)
    return " ".join(found)


def places_in_pinyin(question: str, prior: Place | None) -> tuple[Place, ...]:
    """Places of the prior's province, and cities elsewhere, that a question names in pinyin."""
    return tuple(dict.fromkeys(place for _, place in pinyin_mentions(question, prior)))


def pinyin_mentions(question: str, prior: Place | None) -> list[tuple[Span, Place]]:
    """The same with where they stand; a name of several places stands for each of them."""
    known = _pinyin(prior.province if prior else None)
    found: list[tuple[Span, Place]] = []
    for match in _WORD.finditer(question.lower()):
        name = _POSSESSIVE.sub("", match[0])
        if name in _NOT_PLACES:
            continue
        span = Span(match.start(), match.start() + len(name))
        found += [(span, place) for place in known.get(_MARK.sub("", name), ())]
    return found


def romanised(text: str) -> str:
    """Chinese text in pinyin without tones, as one lower-case word."""
    # Its dictionary takes half a second, and most questions are Chinese.
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text)).lower()


@cache
def _pinyin(province: str | None) -> dict[str, tuple[Place, ...]]:
    known: dict[str, list[Place]] = {}
    for place, name in all_places():
        if place.district and place.province != province:
            continue
        word = romanised(short_name(name))
        known.setdefault(word, []).append(place)
    return {
        word: tuple(p for p in places if p.province == province) or tuple(places)
        for word, places in known.items()
    }
