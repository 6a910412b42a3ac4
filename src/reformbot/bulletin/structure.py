"""Which lines of an issue are what: masthead, contents, titles, bodies, bylines, distribution."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformbot.bulletin import marks
from reformbot.bulletin.contents import MOST_TORN, Entry, joined_key, read_contents
from reformbot.bulletin.masthead import holds_number_or_date
from reformbot.bulletin.model import ParseWarning, PartKind, WarningKind
from reformbot.bulletin.repair import Line

_MASTHEAD_LINES = 15
_SAME_TITLE = 0.8
_LONGEST_BARE_TITLE = 45


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one part.

    Attributes:
        article: which article it belongs to, from 0; None outside the articles.
        start: first character of the first line that belongs to the block.
        end: end of the last line's characters that belong to it; None for all.
    """

    kind: PartKind
    lines: tuple[Line, ...]
    article: int | None = None
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of an issue in order, the contents as listed, and what does not fit them."""

    blocks: tuple[Block, ...]
    contents: tuple[str, ...]
    warnings: tuple[ParseWarning, ...]


def read_structure(lines: Sequence[Line]) -> Structure:
    """Sort the lines of a cleaned text into blocks; every line lands in exactly one."""
    heading = next((at for at, line in enumerate(lines) if marks.is_contents_heading(line)), None)
    entries: list[Entry] = []
    if heading is None:
        start = head = _end_of_masthead(lines)
    else:
        head = heading
        entries, start = read_contents(lines, heading + 1)
    walk = _Walk(lines, start, entries)
    walk.run()
    front = [
        Block(PartKind.MASTHEAD, tuple(lines[:head])),
        Block(PartKind.CONTENTS, tuple(lines[head:start])),
    ]
    blocks = [block for block in front + walk.blocks if block.lines]
    listed = tuple(entry.text for entry in entries if not entry.is_section)
    return Structure(tuple(blocks), listed, tuple(walk.warnings))


def _end_of_masthead(lines: Sequence[Line]) -> int:
    """Index after the last of the first lines that gives a number or a date."""
    end = 0
    for at, line in enumerate(lines[:_MASTHEAD_LINES]):
        if marks.is_prose(line):
            break
        if holds_number_or_date(line):
            end = at + 1
    return end


class _Walk:
    """One pass over the lines after the contents."""

    def __init__(self, lines: Sequence[Line], start: int, entries: Sequence[Entry]) -> None:
        self._lines = lines
        self._start = start
        self._entries = list(entries)
        self._titles: dict[int, tuple[int, Entry]] = {}
        self._find_listed_titles()
        self._end = self._distribution_start()
        self._article = -1
        self._titled: list[Line] = []
        self._body: list[Line] = []
        self._styles: set[tuple[str, int]] = set()
        self.blocks: list[Block] = []
        self.warnings: list[ParseWarning] = []

    def run(self) -> None:
        """Fill `blocks` and `warnings`."""
        at = self._start
        between = True
        pending: list[Line] = []
        while at < self._end:
            line = self._lines[at]
            if at in self._titles:
                count, entry = self._titles[at]
                self._close_body()
                self._sections(pending)
                pending = []
                here = list(self._lines[at : at + count])
                at += count
                between = entry.is_section
                if entry.is_section:
                    self._sections(here)
                else:
                    self._open(here, listed=True)
            elif between and not marks.is_prose(line) and not line.is_table_row:
                pending.append(line)
                at += 1
            elif between:
                title, sections = _divided(pending, self._styles)
                self._sections(sections)
                pending = []
                self._open(title, listed=False)
                between = False
            elif self._begins_article(at):
                self._close_body()
                between = True
            else:
                at, between = self._take_body_line(at)
        self._close_body()
        if pending:
            self.blocks.append(Block(PartKind.OTHER, tuple(pending)))
        if self._end < len(self._lines):
            self.blocks.append(Block(PartKind.DISTRIBUTION, tuple(self._lines[self._end :])))
        self._check_contents()

    def _find_listed_titles(self) -> None:
        """Where each entry of the contents is printed as a title: exactly first, then nearly."""
        left = {entry.key: entry for entry in reversed(self._entries) if entry.key}
        pairs = pairwise(self._entries)
        for one, two in pairs:
            left.setdefault(one.key + two.key, Entry(one.text + two.text, one.style))
        at = self._start
        while at < len(self._lines):
            at += self._match_exactly(at, left)
        unmatched = [entry for entry in self._entries if entry.key in left and entry.key]
        for at in range(self._start, len(self._lines)):
            if unmatched and at not in self._titles and self._may_be_title(at):
                key = joined_key(self._lines, at, 1)
                near = difflib.get_close_matches(key, [e.key for e in unmatched], 1, _SAME_TITLE)
                if near:
                    entry = next(e for e in unmatched if e.key == near[0])
                    unmatched.remove(entry)
                    self._titles[at] = (1, entry)

    def _match_exactly(self, at: int, left: dict[str, Entry]) -> int:
        """Note a title that begins at line `at`; how many lines it takes, 1 where there is none."""
        for count in range(1, MOST_TORN + 1):
            if at + count > len(self._lines) or marks.is_prose(self._lines[at + count - 1]):
                break
            key = joined_key(self._lines, at, count)
            if entry := left.get(key):
                self._titles[at] = (count, entry)
                for used in [k for k, e in left.items() if e is entry or key.startswith(k)]:
                    del left[used]
                self._merge_wrapped(entry, key)
                return count
        return 1

    def _merge_wrapped(self, entry: Entry, key: str) -> None:
        """Where a title is two entries joined, those were one entry on two lines."""
        for at, (one, two) in enumerate(pairwise(self._entries)):
            if one is not entry and one.key + two.key == key:
                self._entries[at : at + 2] = [entry]
                return

    def _may_be_title(self, at: int) -> bool:
        line = self._lines[at]
        if marks.is_prose(line) or line.is_table_row:
            return False
        before = self._lines[at - 1].chars if at > self._start else "。"
        return before[-1] in marks.TERMINALS or marks.byline(before, closing=True) is not None

    def _distribution_start(self) -> int:
        last_title = max(self._titles, default=self._start - 1)
        for at in range(last_title + 1, len(self._lines)):
            if marks.is_distribution(self._lines[at]):
                return at
        return len(self._lines)

    def _begins_article(self, at: int) -> bool:
        """Whether a line inside a body is the title of an article that the contents do not list."""
        line = self._lines[at]
        if marks.is_prose(line) or line.is_table_row or not self._body:
            return False
        style = marks.split_marker(line.chars)[0]
        if (style or line.level) and (style, line.level) in self._styles:
            return not marks.MEASURE_START.match(line.chars) or bool(line.level)
        if self._entries or marks.MEASURE_START.match(line.chars):
            return False
        if marks.byline(line.chars, closing=True) is not None or at + 1 >= self._end:
            return False
        return (
            len(line.chars) <= _LONGEST_BARE_TITLE
            and self._body[-1].chars[-1] in marks.TERMINALS
            and marks.is_prose(self._lines[at + 1])
            and line.chars[-1] not in "，、：；"
        )

    def _take_body_line(self, at: int) -> tuple[int, bool]:
        """Add a line to the body or take it as byline; the next index, whether that closed it."""
        line = self._lines[at]
        following = at + 1
        closing = following >= self._end or following in self._titles
        if self._body and (marks.byline(line.chars, closing=closing) is not None):
            self._close_body()
            self.blocks.append(Block(PartKind.BYLINE, (line,), self._article))
            return following, True
        torn = self._torn_byline(at)
        if self._body and torn:
            self._close_body()
            self.blocks.append(Block(PartKind.BYLINE, torn, self._article))
            return at + len(torn), True
        if found := marks.inline_byline(line.chars):
            cut = found[0]
            self._body.append(line)
            self._close_body(end=cut)
            self.blocks.append(Block(PartKind.BYLINE, (line,), self._article, start=cut))
            return following, True
        self._body.append(line)
        return following, False

    def _torn_byline(self, at: int) -> tuple[Line, ...]:
        """The two lines of a byline that a page break runs through; empty where there is none."""
        two = tuple(self._lines[at : min(at + 2, self._end)])
        if len(two) < 2 or not two[0].chars.startswith("（") or "）" in two[0].chars:
            return ()
        whole = "".join(line.chars for line in two)
        return two if marks.byline(whole, closing=False) is not None else ()

    def _open(self, title: list[Line], *, listed: bool) -> None:
        self._article += 1
        if title:
            self.blocks.append(Block(PartKind.TITLE, tuple(title), self._article))
            style = marks.split_marker(title[0].chars)[0]
            self._styles.add((style, title[0].level))
            if self._entries and not listed:
                text = "".join(line.chars for line in title)
                self.warnings.append(ParseWarning(WarningKind.ARTICLE_UNLISTED, text))

    def _close_body(self, end: int | None = None) -> None:
        if self._body:
            block = Block(PartKind.BODY, tuple(self._body), max(self._article, 0), end=end)
            self.blocks.append(block)
            self._body = []

    def _sections(self, lines: Sequence[Line]) -> None:
        self.blocks.extend(Block(PartKind.SECTION, (line,)) for line in lines)

    def _check_contents(self) -> None:
        if not self._entries:
            self.warnings.append(ParseWarning(WarningKind.CONTENTS_MISSING))
        found = {id(entry): (at, count) for at, (count, entry) in self._titles.items()}
        for entry in self._entries:
            if id(entry) not in found:
                if not entry.is_section:
                    self.warnings.append(ParseWarning(WarningKind.CONTENTS_UNMATCHED, entry.text))
                continue
            at, count = found[id(entry)]
            if joined_key(self._lines, at, count) != entry.key:
                printed = "".join(line.chars for line in self._lines[at : at + count])
                warning = ParseWarning(WarningKind.TITLE_DIFFERS, entry.text, printed)
                self.warnings.append(warning)


def _divided(
    pending: Sequence[Line], styles: set[tuple[str, int]]
) -> tuple[list[Line], list[Line]]:
    """Split the headings above running text into the article's title and the sections' headings."""
    if len(pending) < 2:
        return list(pending), []
    ranks = [(marks.split_marker(line.chars)[0], line.level) for line in pending]
    first = 0
    for at, (style, level) in enumerate(ranks):
        marked = bool(style or level)
        if marked and ((style, level) in styles or at == 0 or ranks[at - 1] != (style, level)):
            first = at
    if first == 0 and not any(ranks[0]) and marks.looks_like_section(pending[0].chars):
        first = 1
    return list(pending[first:]), list(pending[:first])
