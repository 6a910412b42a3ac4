"""Reading OFD (GB/T 33190), the national format for finished pages."""

from __future__ import annotations

from unicodedata import east_asian_width

import ofdkit
from ofdkit.package import Package

from reformbot.errors import SourceDamagedError, SourceTooManyPagesError
from reformbot.files.archive import Archive
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.ofd_pictures import Pictures
from reformbot.files.recognition import Recognisers, installed
from reformbot.files.refusal import RefusalError
from reformbot.files.runs import Run, is_wide
from reformbot.files.scans import (
    FEWEST_IDEOGRAPHS,
    Page,
    extract,
    ideographs,
    is_garbled,
    legible,
    seen,
)

_ASCENT, _DESCENT = 0.8, 0.2  # of the size
_SMALLEST = 0.1  # millimetres
_BEYOND = 2.0  # millimetres over the page's edge that still count as on it


def read_ofd(data: bytes, limits: Limits, recognisers: Recognisers = installed) -> Extract:
    """Read an OFD file; of pages without text, or with a font that hides it, the pictures.

    Raises:
        RefusalError: SourceEncryptedError, SourceDamagedError, ArchiveError,
            SourceTooManyPagesError, PictureTooLargeError, SourceEmptyError, SourceTextlessError;
            ToolMissingError where all of it would have to be recognised, and that is not
            installed.
    """
    archive = Archive(data, limits)
    for name in archive.names:
        if name.lower().endswith(".xml"):
            archive.read(name)  # refuses what is encrypted or damaged
    try:
        with ofdkit.open(data) as document, Package(data) as package:
            count = len(document.pages)
            if count > limits.pages:
                raise RefusalError(SourceTooManyPagesError, pages=count, most=limits.pages)
            pictures = Pictures(package, limits)
            pages = [_page(page, pictures, recognisers) for page in document.pages]
    except ofdkit.OFDError as error:
        raise RefusalError(SourceDamagedError) from error
    return extract(Format.OFD, pages, recognisers)


def _page(page: ofdkit.Page, pictures: Pictures, recognisers: Recognisers) -> Page:
    try:
        runs = _runs(page)
        is_shown = bool(pictures.on(page))
    except ofdkit.OFDError:
        return Page(is_unreadable=True)
    if is_shown and (is_garbled(runs) or ideographs(runs) < FEWEST_IDEOGRAPHS):
        return seen(runs, lambda: pictures.drawn(page), recognisers)
    return Page(legible(runs), is_unreadable=is_garbled(runs))


def _runs(page: ofdkit.Page) -> tuple[Run, ...]:
    """What stands on a page, in millimetres."""
    left, top, width, height = page.box
    return tuple(
        _run(run)
        for run in page.runs
        if left - _BEYOND <= run.x <= left + width + _BEYOND
        and top - _BEYOND <= run.y <= top + height + _BEYOND
    )


def _run(run: ofdkit.TextRun) -> Run:
    size = max(run.size, _SMALLEST)
    # The library takes Chinese quotation marks for narrow ones, and the last one tells the width.
    narrow = size / 2 if is_wide(run.text[-1]) and east_asian_width(run.text[-1]) == "A" else 0.0
    width = max(run.width + narrow, _SMALLEST)
    return Run(
        run.text, run.x, run.y - _ASCENT * size, run.x + width, run.y + _DESCENT * size, size
    )
