"""What holds of passages, figures, widths and places for every text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import cn2an
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.bulletin.chunk import chunk
from reformbot.bulletin.figures import read_date, read_figures, read_numeral
from reformbot.bulletin.parse import parse
from reformbot.bulletin.places import find_places
from reformbot.bulletin.sentences import clause_spans, sentence_spans
from reformbot.bulletin.widths import settled
from tests.conftest import SAMPLES
from tests.unit.bulletin.layouts import set_issue
from tests.unit.bulletin.test_layouts import LAYOUTS

_moderately = settings(max_examples=150, deadline=None)
_sources = st.sampled_from((*LAYOUTS.values(), *(path.read_text("utf-8") for path in SAMPLES)))
_counters = st.sampled_from((len, lambda text: len(text.encode()), lambda text: len(text) // 2 + 1))
_bodies = st.text("甲乙，。；！\n“”（）一是二a1 ", max_size=200)
_signs = (
    *("0", "1", "9", "１", ".", ",", "，", "十", "百", "千", "万", "亿", "一", "二", "两", "〇"),
    *("几", "第", "年", "家", "%", "百分之", "点", "余", "—", "至", "G", "+"),
)
_figured = st.lists(st.sampled_from(_signs)).map("".join)
_names = (
    *("江苏省", "南京市", "南京", "通州", "通州区", "鼓楼区", "恩施"),
    *("市", "区", "总工会", "的"),
)
_placed = st.lists(st.sampled_from(_names)).map("".join)


@settings(max_examples=60, deadline=None)
@given(_sources | _bodies.map(lambda text: set_issue(body=lambda _: [text or "甲"])), st.data())
def test_passages_cover_their_articles(source: str, data: st.DataObject) -> None:
    count: Callable[[str], int] = data.draw(_counters)
    budget = data.draw(st.integers(1, 200))
    issue = parse(source)

    passages = chunk(issue, "x", count, budget)

    assert len({passage.id for passage in passages}) == len(passages)
    assert [p.id for p in passages] == [p.id for p in chunk(issue, "x", count, budget)]
    for article in issue.articles:
        own = [passage for passage in passages if passage.article == article.ordinal]
        assert [passage.ordinal for passage in own] == list(range(len(own)))
        assert all(one.span.end <= two.span.start for one, two in pairwise(own))
        covered = {at for passage in own for at in range(passage.span.start, passage.span.end)}
        assert all(at in covered or char.isspace() for at, char in enumerate(article.body))
        measures = {measure.ordinal: measure.span for measure in article.measures}
        for passage in own:
            assert passage.text == passage.span.of(article.body)
            assert count(passage.text) <= budget or len(passage.text) == 1
            part = article.lead if passage.measure is None else measures[passage.measure]
            assert part.start <= passage.span.start
            assert passage.span.end <= part.end


@_moderately
@given(st.text(max_size=60) | _figured)
def test_figures_are_the_words_they_stand_on(text: str) -> None:
    figures = read_figures(text)

    assert all(figure.span.of(text) == figure.text for figure in figures)
    assert all(one.span.end <= two.span.start for one, two in pairwise(figures))
    assert all(figure.value.is_finite() for figure in figures)
    read_date(text)
    read_numeral(text)


@_moderately
@given(st.integers(11, 99_999_999))
def test_a_count_is_the_same_in_every_form(number: int) -> None:
    in_words = cn2an.an2cn(number)
    scaled = Decimal(number) / 10000
    forms = [f"{number}家", f"{number:,}家", f"{in_words}家", f"{scaled}万家"]

    for form in forms:
        (figure,) = read_figures(form)
        assert (figure.value, figure.unit, figure.text) == (number, "家", form)


@_moderately
@given(st.text(max_size=80) | st.text("甲A1,，:：（(）)?!;。 \n～％", max_size=40))
def test_widths_settle_at_once(text: str) -> None:
    once = settled(text)

    assert len(once) == len(text)
    assert all(len(char) == 1 for char in once)
    assert settled(once) == once


@_moderately
@given(st.text(max_size=40) | _placed)
def test_mentions_of_places_are_in_order(text: str) -> None:
    for prior in (None, *(mention.place for mention in find_places(text))):
        mentions = find_places(text, prior)
        assert all(mention.places for mention in mentions)
        assert all(0 <= m.span.start < m.span.end <= len(text) for m in mentions)
        assert all(one.span.end <= two.span.start for one, two in pairwise(mentions))


@_moderately
@given(_bodies)
def test_sentences_and_clauses_cover_all_but_white_space(text: str) -> None:
    for spans in (sentence_spans(text), clause_spans(text)):
        assert all(one.end <= two.start for one, two in pairwise(spans))
        covered = "".join(span.of(text) for span in spans)
        assert "".join(covered.split()) == "".join(text.split())
