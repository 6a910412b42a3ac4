"""Inside an article: which line breaks mean something, its measures and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reformbot.bulletin import marks
from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Measure, Span, Table
from reformbot.bulletin.repair import Line

_TEN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BOUNDARY = r"(?:^|(?<=[。！？；：，”）\n]))"
_FAMILIES = tuple(
    re.compile(_BOUNDARY + pattern, re.MULTILINE)
    for pattern in (
        rf"(?P<marker>(?P<number>[{_TEN}]{{1,3}})是)",
        rf"(?P<marker>（(?P<number>[{_TEN}]{{1,3}})）)",
        rf"(?P<marker>第(?P<number>[{_TEN}]{{1,3}})(?:是|(?=[，、：])))",
        rf"(?P<marker>其(?P<number>[{_TEN}]{{1,2}}))(?=[，、：是])",
        rf"(?P<marker>(?P<number>[{_TEN}]{{1,3}}))(?=、)",
        r"(?P<marker>(?P<number>[0-9]{1,2})[.．])(?![0-9])",
        r"(?P<marker>(?P<number>[0-9]{1,2}))(?=、)",
        r"(?P<marker>（(?P<number>[0-9]{1,2})）)",
        r"(?P<marker>(?P<number>[0-9]{1,2})）)",
        rf"(?P<marker>(?P<number>[{_CIRCLED}]))",
    )
)
# Words that count too, but are common between sentences: only where nothing else counts.
_SPOKEN = re.compile(
    _BOUNDARY + r"(?P<marker>(?P<number>首先|其次|再次|最后))(?=[，、：])", re.MULTILINE
)
_SPOKEN_ORDER = ("首先", "其次", "再次")
_LAST = "最后"
_HEADING_END = re.compile(r"[。；！？\n]")
_AFTER_MARKER = " ，、：\t"
_SHORT_HEADING = 40
_NARROWEST, _WIDEST = 10, 80
_RAGGED = 3  # wrapped lines end at most so many characters apart
_OFTEN = 3
_FEWEST_HEADINGS = 2


def kept_breaks(lines: Sequence[Line]) -> list[bool]:
    """For each line of a body, whether the break after it means something.

    It does around a table's rows and under headings set on lines of their own; everywhere else it
    comes from the page the text was copied from. A single short line that begins with a marker is
    no heading: a page may have broken there.
    """
    wrapped_at = wrap_width(lines)
    headings = {at for at, line in enumerate(lines) if _may_be_heading(line, wrapped_at)}
    if len(headings) < _FEWEST_HEADINGS:
        headings = set[int]()
    out: list[bool] = []
    for at, (line, following) in enumerate(pairwise(lines)):
        out.append(
            bool(line.level or following.level)
            or line.is_table_row
            or following.is_table_row
            or at in headings
            or bool(following.bullet and not marks.is_finished(line.chars))
        )
    return [*out, True]


def _may_be_heading(line: Line, wrapped_at: int) -> bool:
    return (
        marks.MEASURE_START.match(line.chars) is not None
        and len(line.chars) <= _SHORT_HEADING
        and not marks.TERMINALS.intersection(line.chars)
        and line.chars[-1] not in "，、："
        and (not wrapped_at or line.width < wrapped_at - _RAGGED)
    )


def wrap_width(lines: Iterable[Line]) -> int:
    """The width, in characters, at which running text is broken in mid-word; 0 where none recurs.

    Lines that end a sentence do not count: they may end a paragraph.
    """
    broken = [
        line.width
        for line in lines
        if not line.is_table_row and line.width > _NARROWEST and not marks.is_finished(line.chars)
    ]
    if len(broken) < _OFTEN:
        return 0
    widest = max(broken)
    near = sum(width >= widest - _RAGGED for width in broken)
    return widest if widest <= _WIDEST and near * 4 >= len(broken) * 3 else 0


def read_measures(body: str, tables: Sequence[Table]) -> tuple[Measure, ...]:
    """The numbered measures of a body: the family of markers that counts up from one first.

    A family counts from two markers on (一是, 二是); markers inside tables are none. Headings on
    lines of their own come before markers within paragraphs, and 首先, 其次 after all others.
    """
    chains = [chain for family in _FAMILIES if len(chain := _chain(family, body, tables)) > 1]
    if not chains:
        chains = [chain for chain in [_chain(_SPOKEN, body, tables)] if len(chain) > 1]
    if not chains:
        return ()
    chain = min(chains, key=lambda found: (not _is_set_apart(body, found), found[0].start()))
    ends = [match.start() for match in chain[1:]] + [len(body)]
    return tuple(
        Measure(
            ordinal,
            match["marker"],
            _heading(body[match.end() : end]),
            Span(match.start(), start_of_blank(body, match.start(), end)),
        )
        for ordinal, (match, end) in enumerate(zip(chain, ends, strict=True), 1)
    )


def start_of_blank(body: str, start: int, end: int) -> int:
    """Where the line breaks at the end of `body[start:end]` begin."""
    return start + len(body[start:end].rstrip())


def read_tables(body: str) -> tuple[Table, ...]:
    """Tab-separated and Markdown tables of a body, ruled rows (|---|) left out of the cells."""
    tables: list[Table] = []
    rows: list[tuple[str, ...]] = []
    start = at = end = 0
    for line in [*body.split("\n"), ""]:
        cells = _cells(line)
        if cells is not None:
            start = start if rows else at
            rows.append(cells)
            end = at + len(line)
        elif rows:
            tables.append(Table(tuple(row for row in rows if row), Span(start, end)))
            rows = []
        at += len(line) + 1
    return tuple(tables)


def _chain(family: re.Pattern[str], body: str, tables: Sequence[Table]) -> list[re.Match[str]]:
    """The matches that count 1, 2, 3, … in order."""
    chain: list[re.Match[str]] = []
    for match in family.finditer(body):
        if any(table.span.start <= match.start() < table.span.end for table in tables):
            continue
        if _counts(match["number"], len(chain) + 1):
            chain.append(match)
    return chain


def _counts(number: str, expected: int) -> bool:
    """Whether a marker's number is the one that comes next."""
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1 == expected
    if number in _SPOKEN_ORDER:
        return _SPOKEN_ORDER.index(number) + 1 == expected
    return expected > 1 if number == _LAST else read_numeral(number) == expected


def _is_set_apart(body: str, chain: Sequence[re.Match[str]]) -> bool:
    """Whether the markers of a chain begin headings on lines of their own."""
    ends = [_HEADING_END.search(body, match.end()) for match in chain]
    return all(end is not None and end[0] == "\n" for end in ends)


def _heading(text: str) -> str:
    end = _HEADING_END.search(text)
    return text[: end.start() if end else len(text)].strip(_AFTER_MARKER)


def _cells(line: str) -> tuple[str, ...] | None:
    """Cells of a table row, empty for a ruled row; None for any other line."""
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    if line.startswith("|") and line.endswith("|") and len(line) > 2:
        cells = tuple(cell.strip() for cell in line[1:-1].split("|"))
        return () if all(set(cell) <= set("-: ") for cell in cells) else cells
    return None
