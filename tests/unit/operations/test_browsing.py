"""What is on the shelf is found by short names that outlive a new reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.answering.model import Citation, Reference
from reformbot.bulletin.model import Span
from reformbot.operations.browsing import Shelf, short_name
from tests.unit.workshop import WUXI, YANGZHOU, Told, Workshop, printed


@pytest.fixture
def shelf(workshop: Workshop) -> Shelf:
    workshop.write("2024-01.txt", printed(1))
    workshop.write("2024-02.txt", printed(2, WUXI))
    workshop.index()
    return Shelf(workshop.catalog, workshop.originals)


def name_of(shelf: Shelf, number: int) -> str:
    (key,) = [one.key for one in shelf.editions() if one.key.number == number]
    return short_name(key)


def test_an_empty_shelf(workshop: Workshop) -> None:
    shelf = Shelf(workshop.catalog, workshop.originals)
    assert shelf.version() is None
    assert shelf.editions() == ()
    assert shelf.edition("000000000000") is None
    assert shelf.find("工匠") == []


def test_issues_and_articles(shelf: Shelf) -> None:
    assert [one.key.number for one in shelf.editions()] == [2, 1]
    name = name_of(shelf, 1)
    assert len(name) == 12
    found = shelf.article(name, 2)
    assert found is not None
    assert found[1].title == WUXI.title
    assert shelf.article(name, 3) is None
    assert shelf.article("000000000000", 1) is None
    near = shelf.refer(Reference("2024-01", "2024年第1期", 1, YANGZHOU.title))
    assert near is not None
    assert near[1].title == YANGZHOU.title
    assert shelf.refer(Reference("2023-01", "2023年第1期", 1, "甲")) is None


def test_passages_of_an_article_stand_side_by_side(shelf: Shelf) -> None:
    name = name_of(shelf, 1)
    first = shelf.place(name, 1, 0)
    assert first is not None
    assert len(first.passages) > 1
    last = shelf.place(name, 1, len(first.passages) - 1)
    assert last is not None
    assert last.passage.text.endswith("受训职工1.2万人。")
    assert {one.title for one in first.passages} == {YANGZHOU.title}
    assert shelf.place(name, 1, len(first.passages)) is None
    assert shelf.place(name, 1, -1) is None


def quotation(shelf: Shelf, quote: str) -> Citation:
    place = shelf.place(name_of(shelf, 1), 1, 0)
    assert place is not None
    start = place.article.body.index(quote)
    passage = next(one for one in place.passages if one.span.end > start)
    return Citation(1, passage, Span(start, start + len(quote)), quote)


def test_a_quotation_is_marked_where_it_stands(shelf: Shelf) -> None:
    quote = "受训职工1.2万人。"
    cited = quotation(shelf, quote)
    place = shelf.cited(cited)
    assert place is not None
    (span,) = place.marked
    assert span.of(place.passage.text) == quote
    before = shelf.cited(cited, place.ordinal - 1)
    assert before is not None
    assert before.marked == ()
    assert shelf.cited(cited, len(place.passages)) is None


def test_no_stretch_ends_within_a_sentence(shelf: Shelf, workshop: Workshop) -> None:
    long = Told(
        "示例一文", f"开头。一是{'某某市办赛，' * 40}结束。又一句。二是另外。", "甲市总工会"
    )
    workshop.write("2024-03.txt", printed(3, long))
    workshop.index()
    place = shelf.place(name_of(shelf, 3), 1, 0)
    assert place is not None
    assert len([one for one in place.edition.passages if one.article == 1]) > len(place.passages)
    assert "".join(one.text for one in place.passages) == place.article.body
    assert all(one.text.endswith("。") for one in place.passages)
    assert [one.ordinal for one in place.passages] == list(range(len(place.passages)))
    (found,) = shelf.find("结束")
    shown = shelf.place(name_of(shelf, 3), 1, found.passage.ordinal)
    assert shown is not None
    assert shown.passage == found.passage


def test_a_sentence_without_end_is_shown_in_pieces(shelf: Shelf, workshop: Workshop) -> None:
    workshop.write("2024-03.txt", printed(3, Told("示例一文", "甲市办赛，" * 2000, "甲市总工会")))
    workshop.index()
    place = shelf.place(name_of(shelf, 3), 1, 0)
    assert place is not None
    assert "".join(one.text for one in place.passages) == place.article.body
    assert max(len(one.text) for one in place.passages) < 1000


def test_a_quotation_over_two_passages_is_marked_in_both(shelf: Shelf) -> None:
    place = shelf.place(name_of(shelf, 1), 1, 0)
    assert place is not None
    body = place.article.body
    cited = Citation(1, place.passages[0], Span(0, len(body)), body)
    for at, passage in enumerate(place.passages):
        shown = shelf.cited(cited, at)
        assert shown is not None
        assert [span.of(passage.text) for span in shown.marked] == [passage.text]


def test_a_quotation_is_found_again_after_a_new_reading(shelf: Shelf, workshop: Workshop) -> None:
    cited = quotation(shelf, "受训职工1.2万人。")
    longer = Told(YANGZHOU.title, "新的开头。" + YANGZHOU.body, YANGZHOU.byline)
    workshop.write("2024-01.txt", printed(1, longer, WUXI))
    workshop.index()
    place = shelf.cited(cited)
    assert place is not None
    assert [span.of(place.passage.text) for span in place.marked] == [cited.quote]
    assert shelf.cited(replace(cited, quote="没有这句。")) is None
    workshop.write("2024-01.txt", printed(1, WUXI))
    workshop.index()
    assert shelf.cited(cited) is None


@pytest.mark.parametrize(
    ("sought", "held"),
    [
        ("工匠学院", "扬州市建成13家工匠学院。"),
        ("学院 工种", "学院设立24个工种。"),
        ("１３家", "扬州市建成13家工匠学院。"),
        ("办赛", "全年办赛56场。"),
    ],
)
def test_words_are_found(shelf: Shelf, sought: str, held: str) -> None:
    found = shelf.find(sought)
    assert any(held in one.passage.text for one in found)
    for one in found:
        assert all(span.of(one.passage.text) for span in one.marked)


def test_passages_with_more_of_the_words_push_out_the_others(shelf: Shelf) -> None:
    texts = [one.passage.text for one in shelf.find("职工 竞赛")]
    assert texts
    assert all("竞赛" in text for text in texts)


def test_where_no_passage_holds_it_a_title_may(shelf: Shelf) -> None:
    found = shelf.find("建设工匠学院")
    assert {one.passage.title for one in found} == {YANGZHOU.title}
    assert {one.marked for one in found} == {()}


def test_words_are_marked(shelf: Shelf) -> None:
    (span,) = shelf.find("56场")[0].marked
    assert span.of(shelf.find("56场")[0].passage.text) == "56场"


@pytest.mark.parametrize("sought", ["", "  ", "？！", "没有这个词组", '"', "a OR b*"])
def test_nothing_is_found(shelf: Shelf, sought: str) -> None:
    assert shelf.find(sought) == []


def test_the_original_file(shelf: Shelf) -> None:
    edition = shelf.edition(name_of(shelf, 2))
    assert edition is not None
    kept = shelf.original(edition)
    assert kept is not None
    name, path = kept
    assert name == "2024-02.txt"
    assert path.read_text(encoding="utf-8") == printed(2, WUXI)
    assert shelf.original(replace(edition, original="gone")) is None
