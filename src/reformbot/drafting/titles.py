"""A title in at most two lines: how large, and where it is broken."""

from __future__ import annotations

from dataclasses import dataclass

from reformbot.bulletin.words import tagged
from reformbot.drafting import layout as page

_OPENING = "“‘（《〈「『【〔"
_CLOSING = "”’）》〉」』】〕"
_NEVER_FIRST = _CLOSING + "，。、：；！？%—…·"


@dataclass(frozen=True, slots=True)
class SetTitle:
    """A title as set: its lines, one or two, and the type size in points."""

    lines: tuple[str, ...]
    size: float


def set_title(title: str) -> SetTitle:
    """A title in lines that fit: in one, or in two of nearly equal length, broken between words.

    Past two lines of 22 pt it shrinks, down to the size of the body; a title that is longer than
    two lines of that is left to run on.
    """
    size = page.TITLE_SIZE
    while not (lines := balanced(title, page.TEXT_POINTS // size)) and size > page.BODY_SIZE:
        size -= 1
    return SetTitle(lines or (title,), size)


def one_line_size(text: str, largest: float, room: float = page.TEXT_POINTS) -> float:
    """The type size, at most `largest`, at which a text fits into one line of `room` points."""
    halves = _width(text) or 1
    return min(largest, int(room * 2 / halves * 2) / 2)


def balanced(text: str, most: float) -> tuple[str, ...]:
    """A text in one line of `most` full-width characters, or in two nearly equal ones.

    The break falls between words, outside quotation marks and brackets where it can, and never
    before a mark that may not begin a line. Empty where the text fits into no two lines.
    """
    if _width(text) <= most * 2:
        return (text,)
    for breaks in _breaks(text):
        pairs = [(text[:at].rstrip(), text[at:].lstrip()) for at in breaks]
        fitting = [pair for pair in pairs if max(map(_width, pair)) <= most * 2]
        if fitting:
            return min(fitting, key=lambda pair: abs(_width(pair[0]) - _width(pair[1])))
    return ()


def _breaks(text: str) -> tuple[list[int], list[int]]:
    """Where a line may end between words: outside quotations, and inside them."""
    outside: list[int] = []
    inside: list[int] = []
    at = depth = 0
    for word, _ in tagged(text):
        if at and word[0] not in _NEVER_FIRST and text[at - 1] not in _OPENING:
            (inside if depth else outside).append(at)
        depth += sum(char in _OPENING for char in word) - sum(char in _CLOSING for char in word)
        at += len(word)
    return outside, inside


def _width(text: str) -> int:
    """Width in halves of a full-width character."""
    return sum(1 if char.isascii() else 2 for char in text)
