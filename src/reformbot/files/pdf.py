"""Reading PDF: text from where it stands, and pages without any by recognition."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from ctypes import byref, c_double
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as _raw
from PIL import Image

from reformbot.errors import (
    PictureTooLargeError,
    SourceDamagedError,
    SourceEncryptedError,
    SourceTooManyPagesError,
)
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.recognition import Recognisers, installed
from reformbot.files.refusal import RefusalError
from reformbot.files.runs import Run
from reformbot.files.scans import (
    FEWEST_IDEOGRAPHS,
    Page,
    extract,
    ideographs,
    is_garbled,
    seen,
)

raw: Any = _raw  # bindings, made for each platform, of which no types are known

_DPI = 200
_POINTS_PER_INCH = 72
_MOST_RENDERED = 9_000_000  # pixels
_ASCENT, _DESCENT = 0.8, 0.2  # of the size
_OFF_AXIS = 0.2  # of a quarter turn: what is set more askew is a watermark
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE  # what a scanner's own recognition read
_OUTLINES = 40  # shapes, from which on they may be letters
_DEEPEST = 6  # forms within forms that are looked into


def read_pdf(data: bytes, limits: Limits, recognisers: Recognisers = installed) -> Extract:
    """Read a PDF.

    Raises:
        RefusalError: SourceEncryptedError, SourceDamagedError, SourceTooManyPagesError,
            PictureTooLargeError, SourceEmptyError, SourceTextlessError; ToolMissingError where
            all of it would have to be recognised, and that is not installed.
    """
    document = _opened(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise RefusalError(SourceTooManyPagesError, pages=count, most=limits.pages)
        pages = [_page(document, at, limits, recognisers) for at in range(count)]
    finally:
        document.close()
    return extract(Format.PDF, pages, recognisers)


@dataclass(frozen=True, slots=True)
class _Layer:
    """The text of a page as its file gives it.

    Attributes:
        runs: a glyph each.
        is_hidden: whether most of it lies unseen below a picture.
    """

    runs: tuple[Run, ...]
    is_hidden: bool = False

    @property
    def is_trusted(self) -> bool:
        """Whether it says what a reader sees."""
        return not self.is_hidden and not is_garbled(self.runs)


def _opened(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason: Any = error
        is_locked = reason.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise RefusalError(SourceEncryptedError if is_locked else SourceDamagedError) from error


def _page(document: Any, at: int, limits: Limits, recognisers: Recognisers) -> Page:
    try:
        page = document[at]
        layer = _layer(page)
        if not _is_scan(page, layer, limits):
            return Page(layer.runs)
    except pdfium.PdfiumError:
        return Page(is_unreadable=True)
    return seen(() if layer.is_hidden else layer.runs, lambda: _rendered(page), recognisers)


def _is_scan(page: Any, layer: _Layer, limits: Limits) -> bool:
    """Whether a page's text is to be looked for in its picture."""
    if layer.is_trusted and ideographs(layer.runs) >= FEWEST_IDEOGRAPHS:
        return False
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
    drawn = list(page.get_objects(filter=kinds, max_depth=_DEEPEST))
    pictures = [one for one in drawn if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    for picture in pictures:
        width, height = picture.get_px_size()
        if width * height > limits.pixels:
            raise RefusalError(PictureTooLargeError, pixels=width * height, most=limits.pixels)
    return bool(pictures) or len(drawn) >= _OUTLINES or (bool(layer.runs) and not layer.is_trusted)


def _rendered(page: Any) -> Image.Image:
    """A page as a picture, at 200 dpi unless it is larger than any paper."""
    width, height = page.get_size()
    scale = _DPI / _POINTS_PER_INCH
    scale = min(scale, math.sqrt(_MOST_RENDERED / max(width * height, 1.0)))
    scale = min(scale, _MOST_RENDERED / max(width, height, 1.0) / 100)
    return page.render(scale=scale, rev_byteorder=True).to_pil()


def _layer(page: Any) -> _Layer:
    """The text layer of a page, without what is set askew (watermarks)."""
    text = page.get_textpage()
    glyphs = [
        glyph
        for at in range(text.count_chars())
        if raw.FPDFText_IsGenerated(text, at) != 1 and (glyph := _glyph(text, at))
    ]
    if not glyphs:
        return _Layer(())
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None)
    if not turns:
        return _Layer(())
    turn = turns.most_common(1)[0][0]
    runs = tuple(glyph.run(turn) for glyph in glyphs if glyph.turn == turn)
    hidden = sum(_is_hidden(text, glyph.at) for glyph in glyphs)
    return _Layer(runs, is_hidden=hidden * 2 > len(glyphs))


def _is_hidden(text: Any, at: int) -> bool:
    drawn = raw.FPDFText_GetTextObject(text, at)
    return bool(drawn) and raw.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character in the page's own space, where y grows upwards.

    Attributes:
        at: its number on the page.
        char: what it says.
        corners: (left, bottom), (right, top) of the box it takes in its line.
        origin: where it stands on the base line.
        size: of the type, as drawn.
        turn: by how many quarter turns to the left it is set; None where askew.
    """

    at: int
    char: str
    corners: Sequence[tuple[float, float]]
    origin: tuple[float, float]
    size: float
    turn: int | None

    def run(self, turn: int) -> Run:
        """It as a run, in a space turned so that it stands upright."""
        xs = sorted(_turned(corner, turn)[0] for corner in self.corners)
        base = _turned(self.origin, turn)[1]
        top, bottom = base - _ASCENT * self.size, base + _DESCENT * self.size
        return Run(self.char, xs[0], top, xs[1], bottom, self.size)


def _turned(point: tuple[float, float], turn: int) -> tuple[float, float]:
    """A point after as many quarter turns to the right, with y growing down."""
    x, y = point
    return ((x, -y), (y, x), (-x, y), (-y, -x))[turn]


def _glyph(text: Any, at: int) -> _Glyph | None:
    code = raw.FPDFText_GetUnicode(text, at)
    is_unknown = raw.FPDFText_HasUnicodeMapError(text, at) == 1 or not 0 < code < 0x110000
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = c_double(), c_double()
    is_placed = (
        raw.FPDFText_GetLooseCharBox(text, at, byref(box))
        and raw.FPDFText_GetMatrix(text, at, byref(matrix))
        and raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
    )
    size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    values = (box.left, box.bottom, box.right, box.top, x.value, y.value, size)
    if not is_placed or not all(map(math.isfinite, values)) or size <= 0:
        return None
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    turn = round(quarters)
    return _Glyph(
        at,
        "\ufffd" if is_unknown else chr(code),
        ((box.left, box.bottom), (box.right, box.top)),
        (x.value, y.value),
        size,
        turn % 4 if abs(quarters - turn) <= _OFF_AXIS else None,
    )
