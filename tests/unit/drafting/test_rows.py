"""Tables in notes become lines that can be read alone, and no figure is lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.drafting.brief import pasted
from reformbot.drafting.conflicts import QuestionKind, open_questions
from reformbot.drafting.facts import read_facts
from reformbot.drafting.rows import with_rows_told

CONTESTS = """竞赛情况
序号\t竞赛名称\t场次（场）\t参赛（人）\t经费（万元）
1\t焊工竞赛\t3\t120\t5.5
2\t快递员竞赛\t2\t80\t3
合计\t\t5\t200\t8.5"""


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        pytest.param("没有表\n只有两行", "没有表\n只有两行", id="no table"),
        pytest.param(
            "项目\t数量\t备注\n报名\t860人\t\n教师\t18人\t职校聘请",
            "报名860人。\n教师18人，职校聘请。",
            id="units in the cells",
        ),
        pytest.param(
            CONTESTS,
            "竞赛情况\n焊工竞赛：场次3场，参赛120人，经费5.5万元。\n"
            "快递员竞赛：场次2场，参赛80人，经费3万元。\n合计：场次5场，参赛200人，经费8.5万元。",
            id="units in the heads, rows counted",
        ),
        pytest.param("报名\t860人\n教师\t18人", "报名860人。\n教师18人。", id="no heads"),
        pytest.param("单位：\t云泽市总工会", "单位：云泽市总工会。", id="one row"),
        pytest.param("甲\t乙\n丙\t丁", "甲：乙。\n丙：丁。", id="no figure at all"),
        pytest.param("批次\t人数\n8\t50\n9\t70", "批次8：人数50。\n批次9：人数70。", id="bare"),
        pytest.param("\t\n甲\t3人\t多\t余", "\t\n甲3人，多，余。", id="empty and ragged rows"),
    ],
)
def test_a_table(notes: str, told: str) -> None:
    assert with_rows_told(notes) == told


def test_rows_of_one_table_do_not_contradict_each_other() -> None:
    brief = pasted(CONTESTS)
    assert open_questions(brief, read_facts(brief)) == ()
    brief = pasted("夜校报名860人。\n夜校报名880人。")
    kinds = {question.kind for question in open_questions(brief, read_facts(brief))}
    assert kinds == {QuestionKind.CONTRADICTION}


CELLS = st.lists(st.sampled_from(["", "甲", "第3期", "860人", "12", "5.5"]), min_size=2, max_size=4)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_no_figure_is_lost_or_made(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(["项", *row]) for row in rows)
    numbers = [Counter(re.findall(r"[\d.]+", one)) for one in (text, with_rows_told(text))]
    assert numbers[0] == numbers[1]
