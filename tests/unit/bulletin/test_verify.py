"""A sentence is carried by its source, or the words that are not are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reformbot.bulletin.model import ArticleKind, Place
from reformbot.bulletin.parse import parse
from reformbot.bulletin.sentences import clause_spans, sentence_spans
from reformbot.bulletin.verify import Finding, FindingKind, Source, Wanted, verify

_PRIOR = Place("江苏省")
_NOTHING_WANTED = Wanted(frozenset(), "", (), frozenset())

# Sentences of the issues in corpus/, with the places their articles are about.
_WUXI = Source(
    "放眼全市，五年来经由竞赛摘得“市五一劳动奖章”“市五一创新能手”的职工有586名，"
    "技能等级借竞赛得到晋升的达4.17万人次。",
    title="无锡市总工会以“三创三有”激发职工创造活力",
    place=Place("江苏省", "无锡市"),
    issued=date(2024, 5, 29),
    label="2024年第6期",
)
_PRIZES = Source("某某集团55人次获奖：冠军6人、亚军4人，金奖28人次，全国技术能手19人。")
_YANGZHOU = Source(
    "扬州产业工人学院2023年的工种学科有24个，工程测量、数控车工、汽车维修等均已开设；"
    "课程以线上线下方式开展221场，受训职工1.2万人，对培训的满意度在98%以上。",
    title="扬州市总工会分级建设有辨识度的工匠学院",
    heading="找准功能定位，建好学院运行体系",
    place=Place("江苏省", "扬州市"),
    issued=date(2024, 5, 29),
    label="2024年第6期",
)
_TONGZHOU = Source(
    "青年公寓和职工公寓在全区新建的面积超过14万平方米；石港、先锋、五接、川姜等镇（街道）主要承载"
    "高端纺织产业，建设职工服务中心得到支持。",
    title="南通市通州区以产业链产改联盟探索“通州模式”",
    place=Place("江苏省", "南通市", "通州区"),
    issued=date(2024, 5, 29),
    label="2024年第6期",
)
_TEAMS = Source(
    "“专家导师团队”组建25支，“劳模骨干团队”组建14支，“创客团队”组建27支，从科技创新到创意创新、"
    "职工创新等，不同层面的创新活动都有覆盖。",
    title="国网常州供电以创新“组合拳”赋能新质生产力",
    place=Place("江苏省", "常州市"),
    issued=date(2024, 5, 29),
)
_ALLOWANCE = Source(
    "政府相关部门认定的高级技师，津贴为每月500元，与正高级工程师同等；"
    "技师与高级工的津贴分别为每月300元、每月200元。",
    title="江苏欧力特能源科技公司激励职工分享创新收益",
    place=Place("江苏省", "扬州市"),
)
_FAILURE = Source(
    "宽容失败的政策也已制定：经评审后实施却告失败的，责任不予追究，甚至还有一定奖励。"
)
_PATENTS = Source(
    "抓住产改契机，公司用多种务实举措激发全员的创新劲头，40件发明专利、2项省级以上科技奖项已经到手，"
    "400多名员工一年创造的产值超10亿元。",
    title="江苏欧力特能源科技公司激励职工分享创新收益",
)
_STUDIOS = Source("劳模（职工）创新工作室在市级以上层面已建立208家。", place=_WUXI.place)
# Sentences of nowhere, for what the samples do not hold.
_MEETING = Source("甲市召开推进会，来自120家单位的300名代表参加，现场签约项目45个。")
_FIRST = Source("甲市首批22家工匠学院授牌，培训职工3000人次。", title="甲市工匠学院授牌")
_PARTS = Source("全市累计建成工作站80家，其中重点行业30家；去年新增12家。", issued=date(2024, 3, 1))
_TOWNS = Source(
    "高邮市建成职工服务站13家，宝应县建成15家。",
    place=Place("江苏省", "扬州市"),
)
_YEARS = Source("2022年培训职工1.1万人次，2023年培训职工1.6万人次。", issued=date(2024, 3, 1))


def _found(sentence: str, *sources: Source) -> list[tuple[FindingKind, str]]:
    return [(f.kind, f.words) for f in verify(sentence, sources, prior=_PRIOR)]


def _kinds(sentence: str, *sources: Source) -> set[str]:
    return {kind.value for kind, _ in _found(sentence, *sources)}


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("扬州产业工人学院2023年培训职工12000人。", _YANGZHOU),
        ("2023年，扬州产业工人学院受训职工一万二千人，满意度98%以上。", _YANGZHOU),
        ("扬州产业工人学院培训职工12,000人，满意度超过百分之九十八。", _YANGZHOU),
        ("扬州产业工人学院去年开设工种学科２４个。", _YANGZHOU),
        ("2024年第6期报道，扬州开展课程221场次。", _YANGZHOU),
        ("受训职工有1.2万名。", _YANGZHOU),
        ("通州区新建青年公寓和职工公寓面积14万平方米。", _TONGZHOU),
        ("南通市通州区新建公寓超14万㎡。", _TONGZHOU),
        ("南通市新建青年公寓和职工公寓超过140000平方米。", _TONGZHOU),
        ("五年来，无锡市技能等级晋升的职工达41700人次。", _WUXI),
        ("技师津贴每月300元，高级工津贴每月200元。", _ALLOWANCE),
        ("高级技师每月津贴500元。", _ALLOWANCE),
        ("技师与高级工的津贴分别为每月三百元、每月200元。", _ALLOWANCE),
        ("劳模骨干团队有14支。", _TEAMS),
        ("现场签约45个项目，参加的单位有120家。", _MEETING),
        ("首批工匠学院22家。", _FIRST),
        ("2023年新增工作站12家。", _PARTS),
        ("建成工作站80家。", _PARTS),
        ("高邮市有职工服务站13家。", _TOWNS),
        ("去年培训职工1.6万人次。", _YEARS),
        ("公司有发明专利40件，产值超过10亿元。", _PATENTS),
        ("公司员工400余名。", _PATENTS),
        ("失败的，不予追究责任。", _FAILURE),
        ("欧力特公司有高级技师津贴。", _ALLOWANCE),
        ("", _WUXI),
    ],
)
def test_what_a_source_carries_passes(sentence: str, source: Source) -> None:
    assert verify(sentence, [source], prior=_PRIOR) == ()


@pytest.mark.parametrize(
    ("sentence", "source", "kind"),
    [
        # another digit, another scale
        ("扬州产业工人学院培训职工1.3万人。", _YANGZHOU, "figure"),
        ("课程以线上线下方式开展212场。", _YANGZHOU, "figure"),
        ("受训职工1.2亿人。", _YANGZHOU, "figure"),
        ("满意度在89%以上。", _YANGZHOU, "figure"),
        # another unit
        ("受训职工1.2万人次。", _YANGZHOU, "figure"),
        ("技能等级晋升达4.17万人。", _WUXI, "figure"),
        ("新建公寓超过14万平方公里。", _TONGZHOU, "figure"),
        ("高级技师津贴为每月500万元。", _ALLOWANCE, "figure"),
        ("满意度提高98个百分点。", _YANGZHOU, "figure"),
        ("公司有发明专利40名。", _PATENTS, "figure"),
        # more turned into less
        ("新建公寓不足14万平方米。", _TONGZHOU, "figure"),
        ("产值近10亿元。", _PATENTS, "figure"),
        ("工种学科超过24个。", _YANGZHOU, "figure"),
        # dates
        ("扬州产业工人学院2022年的工种学科有24个。", _YANGZHOU, "date"),
        ("2024年5月28日印发的专报介绍了扬州。", _YANGZHOU, "date"),
        ("去年培训职工1.1万人次。", replace(_YEARS, issued=date(2022, 3, 1)), "date"),
        # places
        ("苏州产业工人学院受训职工1.2万人。", _YANGZHOU, "place"),
        ("南通市海门区新建公寓超过14万平方米。", _TONGZHOU, "place"),
        ("徐州市职工有586名获市五一劳动奖章。", _WUXI, "place"),
        # organisations
        ("扬州技师学院受训职工1.2万人。", _YANGZHOU, "organisation"),
        ("甲能源集团有发明专利40件。", _PATENTS, "organisation"),
        ("扬州市工匠联盟受训职工1.2万人。", _YANGZHOU, "organisation"),
        # quotations
        ("职工获“市五一劳动奖状”。", _WUXI, "quotation"),
        ("《通州区优秀工人培养奖励办法》已经制定。", _TONGZHOU, "quotation"),
        ("「创客联合团队」组建27支。", _TEAMS, "quotation"),
        # denials
        ("工程测量、数控车工、汽车维修等均未开设。", _YANGZHOU, "negation"),
        ("责任予以追究。", _FAILURE, "negation"),
        ("市级以上层面尚未建立工作室。", _STUDIOS, "negation"),
        ("劳模（职工）创新工作室在市级以上层面未建立208家。", _STUDIOS, "negation"),
        # the figure of something else
        ("创客团队有25支。", _TEAMS, "binding"),
        ("“劳模骨干团队”有27支。", _TEAMS, "binding"),
        ("高级技师每月津贴300元。", _ALLOWANCE, "binding"),
        ("高级工的津贴为每月300元。", _ALLOWANCE, "binding"),
        ("获市五一劳动奖章的企业有586个。", _WUXI, "figure"),
        ("参加推进会的项目有120个。", _MEETING, "binding"),
        ("推进会有45个单位参加。", _MEETING, "binding"),
        ("参加的职工有300名。", _MEETING, "binding"),
        ("28人次获得全国技术能手称号。", _PRIZES, "binding"),
        ("19人获得金奖。", _PRIZES, "binding"),
        # a part as a total, a total as a part, an addition as a stock
        ("甲市累计有工匠学院22家。", _FIRST, "binding"),
        ("全市一共建成重点行业工作站30家。", _PARTS, "binding"),
        ("首批建成工作站80家。", _PARTS, "binding"),
        ("工作站有12家。", _PARTS, "binding"),
        # a rate as a sum
        ("高级技师的津贴为500元。", _ALLOWANCE, "binding"),
        ("公司人均产值超10亿元。", _PATENTS, "binding"),
        # another clause's place or year
        ("宝应县建成职工服务站13家。", _TOWNS, "binding"),
        ("高邮市有职工服务站15家。", _TOWNS, "binding"),
        ("2022年，培训职工1.6万人次。", _YEARS, "binding"),
        ("2023年，职工培训达1.1万人次。", _YEARS, "binding"),
    ],
)
def test_what_a_source_does_not_carry_is_found(sentence: str, source: Source, kind: str) -> None:
    assert kind in _kinds(sentence, source)


def test_a_finding_says_what_the_source_counts() -> None:
    (finding,) = verify("创客团队有25支。", [_TEAMS], prior=_PRIOR)

    assert finding == Finding(FindingKind.BINDING, "创客团队有25支", "“专家导师团队”组建25支")


def test_a_place_of_the_same_clause_is_compared_where_it_stands() -> None:
    source = Source("南通市派员前往无锡市交流。", place=Place("江苏省", "南通市"))

    (finding,) = verify("南通市派员前往南通市交流。", [source], prior=_PRIOR)

    assert (finding.kind, finding.words, finding.source) == (
        FindingKind.PLACE,
        "南通市",
        "无锡市",
    )


def test_several_sources_carry_a_sentence_together() -> None:
    said = "无锡市职工晋升技能等级4.17万人次，扬州产业工人学院受训职工1.2万人。"

    assert verify(said, [_WUXI, _YANGZHOU], prior=_PRIOR) == ()
    assert verify(said, [_WUXI], prior=_PRIOR)


def test_nothing_cited_carries_nothing() -> None:
    assert _kinds("培训职工1.2万人。") == {"figure"}


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (_NOTHING_WANTED, True),
        (replace(_NOTHING_WANTED, units=frozenset("名人"), counted="代表"), True),
        (replace(_NOTHING_WANTED, units=frozenset("名人"), counted="职工"), False),
        (replace(_NOTHING_WANTED, units=frozenset("家个所"), counted="单位"), True),
        (replace(_NOTHING_WANTED, units=frozenset("家个所"), counted="企业"), True),
        (replace(_NOTHING_WANTED, units=frozenset("元"), counted=""), True),
        (
            replace(_NOTHING_WANTED, units=frozenset("名人"), places=(Place("江苏省", "无锡市"),)),
            False,
        ),
    ],
)
def test_a_figure_in_an_asked_unit_answers_the_question(wanted: Wanted, *, passes: bool) -> None:
    source = replace(_MEETING, place=Place("江苏省", "扬州市"))

    found = verify(source.text, [source], prior=_PRIOR, wanted=wanted)

    assert [finding.kind for finding in found] == ([] if passes else [FindingKind.BINDING])


@pytest.mark.parametrize(
    ("year", "sentence", "passes"),
    [
        (2023, "2023年培训职工1.6万人次。", True),
        (2023, "2022年培训职工1.1万人次，", False),
    ],
)
def test_a_figure_is_of_an_asked_year(year: int, sentence: str, *, passes: bool) -> None:
    wanted = replace(_NOTHING_WANTED, units=frozenset(("人次",)), years=frozenset((year,)))

    assert (verify(sentence, [_YEARS], prior=_PRIOR, wanted=wanted) == ()) is passes


@pytest.mark.parametrize(
    ("sentence", "source", "kinds"),
    [
        ("In 2023 the college trained 12,000 workers; 98 percent were satisfied.", _YANGZHOU, ()),
        ("About 12 thousand workers attended 221 courses.", _YANGZHOU, ()),
        ("It set up twenty-four subjects.", _YANGZHOU, ()),
        ("Reported in issue 6 of 2024, on May 29, 2024.", _YANGZHOU, ()),
        ("Output exceeds 1 billion yuan.", _PATENTS, ()),
        ("It uses “三创三有” to motivate workers.", _WUXI, ()),
        ("The college trained 21,000 workers.", _YANGZHOU, ("figure",)),
        ("The college trained 1.2 million workers.", _YANGZHOU, ("figure",)),
        ("98 workers were satisfied.", _YANGZHOU, ("figure",)),
        ("Fewer than 400 employees work there.", _PATENTS, ("figure",)),
        ("In 2021 the college trained 12,000 workers.", _YANGZHOU, ("date",)),
        ("Reported on May 28, 2024.", _YANGZHOU, ("date",)),
        ("It uses “四创四有” to motivate workers.", _WUXI, ("quotation",)),
        ("The college did not train 12,000 workers.", _YANGZHOU, ("negation",)),
    ],
)
def test_english_sentences(sentence: str, source: Source, kinds: tuple[str, ...]) -> None:
    found = verify(sentence, [source], prior=_PRIOR, language="en")

    assert tuple(finding.kind.value for finding in found) == kinds


def test_an_english_sentence_names_no_other_place() -> None:
    said = "Suzhou trained 12,000 workers."
    suzhou, yangzhou = Place("江苏省", "苏州市"), Place("江苏省", "扬州市")

    (finding,) = verify(said, [_YANGZHOU], language="en", own_places=[suzhou])

    assert (finding.kind, finding.words) == (FindingKind.PLACE, "苏州市")
    assert verify(said, [_YANGZHOU], language="en", own_places=[yangzhou]) == ()


def test_an_english_figure_answers_the_question() -> None:
    wanted = replace(_NOTHING_WANTED, units=frozenset("名人"), counted="代表")

    assert verify("300 delegates came.", [_MEETING], wanted=wanted, language="en") == ()
    wanted = replace(wanted, counted="职工")
    (finding,) = verify("300 workers came.", [_MEETING], wanted=wanted, language="en")
    assert finding.kind is FindingKind.BINDING


def test_sentences_of_the_samples_carry_themselves(samples: dict[str, str]) -> None:
    assert _quoted_and_failed(samples) == []


def test_sentences_of_the_issues_beside_the_repository_carry_themselves(
    shared_issues: dict[str, str],
) -> None:
    assert _quoted_and_failed(shared_issues) == []


def _quoted_and_failed(texts: dict[str, str]) -> list[tuple[str, tuple[Finding, ...]]]:
    """Sentences of issues, and what remains of them without their first clauses, that fail."""
    failed: list[tuple[str, tuple[Finding, ...]]] = []
    seen = 0
    for text in texts.values():
        issue = parse(text)
        for article in issue.articles:
            assert article.kind in ArticleKind
            for span in sentence_spans(article.body):
                sentence = span.of(article.body)
                source = Source(sentence, article.title, "", article.place, issue.issued)
                for clause in clause_spans(sentence):
                    seen += 1
                    said = sentence[clause.start :]
                    if found := verify(said, [source], prior=_PRIOR):
                        failed.append((said, found))
    assert seen
    return failed
