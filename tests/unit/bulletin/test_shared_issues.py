"""The issues beside the repository: the one really printed, and six in other layouts."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from reformbot.bulletin.model import ArticleKind, Issue, IssueKey, WarningKind
from reformbot.bulletin.parse import missing, parse
from tests.unit.bulletin.accounts import assert_accounted

_TITLES = (
    ("无锡市总工会“三创三有”助力职工创新创造", "无锡市总工会", 3),
    ("扬州市总工会打造有辨识度的工匠学院体系", "扬州市总工会", 4),
    ("镇江市建立四大产业集群产改联盟", "镇江市总工会", 4),
    ("南通市通州区打造产业链产改“通州模式”", "南通市总工会", 3),
    ("国网常州供电打好创新“组合拳”服务新质生产力发展", "常州市总工会", 3),
    ("江苏欧力特能源科技公司让职工共享创新收益", "扬州市总工会", 4),
)
_PLACES = (
    ("无锡市", None),
    ("扬州市", None),
    ("镇江市", None),
    ("南通市", "通州区"),
    ("常州市", None),
    ("扬州市", None),
)
_MARKERS = re.compile(
    r"(?<=[。；！？：”\n])(?:[一二三四五六七八九十]是|[(（][一二三四五六七八九十][)）]|第[一二三四五六七八九十][，,])"
)


def test_real_issue_is_read_exactly(real_issue: str) -> None:
    issue = parse(real_issue)

    assert [(a.title, a.byline, len(a.measures)) for a in issue.articles] == list(_TITLES)
    assert (issue.key.year, issue.key.number, issue.running_number) == (2024, 6, 36)
    assert issue.kind == "专报"
    assert issue.issued == date(2024, 5, 29)
    assert issue.issuer == "新时代江苏产业工人队伍建设改革联席会议办公室"
    assert len(issue.distribution) == 3
    assert issue.warnings == ()
    assert missing(issue) == ()
    assert_accounted(real_issue, issue)


def test_real_issue_places_resolve_to_city_and_district(real_issue: str) -> None:
    places = [article.place for article in parse(real_issue).articles]

    assert [(p.city, p.district) for p in places if p] == list(_PLACES)


def test_real_issue_keeps_all_text_of_its_articles(real_issue: str) -> None:
    issue = parse(real_issue)
    body = issue.articles[3].body

    assert "提供“一站即成”产改服务" in body
    assert "超过14万平方米，支持川姜" in body
    assert body.endswith("打通产改的“最后一米”。")
    assert "\n" not in "".join(article.body for article in issue.articles)


def test_torn_number_is_whole_again(shared_issues: dict[str, str]) -> None:
    article = parse(shared_issues["2024-02"]).articles[2]

    assert "不少于1000人次" in article.body


def test_every_shared_issue_has_the_articles_its_contents_list(
    shared_issues: dict[str, str],
) -> None:
    issues = {stem: parse(text) for stem, text in shared_issues.items()}

    assert sum(len(issue.articles) for issue in issues.values()) == 43
    for stem, issue in issues.items():
        listed = [_unspaced(text) for text in issue.contents]
        assert [_unspaced(article.title) for article in issue.articles] == listed, stem
        assert issue.warnings == (), stem
        assert all(article.byline for article in issue.articles), stem
        assert_accounted(shared_issues[stem], issue)


def test_every_measure_of_the_shared_issues_is_found(shared_issues: dict[str, str]) -> None:
    for stem, text in shared_issues.items():
        issue = parse(text)
        # Page breaks are taken out so that a marker stands behind the sentence end before it.
        flowing = re.sub(r"\n\n(?:— \d+ —\n\n)?", "", text)
        assert sum(len(a.measures) for a in issue.articles) == len(_MARKERS.findall(flowing)), stem
        for article in issue.articles:
            spans = [measure.span for measure in article.measures]
            assert all(one.end <= two.start for one, two in pairwise(spans))


def test_table_of_a_shared_issue_is_read(shared_issues: dict[str, str]) -> None:
    article = parse(shared_issues["2024-10"]).articles[1]

    assert [len(row) for row in article.tables[0].rows] == [6, 6]
    assert article.tables[0].rows[1][1:] == ("12%", "10%", "8%", "6%", "2%")
    assert len(article.measures) == 3


def test_correction_of_a_shared_issue_names_what_it_corrects(
    shared_issues: dict[str, str],
) -> None:
    article = parse(shared_issues["2024-10"]).articles[5]

    assert article.kind is ArticleKind.CORRECTION
    (correction,) = article.corrections
    assert (correction.year, correction.number) == (2024, 8)
    assert correction.title == parse(shared_issues["2024-08"]).articles[0].title
    assert (correction.wrong, correction.right) == (
        "劳动和技能竞赛164场",
        "劳动和技能竞赛146场",
    )


def test_a_title_that_differs_from_the_contents_is_reported(real_issue: str) -> None:
    changed = real_issue.replace("· 镇江市建立四大产业", "· 镇江市建成四大产业")

    (warning,) = parse(changed).warnings

    assert warning.kind is WarningKind.TITLE_DIFFERS
    assert "建立" in warning.subject
    assert "建成" in warning.found


def test_samples_of_the_repository_are_read(samples: dict[str, str]) -> None:
    assert samples
    for stem, text in samples.items():
        issue = parse(text)
        assert issue.key == _key(stem, issue), stem
        listed = [_unspaced(title) for title in issue.contents]
        assert [_unspaced(article.title) for article in issue.articles] == listed, stem
        assert issue.warnings == (), stem
        assert_accounted(text, issue)


def _key(stem: str, issue: Issue) -> IssueKey:
    year, number = stem.split("-")
    return IssueKey(issue.key.organisation, int(year), int(number))


def _unspaced(text: str) -> str:
    return "".join(text.split())
