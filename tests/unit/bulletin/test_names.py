"""Organisations by name: who an article is about, and whom a sentence names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import Place
from reformbot.bulletin.names import companies, organisation_in_title

JIANGSU = Place("江苏省")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("星河示例有限公司打造学习型班组", "星河示例有限公司"),
        ("星河示例有限责任公司打造学习型班组", "星河示例有限责任公司"),
        ("星河集团以赛促学", "星河集团"),
        ("星河集团公司以赛促学", "星河集团公司"),
        ("星河集团有限公司以赛促学", "星河集团有限公司"),
        ("星河（集团）有限公司以赛促学", "星河（集团）有限公司"),
        ("星河能源（示例）股份公司以赛促学", "星河能源（示例）股份公司"),
        ("星河煤矿建好职工书屋", "星河煤矿"),
        ("星河技师学院校企合作育人", "星河技师学院"),
        ("星河大学走进车间", "星河大学"),
        ("星河造船厂师徒结对", "星河造船厂"),
        ("江苏星河科技公司让职工有奔头", "江苏星河科技公司"),
        ("扬州市总工会打造工匠学院", None),
        ("扬州市以技能竞赛助推星河公司发展", None),
        ("星河市总工会技师学院揭牌", None),
        ("星河公司工会开展读书活动", "星河公司"),
        ("星河产改办推动企业发展", None),
        ("深化产改，助力企业发展", None),
        ("打造“星河公司”样板", None),
        ("", None),
    ],
)
def test_who_a_title_opens_with(title: str, name: str | None) -> None:
    assert organisation_in_title(title, JIANGSU) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("星河示例有限公司建立学堂。", ["星河示例有限公司"]),
        ("在星河示例有限公司，职工夜校开课。", ["星河示例有限公司"]),
        ("星河集团与银河示例公司结对。", ["星河集团", "银河示例公司"]),
        ("星河集团、银河示例公司、星河集团参加。", ["星河集团", "银河示例公司"]),
        ("其中星河示例公司获奖。", ["星河示例公司"]),
        ("依托星河煤矿设点。", ["星河煤矿"]),
        ("率先试行的常州和风示例有限公司获奖。", ["常州和风示例有限公司"]),
        ("江苏有为示例有限公司获奖。", ["江苏有为示例有限公司"]),
        ("星河（示例）有限公司获奖。", ["星河（示例）有限公司"]),
        ("公司重视培训。", []),
        ("该公司化管理。", []),
        ("集团化办学。", []),
        ("", []),
    ],
)
def test_whom_a_sentence_names(text: str, names: list[str]) -> None:
    assert companies(text) == names


@given(text=st.text("星河示例有限责任公司集团煤矿总工会扬州市（）“”，和在 ", max_size=30))
def test_names_stand_in_the_text(text: str) -> None:
    found = companies(text)
    assert all(name in text for name in found)
    assert len(set(found)) == len(found)
    opener = organisation_in_title(text, JIANGSU)
    assert opener is None or text.startswith(opener)
