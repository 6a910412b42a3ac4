"""Which page of its file a passage is from, and how surely it was read."""

from __future__ import annotations

from reformbot.bulletin.chunk import chunk
from reformbot.bulletin.model import Passage
from reformbot.bulletin.parse import parse
from tests.unit.workshop import YANGZHOU, printed

BROKEN = "受训职工"


def passages(recognised: tuple[float | None, ...] = (), *, paged: bool = True) -> list[Passage]:
    """Of an issue whose one article breaks in the middle of a sentence."""
    text = printed(1, YANGZHOU)
    at = text.index(BROKEN)
    starts = (0, text.index("扬州市建成"), at) if paged else (0,)
    return chunk(parse(text, starts, recognised), "stem", len, 40)


def test_each_passage_knows_its_pages() -> None:
    lead, *_, last = passages()
    assert lead.page(lead.span.start) == 2
    assert [page for _, page in last.pages] == [2, 3]
    assert last.page(lead.span.start) == 2  # a quotation may begin before its passage
    assert last.page(last.span.start) == 2
    assert last.page(last.span.start + last.text.index(BROKEN)) == 3


def test_a_source_without_pages_has_none() -> None:
    assert [one.pages for one in passages(paged=False)] == [(), (), ()]


def test_recognition_is_known_of_the_passages_it_read() -> None:
    lead, *_, last = passages((None, None, 0.91))
    assert (lead.recognised, last.recognised) == (None, 0.91)
    lead, *_, last = passages((0.99, 0.97, 0.91))
    assert (lead.recognised, last.recognised) == (0.97, 0.91)


def test_the_id_does_not_depend_on_the_page() -> None:
    assert [one.id for one in passages()] == [one.id for one in passages(paged=False)]
