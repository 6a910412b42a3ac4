"""PDF: text whatever the order it is drawn in, pages to be recognised, files that are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from reformbot.errors import (
    PictureTooLargeError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceError,
    SourceTextlessError,
    SourceTooManyPagesError,
    ToolMissingError,
)
from reformbot.files import Extract, Format, Limits
from reformbot.files.pdf import read_pdf
from reformbot.files.recognition import Recognisers
from reformbot.files.refusal import RefusalError
from tests.making.broken import locked_pdf
from tests.making.pages import HEIGHT, Placed, as_file, as_pdf, pdf_of
from tests.unit.files.reading import Script, line, missing

FULL = "产业工人队伍建设改革是一项系统工程，需要各方面共同推进。"
LIMITS = Limits()


def read(data: bytes, recognisers: Recognisers = missing, limits: Limits = LIMITS) -> Extract:
    return read_pdf(data, limits, recognisers)


def refused(
    data: bytes, recognisers: Recognisers = missing, limits: Limits = LIMITS
) -> type[SourceError]:
    with pytest.raises(RefusalError) as caught:
        read(data, recognisers, limits)
    return caught.value.error


def scan(pages: int = 1, size: tuple[int, int] = (300, 400)) -> bytes:
    return as_file([Image.new("L", size, 255) for _ in range(pages)], "PDF")


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_text_in_any_order(seed: int | None) -> None:
    pages = [[Placed(FULL, 28, 50), Placed("第一页。", 28, 60)], [Placed(FULL, 28, 50)]]
    extract = read(as_pdf(pages, seed=seed))
    assert extract == Extract(
        Format.PDF, f"{FULL}第一页。\f{FULL}", (0, len(FULL) + 5), cautions=()
    )


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_lie_on_their_side(turn: int) -> None:
    x, y = 100, 500
    matrix = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    step = {0: (0, -30), 90: (30, 0), 180: (0, 30), 270: (-30, 0)}[turn]
    content = "".join(
        f"BT /F 16 Tf {matrix} {x + at * step[0]} {y + at * step[1]} Tm "
        f"<{text.encode('utf-16-be').hex()}> Tj ET\n"
        for at, text in enumerate(("产业工人", "队伍建设"))
    )
    assert read(pdf_of([content.encode()], rotate=turn)).text.split() == ["产业工人", "队伍建设"]


def test_a_watermark_is_no_text() -> None:
    mark = f"BT /F 60 Tf .7 .7 -.7 .7 200 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET\n"
    text = f"BT /F 16 Tf 80 500 Td <{FULL.encode('utf-16-be').hex()}> Tj ET"
    assert read(pdf_of([(mark + text).encode()])).text == FULL


def test_a_scanned_page_is_recognised() -> None:
    script = Script([line(FULL, 50, 100)], [line("第二页", 50, 100, sure=0.8)])
    extract = read(scan(2), script)
    assert extract.text == f"{FULL}\f第二页"
    assert extract.recognised == pytest.approx((0.99, 0.8))
    assert [picture.mode for picture in script.seen] == ["RGB", "RGB"]


def test_what_a_scanner_read_itself_is_not_trusted() -> None:
    hidden = f"BT 3 Tr /F 16 Tf 80 500 Td <{FULL.encode('utf-16-be').hex()}> Tj ET"
    extract = read(pdf_of([hidden.encode()]), Script([line("真正的文字", 50, 100)]))
    assert extract.text == "真正的文字"
    assert len(extract.recognised) == 1


def test_a_page_with_little_text_and_no_picture_is_not_recognised() -> None:
    assert read(as_pdf([[Placed("（甲市总工会）", 100, 50)]])).recognised == ()


def test_a_scan_without_a_recogniser() -> None:
    assert refused(scan()) is ToolMissingError


def test_blank_pages_do_no_harm() -> None:
    assert read(as_pdf([[], [Placed(FULL, 28, 50)], []])).page_starts == (0, 1, len(FULL) + 2)
    assert refused(as_pdf([[]])) is SourceEmptyError


def test_a_scan_of_no_text() -> None:
    assert refused(scan(), Script()) is SourceTextlessError
    assert refused(scan(), Script([line("8", 10, 10)])) is SourceTextlessError


def test_limits() -> None:
    assert refused(scan(3), Script(), replace(LIMITS, pages=2)) is SourceTooManyPagesError
    assert refused(scan(), Script(), replace(LIMITS, pixels=1000)) is PictureTooLargeError


def test_a_password() -> None:
    whole = as_pdf([[Placed(FULL, 28, HEIGHT / 2)]])
    assert read(whole).text == FULL
    assert refused(locked_pdf(whole)) is SourceEncryptedError


def test_damaged() -> None:
    assert refused(b"%PDF-1.7\n" + bytes(200)) is SourceDamagedError
    whole = as_pdf([[Placed(FULL, 28, HEIGHT / 2)]])
    assert read(whole.replace(b"startxref\n", b"startxref\n9")).text == FULL
