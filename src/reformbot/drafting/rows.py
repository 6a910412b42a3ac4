"""Tables in notes, their cells set off by tabs, as lines that can be read alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

_BARE = re.compile(r"\d[\d,.]*%?")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()\d]{1,4})[）)]$")


def with_rows_told(text: str) -> str:
    """A text in which each row of a table says by itself what it holds.

    A first row without figures, above rows with some, names their columns: its name goes before a
    bare number, and the unit that the name has in brackets behind it. Every other cell stays, but
    for a first column that only counts the rows.
    """
    out: list[str] = []
    for is_table, lines in groupby(text.splitlines(), key=lambda line: "\t" in line.strip()):
        held = list(lines)
        out += _told(held) if is_table else held
    return "\n".join(out)


def _told(lines: Sequence[str]) -> list[str]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    heads, *rest = rows
    if not rest or any(map(_has_digit, heads)) or not any(_has_digit("".join(r)) for r in rest):
        return [_line(row, ()) for row in rows]
    is_counted = _counts_rows([row[0] for row in rest])
    return [
        _line(row[1:], heads[1:]) if is_counted and row[0].isdecimal() else _line(row, heads)
        for row in rest
    ]


def _counts_rows(cells: Sequence[str]) -> bool:
    """Whether cells count 1, 2, 3; a sum below them has no number."""
    counted = [cell for cell in cells if _has_digit(cell)]
    return len(counted) > 1 and counted == [str(at) for at in range(1, len(counted) + 1)]


def _line(row: Sequence[str], heads: Sequence[str]) -> str:
    """A row as a sentence: what stands first is what the others are about."""
    named = [*heads, *[""] * (len(row) - len(heads))]
    label, *others = [_cell(cell, head) for cell, head in zip(row, named, strict=False) if cell]
    if not others:
        return label
    # Where a number follows at once, a colon would set it apart from what it counts.
    joint = "" if others[0][0].isdigit() or label.endswith(("：", ":")) else "："
    return f"{label}{joint}{'，'.join(others)}。"


def _cell(cell: str, head: str) -> str:
    if not head or not _BARE.fullmatch(cell):
        return cell
    unit = _UNIT.search(head)
    return f"{_UNIT.sub('', head)}{cell}{unit['unit'] if unit else ''}"


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
