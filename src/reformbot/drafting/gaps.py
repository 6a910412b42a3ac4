"""What a reader would expect and the notes do not give: marked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reformbot.drafting.facts import FactTable
from reformbot.drafting.labels import counted_kind, label_of
from reformbot.drafting.outline import LEAD, Outline
from reformbot.drafting.remarks import Remark, RemarkKind

MOST = 3
"""The most gaps that one draft marks beside those of empty measures."""

_PEOPLE = frozenset(("人", "名", "位", "人次"))
_EXPECTED = (
    (re.compile(r"竞赛|大赛|比赛|比武|技能赛"), "参赛人数"),
    (re.compile(r"培训|轮训|讲座|研修"), "培训人数"),
    (re.compile(r"疗休养|慰问|帮扶|体检|走访|救助"), "惠及职工人数"),
    (re.compile(r"驿站|书屋|阵地|中心|食堂|公寓|之家|学院"), "服务人次"),
)
_EVENT = re.compile(r"竞赛|大赛|比赛|比武|技能赛|培训|活动|会议|仪式|调研")
_TIME = re.compile(r"\d{4}年|\d月|[年届期]以来|今年|去年|上年|近[两三五]年|年度")
_NOT_GIVEN = re.compile(
    r"(?:没|未|还没|没有|尚未|暂未|暂无)(?:有)?(?:给|提供|统计|报上来|报来|拿到|要到|收到|写)(?P<what>[\u4e00-\u9fff]{2,10})"
)
_OPEN = re.compile(
    r"^(?P<what>[\u4e00-\u9fff]{2,12}?)(?:还|也|都|暂时|目前)?(?:没|未|尚未|暂未|待|等|不详|后补|稍后|记不清|不清楚|不确定)"
)
_PEOPLE_ASKED = re.compile(r"人|数|多少|几")
_NTH = re.compile(r"^第[一二三四五六七八九十][个项条点]?$")
_PRACTICE = "具体做法"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: what it is, and the part it is wanted in (0 is the lead)."""

    name: str
    part: int

    @property
    def mark(self) -> str:
        """As it stands in the draft."""
        return f"【待补充：{self.name}】"


def gaps_of(topic: str, table: FactTable, outline: Outline) -> tuple[Gap, ...]:
    """What is missing: what the notes say is to come, what its kind of topic needs, empty parts."""
    announced = list(_announced(table, outline))
    tells_people = any(_PEOPLE_ASKED.search(gap.name) for gap in announced)
    expected = [
        gap for gap in _expected(topic, table, outline) if not (tells_people and gap.part != LEAD)
    ]
    found = list(dict.fromkeys((*announced, *expected)))
    empty = [Gap(_PRACTICE, at) for at, one in enumerate(outline.measures, 1) if not one.facts]
    return (*found[:MOST], *empty)


def _announced(table: FactTable, outline: Outline) -> Iterator[Gap]:
    for remark in table.remarks:
        if remark.kind is not RemarkKind.PENDING:
            continue
        name = _missing(remark, table)
        if name:
            yield Gap(name, _part_of(remark.line, table, outline))


def _missing(remark: Remark, table: FactTable) -> str:
    match = _NOT_GIVEN.search(remark.words) or _OPEN.search(remark.words)
    if match is None:
        return ""
    beside = [fact.words for fact in table.facts if fact.line == remark.line]
    announcing = [words for words in beside if counted_kind(words)] or beside
    label = label_of(announcing[-1]) if announcing else ""
    what = match["what"]
    return f"{label}的{what}" if _NTH.match(what) and label else what


def _part_of(line: int, table: FactTable, outline: Outline) -> int:
    """The part with the facts of a line, or of the nearest line before it."""
    before = [fact.id for fact in table.facts if fact.line <= line]
    for name in reversed(before):
        if name in outline.lead:
            return LEAD
        for at, one in enumerate(outline.measures, 1):
            if name in one.facts:
                return at
    return len(outline.measures)


def _expected(topic: str, table: FactTable, outline: Outline) -> Iterator[Gap]:
    said = "".join(fact.words for fact in table.facts)
    units = {figure.unit for fact in table.facts for figure in fact.figures}
    for kind, name in _EXPECTED:
        if kind.search(topic) and not units & _PEOPLE:
            yield Gap(name, len(outline.measures))
            break
    if not _TIME.search(said):
        yield Gap("举办时间" if _EVENT.search(topic) else "实施时间", LEAD)
    if not any(figure.unit for fact in table.facts for figure in fact.figures) and not units:
        yield Gap("工作成效数据", len(outline.measures))
