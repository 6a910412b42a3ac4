"""Whether a figure of a sentence counts the same thing as the same figure in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reformbot.bulletin.counts import Bound, Count
from reformbot.bulletin.model import Place

_UNITS_ALIKE = (
    frozenset(("名", "人", "位")),
    frozenset(("家", "所", "个")),
    frozenset(("项", "件", "个", "条")),
    frozenset(("场", "场次")),
    frozenset(("方面", "个")),
    frozenset(("大", "个", "项")),
    frozenset(("批", "批次")),
)
_WORDS_ALIKE = tuple(
    frozenset(row.split())
    for row in """
    企业 单位 公司 厂家 用人单位
    职工 工人 员工 人员 劳动者 从业人员 产业工人 从业者 用工
    竞赛 比赛 比武 大赛 赛事
    学院 院校 学校
    难题 问题
    建议 金点子
    师徒 对子 师带徒
    培训 受训 参训 学员
    收益 效益
    津贴 补贴 补助
    奖励 奖金
    利润 分红
    课程 课
    开展 举办 组织 举行
    """.strip().splitlines()
)
_TOTAL = re.compile(
    r"累计|总计|合计|总共|一共|共计|总数|总量|总额|全部|(?<![公])共(?![同享建青产商治])|总(?=[计数量额])"
)
_PART = re.compile(r"其中|首批|第[一二三四五六七八九十0-9]+批|头一批|这批|这一批|此批")
_NEW = re.compile(r"新增|净增")
_FIRST = re.compile(r"首批|第[一二三四五六七八九十0-9]+批|头一批")
_MORE = re.compile(r"[新增]")
_RATE = re.compile(r"人均|户均|年均|月均|日均|平均|每[\u4e00-\u9fff]")
_RATES_ALIKE = {
    "人均": "每人",
    "每名": "每人",
    "每位": "每人",
    "年均": "每年",
    "月均": "每月",
    "日均": "每天",
    "每日": "每天",
}
_RISE = re.compile(r"增长|提高|上升|提升|增加|上涨|增幅|涨")
_FALL = re.compile(r"下降|减少|降低|下滑|缩减|降幅|缩短|压减|跌")
# Words that another figure must have more of before it counts as the one that is meant.
_CLEARLY = 2
_INSIDE = 0.9
_WORD = 2
_WHOLE = re.compile(r"全省|全国")
_PEOPLE = frozenset(("名", "人", "位", "人次"))
_RELATIVE_UNITS = frozenset(("%", "‰", "个百分点", "百分点", "倍"))


def same_unit(one: str, other: str) -> bool:
    """Whether two units count alike if the nouns agree: 名 and 人, 家 and 个."""
    return one == other or any(one in alike and other in alike for alike in _UNITS_ALIKE)


def same_word(word: str, text: str) -> bool:
    """Whether a text has a word or one of the same meaning."""
    return any(name in text for name in _names(word))


def carried_bound(said: Count, source: Count) -> bool:
    """Whether a source's figure is as exact as is said: 余 and 超 may be dropped, not invented."""
    return said.bound in (Bound.EXACT, Bound.ABOUT, source.bound)


def binds(
    said: Count, source: Count, others: Iterable[Count], context: str, home: Place | None
) -> bool:
    """Whether a figure is said of what its source says it of: the thing, its place and its time.

    Args:
        said: the figure in the sentence to judge.
        source: a figure of the same value and unit in the source.
        others: the source's figures.
        context: what stands around the source's sentence: the sentences before it, the title.
        home: the place the source is about.
    """
    rivals = [
        other
        for other in others
        if other is not source
        and (same_unit(other.unit, said.unit) or {other.unit, said.unit} <= _PEOPLE)
        and other.figure.value != said.figure.value
    ]
    return (
        in_same_setting(said, source, home)
        and _same_share(said, source)
        and _same_rate(said, source)
        and _same_change(said, source)
        and (_is_name(said) or _same_thing(said, source, rivals, context))
    )


def in_same_setting(said: Count, source: Count, home: Place | None) -> bool:
    """Whether two figures are said of the same place and year, as far as their sentences say."""
    return _same_times(said, source) and _same_place(said, source, home)


def counts_thing(count: Count, noun: str, context: str) -> bool:
    """Whether a figure of a source counts what a question asks after."""
    if count.after:
        return any(same_word(noun, word) or same_word(word, noun) for word in count.after) or (
            same_word(noun, "".join(count.after))
        )
    return same_word(noun, count.zone) or same_word(noun, count.sentence + context)


def _names(word: str) -> frozenset[str]:
    return frozenset((word,)).union(*(row for row in _WORDS_ALIKE if word in row))


def _same_times(said: Count, source: Count) -> bool:
    return not said.years or not source.years or bool(said.years & source.years)


def _same_place(said: Count, source: Count, home: Place | None) -> bool:
    if said.place is None:
        return True
    if source.place is None or not source.is_near:
        if _WHOLE.search(source.clause) and not _WHOLE.search(said.clause):
            return False
        if source.place is None or (home is not None and _nested(said.place, home)):
            return True
    return source.place.within(said.place) or said.place.within(source.place)


def _nested(one: Place, other: Place) -> bool:
    return one.within(other) or other.within(one)


def _same_share(said: Count, source: Count) -> bool:
    """Whether a part stays a part, a total a total, and what was added remains an addition."""
    is_part, was_part = bool(_PART.search(said.own)), bool(_PART.search(source.own))
    if was_part and not is_part and _TOTAL.search(said.clause):
        return False
    if is_part and not was_part and _TOTAL.search(source.clause):
        return False
    if _FIRST.search(said.own) and not _FIRST.search(source.sentence):
        return False
    if _NEW.search(source.clause) and not _MORE.search(said.clause):
        return False
    return not _NEW.search(said.clause) or bool(_MORE.search(source.sentence))


def _same_rate(said: Count, source: Count) -> bool:
    return _rates(said) == _rates(source)


def _rates(count: Count) -> frozenset[str]:
    near = count.clause[: count.offset].rpartition("、")[2]
    return frozenset(_RATES_ALIKE.get(match[0], match[0]) for match in _RATE.finditer(near))


def _same_change(said: Count, source: Count) -> bool:
    """Whether a rise stays a rise; for shares also, whether a change is said to be one at all."""
    up, down = bool(_RISE.search(said.clause)), bool(_FALL.search(said.clause))
    was_up, was_down = bool(_RISE.search(source.clause)), bool(_FALL.search(source.clause))
    if (up and was_down and not was_up) or (down and was_up and not was_down):
        return False
    if said.unit in _RELATIVE_UNITS:
        return (up or down) == (was_up or was_down)
    return True


def _is_name(said: Count) -> bool:
    """Whether a figure is part of a name (“智造4.0”, 5G) and counts nothing."""
    return said.unit.isalpha() and said.unit.isascii() if said.unit else said.is_quoted


def _same_thing(said: Count, source: Count, rivals: Sequence[Count], context: str) -> bool:
    near = source.zone
    wide = f"{source.sentence}｜{context}"
    named = said.after or said.subject
    if said.after:
        held = near if source.after else f"{near}｜{source.lead}｜{context}"
        if not _is_named(said.after, source, held):
            return False
    elif said.subject:
        if not _is_held(said.subject[-1], wide):
            return False
    elif said.verb and source.verb:
        return same_word(said.verb, wide)
    if said.unit != source.unit and not any(same_word(word, wide) for word in named):
        return False
    rivals = [rival for rival in rivals if not _is_kin(rival, source)]
    own, around = _score(named, source), _score(said.telling, source)
    # Where nothing said stands beside the source's figure, one word beside another's tells.
    enough = around + (_CLEARLY if around else _INSIDE)
    return not any(
        _score(named, rival) > own or _score(said.telling, rival) >= enough for rival in rivals
    )


def _is_held(noun: str, text: str) -> bool:
    """Whether a text has a noun, or the last word of a longer one (员工 of 公司员工)."""
    return same_word(noun, text) or (len(noun) > _WORD and same_word(noun[-_WORD:], text))


def _is_named(words: Sequence[str], source: Count, held: str) -> bool:
    """Whether what is counted, by its last word, stands in the source's own words."""
    if _is_held(words[-1], held):
        return True
    return any(same_word(word, "".join(words)) for word in source.after[-1:])


def _score(words: Sequence[str], count: Count) -> float:
    """How many of the words stand in a figure's own zone; inside a longer word counts less."""
    in_words = len(frozenset(words) & count.zone_words)
    inside = sum(word not in count.zone_words and same_word(word, count.zone) for word in words)
    return in_words + _INSIDE * inside


def _is_kin(rival: Count, source: Count) -> bool:
    """Whether one of two figures inherits the other's zone."""
    return (source.inherits and rival.zone in source.zone) or (
        rival.inherits and source.zone in rival.zone
    )
