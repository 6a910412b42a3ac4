"""Cards to read from: what they say of where a passage was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.bulletin.model import Span
from reformbot.locale import load_messages
from reformbot.telegram.reading import source_card
from tests.unit.telegram.answers import QUOTE, citation


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "扬州市总工会 · 第 4 页 · 文字识别，可信度 98%，请核对原件"),
        ("en", "扬州市总工会 · p. 4 · read by OCR, confidence 98%: check the original"),
    ],
)
def test_a_source_tells_its_page_and_that_it_was_recognised(language: str, said: str) -> None:
    lead = "去年情况如下。"
    read = citation()
    begins = len(lead)
    passage = replace(
        read.passage,
        text=lead + QUOTE,
        span=Span(0, begins + len(QUOTE)),
        pages=((0, 3), (begins, 4)),
        recognised=0.989,
    )
    quoted = replace(read, passage=passage, span=Span(begins, begins + len(QUOTE)))
    card = source_card(7, quoted, None, load_messages(language))
    assert said in card.text
    assert card.keyboard is not None
    copied = card.keyboard.inline_keyboard[0][0].copy_text
    assert copied is not None
    assert said in copied.text


def test_a_source_without_pages_tells_none() -> None:
    card = source_card(7, citation(), None, load_messages("zh"))
    assert "页" not in card.text
    assert "识别" not in card.text
