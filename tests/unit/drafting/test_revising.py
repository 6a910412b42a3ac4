"""Instructions on a version: done, or answered with the reason why not."""

from __future__ import annotations

import pytest

from reformbot.drafting.brief import pasted
from reformbot.drafting.draft import Draft
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.instructions import Ask, understood
from reformbot.drafting.revising import Outcome

NOTES = """2024.5.18 第九届职工技能大赛
组织62家单位418人参赛
赛场设在东麓造船技能中心，选手同台比拼
出台《技能人才奖补办法》
成立技能提升领导小组，17个部门为成员单位
新建职工书屋12个、母婴室8个
帮扶困难职工260人次"""


@pytest.fixture
def draft() -> Draft:
    return Drafter().draft(pasted(NOTES, title_hint="职工技能大赛", unit="东麓市总工会"))


@pytest.mark.parametrize(
    ("said", "ask", "parts", "text"),
    [
        ("把第二点写短一点", Ask.SHORTEN, (2,), ""),
        ("加上2023年数据", Ask.ADD, (), "2023年数据"),
        ("换个标题", Ask.RETITLE, (), ""),
        ("标题改成“东麓市办好职工技能大赛”", Ask.RETITLE, (), "东麓市办好职工技能大赛"),
        ("第一点和第三点对调", Ask.SWAP, (1, 3), ""),
        ("删掉第三点", Ask.DELETE, (3,), ""),
        ("第二点的小标题改为做强人才队伍", Ask.RENAME, (2,), "做强人才队伍"),
        ("导语展开一些", Ask.LENGTHEN, (0,), ""),
        ("语气再正式一点", Ask.POLISH, (), ""),
        ("回到第2版", Ask.RESTORE, (), "2"),
        ("导语恢复成第十版", Ask.RESTORE, (), "10"),
        ("恢复上一版", Ask.RESTORE, (), ""),
        ("撤销", Ask.RESTORE, (), ""),
        ("今天天气怎么样", Ask.UNKNOWN, (), ""),
    ],
)
def test_instructions_are_read_by_kind(
    said: str, ask: Ask, parts: tuple[int, ...], text: str
) -> None:
    found = understood(said)
    assert (found.ask, found.parts, found.text) == (ask, parts, text)


def test_an_earlier_version_becomes_the_newest_and_nothing_is_lost(draft: Draft) -> None:
    drafter = Drafter()
    shorter = drafter.revise(draft, "导语写短一点").draft
    retitled = drafter.revise(draft, "第一点和第二点对调").draft
    retitled = drafter.revise(retitled, "换个标题").draft
    assert shorter != retitled
    back = drafter.revise(retitled, "回到第1版")
    assert back.outcome is Outcome.DONE
    assert back.changes
    assert back.draft.versions[:-1] == retitled.versions
    assert (back.draft.current.number, back.draft.current.instruction) == (4, "回到第1版")
    first, now = draft.current, back.draft.current
    assert (now.title, now.parts, now.byline) == (first.title, first.parts, first.byline)
    again = drafter.revise(back.draft, "恢复上一版").draft
    assert again.current.text == retitled.current.text


@pytest.mark.parametrize("said", ["回到第2版", "回到第9版", "恢复上一版", "回到第1版"])
def test_there_is_no_such_version_to_go_back_to(draft: Draft, said: str) -> None:
    revision = Drafter().revise(draft, said)
    assert revision.outcome is Outcome.NO_SUCH_VERSION
    assert revision.draft == draft


def test_a_swap_makes_a_version_and_keeps_the_old(draft: Draft) -> None:
    revision = Drafter().revise(draft, "第一点和第二点对调")
    assert revision.outcome is Outcome.DONE
    assert revision.dropped == ()
    new, old = revision.draft.current, draft.current
    assert (new.number, new.instruction) == (2, "第一点和第二点对调")
    assert (new.parts[1], new.parts[2]) == (old.parts[2], old.parts[1])
    assert revision.draft.versions[0] == old
    assert {change.sign for change in revision.changes} == {"-", "+"}


def test_what_is_dropped_is_said(draft: Draft) -> None:
    revision = Drafter().revise(draft, "删掉第一点")
    assert revision.outcome is Outcome.DONE
    gone = {name for one in draft.current.parts[1].sentences for name in one.facts}
    assert {fact.id for fact in revision.dropped} == gone
    assert revision.draft.left_over == revision.dropped


def test_what_was_dropped_can_be_asked_back(draft: Draft) -> None:
    without = Drafter().revise(draft, "删掉第一点").draft
    fact = without.left_over[0]
    revision = Drafter().revise(without, f"第二点加上{fact.words}")
    assert revision.outcome is Outcome.DONE
    assert fact not in revision.draft.left_over


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("加上2019年体检数据", Outcome.NOT_THERE),
        ("删掉第四点", Outcome.NO_SUCH_PART),
        ("语气正式一点", Outcome.NEEDS_MODEL),
        ("标题改成“东麓市培训职工9000人”", Outcome.NOT_CARRIED),
        ("讲个笑话", Outcome.UNKNOWN),
    ],
)
def test_what_cannot_be_done_is_said(draft: Draft, said: str, outcome: Outcome) -> None:
    revision = Drafter().revise(draft, said)
    assert revision.outcome is outcome
    assert revision.draft == draft


def test_another_title_is_another_title(draft: Draft) -> None:
    once = Drafter().revise(draft, "换个标题")
    twice = Drafter().revise(once.draft, "换个标题")
    titles = {draft.current.title, once.draft.current.title, twice.draft.current.title}
    assert len(titles) == 3


def test_two_measures_stay(draft: Draft) -> None:
    now = draft
    outcomes = [Outcome.DONE]
    while outcomes[-1] is Outcome.DONE:
        revision = Drafter().revise(now, "删掉第一点")
        now = revision.draft
        outcomes.append(revision.outcome)
    assert outcomes[-1] is Outcome.TOO_FEW
    assert len(now.current.parts) == 3
