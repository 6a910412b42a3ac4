"""A document of pages, some with text of their own and some to be recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.bulletin.widths import is_ideograph
from reformbot.errors import SourceEmptyError, SourceTextlessError
from reformbot.files.document import Caution, Extract, Format
from reformbot.files.recognition import RecognisedPage
from reformbot.files.refusal import RefusalError
from reformbot.files.reflow import reflow
from reformbot.files.runs import Run

FEWEST_IDEOGRAPHS = 20
"""A page with fewer, and with pictures, is taken for a scan."""

_FEWEST_LETTERS = 5  # in pictures that are said to hold text
_MOST_PRIVATE = 0.01
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


def recognised(found: RecognisedPage) -> Page:
    """A page that was read from its picture."""
    return Page(found.runs, found.confidence if found.runs else None, is_picture=True)


def extract(kind: Format, pages: Sequence[Page]) -> Extract:
    """What a reader takes out of pages.

    Raises:
        RefusalError: SourceEmptyError, there is no text in it; SourceTextlessError, and it was
            looked for in pictures.
    """
    flow = reflow([page.runs for page in pages])
    letters = sum(char.isalnum() for char in flow.text)
    if letters < _FEWEST_LETTERS and any(page.is_picture for page in pages):
        raise RefusalError(SourceTextlessError)
    if not letters:
        raise RefusalError(SourceEmptyError)
    is_recognised = any(page.confidence is not None for page in pages)
    is_unreadable = any(page.is_unreadable for page in pages)
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
    text = "".join(run.text for run in runs)
    odd = sum(char == "\ufffd" or any(a <= char <= z for a, z in _PRIVATE) for char in text)
    return odd > _MOST_PRIVATE * len(text)
