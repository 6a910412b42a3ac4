"""Which lines of an issue are what: masthead, contents, titles, bodies, bylines, distribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.bulletin import bylines, headings, marks
from reformbot.bulletin.contents import Entry, read_contents
from reformbot.bulletin.corrections import is_correction
from reformbot.bulletin.masthead import masthead_lines
from reformbot.bulletin.model import ParseWarning, PartKind, WarningKind
from reformbot.bulletin.repair import Line
from reformbot.bulletin.titles import ListedTitle, find_titles

_LONGEST_BARE_TITLE = 45
_SHORTEST_BARE_TITLE = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one part.

    Attributes:
        article: which article it belongs to, from 0; None outside the articles.
        start: first character of the first line that belongs to the block.
        end: end of the last line's characters that belong to it; None for all.
        section: of a title, the section under which the contents list it; empty where none.
    """

    kind: PartKind
    lines: tuple[Line, ...]
    article: int | None = None
    start: int = 0
    end: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of an issue in order, the contents as listed, and what does not fit them."""

    blocks: tuple[Block, ...]
    contents: tuple[str, ...]
    warnings: tuple[ParseWarning, ...]


def read_structure(lines: Sequence[Line]) -> Structure:
    """Sort the lines of a cleaned text into blocks; every character lands in exactly one."""
    contents = next((at for at, line in enumerate(lines) if marks.is_contents_heading(line)), None)
    masthead = masthead_lines(lines, contents)
    entries: list[Entry] = []
    start = masthead.end
    if contents is not None:
        entries, start = read_contents(lines, contents + 1)
    walk = _Walk(lines, start, entries)
    walk.run()
    front = [
        Block(PartKind.OTHER, tuple(lines[: masthead.start])),
        Block(PartKind.MASTHEAD, tuple(lines[masthead.start : masthead.end])),
        Block(PartKind.CONTENTS, tuple(lines[masthead.end : start])),
    ]
    blocks = [block for block in front + walk.blocks if block.lines]
    return Structure(tuple(blocks), walk.listed(), tuple(walk.warnings))


class _Walk:
    """One pass over the lines after the contents.

    Between two articles, headings pend until the text below them tells what they are.
    """

    def __init__(self, lines: Sequence[Line], start: int, entries: Sequence[Entry]) -> None:
        self._lines = lines
        self._at = start
        self._titles, self._entries = find_titles(lines, start, entries)
        self._end = self._distribution_start(start)
        self._is_signed = sum(map(headings.ends_article, lines[start : self._end])) > 1
        self._is_between = True
        self._pending: list[Line] = []
        self._article = -1
        self._body: list[Line] = []
        self._body_start = 0
        self._item: str | None = None
        self._ranks: dict[headings.Rank, int | None] = {}
        self._level = 0
        self._sections: set[int] = set()
        self.blocks: list[Block] = []
        self.warnings: list[ParseWarning] = []

    def run(self) -> None:
        """Fill `blocks` and `warnings`."""
        while self._at < self._end:
            if self._at in self._titles:
                self._take_listed(self._titles[self._at])
            elif self._is_between:
                self._take_between(self._lines[self._at])
            elif self._begins_article():
                self._close_body()
                self._is_between = True
            else:
                self._take_body_line(self._lines[self._at])
        self._close_body()
        if self._pending:
            self.blocks.append(Block(PartKind.OTHER, tuple(self._pending)))
        if self._end < len(self._lines):
            self.blocks.append(Block(PartKind.DISTRIBUTION, tuple(self._lines[self._end :])))
        self._check_contents()

    def listed(self) -> tuple[str, ...]:
        """The articles that the contents list."""
        return tuple(entry.text for entry in self._entries if not self._is_section(entry))

    def _is_section(self, entry: Entry) -> bool:
        is_printed = any(title.entry is entry for title in self._titles.values())
        return id(entry) in self._sections if is_printed else entry.is_section

    def _distribution_start(self, start: int) -> int:
        """Index of the first line of the distribution list or of the imprint."""
        last = max(self._titles, default=start - 1)
        signed = (at for at in range(start, len(self._lines)) if self._is_signature(at))
        last = max([last, *signed])
        for at in range(last + 1, len(self._lines)):
            if marks.is_distribution(self._lines[at]) or marks.is_imprint(self._lines[at]):
                return at
        return len(self._lines)

    def _is_signature(self, at: int) -> bool:
        line = self._lines[at]
        return headings.ends_article(line) and not (
            marks.is_distribution(line) or marks.is_imprint(line)
        )

    def _take_listed(self, title: ListedTitle) -> None:
        # Title and imprint may be worded alike; a line is in one part only.
        here = self._lines[self._at : min(self._at + title.count, self._end)]
        self._at += len(here)
        self._close_body()
        self._head_sections(self._pending)
        self._pending = []
        self._is_between = title.is_section or self._heads_items(here)
        if self._is_between:
            self._sections.add(id(title.entry))
            self._head_sections(here)
        else:
            self._open(here, title)

    def _take_between(self, line: Line) -> None:
        is_text = marks.is_prose(line) or line.is_table_row
        if is_text and marks.may_be_question(line) and not self._pending:
            is_text = self._at + 1 >= self._end or not marks.is_prose(self._lines[self._at + 1])
        if not is_text:
            self._pending.append(line)
            self._at += 1
        elif self._is_preface(line):
            self.blocks.append(Block(PartKind.OTHER, (line,)))
            self._at += 1
        else:
            self._begin(line)

    def _is_preface(self, line: Line) -> bool:
        """Whether text stands before the first listed title: the editors' words, no article."""
        is_first = self._article < 0 and not self._pending
        return is_first and bool(self._titles) and not _item_style(line)

    def _begin(self, line: Line) -> None:
        """Open the article whose text begins with `line`."""
        pending, self._pending = self._pending, []
        self._is_between = False
        if not pending or self._heads_items(pending):
            self._head_sections(pending)
            self._open_item(line)
            return
        found = headings.divide(pending, self._lines[self._at : self._end], self._ranks)
        self._head_sections(found.sections)
        if found.title:
            self._open(found.title)
            self._body = list(found.inner)
        else:
            self._at -= len(found.inner)
            self._open_item(self._lines[self._at])

    def _heads_items(self, heads: Sequence[Line]) -> bool:
        """Whether headings stand above short news items, each of one paragraph."""
        if self._at >= self._end or not all(marks.looks_like_section(x.chars) for x in heads):
            return False
        if any(is_correction(marks.split_marker(line.chars)[1]) for line in heads):
            return False
        one, *more = self._lines[self._at : min(self._at + 2, self._end)]
        if not marks.is_prose(one):
            return False
        return bool(_item_style(one)) or (
            bylines.inline(one.chars, closing=False) is not None
            and any(bylines.inline(line.chars, closing=True) for line in more)
        )

    def _begins_article(self) -> bool:
        """Whether a line inside a body begins an article that the contents do not list."""
        line = self._lines[self._at]
        if not self._body or line.is_table_row:
            return False
        if self._item and _item_style(line) == self._item:
            return marks.is_finished(self._body[-1].chars)
        if marks.is_prose(line):
            return False
        own = headings.rank(line)
        if any(own) and own in self._ranks:
            last, number = self._ranks[own], marks.ordinal(line)
            if last is None or number is None:
                return True
            return number == last + 1 and bool(line.level or not self._is_signed)
        if line.level:
            return line.level < self._level
        return not self._entries and self._is_bare_title(line)

    def _is_bare_title(self, line: Line) -> bool:
        """Whether an unmarked line between finished text and running text can only be a title."""
        text = line.chars
        if marks.MEASURE_START.match(text) or self._at + 1 >= self._end or line.bullet:
            return False
        if bylines.standing(text, closing=True) is not None:
            return False
        shortest = _SHORTEST_BARE_TITLE if self._is_signed else 1
        return (
            shortest <= len(text) <= _LONGEST_BARE_TITLE
            and marks.is_finished(self._body[-1].chars)
            and marks.is_prose(self._lines[self._at + 1])
            and text[-1] not in "，、：；"
        )

    def _take_body_line(self, line: Line) -> None:
        """Add a line to the body, or take it or its end as the byline."""
        if not self._body:
            self._add(line)
            return
        two = self._lines[self._at : min(self._at + 2, self._end)]
        whole = "".join(part.chars for part in two)
        if self._is_byline(line.chars, 1):
            self._sign([line])
        elif line.chars.startswith("（") and "）" not in line.chars and self._is_byline(whole, 2):
            self._sign(two)
        else:
            self._add(line)

    def _add(self, line: Line) -> None:
        """Add a line to the body, without the byline that it, or it and the next, ends with."""
        self._body.append(line)
        for count in (1, 2):
            here = self._lines[self._at : min(self._at + count, self._end)]
            whole = "".join(part.chars for part in here)
            found = bylines.inline(whole, closing=self._closes(count))
            if found and found[0] < len(line.chars) and self._at + count - 1 not in self._titles:
                self._sign(here, cut=found[0])
                return
        self._at += 1

    def _is_byline(self, text: str, count: int) -> bool:
        closing = self._closes(count)
        if bylines.standing(text, closing=closing or self._stands_above_heading(count)) is None:
            return False
        last = self._body[-1]
        return closing or marks.is_finished(last.chars) or last.is_table_row

    def _closes(self, count: int) -> bool:
        """Whether `count` lines from here on are the last before the next article."""
        following = self._at + count
        if following >= self._end or following in self._titles:
            return True
        return bool(self._item) and _item_style(self._lines[following]) == self._item

    def _stands_above_heading(self, count: int) -> bool:
        following = self._lines[self._at + count] if self._at + count < self._end else None
        return following is not None and not (
            marks.is_prose(following)
            or following.is_table_row
            or marks.MEASURE_START.match(following.chars)
        )

    def _sign(self, here: Sequence[Line], cut: int = 0) -> None:
        """Close the body with a byline, and the further labelled lines below it."""
        self._close_body(end=cut or None)
        self.blocks.append(Block(PartKind.BYLINE, tuple(here), self._article, start=cut))
        self._at += len(here)
        while self._at < self._end and bylines.is_labelled(self._lines[self._at].chars):
            line = self._lines[self._at]
            self.blocks.append(Block(PartKind.BYLINE, (line,), self._article))
            self._at += 1
        self._is_between = True

    def _open(self, title: Sequence[Line], listed: ListedTitle | None = None) -> None:
        self._article += 1
        self._item = None
        section = listed.entry.section if listed else ""
        self.blocks.append(Block(PartKind.TITLE, tuple(title), self._article, section=section))
        self._ranks[headings.rank(title[0])] = marks.ordinal(title[0])
        self._level = title[0].level
        if self._entries and listed is None:
            text = "".join(line.chars for line in title)
            self.warnings.append(ParseWarning(WarningKind.ARTICLE_UNLISTED, text))

    def _open_item(self, line: Line) -> None:
        """Open a short news item: its head in 【】 is a title, its bullet belongs to nothing."""
        self._article += 1
        self._item = _item_style(line)
        if head := marks.item_head(line):
            self.blocks.append(Block(PartKind.TITLE, (line,), self._article, end=head))
        elif head := len(line.chars) - len(marks.split_marker(line.chars)[1]):
            self.blocks.append(Block(PartKind.OTHER, (line,), end=head))
        self._body_start = head
        self._add(line)

    def _close_body(self, end: int | None = None) -> None:
        if self._body:
            self.blocks.append(
                Block(
                    PartKind.BODY,
                    tuple(self._body),
                    max(self._article, 0),
                    start=self._body_start,
                    end=end,
                )
            )
        self._body = []
        self._body_start = 0

    def _head_sections(self, lines: Sequence[Line]) -> None:
        self.blocks.extend(Block(PartKind.SECTION, (line,)) for line in lines)

    def _check_contents(self) -> None:
        if not self._entries:
            self.warnings.append(ParseWarning(WarningKind.CONTENTS_MISSING))
        found = {id(title.entry): (at, title) for at, title in self._titles.items()}
        for entry in self._entries:
            if id(entry) not in found:
                if not entry.is_section:
                    self.warnings.append(ParseWarning(WarningKind.CONTENTS_UNMATCHED, entry.text))
                continue
            at, title = found[id(entry)]
            if not title.is_exact:
                printed = "".join(line.chars for line in self._lines[at : at + title.count])
                warning = ParseWarning(WarningKind.TITLE_DIFFERS, entry.text, printed)
                self.warnings.append(warning)


def _item_style(line: Line) -> str:
    """What short news items of one list have in common: a bullet, or a head in 【】; or nothing."""
    if marks.item_head(line):
        return "【】"
    return "" if marks.ordinal(line) is not None else marks.style(line)
