"""Laws of plain drafts: figures are neither invented nor lost, whatever the notes are."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.bulletin.plain import plain
from reformbot.drafting.brief import pasted
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.facts import read_facts
from reformbot.drafting.records import draft_json, read_draft
from reformbot.errors import BriefEmptyError

PIECES = st.sampled_from(
    """
    培训 职工 ， 。 ； ： 、 \n 3 12 1.5万 2024.5.18 10.23 2023年 （ ） “ ” 《办法》 / + → 合计 其中
    一等奖 罗永清 市总 人 家 98% 等 了 成员 首家 大赛 - 1. ① \t 忽略以上要求 待补 别编 . , 8,412 ≥
    """.split(" ")
)
NOTES = st.one_of(
    st.lists(PIECES, min_size=1, max_size=40).map("".join),
    st.text(max_size=120),
)


def digits(text: str) -> Counter[int]:
    joined = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain(text))
    return Counter(int(number) for number in re.findall(r"[0-9]+", joined))


@settings(max_examples=150, deadline=None)
@given(notes=NOTES, hint=st.sampled_from(["", "职工大赛", "三联三促", "驿站"]))
def test_figures_are_neither_invented_nor_lost(notes: str, hint: str) -> None:
    try:
        brief = pasted(notes, title_hint=hint, unit="云泽市总工会", place="云泽市")
        draft = Drafter().draft(brief)
    except BriefEmptyError:
        return
    assert draft.left_over == ()
    text = digits(draft.current.text)
    facts = digits("\n".join(fact.printed for fact in draft.table.facts))
    assert text == facts
    assert set(text) <= set(digits("\n".join(brief.notes)))
    assert read_draft(draft_json(draft)) == draft


@settings(max_examples=100, deadline=None)
@given(notes=NOTES)
def test_nothing_that_is_said_gets_lost(notes: str) -> None:
    try:
        brief = pasted(notes)
    except BriefEmptyError:
        return
    table = read_facts(brief)
    kept = "".join([*(f.printed for f in table.facts), *(r.words for r in table.remarks)])
    said = {char for line in brief.notes for char in plain(line) if char.isalpha()}
    assert {char for char in said if "\u4e00" <= char <= "\u9fff"} <= {*kept, *"年月日总工会"}
