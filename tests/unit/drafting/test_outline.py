"""Every fact has its place, and an edit loses none unseen."""

from __future__ import annotations

import pytest

from reformbot.drafting.brief import pasted
from reformbot.drafting.facts import FactTable, read_facts
from reformbot.drafting.outline import MOST_MEASURES, Outline, propose
from reformbot.errors import OutlineError

NOTES = """2024.5.18 第九届职工技能大赛
组织62家单位418人参赛
工种：焊工、钳工、数控车工
出台《技能人才奖补办法》
成立技能提升领导小组，17个部门为成员单位
新建职工书屋12个、母婴室8个
帮扶困难职工260人次"""


@pytest.fixture
def table() -> FactTable:
    return read_facts(pasted(NOTES))


@pytest.fixture
def outline(table: FactTable) -> Outline:
    return propose(table)


def test_every_fact_has_one_place(table: FactTable, outline: Outline) -> None:
    placed = [*outline.lead, *(name for one in outline.measures for name in one.facts)]
    assert sorted(placed) == sorted(fact.id for fact in table.facts)
    assert outline.left_over(table) == ()
    assert outline.lead == ("F1",)


def test_headings_are_alike(outline: Outline) -> None:
    headings = [one.heading for one in outline.measures]
    assert len(set(headings)) == len(headings) >= 3
    assert {len(heading) for heading in headings} == {6}


def test_facts_are_grouped_by_what_they_are_about(table: FactTable, outline: Outline) -> None:
    together = [{*one.facts} for one in outline.measures]
    assert any({"F2", "F3"} <= group for group in together)
    assert any({"F6", "F7"} <= group for group in together)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 12, 40])
def test_there_are_two_to_four_measures(count: int) -> None:
    notes = "\n".join(f"第{at}项培训职工{at}人" for at in range(1, count + 1))
    measures = propose(read_facts(pasted(notes))).measures
    assert 2 <= len(measures) <= MOST_MEASURES


def test_edits(table: FactTable, outline: Outline) -> None:
    moved = outline.moved("F1", 2, table)
    assert moved.lead == ()
    assert moved.measures[1].facts[-1] == "F1"
    assert moved.moved("F1", 0, table).lead == ("F1",)
    first = outline.measures[0]
    gone = outline.deleted(1)
    assert {fact.id for fact in gone.left_over(table)} == {*first.facts}
    order = [2, 1, *range(3, len(outline.measures) + 1)]
    assert outline.reordered(order).measures[1] == first
    assert outline.renamed(1, "做强人才队伍。").measures[0].heading == "做强人才队伍"
    assert gone.added("擦亮服务品牌").measures[-1].facts == ()
    assert [fact.id for fact in outline.dropped("F4").left_over(table)] == ["F4"]


def test_edits_of_what_is_not_there(table: FactTable, outline: Outline) -> None:
    for edit in (
        lambda: outline.moved("F99", 1, table),
        lambda: outline.moved("F1", 9, table),
        lambda: outline.deleted(0),
        lambda: outline.renamed(1, " 。"),
        lambda: outline.reordered([1, 1]),
        lambda: outline.added("一").added("二").added("三"),
    ):
        with pytest.raises(OutlineError):
            edit()
