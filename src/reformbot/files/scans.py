"""A document of pages, some with text of their own and some to be recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from reformbot.bulletin.widths import is_ideograph
from reformbot.errors import SourceDamagedError, SourceEmptyError, SourceTextlessError
from reformbot.files.document import Caution, Extract, Format
from reformbot.files.recognition import Recognisers, recognise_page
from reformbot.files.reflow import reflow
from reformbot.files.refusal import RefusalError
from reformbot.files.runs import Run

FEWEST_IDEOGRAPHS = 20
"""A page with fewer, and with pictures, is taken for a scan."""

_FEWEST_LETTERS = 5  # in pictures that are said to hold text
_MOST_PRIVATE = 0.01
_MOST_ILLEGIBLE = 0.3
_PRIVATE = (("\ue000", "\uf8ff"), ("\U000f0000", "\U0010ffff"))


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page.

    Attributes:
        runs: its text where it stands.
        confidence: mean confidence of the recognition that read it; None where it held text, or
            nothing.
        is_picture: whether text was looked for in its picture.
        is_unreadable: whether more is on it than could be read.
    """

    runs: tuple[Run, ...] = ()
    confidence: float | None = None
    is_picture: bool = False
    is_unreadable: bool = False


def seen(runs: Sequence[Run], draw: Callable[[], Image.Image], recognisers: Recognisers) -> Page:
    """A page whose picture may say more than its text does.

    Args:
        runs: its text as far as it is to be trusted.
        draw: makes the picture.
    """
    known = legible(runs)
    try:
        recogniser = recognisers()
    except RefusalError:
        return Page(known, is_unreadable=True)
    found = recognise_page(draw(), recogniser)
    if known and ideographs(found.runs) <= ideographs(known):
        return Page(known)
    return Page(found.runs, found.confidence if found.runs else None, is_picture=True)


def extract(kind: Format, pages: Sequence[Page], recognisers: Recognisers) -> Extract:
    """What a reader takes out of pages.

    Raises:
        RefusalError: there is no text in it. SourceTextlessError, it was looked for in pictures;
            ToolMissingError, it could not be; SourceDamagedError, the pages could not be read;
            SourceEmptyError, they are blank.
    """
    is_unreadable = any(page.is_unreadable for page in pages)
    if is_unreadable and not any(page.runs for page in pages):
        recognisers()
        raise RefusalError(SourceDamagedError)
    flow = reflow([page.runs for page in pages])
    letters = sum(char.isalnum() for char in flow.text)
    if letters < _FEWEST_LETTERS and any(page.is_picture for page in pages):
        raise RefusalError(SourceTextlessError)
    if not letters:
        raise RefusalError(SourceEmptyError)
    is_recognised = any(page.confidence is not None for page in pages)
    return Extract(
        kind,
        flow.text,
        flow.page_starts,
        tuple(page.confidence for page in pages) if is_recognised else (),
        (Caution.PAGE_UNREADABLE,) if is_unreadable else (),
    )


def ideographs(runs: Sequence[Run]) -> int:
    """How many Chinese characters runs hold."""
    return sum(is_ideograph(char) for run in runs for char in run.text)


def is_garbled(runs: Sequence[Run]) -> bool:
    """Whether more than one character in a hundred stands for a glyph of its font alone."""
    return _odd_share(runs) > _MOST_PRIVATE


def _odd_share(runs: Sequence[Run]) -> float:
    chars = [char for run in runs for char in run.text]
    return sum(map(_is_odd, chars)) / len(chars) if chars else 0.0


def _is_odd(char: str) -> bool:
    return char == "\ufffd" or any(first <= char <= last for first, last in _PRIVATE)


def legible(runs: Sequence[Run]) -> tuple[Run, ...]:
    """What makes sense of a text in which some of the glyphs have no meaning; nothing of others."""
    share = _odd_share(runs)
    if not share or share > _MOST_ILLEGIBLE:
        return () if share else tuple(runs)
    cleaned = (
        replace(run, text="".join(" " if _is_odd(char) else char for char in run.text))
        for run in runs
    )
    return tuple(run for run in cleaned if run.text.strip())
