"""Parsing never fails, loses nothing, and reads through the damage that repair is for."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reformbot.bulletin.model import Issue
from reformbot.bulletin.parse import parse
from tests.conftest import ISSUES, SAMPLES
from tests.property import noise
from tests.unit.bulletin.accounts import assert_accounted
from tests.unit.bulletin.test_layouts import LAYOUTS

_TEXTS = {path.stem + path.parent.name: path.read_text("utf-8") for path in (*SAMPLES, *ISSUES)}
# Where no contents tell what is a title, a page break may make one of any words.
_TEXTS |= {
    name: LAYOUTS[name]
    for name in (
        *("plain", "sections in contents and body", "numbered sections", "（一） titles"),
        *("dotted leaders", "markdown with contents", "byline inline", "第一，"),
        "right-aligned 供稿",
    )
}
_BLOCKS = (
    *("示例市总工会工作简报", "2024年第6期（总第36期）", "〔2024〕第6期", "第6期"),
    *("二〇二四年五月九日", "目 录", "目录", "一、经验交流", "【简讯】", "· ", "1. ", "（一）"),
    *("（", "）", "更正", "# ", "## ", "甲县打造样板", "甲县打造样板……3", "乙市做实服务"),
    *("一是抓组织。", "二是抓队伍", "首先，", "再次，", "（示例市总工会）", "供稿：示例市总工会"),
    *(
        "（示例县总工会供稿）",
        "示例社 供稿",
        "——以示例公司为例",
        "“A”应为“B”。",
        "《甲县打造样板》",
    ),
    *("报：示例办。", "送：各示例单位。", "共印60份", "编辑：某某 电话：", "有10家企业"),
    *("00人次。", "98%", "1.2万", "１２", "|a|b|", "|---|---|", "a\tb", "**", "__", "- "),
    *("— 3 —", "- 4 -", "5", "第 6 页", "\f", "\r\n", "\u3000", "\u200b", "\ufeff"),
    *(" ", "\t", "。", "；"),
)
_moderately = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from((*_BLOCKS, "\n", "\n", "\n\n")), max_size=60).map("".join),
    st.lists(st.sampled_from(_BLOCKS), max_size=40).map("\n".join),
)


@settings(max_examples=400, deadline=None)
@given(_texts)
@example("目录\r0000000000\r共印00份\r0000000000\r0000000000\r共印00份")
def test_any_text_is_parsed_and_accounted_for(source: str) -> None:
    assert_accounted(source, parse(source))


@_moderately
@given(_texts)
def test_articles_lie_in_the_text_and_their_parts_in_them(source: str) -> None:
    issue = parse(source)

    assert [article.ordinal for article in issue.articles] == list(
        range(1, len(issue.articles) + 1)
    )
    for article in issue.articles:
        assert article.body_span.of(issue.text) == article.body
        inner = [article.lead, *(measure.span for measure in article.measures)]
        assert all(0 <= span.start <= span.end <= len(article.body) for span in inner)
        assert all(one.end <= two.start for one, two in pairwise(inner))
        assert all(
            article.body.startswith(measure.marker, measure.span.start)
            for measure in article.measures
        )


@pytest.mark.parametrize("kind", noise.EVERY, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None)
@given(stem=st.sampled_from(sorted(_TEXTS)), seed=st.integers(0, 2**32))
def test_damage_of_one_kind_changes_nothing(kind: noise.Noise, stem: str, seed: int) -> None:
    _assert_same(_TEXTS[stem], kind(_TEXTS[stem], Random(seed)))


@settings(max_examples=25, deadline=None)
@given(stem=st.sampled_from(sorted(_TEXTS)), seed=st.integers(0, 2**32))
def test_damage_of_all_kinds_changes_nothing(stem: str, seed: int) -> None:
    random = Random(seed)
    damaged = _TEXTS[stem]
    for kind in (noise.spaced_figures, noise.flipped_widths, noise.page_breaks):
        damaged = kind(damaged, random)

    _assert_same(_TEXTS[stem], damaged)


def _assert_same(clean: str, damaged: str) -> None:
    """Both texts give the same issue, and the damaged one is accounted for."""
    found = parse(damaged)
    assert_accounted(damaged, found)
    assert _said(found) == _said(parse(clean))


def _said(issue: Issue) -> list[str]:
    """What an issue says, without where in its source it said so, as lines that can be compared."""
    lines = [f"{issue.key} {issue.kind} {issue.running_number} {issue.issuer} {issue.issued}"]
    for article in issue.articles:
        fields = dataclasses.asdict(article)
        lines += [f"{article.ordinal} {name} {value}" for name, value in fields.items()]
    lines += [*issue.contents, *issue.distribution, *issue.text.split("\n")]
    return lines + [str(part) for part in issue.parts] + [str(w) for w in issue.warnings]
