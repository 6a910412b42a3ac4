"""A fact as a sentence of a bulletin, in the notes' own words as far as they make one."""

from __future__ import annotations

import re

from reformbot.bulletin.model import Place
from reformbot.bulletin.verify import verify
from reformbot.drafting.brief import Brief
from reformbot.drafting.clauses import has_verb, opens_with_verb, outer_split
from reformbot.drafting.facts import Fact, source_of
from reformbot.drafting.labels import by_means, unlabelled
from reformbot.drafting.register import written
from reformbot.drafting.shorthand import same_digits

EVENT = re.compile(
    r"(?:竞赛|大赛|比赛|比武|赛事|技能赛|联赛|决赛|活动|仪式|大会|推进会|现场会|座谈会|论坛|讲座|巡讲|培训班|研修班|观摩会|交流会|发布会|博览会|运动会)$"
)
_DATE_LEAD = re.compile(
    r"^(?P<date>(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:—\d{1,2}月\d{1,2}日)?)，(?P<rest>.+)$"
)
_REPORTED = re.compile(
    r"^(?P<date>(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)，?报(?:道)?[ ，：]+(?P<rest>.+)$"
)
_TAKES_PLACE = re.compile(
    r"举办|开展|参加|组织|举行|开幕|启动|主办|承办|协办|进行|召开|获|荣|参与|参赛|[是被把让由了过、]|通过|推出|评选|搞|进入|报名|进(?=总?决赛|复赛)|办(?!公)"
)
_TOGETHER = re.compile(r"（(?:一起|合并|一并|联合|同时)(?:办|举办|搞|开展|进行)的?）")
_DATE_BRACKET = re.compile(r"（(?P<date>(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?)）")
_VENUE = re.compile(
    r"(?:项目|中心|广场|厂|馆|校区|学院|学校|基地|公司|现场|园区|大厦|宾馆|酒店|礼堂|会堂|场|街道|社区)$"
)
_PLUS = re.compile(
    r"^“?(?P<whole>[\u4e00-\u9fff]{2,8}(?:\+[\u4e00-\u9fff]{2,8})+)”?(?:结合|相结合)?$"
)
_PRIZE = (
    r"(?:团体|个人|组织|单项)?(?:特等奖|一等奖|二等奖|三等奖|优秀奖|优胜奖|优秀组织奖|金奖|银奖|铜奖|金牌|银牌|铜牌|冠军|亚军|季军)"
    r"(?:第[一二三四五六七八九十\d]+名?)?"
)
_GAINED = re.compile(rf"^(?P<who>[\u4e00-\u9fff、]{{2,40}}?)(?P<prize>{_PRIZE})$")
_GAINED_APART = re.compile(
    rf"^(?P<who>[\u4e00-\u9fff、]{{2,40}}) "
    rf"(?P<prize>\S*(?:{_PRIZE}|第[一二三四五六七八九十]名?|状元|能手|称号))$"
)
_NAMES_MORE = re.compile(rf"{EVENT.pattern}|{_PRIZE}")
_PERSON = r"[\u4e00-\u9fff]{2,4}(?:（[^）]{2,16}）)?"
_PRIZE_OF = re.compile(
    rf"^(?P<prize>[\u4e00-\u9fff]{{0,10}}(?:{_PRIZE}|第[一二三](?= ))) ?"
    rf"(?P<who>{_PERSON}(?:、{_PERSON})*)$"
)
_FIRST_OF_ITS_KIND = re.compile(
    r"^[\u4e00-\u9fff]{0,8}(?:首家|首个|首次|首创|首例|首批|第一家|第一个|唯一|独家)$"
)
_RANKED = re.compile(r"^[\u4e00-\u9fff]{0,6}(?:前列|首位|第一|第二|第三)$")
_NEW = re.compile(r"^零(?:的)?突破$")
_TITLE = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:状元|冠军|能手|标兵|劳模|工匠)$")
_CONTESTANTS = re.compile(
    r"^(?:共|约|近|超|超过)?\d[\d.]*万?(?:余|多)?[名人位支][\u4e00-\u9fff]{0,8}(?:选手|代表队|队员|参赛队)$"
)
_PEOPLE_EVENT = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{0,6}(?:近|超|约)?\d[\d.]*万?(?:余|多)?[名人])"
    r"(?P<event>(?:(?![进入参获得])[\u4e00-\u9fff]){0,6}(?:决赛|复赛|初赛|预赛|大赛|竞赛|比赛))$"
)
_ONLINE = re.compile(r"^(?:线上|线下|网上|现场)$")
_BELONGS = re.compile(r"^属于?(?=[“《])")
_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_BESIDE_LATIN = re.compile(r"(?<=[^\x00-\x7f]) (?=[!-~])|(?<=[!-~]) (?=[^\x00-\x7f])")
_JOINING_PLUS = re.compile(r"(?<=[\u4e00-\u9fff）])\+(?=[\u4e00-\u9fff])(?![^“]*”)")
_PLUS_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff）])\+(?=\d)(?![^“]*”)")
_BEFORE_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[两二三四五六七八九十]{1,2}[家方个者])")
_ACTION = re.compile(r"^(?P<action>[进入走下赴到][\u4e00-\u9fff]{1,3}) (?=[\u4e00-\u9fff])")


def sentence(fact: Fact, brief: Brief) -> str:
    """A fact as one sentence with its full stop, in its own words where others would not pass."""
    for attempt in (fluent(fact.words), _unsevered(fact.words), _unsevered(fact.printed)):
        said = attempt.strip("，；、。. ") + "。"
        if is_carried(said, (fact,), brief):
            return said
    return fact.printed.strip("，；、。 ") + "。"


def is_carried(said: str, facts: tuple[Fact, ...], brief: Brief) -> bool:
    """Whether a sentence prints the facts' numbers, no others, and the verifier passes it."""
    printed = "\n".join(fact.printed for fact in facts)
    if not same_digits(said, printed):
        return False
    return not verify(said, [source_of(facts, brief)], prior=_prior(facts, brief))


def fluent(words: str) -> str:
    """Words of notes as running text without a full stop."""
    reported = _REPORTED.match(words)
    if reported:
        return f"据{reported['date']}报道，{fluent(reported['rest'])}"
    dated = _DATE_LEAD.match(words)
    if dated and dated["date"]:
        return f"{dated['date']}，{fluent(dated['rest'])}"
    held = _event(written(_together(words)))
    return "，".join(_clauses(outer_split(unlabelled(held))))


def _together(words: str) -> str:
    match = _TOGETHER.search(words)
    if match is None or not EVENT.search(words[: match.start()]):
        return words
    rest = words[match.end() :]
    return f"{words[: match.start()]}{match[0][1:3]}举办{rest}"


def _event(words: str) -> str:
    """An event that is only named: it took place, at a date in brackets, at the place behind it."""
    parts = outer_split(words)
    day = _DATE_BRACKET.search(words)
    bare = _DATE_BRACKET.sub("", parts[0])
    if "：" in bare or not EVENT.search(bare) or _TAKES_PLACE.search(bare):
        return words
    if _PEOPLE_EVENT.match(bare) or opens_with_verb(bare):
        return words
    if day:
        parts = outer_split(_DATE_BRACKET.sub("", words))
    at = ""
    online = next((part for part in parts[1:] if _ONLINE.match(part)), "")
    if online:
        parts.remove(online)
        at = f"在{online}"
    elif len(parts) > 1 and _VENUE.search(parts[1]) and not has_verb(parts[1]):
        at = f"在{parts.pop(1).removeprefix('在')}"
    parts[0] = f"{parts[0]}{at}举办"
    return "，".join([day["date"], *parts] if day else parts)


def _clauses(parts: list[str]) -> list[str]:
    return [_clause(part, is_first=at == 0) for at, part in enumerate(parts)]


def _clause(part: str, *, is_first: bool) -> str:
    opening = re.match(r"^(?:其中|例如|另外)(?=.)", part)
    if opening and not part[opening.end()].isdigit():
        return opening[0] + _clause(part[opening.end() :], is_first=is_first)
    if match := _PLUS.match(part):
        return f"采取“{match['whole']}”方式"
    match = _GAINED_APART.match(part) or _GAINED.match(part)
    is_name = match and not has_verb(match["who"]) and not _NAMES_MORE.search(match["who"])
    if match and is_name:
        return f"{match['who']}获{match['prize']}"
    if match := _PRIZE_OF.match(part):
        return f"{match['who']}获{match['prize']}"
    if match := _PEOPLE_EVENT.match(part):
        return f"{match['who']}参加{match['event']}"
    return _predicated(_ungapped(by_means(part)), is_first=is_first)


def _predicated(part: str, *, is_first: bool) -> str:
    """A fragment with the predicate that a reader supplies: 首家 is so, selections take part."""
    if _BELONGS.match(part):
        return f"该项工作{part}"
    if _ONLINE.match(part):
        return f"{part}举办"
    if _NEW.match(part):
        return f"实现{part}"
    if not is_first and _FIRST_OF_ITS_KIND.match(part):
        return f"为{part}"
    if not is_first and _TITLE.match(part):
        return f"成为{part}"
    if not is_first and _RANKED.match(part):
        return f"位居{part}"
    if is_first and _CONTESTANTS.match(part):
        return f"{part}参加"
    return part


def _unsevered(words: str) -> str:
    """Words with commas where the notes have gaps."""
    return _GAP.sub("，", _BESIDE_LATIN.sub("", words))


def _ungapped(part: str) -> str:
    """A clause without gaps: before a number of what stands before, behind a short action."""
    part = _PLUS_FIGURE.sub("和", _JOINING_PLUS.sub("、", part))
    part = _BEFORE_NUMBER.sub("", part)
    return _unsevered(_ACTION.sub(r"\g<action>", part))


def _prior(facts: tuple[Fact, ...], brief: Brief) -> Place | None:
    return source_of(facts, brief).place
