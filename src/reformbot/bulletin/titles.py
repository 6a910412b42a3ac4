"""Where the titles that the contents list are printed again, above their articles."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformbot.bulletin import bylines, marks
from reformbot.bulletin.contents import MOST_TORN, Entry, joined_key
from reformbot.bulletin.repair import Line

_SAME_TITLE = 0.8

_OPENING_MARKS = frozenset("“‘（《「『【〔")


@dataclass(frozen=True, slots=True)
class ListedTitle:
    """A title of the contents, found in the text.

    Attributes:
        count: how many lines it takes, a subtitle included.
        is_section: it heads other headings rather than an article.
        is_exact: it is printed as it is listed.
    """

    count: int
    entry: Entry
    is_section: bool = False
    is_exact: bool = True


def find_titles(
    lines: Sequence[Line], start: int, entries: Sequence[Entry]
) -> tuple[dict[int, ListedTitle], list[Entry]]:
    """Find each entry of the contents as a title: exactly first, then nearly.

    Returns:
        The titles by the line they begin at, and the entries, wrapped ones joined.
    """
    search = _Search(lines, start, list(entries))
    search.run()
    return _ranked(search.found), search.entries


class _Search:
    def __init__(self, lines: Sequence[Line], start: int, entries: list[Entry]) -> None:
        self._lines = lines
        self._start = start
        self.entries = entries
        self.found: dict[int, ListedTitle] = {}

    def run(self) -> None:
        left = {entry.key: entry for entry in reversed(self.entries) if entry.key}
        for one, two in pairwise(self.entries):
            left.setdefault(one.key + two.key, one.followed_by(two))
        at = self._start
        while at < len(self._lines):
            at += self._match_exactly(at, left)
        unmatched = [entry for entry in self.entries if left.get(entry.key) is entry]
        for at in range(self._start, len(self._lines)):
            if unmatched and at not in self.found and self._may_be_title(at):
                self._match_nearly(at, unmatched)

    def _match_exactly(self, at: int, left: dict[str, Entry]) -> int:
        """Note a title that begins at line `at`; how many lines it takes, 1 where there is none."""
        for count in range(1, MOST_TORN + 1):
            if at + count > len(self._lines) or not left:
                break
            key = joined_key(self._lines, at, count)
            if entry := left.get(key):
                count = self._with_rest(at, count)
                self.found[at] = ListedTitle(count, entry)
                for used in [k for k, e in left.items() if e is entry or key.startswith(k)]:
                    del left[used]
                self._merge_wrapped(entry, key)
                return count
        return 1

    def _with_rest(self, at: int, count: int) -> int:
        """The lines of a title together with torn-off signs and a subtitle below them."""
        for line in self._lines[at + count : at + count + 2]:
            is_subtitle = line.chars.startswith(marks.SUBTITLE) and not marks.is_prose(line)
            # An opening mark by itself was torn off what follows.
            if line.chars[-1] in _OPENING_MARKS:
                break
            if marks.comparable(line.chars) and not is_subtitle:
                break
            count += 1
        return count

    def _merge_wrapped(self, entry: Entry, key: str) -> None:
        """Where a title is two entries joined, those were one entry on two lines."""
        for at, (one, two) in enumerate(pairwise(self.entries)):
            if one is not entry and one.key + two.key == key:
                self.entries[at : at + 2] = [entry]
                return

    def _match_nearly(self, at: int, unmatched: list[Entry]) -> None:
        for count in (1, 2):
            key = joined_key(self._lines, at, min(count, len(self._lines) - at))
            near = difflib.get_close_matches(key, [e.key for e in unmatched], 1, _SAME_TITLE)
            if near:
                entry = next(e for e in unmatched if e.key == near[0])
                unmatched.remove(entry)
                self.found[at] = ListedTitle(self._with_rest(at, count), entry, is_exact=False)
                return

    def _may_be_title(self, at: int) -> bool:
        line = self._lines[at]
        if marks.is_prose(line) or line.is_table_row:
            return False
        before = self._lines[at - 1].chars if at > self._start else "。"
        return marks.is_finished(before) or bylines.standing(before, closing=True) is not None


def _ranked(found: dict[int, ListedTitle]) -> dict[int, ListedTitle]:
    """Tell section headings: right below one the next heading stands, not an article's text."""
    return {
        at: ListedTitle(
            title.count, title.entry, at + title.count in found, is_exact=title.is_exact
        )
        for at, title in found.items()
    }
