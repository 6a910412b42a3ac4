"""A publication as text, which the parser reads back as the same issue."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.bulletin.model import Issue
from reformbot.bulletin.parse import parse
from reformbot.drafting.docx import docx_bytes
from reformbot.drafting.layout import Layout
from reformbot.drafting.plain import markdown, plain_text, sources_text
from reformbot.drafting.publication import (
    Publication,
    Recipients,
    Section,
    one_article,
    read_recipients,
)
from tests.unit.drafting.publications import ARTICLE, MASTHEAD, PUBLICATION, of_issue
from tests.unit.drafting.reading import text_of

WAYS = pytest.mark.parametrize(
    "write", [plain_text, markdown, lambda publication: text_of(docx_bytes(publication))]
)


def bare(publication: Publication) -> Publication:
    """A publication without what a parsed issue does not tell: sources and copies."""
    sections = tuple(
        Section(one.heading, tuple(replace(article, sources=()) for article in one.articles))
        for one in publication.sections
    )
    return replace(publication, sections=sections, imprint=None)


def headings(issue: Issue) -> list[list[str]]:
    """The headings of each article's measures."""
    return [[one.heading for one in article.measures] for article in issue.articles]


@WAYS
def test_the_real_issue_reads_back_as_it_was(write: object, real_issue: str) -> None:
    issue = parse(real_issue)
    again = parse(write(of_issue(issue)))  # type: ignore[operator]
    assert bare(of_issue(again)) == bare(of_issue(issue))
    measures = [
        [(one.ordinal, one.heading) for one in article.measures] for article in again.articles
    ]
    assert measures == [
        [(one.ordinal, one.heading) for one in article.measures] for article in issue.articles
    ]
    assert again.warnings == ()


@WAYS
def test_an_issue_of_several_sections_reads_back(write: object) -> None:
    again = parse(write(PUBLICATION))  # type: ignore[operator]
    assert bare(of_issue(again)) == bare(PUBLICATION)


NOUNS = st.sampled_from(["技能", "工匠", "培训", "创新", "服务", "权益", "竞赛", "课程"])
PLACES = st.sampled_from(["云河市", "青石县", "白塔区", "新港镇"])
HEADS = st.tuples(NOUNS, NOUNS).map(lambda two: f"强化{two[0]}，实现{two[1]}有保障")


@st.composite
def articles(draw: st.DrawFn) -> object:
    place = draw(PLACES)
    heads = draw(st.lists(HEADS, min_size=2, max_size=4))
    count = draw(st.integers(1, 9999))
    lead = f"{place}总工会聚焦{draw(NOUNS)}，建平台、优服务。"
    measures = "".join(
        f"{'一二三四'[at]}是{head}。培训职工{count + at}名。" for at, head in enumerate(heads)
    )
    title = f"{place}打造{draw(NOUNS)}{draw(NOUNS)}“{draw(NOUNS)}直通车”"
    return replace(
        ARTICLE, title=title, paragraphs=(lead + measures,), byline=f"{place}总工会", sources=()
    )


@given(
    st.lists(articles(), min_size=2, max_size=5, unique_by=lambda one: one.title),
    st.integers(1, 24),
    st.integers(1, 300) | st.none(),
)
@settings(max_examples=25, deadline=None)
def test_any_issue_reads_back_with_titles_bylines_and_measures(
    made: list[object], number: int, running: int | None
) -> None:
    publication = Publication(
        (Section("工作信息", tuple(made)),),  # type: ignore[arg-type]
        replace(MASTHEAD, number=number, running_number=running),
        (Recipients("报", "省委办公室"),),
    )
    for text in (plain_text(publication), markdown(publication), text_of(docx_bytes(publication))):
        again = bare(of_issue(parse(text)))
        wanted = replace(publication, distribution=again.distribution)
        assert again == wanted
        assert [one.line for one in again.distribution] == ["报：省委办公室。"]


def test_one_section_is_title_body_and_byline() -> None:
    alone = one_article(ARTICLE)
    body = ARTICLE.paragraphs[0]
    assert plain_text(alone) == f"{ARTICLE.title}\n{body}\n（云河市总工会）\n"
    assert markdown(alone) == f"## {ARTICLE.title}\n\n{body}\n\n（云河市总工会）\n"


def test_sources_are_listed_by_article() -> None:
    assert sources_text(one_article(ARTICLE)) == (
        "来源附表\n\n云河市总工会打造“一站式”技能服务新平台\n"
        "1. 建成实训基地12个。\n   依据：实训基地：12个\n"
        "2. 评选技术能手350名。\n   依据：（无依据，请审定）\n"
    )
    assert sources_text(one_article(replace(ARTICLE, sources=()))) == ""


def test_contents_may_be_left_out() -> None:
    assert "目　录" not in plain_text(PUBLICATION, Layout(contents_heading=""))


def test_a_distribution_line_without_label_goes_on() -> None:
    assert read_recipients(["报：省委办公室。", "联席会议召集人。", "送：各市。"]) == (
        Recipients("报", "省委办公室。联席会议召集人。"),
        Recipients("送", "各市。"),
    )
    assert read_recipients(["无名"]) == ()
