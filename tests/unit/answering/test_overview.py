"""What a place did or an issue holds, in the headings of its articles."""

from __future__ import annotations

from reformbot.answering.model import Citation, Item
from reformbot.answering.overview import overview
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Asked, understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, searching, union
from tests.unit.workshop import Told, Workshop

MEASURES = ("示例先行。", "一是定下标准。按标准办事。", "二是请来老师。按时授课。")


def asked(searcher: Searcher, question: str) -> tuple[tuple[Item, ...], tuple[Citation, ...]]:
    query = understand(question, searcher.province)
    assert query.asked is Asked.OVERVIEW
    items, citations = overview(query, searcher)
    assert [one.n for one in citations] == list(range(1, len(citations) + 1))
    for one in citations:
        body = searcher.snapshot.article(one.passage).body
        assert one.span in sentence_spans(body)
        assert one.span.of(body) == one.quote
    return items, citations


def test_an_issue(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", *MEASURES), firm("甲", "示例食堂开放。", "添置桌椅。")],
        [firm("乙", "示例书屋开放。")],
    )
    items, citations = asked(searcher, "第1期讲了什么？")
    assert items == (
        Item("《扬州市总工会推进队伍建设》", "一是定下标准；二是请来老师。", (1, 2)),
        Item("《示例甲公司开展技能提升行动》", "示例食堂开放。", (3,)),
    )
    assert [one.quote for one in citations] == [
        "一是定下标准。",
        "二是请来老师。",
        "示例食堂开放。",
    ]


def test_a_place(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", *MEASURES), union("无锡市", "与扬州市结对。")],
        [union("扬州市", "示例书屋开放。")],
    )
    items, citations = asked(searcher, "扬州有哪些做法？")
    assert [item.text for item in items] == ["示例书屋开放。", "一是定下标准；二是请来老师。"]
    assert [one.passage.stem for one in citations] == ["2024-02", "2024-01", "2024-01"]


def test_a_long_issue_is_cut(workshop: Workshop) -> None:
    told: list[Told] = [
        firm(name, f"示例{name}食堂开放。") for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    ]
    items, _ = asked(searching(workshop, told), "第1期讲了什么？")
    assert len(items) == 12
