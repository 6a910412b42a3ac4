"""The sentences an answer is made of: few, numbered, corrected, and with a subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.answering.evidence import Evidence
from reformbot.answering.extractive import Citations, list_out, quote
from reformbot.answering.lists import Listing
from reformbot.search.question import understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, found, searching, sentence, union
from tests.unit.workshop import Told, Workshop

LECTURE = "示例学堂请老师授课。"
CANTEEN = "示例食堂添置桌椅。"
LIBRARY = "示例书屋每晚开放。"


@pytest.fixture
def searcher(workshop: Workshop) -> Searcher:
    return searching(workshop, [firm("甲", LECTURE, CANTEEN), firm("乙", LIBRARY)])


def scored(searcher: Searcher, *scores: float) -> list[Evidence]:
    words = (LECTURE, CANTEEN, LIBRARY)
    return [
        replace(sentence(searcher, text), score=score)
        for text, score in zip(words, scores, strict=False)
    ]


def said(searcher: Searcher, question: str, evidence: list[Evidence]) -> list[str]:
    statements, citations = quote(understand(question, searcher.province), evidence, searcher)
    assert [one.citations for one in statements] == [(one.n,) for one in citations]
    return [one.text for one in statements]


def test_a_quotation_keeps_its_number(searcher: Searcher) -> None:
    first, second, third = scored(searcher, 3.0, 2.0, 1.0)
    citations = Citations()
    assert [citations.cite(one) for one in (second, first, second, third, first)] == [1, 2, 1, 3, 2]
    made = citations.all()
    assert [one.n for one in made] == [1, 2, 3]
    assert [one.quote for one in made] == [CANTEEN, LECTURE, LIBRARY]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param((3.0, 1.0, 0.5), [LECTURE], id="one is enough"),
        pytest.param((3.0, 2.9, 0.5), [LECTURE, CANTEEN], id="another nearly as good"),
        pytest.param((3.0, 2.9, 2.9), [LECTURE, CANTEEN], id="never three"),
        pytest.param((3.0,), [LECTURE], id="the only one"),
    ],
)
def test_the_fewest_sentences(
    searcher: Searcher, scores: tuple[float, ...], expected: list[str]
) -> None:
    assert said(searcher, "示例怎样？", scored(searcher, *scores)) == expected


def test_a_second_sentence_is_left_out_where_both_are_long(workshop: Workshop) -> None:
    long = "示例学堂" + "、示例课程" * 50
    searcher = searching(workshop, [firm("甲", f"{long}。", f"{long}等。"), firm("乙", LIBRARY)])
    _, every = found(searcher, "示例课程怎样？")
    best = [replace(one, score=3.0) for one in every if "课程" in one.text]
    assert len(best) == 2
    assert len(said(searcher, "示例课程怎样？", best)) == 1


def test_sides_of_a_comparison_are_of_two_articles(searcher: Searcher) -> None:
    evidence = scored(searcher, 3.0, 2.9, 1.0)
    assert said(searcher, "示例甲和示例乙相比怎样？", evidence) == [LECTURE, LIBRARY]


def test_a_comparison_of_places_has_a_sentence_of_each(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", "示例学堂开课。", "示例学堂开放。"), union("无锡市", "示例学堂招生。")],
    )
    query, evidence = found(searcher, "无锡和扬州的示例学堂怎样？")
    assert [place.city for place in query.places] == ["无锡市", "扬州市"]
    statements, _ = quote(query, evidence, searcher)
    assert statements[0].text == "示例学堂招生。"
    assert len(statements) == 2
    assert [one.subject for one in statements] == [
        "无锡市总工会推进队伍建设",
        "扬州市总工会推进队伍建设",
    ]


def test_a_comparison_of_years_has_a_sentence_of_each(workshop: Workshop) -> None:
    told = firm("甲", "2023年示例学堂开课。", "示例学堂是试点。", "2021年示例学堂筹建。")
    searcher = searching(workshop, [told, firm("乙", LIBRARY)])
    query, evidence = found(searcher, "2021年和2023年的示例学堂怎样？")
    statements, _ = quote(query, evidence, searcher)
    assert [one.text for one in statements] == ["2021年示例学堂筹建。", "2023年示例学堂开课。"]


@pytest.mark.parametrize(
    ("told", "question", "labelled"),
    [
        pytest.param(firm("甲", LECTURE), "示例学堂怎样？", True, id="whom it is about is unsaid"),
        pytest.param(
            firm("甲", f"示例甲公司{LECTURE}"), "示例学堂怎样？", False, id="the company is named"
        ),
        pytest.param(
            union("扬州市", f"扬州{LECTURE}"), "示例学堂怎样？", False, id="the place is named"
        ),
        pytest.param(union("扬州市", LECTURE), "示例学堂怎样？", True, id="the place is not"),
        pytest.param(
            firm("甲", f"示例甲公司{LECTURE}"),
            "技能提升行动中的示例学堂怎样？",
            True,
            id="an asked word is in the title only",
        ),
    ],
)
def test_a_sentence_has_a_subject(
    workshop: Workshop, told: Told, question: str, *, labelled: bool
) -> None:
    searcher = searching(workshop, [told, firm("丙", "设示例热线。")])
    query, evidence = found(searcher, question)
    best = next(one for one in evidence if LECTURE in one.text)
    (statement,), _ = quote(query, [best], searcher)
    assert statement.subject == (told.title if labelled else "")


def corrected_issues(workshop: Workshop) -> Searcher:
    notice = Told("更正", "第1期中“授课”应为“备课”。第1期中“老师”应为“师傅”。特此更正。", "编辑部")
    return searching(workshop, [firm("甲", LECTURE)], [firm("乙", LIBRARY), notice])


def test_every_notice_is_cited(workshop: Workshop) -> None:
    searcher = corrected_issues(workshop)
    query, evidence = found(searcher, "示例学堂请谁授课？")
    statements, citations = quote(query, evidence[:1], searcher)
    assert [(one.text, one.citations) for one in statements] == [
        ("示例学堂请师傅备课。", (1, 2, 3)),
        ("第1期中“老师”应为“师傅”。", (2,)),
        ("第1期中“授课”应为“备课”。", (3,)),
    ]
    assert citations[0].quote == LECTURE


def test_a_corrected_item_cites_its_notices(workshop: Workshop) -> None:
    searcher = corrected_issues(workshop)
    one = sentence(searcher, "示例学堂")
    items, doubtful, citations = list_out(Listing((("甲", one), ("甲", one)), ()), searcher)
    assert [(item.name, item.text) for item in items] == [("甲", "示例学堂请师傅备课。")]
    assert items[0].citations == (1, 2, 3)
    assert doubtful == ()
    assert len(citations) == 3


def test_an_item_that_is_its_sentence_has_no_text(searcher: Searcher) -> None:
    (one,) = scored(searcher, 1.0)
    items, _, _ = list_out(Listing(((LECTURE, one),), ()), searcher)
    assert (items[0].name, items[0].text) == (LECTURE, "")
