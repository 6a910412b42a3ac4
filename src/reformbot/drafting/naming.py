"""The frame of a draft: its title, what its unit calls itself, its byline."""

from __future__ import annotations

import re

from reformbot.bulletin.model import Place
from reformbot.bulletin.places import find_places, short_name
from reformbot.bulletin.plain import plain
from reformbot.drafting.brief import Brief
from reformbot.drafting.facts import FactTable, place_of
from reformbot.drafting.remarks import RemarkKind

FEWEST, MOST = 15, 24
"""The characters that a title has."""

_ZONE = re.compile(r"^(?:经济技术开发区|经开区|高新区|开发区|工业园区|新区|示范区)")
_UNION = re.compile(r"(?:总)?工会(?:联合会)?$")
_BODY = re.compile(
    r"(?:总工会|人社局|人力资源和社会保障局|产改办|工信局|教育局|财政局|党委|党工委|管委会|政府|团委|妇联)$"
)
_COMPANY = re.compile(r"(?:公司|集团|厂|矿|学院|学校|医院|银行)(?:工会(?:委员会)?)?$")
_UNION_OF_COMPANY = re.compile(r"工会(?:委员会)?$")
_KIND_OF_COMPANY = re.compile(r"(?:学院|学校|医院|银行|集团|厂|矿)$")
_DONE = re.compile(
    r"(?:疗休养|竞赛|大赛|比赛|比武|技能赛|培训|宣讲|巡讲|活动|调研|走访|慰问|协商|评选|行动)$"
)
_CONTEST = re.compile(r"(?:竞赛|大赛|比赛|比武|技能赛|联赛|运动会)$")
_FOUNDED = re.compile(r"(?:委员会|联盟|协会|联合会|制度|机制|工作室)$")
_BUILT = re.compile(
    r"(?:驿站|学院|平台|通道|体系|基地|中心|队伍|品牌|阵地|书屋|之家|广场|模式|矩阵|食堂|公寓|夜校|课堂|俱乐部|服务站|联盟|之窗)$"
)
_ACHIEVED = re.compile(r"(?:突破|翻番|全覆盖)$")
_WON = re.compile(r"(?:[一二两三四五六七八九十]|\d+)[个项枚座].{0,4}(?:奖|奖牌|金牌|奖杯)$")
_NUMBERED = re.compile(r"^(?:[一二两三四五六七八九十][\u4e00-\u9fff]{1,3}){2,3}$")
_SUITS = ("促职工成长成才", "促工人成长成才", "助推职工成长", "促职工成长", "促成长")
_TAILS = ("服务职工", "服务职工成长", "服务产业工人成长")
_FORWARD = ("走深走实", "提质增效", "工作走深走实")
_LONGEST_TOPIC = 12
_OPENING = 2
_TITLED = re.compile(
    r"^关于(?:我[省市区县镇]|本[市区县])?(?:开展|推进|加强|做好|组织|举办)?(?P<topic>.{4,16}?)(?:的?(?:情况|做法|汇报|总结|报告)+)$"
)
_REFORM = "产业工人队伍建设改革"
_SHORTEST_TOPIC = 4
_LEVEL = re.compile(
    r"^[\u4e00-\u9fff]{2,12}?(?P<level>[省市区县镇乡])(?P<body>总工会|工会|人社局|产改办)$"
)
_VERBS = re.compile(
    r"^(?:开展|推进|推动|打造|建设|建立|健全|举办|实施|深化|强化|做实|抓实|创新|探索|落实|搭建|畅通|构建|聚焦|优化|完善|培育|组织|提升|破解|激发|助力|以)"
)


def topic_of(brief: Brief, table: FactTable) -> str:
    """What a brief is about, its place and unit left out; the notes' first words without a hint."""
    hint = plain(brief.title_hint).strip("。，；：、 ")
    if not hint:
        return _first_topic(table)
    if hint.isascii():
        return hint
    near = place_of(brief)
    topic = hint
    opening = find_places(hint[:12], near)
    if opening and opening[0].span.start == 0:
        topic = hint[opening[0].span.end :]
        topic = _ZONE.sub("", topic)
        if topic[:1] in "省市区县镇":
            topic = topic[1:]
    topic = topic.removeprefix(_common(topic, plain(brief.unit)))
    for name in ("总工会", "工会"):
        if topic.startswith(name) and len(topic) > len(name) + 1:
            topic = topic.removeprefix(name)
    topic = topic.strip("的，、 ")
    return (
        topic if len(topic) >= _SHORTEST_TOPIC or len(topic) == len(hint) else _longer(topic, hint)
    )


def title_of(brief: Brief, table: FactTable) -> str:
    """A title of 15 to 24 characters where the brief's words allow: who, and what they do."""
    return titles_of(brief, table)[0]


def titles_of(brief: Brief, table: FactTable) -> tuple[str, ...]:
    """Titles to choose from, the best first: those of 15 to 24 characters, or the one nearest."""
    topic = topic_of(brief, table)
    every = [actor + phrase for phrase in _phrases(topic) for actor in _actors(brief)]
    fitting = [said for actor in _actors(brief) for said in every if said.startswith(actor)]
    fitting = [said for said in dict.fromkeys(fitting) if FEWEST <= len(said) <= MOST]
    return tuple(fitting) or (min(every, key=lambda said: abs(len(said) - MOST)),)


def self_name(brief: Brief) -> str:
    """What a unit calls itself in its own article: 区总工会, 市人社局, 公司."""
    unit = plain(brief.unit)
    if not unit:
        return ""
    if _COMPANY.search(unit):
        kind = _KIND_OF_COMPANY.search(_UNION_OF_COMPANY.sub("", unit))
        return kind[0] if kind else "公司"
    level = _LEVEL.match(unit)
    if level:
        return f"{level['level']}{level['body']}"
    mention = next((m for m in reversed(find_places(unit)) if m.span.start < len(unit) - 2), None)
    rest = unit[mention.span.end :] if mention else unit
    zone = _ZONE.match(rest)
    return "区" + rest[zone.end() :] if zone else rest or unit


def byline_of(brief: Brief) -> str:
    """The city's union, in its brackets; the unit itself where the city is not known."""
    place = place_of(brief)
    sender = _city(place) if place else None
    if sender is None:
        named = re.match(
            r"^(?:[\u4e00-\u9fff]{2,8}?省)?([\u4e00-\u9fff]{2,8}?市)",
            plain(brief.place or brief.unit),
        )
        sender = named[1] if named else None
    if sender:
        return f"（{sender}总工会）"
    return f"（{brief.unit}）" if brief.unit else ""


def _longer(topic: str, hint: str) -> str:
    """A topic with the word before it, where it is too short to say anything."""
    at = hint.rfind(topic)
    for name in ("总工会", "工会"):
        if hint[:at].endswith(name):
            return hint[at - len(name) :]
    return topic if len(topic) > 1 else hint


def _city(place: Place) -> str | None:
    return place.city or (place.province if place.province.endswith("市") else None)


def _first_topic(table: FactTable) -> str:
    for remark in table.remarks:
        named = _TITLED.match(remark.words) if remark.kind is RemarkKind.HEADING else None
        if named:
            return named["topic"]
    for fact in table.facts[:_OPENING]:
        for name in fact.names:
            if _SHORTEST_TOPIC <= len(name) <= _LONGEST_TOPIC:
                return name
    return _REFORM


def _common(topic: str, unit: str) -> str:
    """The longest beginning of a topic, two characters or more, that stands in the unit's name."""
    for length in range(min(len(topic) - 2, len(unit)), 1, -1):
        if topic[:length] in unit:
            return topic[:length]
    return ""


def _actors(brief: Brief) -> list[str]:
    """Names for who acts, the fullest first."""
    unit = plain(brief.unit)
    place = place_of(brief)
    if not unit:
        name = plain(brief.place)
        return [name] if name else [""]
    short = unit
    if place and place.city and unit.startswith(place.city) and len(unit) > len(place.city) + 3:
        rest = unit.removeprefix(place.city)
        short = rest if len(rest) > 3 else unit
    company = re.sub(r"工会(?:委员会)?$", "", unit) if _COMPANY.search(unit) else ""
    full = unit
    if place and place.city and place.district and place.city not in unit and not company:
        full = place.city + unit
    bare = re.sub(_BODY, "", short)
    everyday = short_name(place.district) if place and place.district and not company else ""
    names = (company, full, unit, short, bare, everyday)
    return list(dict.fromkeys(name for name in names if name))


def _phrases(topic: str) -> list[str]:
    """Verb phrases about a topic, none of which says more than it."""
    if _NUMBERED.match(topic):
        return [f"开展“{topic}”活动", f"推行“{topic}”", f"推行“{topic}”工作法"]
    if _WON.search(topic):
        return [f"获{topic}", f"喜获{topic}"]
    if _VERBS.match(topic):
        return [topic, *(topic + tail for tail in _TAILS)]
    if _CONTEST.search(topic):
        return [f"以{topic}{tail}" for tail in _SUITS]
    if _DONE.search(topic) and not re.search(r"[和与]", topic):
        return [f"开展{topic}", *(f"开展{topic}{tail}" for tail in _TAILS)]
    if _FOUNDED.search(topic):
        return [f"建立{topic}", *(f"建立{topic}{tail}" for tail in _TAILS)]
    if _BUILT.search(topic):
        return [f"建设{topic}", *(f"建设{topic}{tail}" for tail in _TAILS)]
    if _ACHIEVED.search(topic):
        return [f"实现{topic}", *(f"实现{topic}{tail}" for tail in _TAILS[:2])]
    return [f"推进{topic}", *(f"推进{topic}{tail}" for tail in _FORWARD)]


def lead_frame(brief: Brief, table: FactTable) -> str:
    """The lead's first sentence: who turns to what; it says no more than the brief."""
    topic = topic_of(brief, table)
    if _NUMBERED.match(topic):
        topic = f"“{topic}”"
    if topic == _REFORM:
        return f"{self_name(brief)}围绕{topic}，扎实做好各项工作。"
    how = (
        f"以{topic}为抓手"
        if _CONTEST.search(topic) or _NUMBERED.match(topic.strip("“”"))
        else f"以{topic}为契机"
        if _WON.search(topic)
        else f"聚焦{topic}"
    )
    return f"{self_name(brief)}{how}，推动产业工人队伍建设改革走深走实。"
