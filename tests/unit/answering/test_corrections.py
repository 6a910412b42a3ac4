"""What a 更正 notice puts right, and what it leaves as it is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reformbot.answering.corrections import corrected
from reformbot.answering.evidence import Evidence
from reformbot.bulletin.model import Span
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, searching
from tests.unit.workshop import Told, Workshop

TITLE = "示例甲公司开展技能提升行动"


def notice(*says: str) -> Told:
    return Told("更正", "".join(f"{one}。" for one in says) + "特此更正。", "编辑部")


def first(searcher: Searcher, text: str | None = None, number: int = 1) -> Evidence:
    """The first sentence of an issue's first article, or other words as if they stood there."""
    entry = next(
        e
        for e in searcher.entries.values()
        if e.edition.key.number == number and e.article.ordinal == 1
    )
    said = entry.article.body.split("。")[0] + "。" if text is None else text
    return Evidence(entry.passage_of(Span(0, 1)), Span(0, len(said)), said, 0.0, 0.0)


@pytest.mark.parametrize(
    ("sentence", "says", "right"),
    [
        pytest.param("培训职工80人。", "第1期中“80人”应为“88人”", "培训职工88人。", id="by number"),
        pytest.param(
            "培训职工80人。",
            f"2024年第1期《{TITLE}》中“80人”应为“88人”",
            "培训职工88人。",
            id="by title",
        ),
        pytest.param(
            "培训职工80人。",
            "第1期《示例甲公司，开展“技能提升”行动》中“80人”应为“88人”",
            "培训职工88人。",
            id="a title with other marks",
        ),
        pytest.param(
            "培训职工80 人。", "第1期中“80人”应为“88人”", "培训职工88人。", id="a space in the text"
        ),
        pytest.param(
            "培训职工80人。", "第1期中“80 人”应为“88人”", "培训职工88人。", id="in the notice"
        ),
        pytest.param(
            "培训职工80人。", "第1期中“80人”应为“a\\1b”", "培训职工a\\1b。", id="a backslash"
        ),
        pytest.param(
            "得分8.5（暂定）。", "第1期中“8.5（暂定）”应为“9.5[终]”", "得分9.5[终]。", id="regex"
        ),
        pytest.param("得分8x5。", "第1期中“8.5”应为“9.5”", None, id="a dot is a dot"),
        pytest.param("培训职工180人。", "第1期中“80人”应为“88人”", None, id="a longer number"),
        pytest.param("培训职工1.80人。", "第1期中“80人”应为“88人”", None, id="decimals"),
        pytest.param("共计805个。", "第1期中“80”应为“88”", None, id="a number going on"),
        pytest.param("培训职工80人。", "第2期中“80人”应为“88人”", None, id="another issue"),
        pytest.param("培训职工80人。", "2023年第1期中“80人”应为“88人”", None, id="another year"),
        pytest.param(
            "培训职工80人。",
            "第1期《示例乙公司开展技能提升行动》中“80人”应为“88人”",
            None,
            id="another article",
        ),
        pytest.param("培训职工70人。", "第1期中“80人”应为“88人”", None, id="other words"),
    ],
)
def test_corrections(workshop: Workshop, sentence: str, says: str, right: str | None) -> None:
    searcher = searching(
        workshop, [firm("甲", "设示例学堂。")], [firm("丙", "食堂。"), notice(says)]
    )
    change = corrected(first(searcher, sentence), searcher)
    assert (change.text if change else None) == right
    if change:
        assert ["应为" in one.text for one in change.notices] == [True]


def test_several_corrections_of_one_sentence(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "培训职工80人，办班5期。")],
        [firm("丙", "食堂。"), notice("第1期中“80人”应为“88人”", "第1期中“5期”应为“6期”")],
    )
    change = corrected(first(searcher), searcher)
    assert change is not None
    assert change.text == "培训职工88人，办班6期。"
    assert len(change.notices) == 2


def test_words_that_change_places(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "先学钳工，再学焊工。")],
        [firm("丙", "食堂。"), notice("第1期中“钳工”应为“焊工”", "第1期中“焊工”应为“钳工”")],
    )
    change = corrected(first(searcher), searcher)
    assert change is not None
    assert change.text == "先学焊工，再学钳工。"


def test_a_notice_does_not_correct_itself(workshop: Workshop) -> None:
    searcher = searching(
        workshop, [firm("甲", "培训职工80人。")], [firm("丙", "食堂。"), notice("“80人”应为“88人”")]
    )
    entry = next(e for e in searcher.entries.values() if e.article.corrections)
    text = entry.article.body
    said = Evidence(entry.passage_of(Span(0, 1)), Span(0, len(text)), text, 0.0, 0.0)
    assert corrected(said, searcher) is None


def test_a_later_number_without_a_year_is_last_years(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [firm("甲", "食堂。"), notice("第2期中“80人”应为“88人”")],
        [firm("乙", "培训职工80人。")],
    )
    assert corrected(first(searcher, number=2), searcher) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text("培训职工甲。（ ", max_size=8), after=st.text("培训职工甲。（ ", max_size=8))
def test_other_text_stays_as_it_is(misprinted: Searcher, before: str, after: str) -> None:
    assert corrected(first(misprinted, before + after), misprinted) is None
    change = corrected(first(misprinted, f"{before}80人{after}"), misprinted)
    assert change is not None
    assert change.text == f"{before}88人{after}"


@pytest.fixture
def misprinted(workshop: Workshop) -> Searcher:
    return searching(
        workshop,
        [firm("甲", "培训职工80人。")],
        [firm("丙", "食堂。"), notice("第1期中“80人”应为“88人”")],
    )
