"""Pictures of pages: kinds, pages, ways they lie, and files that are refused."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import pytest
from PIL import Image

from reformbot.errors import (
    PictureTooLargeError,
    SourceDamagedError,
    SourceError,
    SourceTextlessError,
    SourceTooManyPagesError,
    ToolMissingError,
)
from reformbot.files import Extract, Format, Limits
from reformbot.files.images import read_image
from reformbot.files.recognition import Recognisers
from reformbot.files.refusal import RefusalError
from tests.making.pages import as_file
from tests.unit.files.reading import Script, line, missing

WHITE = Image.new("RGB", (400, 300), "white")
LIMITS = Limits()


def read(data: bytes, recognisers: Recognisers, limits: Limits = LIMITS) -> Extract:
    return read_image(data, limits, recognisers)


def refused(data: bytes, recognisers: Recognisers, limits: Limits = LIMITS) -> type[SourceError]:
    with pytest.raises(RefusalError) as caught:
        read(data, recognisers, limits)
    return caught.value.error


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_kinds(kind: str) -> None:
    extract = read(as_file([WHITE], kind), Script([line("改革见效了", 10, 10)]))
    assert (extract.format, extract.text, extract.page_starts) == (Format.IMAGE, "改革见效了", (0,))
    assert extract.recognised == pytest.approx((0.99,))


def test_a_tiff_has_pages() -> None:
    script = Script([line("第一页文字", 10, 10)], [line("第二页文字", 10, 10)])
    assert read(as_file([WHITE, WHITE], "TIFF"), script).text == "第一页文字\f第二页文字"


def test_what_is_see_through_lies_on_white() -> None:
    script = Script([line("改革见效了", 10, 10)])
    read(as_file([Image.new("RGBA", (9, 9), (0, 0, 0, 0))], "PNG"), script)
    assert script.seen[0].getpixel((4, 4)) == (255, 255, 255)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    script = Script([line("改革见效了", 10, 10)])
    exif = Image.Exif()
    exif[0x0112] = 6
    made = io.BytesIO()
    WHITE.save(made, "JPEG", exif=exif)
    read(made.getvalue(), script)
    assert script.seen[0].size == (300, 400)


def test_a_page_on_its_side_is_turned() -> None:
    lying = [
        replace(line("伍队人工业产", 0, 0), corners=((x, 0), (x + 20, 0), (x + 20, 200), (x, 200)))
        for x in (0.0, 40.0)
    ]
    upright = [line("产业工人队伍", 10, 10)]
    script = Script(lying, [line("乱码", 10, 10, sure=0.6)], upright)
    assert read(as_file([WHITE], "PNG"), script).text == "产业工人队伍"
    assert [one.size for one in script.seen] == [(400, 300), (300, 400), (300, 400)]


def test_a_page_on_its_head_is_turned() -> None:
    script = Script([line("乱码乱码乱码", 10, 10, sure=0.6)], [line("产业工人队伍", 10, 10)])
    assert read(as_file([WHITE], "PNG"), script).text == "产业工人队伍"


def test_a_page_askew_is_read_in_order() -> None:
    """At two degrees the ends of a line stand where its neighbours begin."""

    def askew(text: str, x: float, y: float) -> tuple[float, float]:
        angle = math.radians(2)
        return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)

    lines = []
    for at in range(4):
        for part, x in (("甲", 0), ("乙", 700)):
            text, y = part * 30, at * 30
            corners = ((x, y), (x + 600, y), (x + 600, y + 20), (x, y + 20))
            turned = tuple(askew(text, *corner) for corner in corners)
            lines.append(replace(line(text, 0, 0), corners=turned))
    text = read(as_file([WHITE], "PNG"), Script(lines)).text
    assert text.replace("\n", "") == "甲" * 120 + "乙" * 120


def test_lines_of_which_little_is_sure_are_left_out() -> None:
    script = Script([line("改革见效了", 10, 10), line("乱", 10, 50, sure=0.3)])
    assert read(as_file([WHITE], "PNG"), script).text == "改革见效了"


def test_a_large_picture_is_made_smaller() -> None:
    script = Script([line("改革见效了", 10, 10)])
    read(as_file([Image.new("L", (5000, 4000), 255)], "PNG"), script)
    width, height = script.seen[0].size
    assert width * height <= 9_000_000
    assert max(width, height) <= 3000


def test_refused() -> None:
    picture = as_file([WHITE], "PNG")
    assert refused(picture, missing) is ToolMissingError
    assert refused(picture, Script()) is SourceTextlessError
    assert refused(picture[: len(picture) // 2], Script()) is SourceDamagedError
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(50), Script()) is SourceDamagedError
    assert refused(picture, Script(), replace(LIMITS, pixels=100)) is PictureTooLargeError
    pages = as_file([WHITE] * 3, "TIFF")
    assert refused(pages, Script(), replace(LIMITS, pages=2)) is SourceTooManyPagesError


def test_a_bomb_tells_its_size() -> None:
    bomb = bytearray(as_file([WHITE], "BMP"))
    bomb[18:26] = (60_000).to_bytes(4, "little") * 2
    with pytest.raises(RefusalError) as caught:
        read(bytes(bomb), Script())
    assert caught.value.error is PictureTooLargeError
    assert caught.value.details["pixels"] == 3_600_000_000
