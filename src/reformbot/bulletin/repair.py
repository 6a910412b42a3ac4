"""Undo what copying out of a laid-out page does to a text, character by character.

Page furniture, stray spaces, control characters and mixed widths are mended here; which lines
belong together is known only once titles and bylines are found, so joining is done while
assembling the parts (`Assembly`). Every source character is either kept, one for one, or dropped
with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reformbot.bulletin import pages, widths
from reformbot.bulletin.model import Dropped, DropReason, SourceMap, Span

_LINE_BREAKS = frozenset("\n\r\f\v\u0085\u2028\u2029")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_MARKDOWN_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
# Not "+": a figure may be torn before its plus sign (1\n+ 5).
_MARKDOWN_BULLET = re.compile(r"([-*])[ \t]+(?=\S)")
_MARKDOWN_ITALICS = re.compile(r"\*[^\s*](?:[^*]*[^\s*])?\*")
_OPENING = frozenset("（《「『【〔“‘")
_CLOSING = frozenset("，。；：、？！）》」』】〕”’")
_JOINS_FIGURES = frozenset("+%‰×/")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line of the cleaned text.

    Attributes:
        chars: its characters, without white space at either end.
        offsets: the source offset of each.
        line_break: source offset of the line break that ends it; None at the end of the text.
        gap: how many empty or dropped lines stand before it.
        level: Markdown heading level, 0 for none.
        bullet: the Markdown bullet it began with, empty for none.
    """

    chars: str
    offsets: tuple[int, ...]
    line_break: int | None
    gap: int
    level: int = 0
    bullet: str = ""

    @property
    def width(self) -> int:
        """How many characters it took in the source, spaces that were dropped included."""
        return self.offsets[-1] - self.offsets[0] + 1

    @property
    def is_table_row(self) -> bool:
        """Whether the line is a row of a tab-separated or a Markdown table."""
        return "\t" in self.chars or (
            self.chars.startswith("|") and self.chars.endswith("|") and len(self.chars) > 2
        )


@dataclass(slots=True)
class CleanText:
    """The lines of a source, with the reason for each character already left out."""

    source: str
    lines: list[Line]
    reasons: dict[int, DropReason]


def clean(source: str, page_starts: Sequence[int] = (0,)) -> CleanText:
    """Mend a source text up to its line breaks.

    Args:
        source: the text as read from a file; any characters at all.
        page_starts: source offset at which each page begins, where the reader knows.
    """
    reasons: dict[int, DropReason] = {}
    raw = list(_raw_lines(source))
    tops = {bisect_left(raw, start, key=lambda line: line[1]) for start in page_starts}
    tops |= {at for at, (*_, end) in enumerate(raw, 1) if end is not None and source[end] == "\f"}
    furniture = pages.furniture([text for text, _, _ in raw], tops)
    kept: list[tuple[list[str], list[int], int | None, int]] = []
    gap = 0
    for at, (text, start, line_break) in enumerate(raw):
        if at in furniture:
            reasons.update((start + i, furniture[at]) for i in range(len(text)))
            gap += 1
            continue
        chars, offsets = _without_controls(text, start, reasons)
        if not any(not char.isspace() for char in chars):
            reasons.update((offset, DropReason.SPACE) for offset in offsets)
            gap += 1
            continue
        kept.append((chars, offsets, line_break, gap))
        gap = 0
    gap = 0
    settled = iter(widths.settled([char for chars, *_ in kept for char in [*chars, "\n"]]))
    lines: list[Line] = []
    for chars, offsets, line_break, before in kept:
        proper = [next(settled) for _ in chars]
        next(settled)
        line = _mended(proper, offsets, line_break, before + gap, reasons)
        gap = 0 if line.chars else line.gap + 1
        if line.chars:
            lines.append(line)
    return CleanText(source, lines, reasons)


def _raw_lines(source: str) -> Iterable[tuple[str, int, int | None]]:
    """(text, start, offset of the break) of each line; CR LF counts as a break at its CR."""
    start = 0
    for at, char in enumerate(source):
        if char == "\n" and at and source[at - 1] == "\r":
            start = at + 1
        elif char in _LINE_BREAKS:
            yield source[start:at], start, at
            start = at + 1
    if start < len(source):
        yield source[start:], start, None


def _without_controls(
    text: str, start: int, reasons: dict[int, DropReason]
) -> tuple[list[str], list[int]]:
    chars: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text, start):
        if char == "\t":
            chars.append(char)
        elif unicodedata.category(char) == "Zs":
            chars.append(" ")
        elif unicodedata.category(char) in ("Cc", "Cf", "Cs"):
            reasons[at] = DropReason.CONTROL
            continue
        else:
            chars.append(char)
        offsets.append(at)
    return chars, offsets


def _mended(
    chars: list[str],
    offsets: list[int],
    line_break: int | None,
    gap: int,
    reasons: dict[int, DropReason],
) -> Line:
    """Drop Markdown signs and idle spaces from one line."""
    text = "".join(chars)
    signs, level, bullet = _markup(text)
    rest = [at for at in range(len(text)) if at not in signs]
    inner = "".join(text[at] for at in rest)
    first, last = len(inner) - len(inner.lstrip()), len(inner.rstrip())
    idle = {
        rest[at]
        for at, char in enumerate(inner)
        if char in " \t" and (not first <= at < last or _is_idle_space(inner, at))
    }
    reasons.update((offsets[at], DropReason.MARKUP) for at in signs)
    reasons.update((offsets[at], DropReason.SPACE) for at in idle)
    keep = [at for at in rest if at not in idle]
    return Line(
        "".join(text[at] for at in keep),
        tuple(offsets[at] for at in keep),
        line_break,
        gap,
        level,
        bullet,
    )


def _markup(text: str) -> tuple[set[int], int, str]:
    """Where a line's Markdown signs stand, its heading level and its bullet."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    signs = {at for sign in _MARKDOWN_EMPHASIS.finditer(text) for at in range(*sign.span())}
    level, mark = 0, ""
    if heading := _MARKDOWN_HEADING.match(text, start):
        level = len(heading[1])
        signs.update(range(*heading.span(1)))
        start = heading.end()
    if bullet := _MARKDOWN_BULLET.match(text, start):
        mark = bullet[1]
        signs.add(bullet.start())
        start = bullet.end()
    if _MARKDOWN_ITALICS.fullmatch(text, start, end):
        signs.update((start, end - 1))
    return signs, level, mark


def _is_idle_space(text: str, at: int) -> bool:
    """Whether white space within a line carries nothing.

    It does beside other white space, punctuation, and between a figure and what it counts. Between
    two Chinese characters one space stays: it sets off the halves of a slogan. A tab sets off the
    cells of a table.
    """
    before = text[at - 1]
    after = text[at + 1 :].lstrip(" ")[:1]
    if text[at] == "\t":
        return False
    if before in " \t" or after in ("", "\t"):
        return True
    if before in _OPENING or after in _CLOSING - _OPENING:
        return True
    if before in _CLOSING - frozenset("”’）》】"):
        return True
    if before.isdigit() and after == ".":
        return True
    if {before, after} & _JOINS_FIGURES and (before + after).strip("+%‰×/").isdigit():
        return True
    return widths.is_chinese(before) != widths.is_chinese(after)


class Assembly:
    """Puts kept characters together into the repaired text and its source map."""

    def __init__(self, clean_text: CleanText) -> None:
        self._clean = clean_text
        self._chars: list[str] = []
        self._offsets: list[int] = []

    def __len__(self) -> int:
        return len(self._chars)

    def add(self, line: Line, start: int = 0, end: int | None = None) -> Span:
        """Append characters `start` to `end` of a line; the span they take in the text."""
        begin = len(self)
        self._chars.extend(line.chars[start:end])
        self._offsets.extend(line.offsets[start:end])
        return Span(begin, len(self))

    def end_line(self, line: Line) -> None:
        """Append the break that ends `line` as a line break."""
        self._append_break(line, "\n")

    def join(self, line: Line, following: Line, *, is_blind: bool) -> None:
        """Let `following` run on after `line`: a space between Latin words, else nothing.

        Args:
            is_blind: lines are broken after so many characters, in mid-word too; then only a space
                beside the break tells that a word ends there.
        """
        one, two = line.chars[-1:], following.chars[:1]
        if not (one + two).isascii() or not (one + two).isalpha() or following.gap:
            return
        # Capitals on both sides are one torn abbreviation rather than two.
        is_torn = is_blind or self._ends_page(line) or (one + two).isupper()
        if not (is_torn and line.line_break == line.offsets[-1] + 1):
            self._append_break(line, " ")

    def _ends_page(self, line: Line) -> bool:
        return line.line_break is not None and self._clean.source[line.line_break] == "\f"

    def _append_break(self, line: Line, char: str) -> None:
        if line.line_break is not None:
            self._chars.append(char)
            self._offsets.append(line.line_break)

    def text(self) -> str:
        """The repaired text so far."""
        return "".join(self._chars)

    def source_map(self, page_starts: tuple[int, ...]) -> SourceMap:
        """The map from the repaired text back to the source."""
        runs: list[tuple[int, int, int]] = []
        for at, offset in enumerate(self._offsets):
            if runs:
                repaired, source, length = runs[-1]
                if offset == source + length:
                    runs[-1] = (repaired, source, length + 1)
                    continue
            runs.append((at, offset, 1))
        return SourceMap(tuple(runs), page_starts)

    def dropped(self) -> tuple[Dropped, ...]:
        """Every source character that was not added, in runs of one reason.

        A character for which `clean` gave no reason is a line break that joining left out.
        """
        kept = frozenset(self._offsets)
        out: list[Dropped] = []
        for at in range(len(self._clean.source)):
            if at in kept:
                continue
            reason = self._clean.reasons.get(at, DropReason.LINE_BREAK)
            if out and out[-1].reason is reason and out[-1].span.end == at:
                out[-1] = Dropped(Span(out[-1].span.start, at + 1), reason)
            else:
                out.append(Dropped(Span(at, at + 1), reason))
        return tuple(out)
