"""Headings above running text: which are sections', which the title, which the first measure's."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reformbot.bulletin import bylines, marks
from reformbot.bulletin.repair import Line

_RAGGED = 3  # wrapped lines end at most so many characters apart

Rank: TypeAlias = tuple[str, int]
"""A heading's marker style and its Markdown level."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings that stand together, in order: sections, then the title, then the body's own."""

    sections: Sequence[Line]
    title: Sequence[Line]
    inner: Sequence[Line]


def rank(line: Line) -> Rank:
    """What headings of one rank have in common."""
    return marks.style(line), line.level


def divide(pending: Sequence[Line], following: Sequence[Line], titles: Container[Rank]) -> Headings:
    """Tell apart the headings above running text.

    Args:
        pending: the headings, at least one.
        following: the lines from the running text on.
        titles: ranks of the titles so far.
    """
    text = _start_of_text(pending, following[0])
    end = text
    while end > 1 and _is_inner(pending[end - 1], pending[end - 2], following, titles):
        end -= 1
    first = _first_of_title(pending[:end], titles)
    return Headings(pending[:first], pending[first:end], pending[end:])


def _start_of_text(pending: Sequence[Line], following: Line) -> int:
    """Where running text begins whose first lines were broken before a sentence ended."""
    for at, line in enumerate(pending):
        if any(rank(line)) or line.chars.startswith(marks.SUBTITLE):
            continue
        rest = [*pending[at + 1 :], following]
        runs_on = not any(later.gap for later in rest)
        if at == 0:
            begins = runs_on and "，" in line.chars and _is_as_wide(line, following)
        else:
            above = pending[at - 1]
            begins = (
                ("，" in line.chars and (line.gap > 0 or not following.gap))
                or above.level > 0
                or (runs_on and line.gap > 0)
                or (runs_on and _is_as_wide(line, following) and not _is_as_wide(above, following))
            )
        if begins:
            return at
    return len(pending)


def _is_as_wide(line: Line, following: Line) -> bool:
    """Whether a line is broken at the same width as one that no sentence ends with."""
    return not marks.is_finished(following.chars) and abs(line.width - following.width) <= _RAGGED


def _is_inner(line: Line, above: Line, following: Iterable[Line], titles: Container[Rank]) -> bool:
    """Whether a heading is the first of several within one article: no byline comes between."""
    own = rank(line)
    if (
        not any(own)
        or own in titles
        or marks.looks_like_section(marks.split_marker(above.chars)[1])
    ):
        return False
    number = marks.ordinal(line)
    for later in following:
        if ends_article(later) or 0 < later.level < line.level:
            return False
        if rank(later) == own and (number is None or marks.ordinal(later) == number + 1):
            return True
    return False


def ends_article(line: Line) -> bool:
    """Whether a line is or ends with a byline, whatever follows it."""
    text = line.chars
    return bylines.standing(text, closing=False) is not None or (
        bylines.inline(text, closing=False) is not None
    )


def _first_of_title(pending: Sequence[Line], titles: Container[Rank]) -> int:
    """Where the title begins: at the last marked heading of a new rank or of that of titles."""
    first = 0
    ranks = [rank(line) for line in pending]
    for at, own in enumerate(ranks):
        if any(own) and (own in titles or at == 0 or ranks[at - 1] != own):
            first = at
    if first == 0 and len(pending) > 1 and not any(ranks[0]) and not _is_wrapped(pending):
        return int(marks.looks_like_section(pending[0].chars))
    return first


def _is_wrapped(pending: Sequence[Line]) -> bool:
    """Whether the second heading continues the first: a subtitle, or right below it."""
    one, two = pending[:2]
    return two.chars.startswith(marks.SUBTITLE) or (one.gap > 0 and two.gap == 0)
