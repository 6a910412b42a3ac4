"""What a draft takes over from earlier articles: about the same sender, clear by itself, new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.bulletin.model import Place
from reformbot.drafting.brief import Brief, pasted
from reformbot.drafting.conflicts import QuestionKind
from reformbot.drafting.draft import Draft
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.quotations import MOST_QUOTED, Quotation, fitting
from reformbot.drafting.rendering import article_of
from reformbot.drafting.revising import Outcome

NOTES = """组织62家单位418人参加职工技能大赛
出台《技能人才奖补办法》
新建职工书屋12个、母婴室8个
帮扶困难职工260人次"""
UNIT = "东麓市总工会"
CITY = Place("江苏省", "扬州市")
DISTRICT = Place("江苏省", "扬州市", "广陵区")


def quotation(text: str, byline: str = UNIT, place: Place | None = None) -> Quotation:
    return Quotation(text, byline, place, "2031年第2期，《办好职工夜校》")


def brief(unit: str = UNIT, place: str = "") -> Brief:
    return pasted(NOTES, title_hint="职工技能大赛", unit=unit, place=place)


def taken(asked: str, one: Quotation, of: Brief | None = None) -> list[Quotation]:
    return fitting(asked, of or brief(), "职工技能大赛", "", [one])


@pytest.mark.parametrize(
    ("asked", "text", "fits"),
    [
        ("夜校人数", "2030年，职工夜校共有1200人报名。", True),
        ("夜校人数", "职工夜校办到了家门口。", False),
        ("夜校", "职工夜校办到了家门口。", True),
        ("夜校数据", "职工夜校合成一套培育体系。", False),
        ("2030年数据", "2030年，职工技能大赛有356人参加。", True),
        ("2029年数据", "2030年，职工技能大赛有356人参加。", False),
        ("2030年数据", "2030年，新建母婴室3个。", False),
        ("夜校人数", "去年职工夜校共有1200人报名。", False),
        ("夜校人数", "其中职工夜校共有1200人报名。", False),
        ("夜校人数", "一是办好职工夜校，1200人报名。", False),
        ("夜校人数", "目前职工夜校已有1200人报名。", False),
        ("食堂", "2030年，职工夜校共有1200人报名。", False),
    ],
)
def test_a_sentence_gives_what_is_asked_and_is_clear_by_itself(
    asked: str, text: str, *, fits: bool
) -> None:
    assert bool(taken(asked, quotation(text))) is fits


@pytest.mark.parametrize(
    ("unit", "place", "text", "byline", "about", "fits"),
    [
        ("东麓市总工会", "", "夜校开课。", "西塘市总工会", None, False),
        ("东麓市总工会", "", "东麓市总工会开办夜校。", "西塘市总工会", None, True),
        ("", "", "夜校开课。", "西塘市总工会", None, False),
        ("扬州市总工会", "扬州市", "夜校开课。", "扬州市产改办", CITY, True),
        ("扬州市总工会", "扬州市", "夜校开课。", "扬州市广陵区总工会", DISTRICT, False),
        ("扬州市总工会", "扬州市", "广陵区夜校开课。", "扬州市总工会", CITY, False),
        ("扬州市总工会", "扬州市", "扬州市总工会看广陵区夜校开课。", "扬州市总工会", CITY, False),
        ("扬州市广陵区总工会", "", "夜校开课。", "扬州市总工会", CITY, False),
        ("扬州市广陵区总工会", "", "广陵区夜校开课。", "扬州市总工会", CITY, True),
        ("东麓重工集团", "扬州市", "夜校开课。", "扬州市总工会", CITY, False),
        ("东麓重工集团", "扬州市", "夜校开课。", "东麓重工集团", CITY, True),
    ],
)
def test_a_sentence_is_about_the_sender(
    unit: str, place: str, text: str, byline: str, about: Place | None, *, fits: bool
) -> None:
    one = quotation(text, byline, about)
    assert bool(taken("夜校", one, brief(unit, place))) is fits


def test_what_is_said_is_not_said_again_and_no_more_is_taken_than_a_reader_can_check() -> None:
    same = quotation("职工夜校开课。")
    assert fitting("夜校", brief(), "", "今天，职工夜校开课。", [same]) == []
    many = [quotation(f"职工夜校开设第{at}门课程。") for at in range(1, 9)]
    assert fitting("夜校", brief(), "", "", [same, same, *many]) == [same, many[0]]
    assert MOST_QUOTED == 2


@pytest.fixture
def draft() -> Draft:
    return Drafter().draft(brief())


def test_a_sentence_is_taken_over_word_for_word_and_the_annex_says_whence(draft: Draft) -> None:
    said = "2030年，职工夜校共有1200人报名。"
    asked: list[str] = []

    def archive(question: str) -> list[Quotation]:
        asked.append(question)
        return [quotation(said)]

    revision = Drafter(archive=archive).revise(draft, "第一点加上2030年夜校人数")
    assert revision.outcome is Outcome.DONE
    assert "2030年夜校人数" in asked[0]
    assert said in revision.draft.current.parts[1].text
    assert ("+", said) in [(one.sign, one.text) for one in revision.changes]
    assert [fact.printed for fact in revision.quoted] == [said]
    assert revision.draft.left_over == draft.left_over
    carriers = {one.sentence: one.carriers for one in article_of(revision.draft).sources}
    assert carriers[said] == (f"F5　{said}（2031年第2期，《办好职工夜校》）",)


def test_the_notes_come_first_and_nothing_is_looked_up_where_precedents_are_not_wanted(
    draft: Draft,
) -> None:
    def archive(_: str) -> list[Quotation]:
        return [quotation("2030年，职工夜校共有1200人报名。")]

    alone = replace(draft, brief=replace(draft.brief, precedents=False))
    assert Drafter(archive=archive).revise(alone, "加上夜校人数").outcome is Outcome.NOT_THERE
    without = Drafter().plain(draft.brief, draft.table, draft.outline.dropped("F4"))
    revision = Drafter(archive=archive).revise(without, "加上困难职工人次")
    assert (revision.outcome, revision.quoted) == (Outcome.DONE, ())


def test_an_earlier_figure_that_contradicts_the_notes_is_marked(draft: Draft) -> None:
    def archive(_: str) -> list[Quotation]:
        return [quotation("新建职工书屋15个。")]

    revision = Drafter(archive=archive).revise(draft, "加上书屋建设数量")
    assert QuestionKind.CONTRADICTION in {one.kind for one in revision.draft.questions}
    assert "新建职工书屋15个。【待核实" in revision.draft.current.body
