"""The table of contents: its entries, and where they end and the articles begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
        is_section: the entry looks as if it heads other entries rather than an article.
        section: the entry that heads this one, empty where none does.
    """

    text: str
    style: str
    is_section: bool = False
    section: str = ""

    @property
    def key(self) -> str:
        """What the article's title must share with it."""
        return marks.comparable(self.text)

    def followed_by(self, other: Entry) -> Entry:
        """The entry that this one and the next line make together."""
        return replace(self, text=self.text + other.text, is_section=False)


def read_contents(lines: Sequence[Line], start: int) -> tuple[list[Entry], int]:
    """Entries of the contents that begin at line `start`, and the index of the first line after.

    The contents end where a listed title is printed again, or where running text begins; then the
    line above that text is a title that the contents do not list.
    """
    entries: list[Entry] = []
    at = start
    while at < len(lines) and not _is_listed(lines, at, entries):
        line = lines[at]
        shown = _PAGE_REFERENCE.sub("", line.chars).strip()
        runs_on = "。" in shown or len(shown) > marks.LONGEST_HEADING
        if runs_on or not shown or marks.is_distribution(line):
            if len(entries) > 1 and runs_on and not _recurs(lines, at, entries[-1]):
                entries.pop()
                at -= 1
            break
        style = marks.style(line) or "#" * line.level
        entries.append(Entry(marks.split_marker(shown)[1], style))
        at += 1
    else:
        if len(entries) > 1 and _heads_the_text(lines, start, at - 1):
            entries.pop()
            at -= 1
    return _ranked(_unwrapped(entries)), at


def _recurs(lines: Sequence[Line], start: int, entry: Entry) -> bool:
    """Whether an entry is printed again as a heading from line `start` on."""
    return any(
        joined_key(lines, at, count) == entry.key
        for at in range(start, len(lines))
        for count in range(1, min(MOST_TORN, len(lines) - at) + 1)
    )


def _heads_the_text(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether the line above the first title is a section heading, set off from the entries."""
    entries = lines[start + 1 : at]
    return (
        lines[at].gap > 0
        and bool(entries)
        and not any(line.gap for line in entries)
        and marks.looks_like_section(lines[at].chars)
    )


def joined_key(lines: Sequence[Line], at: int, count: int) -> str:
    """Key of `count` lines from `at` on, read as one heading."""
    joined = "".join(line.chars for line in lines[at : at + count])
    return marks.comparable(marks.split_marker(joined)[1])


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
            out[-1] = out[-1].followed_by(entry)
        else:
            out.append(entry)
    return out


def _ranked(entries: Sequence[Entry]) -> list[Entry]:
    """Mark the entries whose marker differs from that of most others as sections of those below."""
    counts = Counter(entry.style for entry in entries)
    usual = counts.most_common(1)[0][0] if counts else ""
    out: list[Entry] = []
    section = ""
    for entry in entries:
        is_section = entry.style != usual
        out.append(replace(entry, is_section=is_section, section="" if is_section else section))
        section = entry.text if is_section else section
    return out
