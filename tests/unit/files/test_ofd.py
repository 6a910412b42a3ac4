"""OFD: runs in any order, pages to be recognised, files that are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from reformbot.errors import (
    ArchiveError,
    PictureTooLargeError,
    SourceDamagedError,
    SourceEncryptedError,
    SourceError,
    SourceTextlessError,
    SourceTooManyPagesError,
    ToolMissingError,
)
from reformbot.files import Caution, Extract, Limits
from reformbot.files.ofd import read_ofd
from reformbot.files.recognition import Recognisers
from reformbot.files.refusal import RefusalError
from tests.making.broken import LAUGHS, XXE, locked_zip
from tests.making.pages import Placed, as_file, as_ofd
from tests.unit.files.reading import Script, line, missing

FULL = "产业工人队伍建设改革是一项“系统工程”需要各方面一同推进。"
PAGE = [Placed(FULL, 28, 50), Placed("见效。", 28, 60), Placed("（甲市总工会）", 130, 70)]
TEXT = f"{FULL}见效。\n（甲市总工会）"
LIMITS = Limits()


def read(data: bytes, recognisers: Recognisers = missing, limits: Limits = LIMITS) -> Extract:
    return read_ofd(data, limits, recognisers)


def refused(
    data: bytes, recognisers: Recognisers = missing, limits: Limits = LIMITS
) -> type[SourceError]:
    with pytest.raises(RefusalError) as caught:
        read(data, recognisers, limits)
    return caught.value.error


def scanned(size: tuple[int, int] = (200, 300)) -> bytes:
    return as_ofd([[]], pictures=[as_file([Image.new("L", size, 200)], "JPEG")])


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
@pytest.mark.parametrize("is_apart", [False, True])
def test_runs_in_any_order(seed: int | None, is_apart: bool) -> None:  # noqa: FBT001
    runs = [glyph for one in PAGE for glyph in one.glyphs()] if is_apart else PAGE
    extract = read(as_ofd([runs, runs], seed=seed))
    assert extract.text == f"{TEXT}\f{TEXT}"
    assert extract.page_starts == (0, len(TEXT) + 1)
    assert extract.recognised == ()


def test_text_beside_the_page_is_not_read() -> None:
    assert read(as_ofd([[*PAGE, Placed("看不见", 300, 50)]])).text == TEXT


def test_a_scan_is_recognised_as_it_is_placed() -> None:
    script = Script([line(FULL, 50, 100)])
    extract = read(scanned(), script)
    assert extract.text == FULL
    assert extract.recognised == pytest.approx((0.99,))
    (picture,) = script.seen
    assert picture.size == (1653, 2338)
    assert picture.getpixel((800, 1200)) == (200, 200, 200)


def test_a_scan_without_a_recogniser_or_without_text() -> None:
    assert refused(scanned()) is ToolMissingError
    assert refused(scanned(), Script()) is SourceTextlessError


def test_a_font_that_hides_its_text_is_told() -> None:
    extract = read(as_ofd([[*PAGE, Placed("\ue001\ue002", 28, 80)]]))
    assert extract.text == TEXT
    assert extract.cautions == (Caution.PAGE_UNREADABLE,)


def test_a_font_that_hides_its_text_below_a_picture() -> None:
    picture = as_file([Image.new("L", (200, 300), 200)], "JPEG")
    data = as_ofd([[*PAGE, Placed("\ue001\ue002", 28, 80)]], pictures=[picture])
    whole = f"{FULL}见效（甲市总工会）改革"
    assert read(data, Script([line(whole, 50, 100)])).text == whole


@pytest.mark.parametrize("doctype", [XXE, LAUGHS], ids=["XXE", "laughs"])
def test_entities_are_refused(doctype: str) -> None:
    text = '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'
    assert refused(as_ofd([PAGE], extra={"OFD.xml": doctype + text})) is SourceDamagedError


def test_limits() -> None:
    assert refused(as_ofd([PAGE] * 3), limits=replace(LIMITS, pages=2)) is SourceTooManyPagesError
    assert refused(as_ofd([PAGE] * 9), limits=replace(LIMITS, entries=9)) is ArchiveError
    assert refused(as_ofd([PAGE], extra={"x.bin": bytes(2**28)})) is ArchiveError
    small = replace(LIMITS, pixels=1000)
    assert refused(scanned(), Script(), small) is PictureTooLargeError


def test_damaged_or_locked() -> None:
    whole = as_ofd([PAGE])
    assert refused(locked_zip(whole)) is SourceEncryptedError
    assert refused(whole[: len(whole) // 2]) is SourceDamagedError
    assert refused(as_ofd([PAGE], extra={"OFD.xml": "<"})) is SourceDamagedError
    broken = as_ofd([PAGE, PAGE], extra={"Doc_0/Pages/Page_1/Content.xml": "<"})
    assert read(broken).cautions == (Caution.PAGE_UNREADABLE,)
