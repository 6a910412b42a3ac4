"""The table of contents: its entries, and where they end and the articles begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformbot.bulletin import marks
from reformbot.bulletin.repair import Line

_PAGE_REFERENCE = re.compile(r"(?:[\s.…·—\-]{2,}|\t)\s*[（(]?[0-9]{1,3}[）)]?$|（[0-9]{1,3}）$")
MOST_TORN = 4  # a title is at most this many lines


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, or wrapped lines, of the table of contents.

    Attributes:
        text: as listed, without marker and page reference.
        style: the marker's style, see `marks.split_marker`.
        is_section: the entry heads other entries rather than an article.
    """

    text: str
    style: str
    is_section: bool = False

    @property
    def key(self) -> str:
        """What the article's title must share with it."""
        return marks.comparable(self.text)


def read_contents(lines: Sequence[Line], start: int) -> tuple[list[Entry], int]:
    """Entries of the contents that begin at line `start`, and the index of the first line after.

    The contents end where a listed title is printed again, or where running text begins; then the
    line above that text is a title that the contents do not list.
    """
    entries: list[Entry] = []
    at = start
    while at < len(lines) and not _is_listed(lines, at, entries):
        line = lines[at]
        if marks.is_prose(line) or marks.is_distribution(line):
            if len(entries) > 1 and marks.is_prose(line):
                entries.pop()
                at -= 1
            break
        style, text = marks.split_marker(line.chars)
        entries.append(
            Entry(_PAGE_REFERENCE.sub("", text).strip(), style or "#" * bool(line.level))
        )
        at += 1
    return _ranked(_unwrapped(entries)), at


def joined_key(lines: Sequence[Line], at: int, count: int) -> str:
    """Key of `count` lines from `at` on, read as one heading."""
    first = marks.split_marker(lines[at].chars)[1]
    return marks.comparable(first + "".join(line.chars for line in lines[at + 1 : at + count]))


def _is_listed(lines: Sequence[Line], at: int, entries: Sequence[Entry]) -> bool:
    """Whether the lines from `at` on print a title, or two wrapped lines of one, again."""
    keys = {entry.key for entry in entries if entry.key}
    pairs = pairwise(entries)
    keys |= {one.key + two.key for one, two in pairs if one.key and not two.style}
    for count in range(1, MOST_TORN + 1):
        if at + count > len(lines):
            break
        if joined_key(lines, at, count) in keys:
            return True
    return False


def _unwrapped(entries: Sequence[Entry]) -> list[Entry]:
    """Join wrapped entries: among marked entries, a line without a marker continues one."""
    marked = sum(bool(entry.style) for entry in entries)
    if marked * 2 <= len(entries):
        return list(entries)
    out: list[Entry] = []
    for entry in entries:
        if out and not entry.style and not marks.looks_like_section(entry.text):
            out[-1] = Entry(out[-1].text + entry.text, out[-1].style)
        else:
            out.append(entry)
    return out


def _ranked(entries: Sequence[Entry]) -> list[Entry]:
    """Mark the entries whose marker differs from that of most others as sections."""
    counts = Counter(entry.style for entry in entries)
    if len(counts) < 2:
        return list(entries)
    usual = counts.most_common(1)[0][0]
    return [Entry(entry.text, entry.style, entry.style != usual) for entry in entries]
