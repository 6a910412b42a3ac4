"""Passages: small, whole, in order, and with stable names."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from reformbot.bulletin.chunk import chunk
from reformbot.bulletin.model import Issue, Passage
from reformbot.bulletin.parse import parse
from tests.unit.bulletin.layouts import PIECES, set_issue

_ISSUE = parse(set_issue())


def test_a_passage_says_where_it_is_from() -> None:
    passages = chunk(_ISSUE, "2024-06", len, 60)

    first = passages[0]
    assert (first.stem, first.article, first.ordinal, first.measure) == ("2024-06", 1, 0, None)
    assert (first.title, first.byline) == (PIECES[0].title, PIECES[0].byline)
    assert first.text == PIECES[0].lead
    assert (passages[1].measure, passages[1].heading) == (1, PIECES[0].measures[0][0])


def test_whole_sentences_are_packed_while_they_fit() -> None:
    texts = [passage.text for passage in chunk(_ISSUE, "x", len, 1000)]

    assert len(texts) == sum(1 + len(piece.measures) for piece in PIECES)


def test_a_sentence_too_long_is_cut_at_clauses() -> None:
    texts = [passage.text for passage in chunk(_ISSUE, "x", len, 20)]

    assert texts[:3] == [
        "示例市总工会把服务阵地建到职工身边，",
        "让一线职工有家可回、有事可办、有技可学。",
        "一是建强阵地。在12个园区建起服务站，",
    ]


@pytest.mark.parametrize("changed", ["2024年第7期（总第36期）", "2023年第6期（总第36期）"])
def test_ids_depend_on_the_issue(changed: str) -> None:
    other = parse(set_issue().replace("2024年第6期（总第36期）", changed))

    one, two = ({p.id for p in chunk(issue, "x", len, 60)} for issue in (_ISSUE, other))
    assert one.isdisjoint(two)


def test_ids_do_not_depend_on_the_file_or_on_other_articles() -> None:
    other = parse(set_issue().replace(PIECES[0].measures[0][1], "改了说法。"))

    one, two = ([p for p in chunk(x, x.kind, len, 60) if p.article > 1] for x in (_ISSUE, other))
    assert [p.id for p in one] == [p.id for p in two]
    elsewhere = chunk(_ISSUE, "another file", len, 60)
    assert [p.id for p in elsewhere] == [p.id for p in chunk(_ISSUE, "x", len, 60)]


def test_issues_and_passages_survive_being_written_as_json() -> None:
    for kind, value in ((Issue, _ISSUE), (list[Passage], chunk(_ISSUE, "x", len, 60))):
        adapter = TypeAdapter(kind)
        assert adapter.validate_json(adapter.dump_json(value)) == value
