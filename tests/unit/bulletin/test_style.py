"""House style: what each rule finds and lets be, and what it says of the real issue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import Place
from reformbot.bulletin.parse import parse
from reformbot.bulletin.style import (
    Earlier,
    Severity,
    StyleFinding,
    StylePlace,
    StyleRule,
    check_article,
    check_issue,
    near_duplicates,
)

CORPUS = Path(__file__).parents[3] / "corpus"
TITLE = "云泽市总工会以职工夜校助推工匠成长"
BYLINE = "（云泽市总工会）"
LEAD = "市总工会围绕职工所需办好夜校，联合院校开出课程，帮助职工学技能、长本领，2024年开班12期。"
MEASURES = (
    "一是办好职工夜校。依托职业院校建成夜校9所，按季度征集课程需求，开出焊接、电工、数控等课程"
    "36门，聘请教师18名，职工下班后就近上课，全年听课860人次，结业率达92%。",
    "二是建强师资队伍。从企业选聘技师和高级技师，与院校教师组成教学小组，每季度备课交流一次，"
    "编写讲义14册，把车间里的难题搬上讲台，课后到车间答疑，解决问题57个。",
    "三是用好竞赛平台。把夜校课程与技能竞赛衔接起来，每期结业举办比武一次，优胜者优先推荐参加"
    "上级竞赛，全年举办比武12场，晋升技能等级的职工有145名，占结业人数的两成。",
)
BODY = LEAD + "".join(MEASURES)
CITY = Place("江苏省", "常州市")


def rules(found: Iterable[StyleFinding]) -> set[str]:
    return {one.rule.value for one in found}


def with_lead(lead: str) -> str:
    return lead + "".join(MEASURES)


def test_an_article_in_house_style_has_nothing_worse_than_a_note() -> None:
    found = check_article(TITLE, BODY, BYLINE, issued=date(2024, 12, 5))
    worse = [one for one in found if one.severity is not Severity.INFO]
    assert rules(worse) == {"body-length"}, "it is shorter than an article, and nothing else"


@pytest.mark.parametrize(
    ("title", "rule"),
    [
        ("云泽办夜校", StyleRule.TITLE_LENGTH),
        (TITLE + "。", StyleRule.TITLE_END),
        ("云泽市总工会以职工夜校 助推工匠成长", StyleRule.TITLE_SPACE),
        ("关于云泽市总工会开办职工夜校的情况", StyleRule.TITLE_ABOUT),
    ],
)
def test_titles(title: str, rule: StyleRule) -> None:
    found = check_article(title, BODY, BYLINE)
    assert rule in rules(found)
    assert rule not in rules(check_article(TITLE, BODY, BYLINE))


@pytest.mark.parametrize(
    ("byline", "rule"),
    [
        (None, StyleRule.BYLINE_MISSING),
        (" ", StyleRule.BYLINE_MISSING),
        ("云泽市总工会", StyleRule.BYLINE_FORM),
        ("（云泽公司）", StyleRule.BYLINE_SENDER),
        ("(云泽市总工会)", StyleRule.HALF_WIDTH),
    ],
)
def test_bylines(byline: str | None, rule: StyleRule) -> None:
    assert rule in rules(check_article(TITLE, BODY, byline))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("二是建强", "\n二是建强", StyleRule.PARAGRAPHS),
        ("三是用好", "四是用好", StyleRule.MEASURE_ORDER),
        ("92%。二是", "92%，二是", StyleRule.MEASURE_START),
        ("建强师资队伍。", "建强师资。", StyleRule.HEAD_LENGTH),
        ("建强师资队伍。", "建强，师资队伍。", StyleRule.HEAD_PATTERN),
        ("聘请教师18名", "聘请教师 18 名", StyleRule.DIGIT_SPACE),
        ("聘请教师18名", "聘请教师１８名", StyleRule.FULL_WIDTH_DIGIT),
        ("焊接、电工、数控等", "焊接(电工)", StyleRule.HALF_WIDTH),
        ("聘请教师18名", "聘请教师有18", StyleRule.FIGURE_UNIT),
        ("有145名", "有145职工", StyleRule.MEASURE_WORD),
        ("达92%", "一般在92%左右", StyleRule.APPROXIMATION),
        ("占结业人数的两成", "奖金分期兑现10%、20%、30%", StyleRule.INSTALMENTS),
        ("2024年开班", "近年来开班", StyleRule.TIME_VAGUE),
        ("2024年开班", "今年开班", StyleRule.TIME_UNDATED),
        ("结业率达92%", "结业率真高！", StyleRule.OUTCRY),
        ("从企业选聘", "我们从企业选聘", StyleRule.FIRST_PERSON),
        ("全年举办比武", "号召全员比武，全年举办比武", StyleRule.CLOSING),
        ("听课860人次", "听课八百六十人次", StyleRule.NUMERAL),
    ],
)
def test_bodies(old: str, new: str, rule: StyleRule) -> None:
    assert BODY.count(old) == 1
    assert rule not in rules(check_article(TITLE, BODY, BYLINE))
    assert rule in rules(check_article(TITLE, BODY.replace(old, new), BYLINE))


@pytest.mark.parametrize(
    ("lead", "severity"),
    [
        ("常州市总工会办好夜校，帮助职工学技能。", Severity.ERROR),
        ("常州总工会办好夜校，帮助职工学技能。", Severity.ERROR),
        ("市总工会承办2024年常州市职工技能竞赛，帮助职工学技能。", Severity.WARNING),
        ("常州机械有限公司办好夜校，帮助职工学技能。", None),
        ("市总工会办好夜校，帮助职工学技能。", None),
    ],
)
def test_the_own_city_in_the_lead(lead: str, severity: Severity | None) -> None:
    found = check_article(TITLE, with_lead(lead), BYLINE, place=CITY)
    said = [one.severity for one in found if one.rule is StyleRule.LEAD_CITY]
    assert said == ([severity] if severity else [])


@pytest.mark.parametrize(
    "words", ["安装10万电力设备", "由本人签字确认", "参照GB18030标准", "获“2023科技奖”"]
)
def test_what_is_no_offence(words: str) -> None:
    body = BODY.replace("课后到车间答疑", words)
    unwanted = {StyleRule.MEASURE_WORD, StyleRule.FIRST_PERSON, StyleRule.FIGURE_UNIT}
    assert rules(check_article(TITLE, body, BYLINE)) & unwanted == set()


def test_a_mark_for_the_writer_ends_a_part() -> None:
    body = BODY.replace("92%。二是", "92%。【待补充：培训人数】二是")
    found = check_article(TITLE, body, BYLINE)
    assert rules(found) & {"measure-order", "measure-count", "measure-start"} == set()


def test_relative_times_count_from_the_date_of_issue() -> None:
    body = BODY.replace("2024年开班", "五年来开班")
    (found,) = (
        one
        for one in check_article(TITLE, body, BYLINE, issued=date(2024, 5, 29))
        if one.rule is StyleRule.TIME_RELATIVE
    )
    assert found.values["meant"] == "2019—2024年"


def test_the_real_issue_has_its_defects_and_no_false_errors(real_issue: str) -> None:
    found = check_issue(parse(real_issue), real_issue)
    errors = {(one.article, one.rule.value) for one in found if one.severity is Severity.ERROR}
    assert errors == {
        (None, "name-variants"),
        (1, "contents-space"),
        (1, "half-width"),
        (5, "contents-space"),
        *((article, "digit-space") for article in (1, 2, 4, 5, 6)),
    }
    warnings = {(one.article, one.rule.value) for one in found if one.severity is Severity.WARNING}
    assert warnings == {
        (3, "few-figures"),
        (5, "time-vague"),
        (6, "measure-word"),
        (6, "approximation"),
    }
    (word,) = (one for one in found if one.rule is StyleRule.MEASURE_WORD)
    assert word.words == "400多员工"


def test_an_article_sent_in_again_is_named() -> None:
    earlier = [
        Earlier("2024年第3期", 2, "别的文章", "镇里修了三条路，种了一千棵树，河水也清了。"),
        Earlier("2024年第6期", 1, TITLE, LEAD + MEASURES[0]),
    ]
    (found,) = near_duplicates(BODY, earlier)
    assert found.values["issue"] == "2024年第6期"
    assert all(span.of(BODY) in earlier[1].body for span in found.spans)


def test_the_articles_of_the_sample_issues_are_no_duplicates_of_each_other() -> None:
    earlier = [
        Earlier(issue.key.label, article.ordinal, article.title, article.body)
        for path in sorted(CORPUS.glob("*.txt"))
        for issue in [parse(path.read_text(encoding="utf-8"))]
        for article in issue.articles
    ]
    assert len(earlier) == 18
    for one in earlier:
        assert near_duplicates(one.body, [other for other in earlier if other != one]) == ()


PIECES = st.sampled_from(
    [*"一二三是。，【】（）()“”《》 0123456789%年近来多名员工市我！\n", "总工会", "今年", "常州市"]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=80).map("".join))


@given(TEXTS, TEXTS, st.none() | TEXTS)
def test_any_text_is_checked_and_spans_lie_within_it(
    title: str, body: str, byline: str | None
) -> None:
    texts = {StylePlace.TITLE: title, StylePlace.BODY: body, StylePlace.BYLINE: byline or ""}
    for one in check_article(title, body, byline, issued=date(2024, 5, 29), place=CITY):
        for span in one.spans:
            assert 0 <= span.start <= span.end <= len(texts[one.place])
