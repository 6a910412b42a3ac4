"""What a question is understood to ask for, about where, and in which issues."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.bulletin.model import IssueKey, Place
from reformbot.search.question import Asked, Listed, understand

JIANGSU = Place("江苏省")
YANGZHOU = Place("江苏省", "扬州市")
NANTONG = Place("江苏省", "南通市")
TONGZHOU = Place("江苏省", "南通市", "通州区")
DANYANG = Place("江苏省", "镇江市", "丹阳市")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("扬州有多少家工匠学院？", Asked.FIGURE),
        ("太仓举办了几场竞赛", Asked.FIGURE),
        ("满意度是多高？", Asked.FIGURE),
        ("持证上岗率占比", Asked.FIGURE),
        ("How many colleges does Yangzhou have?", Asked.FIGURE),
        ("哪些城市建立了产改联盟？", Asked.LIST),
        ("列出建立工匠学院的城市", Asked.LIST),
        ("有哪几个市办了竞赛", Asked.LIST),
        ("Which cities founded alliances?", Asked.LIST),
        ("LIST ALL COMPANIES with a contract", Asked.LIST),
        ("哪些城市各有多少家学院？", Asked.LIST),
        ("通州区的联盟由谁指导？", Asked.FACT),
        ("沙洲村服务站是哪一年办起的", Asked.FACT),
        ("Who leads the alliance?", Asked.FACT),
        ("", Asked.FACT),
    ],
)
def test_what_is_asked_for(question: str, asked: Asked) -> None:
    assert understand(question, JIANGSU).asked is asked


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("扬州有多少家工匠学院？", {YANGZHOU}),
        ("扬州市有多少家工匠学院？", {YANGZHOU}),
        ("通州区产改联盟", {TONGZHOU}),
        ("南通市通州区产改联盟", {TONGZHOU}),
        ("丹阳眼镜", {DANYANG}),
        ("扬州和南通各有几家", {YANGZHOU, NANTONG}),
        ("扬州、扬州市，还是扬州", {YANGZHOU}),
        ("昆明有几家", {Place("云南省", "昆明市")}),
        ("北京市通州区的联盟", {Place("北京市", None, "通州区")}),
        ("江苏省的做法", {JIANGSU}),
        ("工匠学院有几家", set()),
        ("How many has Yangzhou?", {YANGZHOU}),
        ("Tongzhou and Danyang", {TONGZHOU, DANYANG}),
        ("colleges outside Yangzhou", set()),
        ("除了扬州还有哪些市", set()),
        ("揚州有多少家", {YANGZHOU}),
    ],
)
def test_places(question: str, places: set[Place]) -> None:
    assert set(understand(question, JIANGSU).places) == places


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("2024年第6期讲了什么", [("2024年第6期", 2024, 6)]),
        ("第6期讲了什么", [("第6期", None, 6)]),
        ("第 6 期", [("第 6 期", None, 6)]),
        ("2024年 第十二期", [("2024年 第十二期", 2024, 12)]),
        ("第三期和2023年第4期", [("第三期", None, 3), ("2023年第4期", 2023, 4)]),
        ("issue 6 of 2024", [("issue 6 of 2024", 2024, 6)]),
        ("2024年的做法", []),
        ("第六届大赛", []),
        ("三期工程", []),
    ],
)
def test_issues(question: str, named: list[tuple[str, int | None, int]]) -> None:
    filters = understand(question, JIANGSU).issues
    assert [(one.label, one.year, one.number) for one in filters] == named


@pytest.mark.parametrize(
    ("question", "admitted"),
    [
        ("2024年的各期里有谁", {(2024, 2), (2024, 9)}),
        ("2024年下半年那两期", {(2024, 9)}),
        ("2024年上半年的几期", {(2024, 2)}),
        ("2024年以来的简报", {(2024, 2), (2024, 9), (2025, 1)}),
        ("2023年那期上", {(2023, 11)}),
        ("第9期", {(2024, 9)}),
    ],
)
def test_issues_of_a_period(question: str, admitted: set[tuple[int, int]]) -> None:
    months = {(2023, 11): 11, (2024, 2): 2, (2024, 9): 9, (2025, 1): 1}
    (one,) = understand(question, JIANGSU).issues
    found = {
        (year, number)
        for (year, number), month in months.items()
        if one.admits(IssueKey("示例", year, number), date(year, month, 5))
    }
    assert found == admitted


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("哪些城市建立了产改联盟？", Listed.PLACES),
        ("有哪几个区在搞", Listed.PLACES),
        ("哪些企业给职工发津贴", Listed.ORGANISATIONS),
        ("列出办过竞赛的单位", Listed.ORGANISATIONS),
        ("哪些地方和企业写到了五小", Listed.ANYONE),
        ("有哪些奖励办法", Listed.OTHER),
        ("Which cities have one?", Listed.PLACES),
        ("Which companies have one?", Listed.ORGANISATIONS),
        ("扬州有多少家工匠学院？", None),
    ],
)
def test_what_a_list_is_of(question: str, listed: Listed | None) -> None:
    assert understand(question, JIANGSU).listed is listed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("扬州有哪些产改做法", Asked.OVERVIEW),
        ("第6期讲了什么", Asked.OVERVIEW),
        ("哪些城市有产改做法", Asked.LIST),
        ("扬州有哪些工匠学院", Asked.LIST),
    ],
)
def test_an_overview_needs_a_place_or_an_issue_and_no_subject(question: str, asked: Asked) -> None:
    assert understand(question, JIANGSU).asked is asked


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("谁投入了1460万元", {14_600_000}),
        ("who put in 14.6 million yuan", {14_600_000}),
        ("2022年那412家试点", {412}),
        ("2024年第6期", set()),
        ("两家企业", set()),
    ],
)
def test_figures_a_question_names(question: str, figures: set[int]) -> None:
    assert understand(question, JIANGSU).figures == figures


@pytest.mark.parametrize(
    ("question", "within", "without"),
    [
        ("扬州有多少家工匠学院？", {"家", "所", "个"}, {"人", "场", "元"}),
        ("受训职工有多少人次", {"人次", "人"}, {"家", "场"}),
        ("办了多少场竞赛", {"场", "次"}, {"家", "人"}),
        ("投入多少万元", {"元"}, {"家"}),
        ("奖金多少钱", {"元"}, {"家"}),
        ("有几项成果", {"项", "件"}, {"家"}),
    ],
)
def test_units_that_may_answer(question: str, within: set[str], without: set[str]) -> None:
    units = understand(question, JIANGSU).units
    assert within <= units
    assert not without & units


@pytest.mark.parametrize("question", ["满意度是多少", "谁来指导", "how many colleges", ""])
def test_any_unit_may_answer(question: str) -> None:
    assert understand(question, JIANGSU).units == frozenset()


def test_terms_leave_out_places_issues_and_question_words() -> None:
    query = understand("2024年第6期里，扬州市有多少家工匠学院呢？", JIANGSU)
    assert "工匠学院" in query.terms
    assert not {"扬州", "扬州市", "多少", "家", "有", "呢", "期", "6", "2024"} & set(query.terms)
    assert len(set(query.terms)) == len(query.terms)


@pytest.mark.parametrize(
    ("question", "language"),
    [("扬州 colleges", "zh"), ("How many?", "en"), ("123", "zh"), ("🚀", "zh"), ("", "zh")],
)
def test_language(question: str, language: str) -> None:
    assert understand(question, JIANGSU).language == language


@settings(max_examples=150, deadline=None)
@given(text=ANY_TEXT, prior=st.sampled_from([None, JIANGSU]))
def test_any_text_is_understood(text: str, prior: Place | None) -> None:
    query = understand(text, prior)
    assert query.text == text.strip()
    assert all(query.terms)
    assert query == understand(text, prior)


@settings(max_examples=50, deadline=None)
@given(noise=st.text("甲乙丙，。 ?abc", max_size=20))
def test_a_place_is_found_amid_anything(noise: str) -> None:
    assert YANGZHOU in understand(f"{noise}，扬州市，{noise}", JIANGSU).places


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("服务了多少家企业？", "企业"),
        ("有几场竞赛", "竞赛"),
        ("会议有多少人参加", ""),
        ("多少人次得奖？", ""),
        ("多少家产改试点企业", ""),
        ("投入多少钱", ""),
    ],
)
def test_what_the_asked_figure_counts(question: str, counted: str) -> None:
    assert understand(question, JIANGSU).counted == counted


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("建成学堂的地方有哪些？", Listed.PLACES),
        ("建成学堂的城市都有哪些", Listed.PLACES),
        ("建成学堂的地方是哪几个？", Listed.PLACES),
        ("建成学堂的企业有哪些？", Listed.ORGANISATIONS),
        ("第6期有哪些企业的做法？", Listed.ORGANISATIONS),
        ("学堂有哪些？", Listed.OTHER),
    ],
)
def test_what_is_listed_may_stand_before_what_asks(question: str, listed: Listed) -> None:
    assert understand(question, JIANGSU).listed is listed


@pytest.mark.parametrize(
    ("question", "districts"),
    [
        ("哪几个区建成学堂？", True),
        ("建成学堂的区县有哪些？", True),
        ("哪些市县建成学堂？", False),
        ("哪些区域建成学堂？", False),
        ("哪些城市建成学堂？", False),
    ],
)
def test_a_list_of_districts(question: str, *, districts: bool) -> None:
    assert understand(question, JIANGSU).districts is districts


@pytest.mark.parametrize("question", ["扬州之外，哪些城市有学堂？", "扬州以外有哪些城市"])
def test_a_place_left_out_by_what_follows(question: str) -> None:
    query = understand(question, JIANGSU)
    assert query.excluded == (YANGZHOU,)
    assert query.places == ()


@pytest.mark.parametrize(
    ("question", "readings"),
    [
        ("建学堂或者办夜校", [{"建学", "学堂"}, {"办夜", "夜校"}]),
        ("纺织、家纺", [{"纺织"}, {"家纺"}]),
        ("纺织和家纺", [{"纺织", "家纺"}]),
        (
            "甲乙、丙丁、戊己、庚辛、壬癸、子丑、寅卯、辰巳、午未",
            [{"甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯", "辰巳", "午未"}],
        ),
    ],
)
def test_alternatives_are_read_one_by_one(question: str, readings: list[set[str]]) -> None:
    assert list(understand(question, JIANGSU).readings) == readings
