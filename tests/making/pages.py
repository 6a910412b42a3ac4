"""A bulletin's plain text on finished pages: OFD, PDF without a layout program, and pictures."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import pypdfium2 as pdfium
from PIL import Image

from reformbot.files.runs import width_of
from tests.making.broken import zipped
from tests.making.bulletins import lay_out

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, COLUMNS, LINES = 28.0, 37.0, 28, 22
SIZE, PITCH = 5.6, 10.2
LARGE = 7.8
_POINTS = 72 / 25.4
_NEVER_FIRST = "，。；：、？！）》”’」』】〕%…"
_DPI = 200


@dataclass(frozen=True)
class Placed:
    """Text on a page: where its base line begins, from the top left, and its size, in mm."""

    text: str
    x: float
    y: float
    size: float = SIZE

    @property
    def width(self) -> float:
        return width_of(self.text) * self.size

    def glyphs(self) -> Iterable[Placed]:
        """Each of its characters by itself, the spaces left out."""
        for at, char in enumerate(self.text):
            if not char.isspace():
                yield Placed(char, self.x + width_of(self.text[:at]) * self.size, self.y, self.size)


Printed = list[Placed]


def printed(text: str) -> list[Printed]:
    """Pages of 22 lines of 28 characters, with page numbers at their feet."""
    layout = lay_out(text)
    press = _Press()
    for line in layout.head:
        press.centred(line)
    press.row(layout.issuer, layout.issued)
    for line in layout.contents:
        press.plain(line)
    for line in layout.articles:
        if line.startswith("·"):
            press.skip()
            press.centred(line, LARGE)
        elif line[0] in "（(" and line[-1] in "）)":
            press.right(line)
        else:
            press.plain(line, indent=2)
    press.skip()
    for line in layout.distribution:
        press.plain(line)
    return press.pages()


class _Press:
    def __init__(self) -> None:
        self._pages: list[Printed] = [[]]
        self._line = 0

    def pages(self) -> list[Printed]:
        for number, page in enumerate(self._pages, 1):
            foot = f"— {number} —"
            page.append(Placed(foot, WIDTH - LEFT - width_of(foot) * 4.9, HEIGHT - 28, 4.9))
        return self._pages

    def skip(self) -> None:
        self._line += 1

    def plain(self, text: str, indent: int = 0) -> None:
        rest = text
        while rest:
            cut = _fitting(rest, COLUMNS - indent)
            self._put([Placed(rest[:cut], LEFT + indent * SIZE, 0)])
            rest, indent = rest[cut:], 0

    def centred(self, text: str, size: float = SIZE) -> None:
        room = int(COLUMNS * SIZE / size)
        rest = text
        while rest:
            cut = _fitting(rest, room)
            line = rest[:cut]
            x = LEFT + (COLUMNS * SIZE - width_of(line) * size) / 2
            self._put([Placed(line, x, 0, size)])
            rest = rest[cut:]

    def right(self, text: str) -> None:
        self._put([Placed(text, LEFT + (COLUMNS - 1) * SIZE - width_of(text) * SIZE, 0)])

    def row(self, left: str, right: str) -> None:
        x = LEFT + COLUMNS * SIZE - width_of(right) * SIZE
        room = int((x - LEFT) / SIZE) - 3
        cut = _fitting(left, room)
        self._put([Placed(left[:cut], LEFT, 0), Placed(right, x, 0)])
        if cut < len(left):
            self._put([Placed(left[cut:], LEFT, 0)])

    def _put(self, line: Sequence[Placed]) -> None:
        if self._line >= LINES:
            self._pages.append([])
            self._line = 0
        y = TOP + self._line * PITCH + SIZE
        self._pages[-1] += [Placed(one.text, one.x, y, one.size) for one in line]
        self._line += 1


def _fitting(text: str, room: int) -> int:
    """How many characters of a text a line takes, none of them one that may not begin the next."""
    cut = len(text)
    while width_of(text[:cut]) > room:
        cut -= 1
    while 0 < cut < len(text) and (
        text[cut] in _NEVER_FIRST or (text[cut - 1 : cut + 1].isascii() and text[cut].isalnum())
    ):
        cut -= 1
    return max(cut, 1)


def as_ofd(
    pages: Sequence[Iterable[Placed]],
    *,
    seed: int | None = None,
    pictures: Sequence[bytes] = (),
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """An OFD file.

    Args:
        pages: what stands on each.
        seed: draw each page's objects in a random order.
        pictures: a JPEG that fills each page.
        extra: further entries, or others instead.
    """
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    entries: dict[str, str | bytes] = {
        "OFD.xml": f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{head}<ofd:Document {space}><ofd:CommonData>"
        "<ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>'
            for at in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'{head}<ofd:Res {space} BaseLoc="Res"><ofd:MultiMedias>'
        + "".join(
            f'<ofd:MultiMedia ID="{900 + at}" Type="Image"><ofd:MediaFile>{at}.jpg</ofd:MediaFile>'
            "</ofd:MultiMedia>"
            for at in range(len(pictures))
        )
        + "</ofd:MultiMedias></ofd:Res>",
    }
    for at, page in enumerate(pages):
        placed = list(page)
        if seed is not None:
            random.Random(seed + at).shuffle(placed)
        shown = (
            f'<ofd:ImageObject ID="{800 + at}" ResourceID="{900 + at}" '
            f'Boundary="0 0 {WIDTH} {HEIGHT}" CTM="{WIDTH} 0 0 {HEIGHT} 0 0"/>'
            if at < len(pictures)
            else ""
        )
        objects = "".join(_text_object(number, one) for number, one in enumerate(placed, 1000))
        entries[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f'{head}<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{shown}{objects}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    for at, picture in enumerate(pictures):
        entries[f"Doc_0/Res/{at}.jpg"] = picture
    return zipped(entries | (extra or {}))


def _text_object(number: int, placed: Placed) -> str:
    deltas = " ".join(f"{width_of(char) * placed.size:.3f}" for char in placed.text[:-1])
    delta = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="{number}" Font="1" Size="{placed.size}" Boundary="{placed.x:.3f} '
        f'{placed.y - placed.size:.3f} {placed.width:.3f} {placed.size * 1.2:.3f}">'
        f'<ofd:TextCode X="0" Y="{placed.size}"{delta}>{escape(placed.text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def as_pdf(pages: Sequence[Iterable[Placed]], *, seed: int | None = None) -> bytes:
    """A PDF whose font is named only, each character placed by itself.

    Args:
        pages: what stands on each.
        seed: draw each page's characters in a random order.
    """
    contents: list[bytes] = []
    for at, page in enumerate(pages):
        glyphs = [glyph for placed in page for glyph in placed.glyphs()]
        if seed is not None:
            random.Random(seed + at).shuffle(glyphs)
        contents.append(
            "\n".join(
                f"BT /F {one.size * _POINTS:.2f} Tf {one.x * _POINTS:.2f} "
                f"{(HEIGHT - one.y) * _POINTS:.2f} Td <{one.text.encode('utf-16-be').hex()}> Tj ET"
                for one in glyphs
            ).encode()
        )
    return pdf_of(contents)


def pdf_of(contents: Sequence[bytes], rotate: int = 0) -> bytes:
    """A PDF of pages drawn by content streams, in which `/F` is a Chinese font.

    Args:
        contents: of each page.
        rotate: by how many degrees to the right each page is turned when it is shown.
    """
    size = f"[0 0 {WIDTH * _POINTS:.2f} {HEIGHT * _POINTS:.2f}]"
    pages = [
        f"<</Type/Page/Parent 2 0 R/MediaBox{size}/Rotate {rotate}/Contents {6 + 2 * at} 0 R"
        "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        for at in range(len(contents))
    ]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(contents)))
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[4 0 R]>>"
    )
    descendant = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[500]2 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4"
        "/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80"
        ">>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(contents)}/Kids[{kids}]>>".encode(),
        font.encode(),
        descendant.encode(),
    ]
    for page, content in zip(pages, contents, strict=True):
        stream = f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream"
        objects += [page, stream]
    made, starts = b"%PDF-1.5\n", list[int]()
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode()


def photographed(pdf: bytes, first: int = 0, count: int | None = None) -> list[Image.Image]:
    """Pages of a PDF as a scanner at 200 dpi sees them."""
    document = pdfium.PdfDocument(pdf)
    try:
        last = len(document) if count is None else first + count
        return [
            document[at].render(scale=_DPI / 72, grayscale=True).to_pil()
            for at in range(first, last)
        ]
    finally:
        document.close()


def as_file(pictures: Sequence[Image.Image], kind: str) -> bytes:
    """Pictures in one file: "PDF" or "TIFF" of several pages, "PNG", "JPEG", "BMP" or "WEBP"."""
    made = io.BytesIO()
    first, *rest = pictures
    if rest:
        first.save(made, kind, save_all=True, append_images=rest, resolution=_DPI)
    else:
        first.save(made, kind, resolution=_DPI)
    return made.getvalue()
