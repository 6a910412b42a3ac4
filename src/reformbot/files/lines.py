"""The printed lines of a page in the order in which they are read: columns, tables, plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reformbot.files.runs import Row, Run, box_of, cut, gaps, rows, text_of

_FAR = 3.0  # of the size: parts of a row so far apart are lines of their own
_CELL = 1.0  # of the size: between two cells of a table
_FEWEST_ROWS = 2
_GUTTER = 1.0  # of the size: between two columns of text
_FEWEST_LINES = 4  # of a column of text
_SHORTEST_LINE = 8  # characters, in a column of text
_ALIGNED = 0.6  # of the size
_OVERHANG = 4.0  # of the size: by how much single lines may stick out of a column
_FULL_SHARE = 0.6  # of a column's lines that reach its edge
_MARKER_WIDTH = 2.6  # of the size: what stands before a list's entry is no cell of a table


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed, or a table's row with tabs between its cells.

    Attributes:
        run: its text and where it stands.
        block: number of the column or table on its page that it belongs to.
        left: left edge of its column.
        right: right edge of its column.
        is_row: whether it is a row of a table.
    """

    run: Run
    block: int
    left: float
    right: float
    is_row: bool = False


@dataclass(slots=True)
class _Block:
    """Rows that belong together: plain lines, or a table's."""

    lines: list[Run]
    is_table: bool = False


def read_lines(runs: Iterable[Run]) -> list[PrintedLine]:
    """The lines of a page in reading order, whatever the order in which its runs were drawn."""
    out: list[PrintedLine] = []
    for number, block in enumerate(_blocks(rows(runs))):
        left, right = _edges(block.lines)
        out += [PrintedLine(run, number, left, right, block.is_table) for run in block.lines]
    return out


def _blocks(found: Sequence[Row]) -> list[_Block]:
    """Columns of text are read one after the other; what stands above or below them, apart."""
    columns = _columns(found)
    if columns is None:
        return _plain(found)
    start, end, edge = columns
    left = [part for row in found[start:end] if (part := _side(row, edge, 0))]
    right = [part for row in found[start:end] if (part := _side(row, edge, 1))]
    return [
        *_blocks(found[:start]),
        *_blocks(left),
        *_blocks(right),
        *_blocks(found[end:]),
    ]


def _side(row: Row, edge: float, side: int) -> Row:
    """The words of a row that stand left (0) or right (1) of an edge."""
    part = tuple(word for word in row if (word.x0 >= edge) == bool(side))
    return part if any(word.text for word in part) else ()


def _columns(found: Sequence[Row]) -> tuple[int, int, float] | None:
    """The longest stretch of rows with two columns of running text, and where the second begins."""
    starts: Counter[float] = Counter()
    for row in found:
        size = box_of(row).size
        words = [word for word in row if word.text]
        edges = [words[0].x0, *(right for _, right in gaps(row, _GUTTER * size))]
        starts.update({round(edge / (_ALIGNED * size)) * _ALIGNED * size for edge in edges})
    best: tuple[int, int, float] | None = None
    for edge, count in sorted(starts.items(), key=lambda item: (-item[1], item[0])):
        if count < _FEWEST_LINES:
            break
        for start, end in _stretches(found, edge):
            is_longer = best is None or end - start > best[1] - best[0]
            if is_longer and _is_text(found[start:end], edge):
                best = (start, end, edge - _ALIGNED * box_of(found[start]).size)
    return best


def _stretches(found: Sequence[Row], edge: float) -> list[tuple[int, int]]:
    """Stretches of rows that leave a gutter free to the left of an edge."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for at, row in enumerate([*found, None]):
        if row is not None and _leaves_free(row, edge):
            start = at if start is None else start
        elif start is not None:
            out.append((start, at))
            start = None
    return out


def _leaves_free(row: Row, edge: float) -> bool:
    size = box_of(row).size
    right = edge - _ALIGNED * size
    return not any(
        word.x0 < right and word.x1 > right - (_GUTTER - _ALIGNED) * size
        for word in row
        if word.text
    )


def _is_text(found: Sequence[Row], edge: float) -> bool:
    """Whether running text stands on both sides of an edge."""
    size = median(box_of(row).size for row in found)
    edge -= _ALIGNED * size
    for side in (0, 1):
        lines = [box_of(part) for row in found if (part := _side(row, edge, side))]
        if len(lines) < _FEWEST_LINES:
            return False
        if median(len(line.text) for line in lines) < _SHORTEST_LINE:
            return False
        right = max(line.x1 for line in lines)
        if sum(right - line.x1 <= 2 * size for line in lines) < _FULL_SHARE * len(lines):
            return False
    return True


def _plain(found: Sequence[Row]) -> list[_Block]:
    """Tables, and the lines between them."""
    blocks: list[_Block] = []
    at = 0
    while at < len(found):
        end, edges = _table(found, at)
        if edges:
            blocks.append(_Block(_cells(found[at:end], edges), is_table=True))
            at = end
            continue
        if not blocks or blocks[-1].is_table:
            blocks.append(_Block([]))
        blocks[-1].lines += _apart(found[at])
        at += 1
    return blocks


def _apart(row: Row) -> list[Run]:
    """A row's parts that stand far from each other: issuer and date, say."""
    edges = [right for _, right in gaps(row, _FAR * box_of(row).size)]
    return [box_of(part) for part in cut(row, edges)]


def _table(found: Sequence[Row], start: int) -> tuple[int, list[float]]:
    """Index after the last row of a table that begins here, and where its further cells begin.

    No edges where none begins: a table is some rows with the same gaps in the same places.
    """
    shared: list[tuple[float, float]] = []
    end, whole = start, 0
    last: Run | None = None
    for at in range(start, len(found)):
        here = box_of(found[at])
        own = _cell_gaps(found[at])
        if last and here.y0 - last.y1 > 2 * last.size:
            break
        if not whole:
            common = own
        elif len(own) == len(shared):
            common = [_overlap(one, two) for one, two in zip(shared, own, strict=True)]
        elif _goes_on(found[at], shared, last):
            last, end = here, at + 1
            continue
        else:
            break
        if not common or any(right <= left for left, right in common):
            break
        shared, end, last = common, at + 1, here
        whole += 1
    size = box_of(found[start]).size
    is_narrow = any(right - left < _FAR * size for left, right in shared)
    fewest = _FEWEST_ROWS + (is_narrow and len(shared) < 2)
    return (end, [right for _, right in shared]) if whole >= fewest else (start, [])


def _cell_gaps(row: Row) -> list[tuple[float, float]]:
    """Gaps of a row that may lie between cells; none behind a list's marker."""
    whole = box_of(row)
    found = gaps(row, _CELL * whole.size)
    if found and found[0][0] - whole.x0 <= _MARKER_WIDTH * whole.size:
        marker = text_of(cut(row, [found[0][1]])[0])
        if not marker[-1].isalnum():
            return []
    return found


def _overlap(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float]:
    return max(one[0], two[0]), min(one[1], two[1])


def _goes_on(row: Row, shared: Sequence[tuple[float, float]], last: Run | None) -> bool:
    """Whether a row holds only further lines of the cells above it, the first cell's excepted."""
    words = [word for word in row if word.text]
    if last is None or words[0].x0 < shared[0][1] - _ALIGNED * last.size:
        return False
    return not any(
        word.x0 < right and word.x1 > left
        for word in words
        for left, right in shared
    ) and words[0].y0 - last.y1 < last.size  # fmt: skip


def _cells(found: Sequence[Row], edges: Sequence[float]) -> list[Run]:
    """A table's rows, a tab between cells."""
    table: list[tuple[list[str], Run]] = []
    bounds = [float("-inf"), *edges, float("inf")]
    for row in found:
        cells = [
            text_of([word for word in row if left <= (word.x0 + word.x1) / 2 < right])
            for left, right in pairwise(bounds)
        ]
        if cells[0] or not table:
            table.append((cells, box_of(row)))
        else:
            above, box = table[-1]
            table[-1] = ([one + two for one, two in zip(above, cells, strict=True)], box)
    return [Run("\t".join(cells), b.x0, b.y0, b.x1, b.y1, b.size) for cells, b in table]


def _edges(lines: Sequence[Run]) -> tuple[float, float]:
    """Left and right edge of running text: the outermost that more than one line shares."""
    size = median(line.size for line in lines)
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    left = next((one for one, two in pairwise(lefts) if two - one <= size / 2), lefts[0])
    near = [one for one in rights if rights[0] - one <= _OVERHANG * size]
    right = next((one for one, two in pairwise(near) if one - two <= size), rights[0])
    return left, right
