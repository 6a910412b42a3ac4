"""Runs of text as a page places them, and the rows that they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_SAME_ROW = 0.4  # of the taller one's size: how far the middles of two runs of a row are apart
_SAME_PLACE = 0.15  # of the size: a run drawn twice, to look bold, is so far from itself
_WORD_GAP = 0.18  # of the size, between two Latin words
_CHINESE_GAP = 0.45  # of the size, where a space was meant between two Chinese characters


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on one line of a page, in any unit of length.

    Attributes:
        text: its characters; white space at either end counts for the width.
        x0: its left edge.
        y0: its top edge; y grows down the page.
        x1: its right edge.
        y1: its bottom edge.
        size: of the type.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.y0 + self.y1) / 2


Row = tuple[Run, ...]
"""Words of one row from left to right; those without text are spaces that were set."""


def rows(runs: Iterable[Run]) -> list[Row]:
    """The rows of a page from top to bottom, whatever the order in which they were drawn."""
    words = [word for run in runs for word in _words(run)]
    words.sort(key=lambda w: (w.middle, w.x0, w.x1, w.size, w.text))
    found: list[list[Run]] = []
    middle = size = 0.0
    for word in words:
        if found and abs(word.middle - middle) <= _SAME_ROW * max(size, word.size):
            found[-1].append(word)
        else:
            found.append([word])
        middle = sum(one.middle for one in found[-1]) / len(found[-1])
        size = max(one.size for one in found[-1])
    ordered = (
        _undoubled(sorted(row, key=lambda w: (w.x0, w.x1, w.y0, w.size, w.text))) for row in found
    )
    return [row for row in ordered if any(word.text for word in row)]


def text_of(row: Sequence[Run]) -> str:
    """The words of a row with the spaces that belong between them."""
    said = ""
    before: Run | None = None
    is_spaced = False
    for word in row:
        if not word.text:
            is_spaced = True
            continue
        if before and (is_spaced or word.x0 - before.x1 > _least_space(before, word)):
            said += " "
        said += word.text
        before, is_spaced = word, False
    return said


def box_of(row: Sequence[Run]) -> Run:
    """A row as one run: its text, the box round its words, and the size of most of its text."""
    words = [word for word in row if word.text]
    sizes = [word.size for word in words for _ in word.text]
    return Run(
        text_of(words if len(words) == len(row) else row),
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
        median(sizes),
    )


def gaps(row: Sequence[Run], least: float) -> list[tuple[float, float]]:
    """Left and right edge of each gap between the words of a row that is at least so wide."""
    words = [word for word in row if word.text]
    reached = words[0].x1
    found: list[tuple[float, float]] = []
    for word in words[1:]:
        if word.x0 - reached >= least:
            found.append((reached, word.x0))
        reached = max(reached, word.x1)
    return found


def cut(row: Sequence[Run], edges: Sequence[float]) -> list[Row]:
    """A row's words between the given left edges; parts without any are left out."""
    bounds = [float("-inf"), *edges, float("inf")]
    parts = [
        tuple(word for word in row if left <= (word.x0 + word.x1) / 2 < right)
        for left, right in pairwise(bounds)
    ]
    return [part for part in parts if any(word.text for word in part)]


def is_wide(char: str) -> bool:
    """Whether a character takes the full width of its size."""
    return unicodedata.east_asian_width(char) in ("W", "F") or char in "“”‘’—…·"


def width_of(text: str) -> float:
    """How wide a text is, as a multiple of its size."""
    return sum(1.0 if is_wide(char) else 0.5 for char in text)


def _least_space(one: Run, two: Run) -> float:
    size = max(one.size, two.size)
    is_chinese = is_wide(one.text[-1]) or is_wide(two.text[0])
    return size * (_CHINESE_GAP if is_chinese else _WORD_GAP)


def _words(run: Run) -> Iterable[Run]:
    """A run cut at its white space, which becomes words without text of its own."""
    chars = [char for char in run.text if char.isspace() or _is_printed(char)]
    if not chars:
        return
    whole = "".join(chars)
    if not any(char.isspace() for char in chars):
        yield replace(run, text=whole)
        return
    scale = (run.x1 - run.x0) / max(width_of(whole), 0.5)
    at = run.x0
    word, start = "", at
    for char in chars:
        end = at + width_of(char) * scale
        if not char.isspace():
            word += char
        else:
            if word:
                yield replace(run, text=word, x0=start, x1=at)
            yield replace(run, text="", x0=at, x1=end)
            word, start = "", end
        at = end
    if word:
        yield replace(run, text=word, x0=start)


def _is_printed(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Cf", "Cn")


def _undoubled(row: Sequence[Run]) -> Row:
    """A row without the runs that are drawn twice in nearly the same place."""
    kept: list[Run] = []
    for word in row:
        nearest = (one for one in reversed(kept[-4:]) if one.text == word.text)
        twin = next(nearest, None)
        near = _SAME_PLACE * word.size
        if twin and abs(twin.x0 - word.x0) <= near and abs(twin.x1 - word.x1) <= near:
            continue
        kept.append(word)
    return tuple(kept)
