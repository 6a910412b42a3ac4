"""Undo what copying out of a laid-out page does to a text, character by character.

Page numbers, stray spaces, control characters and mixed widths are mended here; which lines belong
together is known only once titles and bylines are found, so joining is done while assembling the
parts (`Assembly`). Every source character is either kept, one for one, or dropped with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformbot.bulletin import widths
from reformbot.bulletin.model import Dropped, DropReason, SourceMap, Span

_LINE_BREAKS = frozenset("\n\r\f\v\u0085\u2028\u2029")
_DASHES = r"—–―─\-"
_NUMERAL = "[0-9一二三四五六七八九十百〇]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}·•]+{_NUMERAL}[{_DASHES}·•]+"
    rf"|第{_NUMERAL}页(?:[,/]?共{_NUMERAL}页)?"
    r"|[0-9]{1,3}/[0-9]{1,3}"
    r"|(?:page|p\.)[0-9]{1,3}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[0-9]{1,3}")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_MARKDOWN_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_OPENING = frozenset("（《「『【〔“‘")
_CLOSING = frozenset("，。；：、？！）》」』】〕”’")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line of the cleaned text.

    Attributes:
        chars: its characters, without white space at either end.
        offsets: the source offset of each.
        line_break: source offset of the line break that ends it; None at the end of the text.
        gap: how many empty or dropped lines stand before it.
        level: Markdown heading level, 0 for none.
    """

    chars: str
    offsets: tuple[int, ...]
    line_break: int | None
    gap: int
    level: int = 0

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


def clean(source: str) -> CleanText:
    """Mend a source text up to its line breaks.

    Args:
        source: the text as read from a file; any characters at all.
    """
    reasons: dict[int, DropReason] = {}
    raw = list(_raw_lines(source))
    numbers = _page_number_lines([text for text, _, _ in raw])
    kept: list[tuple[list[str], list[int], int | None, int]] = []
    gap = 0
    for at, (text, start, line_break) in enumerate(raw):
        if at in numbers:
            reasons.update((start + i, DropReason.PAGE_NUMBER) for i in range(len(text)))
            gap += 1
            continue
        chars, offsets = _without_controls(text, start, reasons)
        if not any(not char.isspace() for char in chars):
            reasons.update((offset, DropReason.SPACE) for offset in offsets)
            gap += 1
            continue
        kept.append((chars, offsets, line_break, gap))
        gap = 0
    settled = iter(widths.settled([char for chars, *_ in kept for char in [*chars, "\n"]]))
    lines: list[Line] = []
    for chars, offsets, line_break, before in kept:
        proper = [next(settled) for _ in chars]
        next(settled)
        lines.append(_mended(proper, offsets, line_break, before, reasons))
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


def _page_number_lines(texts: Sequence[str]) -> set[int]:
    """Indices of lines that are page numbers.

    A bare number counts only where such lines, set apart by empty ones, count up through the file.
    """
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for at, text in enumerate(texts):
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        if _PAGE_NUMBER.fullmatch(plain):
            found.add(at)
        elif _BARE_NUMBER.fullmatch(plain) and plain.isascii():
            apart = (at == 0 or not texts[at - 1].strip()) and (
                at + 1 == len(texts) or not texts[at + 1].strip()
            )
            if apart:
                bare.append((at, int(plain)))
    counting = len(bare) > 1 and all(
        later == earlier + 1 for (_, earlier), (_, later) in pairwise(bare)
    )
    return found | {at for at, _ in bare} if counting else found


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
    drop: dict[int, DropReason] = {}
    level = 0
    start = len(text) - len(text.lstrip())
    if heading := _MARKDOWN_HEADING.match(text, start):
        level = len(heading[1])
        drop.update((at, DropReason.MARKUP) for at in range(*heading.span(1)))
        start = heading.end()
    for sign in _MARKDOWN_EMPHASIS.finditer(text):
        drop.update((at, DropReason.MARKUP) for at in range(*sign.span()))
    end = len(text.rstrip())
    idle = {at for at in range(len(text)) if text[at] in " \t" and not start <= at < end}
    idle |= {at for at in range(start, end) if text[at] == " " and _is_idle_space(text, at)}
    drop.update((at, DropReason.SPACE) for at in idle)
    reasons.update((offsets[at], reason) for at, reason in drop.items())
    keep = [at for at in range(len(text)) if at not in drop]
    return Line(
        "".join(text[at] for at in keep),
        tuple(offsets[at] for at in keep),
        line_break,
        gap,
        level,
    )


def _is_idle_space(text: str, at: int) -> bool:
    """Whether a space carries nothing: beside another, a tab, punctuation, or figure and 汉字.

    Between two Chinese characters one space stays: it sets off the halves of a slogan.
    """
    before = text[at - 1]
    after = text[at + 1 :].lstrip(" ")[:1]
    if before == " " or before == "\t" or after in ("", "\t"):
        return True
    if before in _OPENING or after in _CLOSING - _OPENING:
        return True
    if before in _CLOSING - frozenset("”’）》】"):
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

    def join(self, line: Line, following: Line) -> None:
        """Let `following` run on after `line`: a space between Latin words, else nothing."""
        latin = line.chars[-1:].isascii() and following.chars[:1].isascii()
        words = line.chars[-1:].isalpha() and following.chars[:1].isalpha()
        if latin and words and not following.gap:
            self._append_break(line, " ")

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
