"""Paragraphs, table rows and page breaks put together into a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[str]


class Writing:
    """A text that grows by lines, and remembers where its pages begin."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._starts = [0]

    def line(self, text: str) -> None:
        """Add a line."""
        self._parts.append(text + "\n")
        self._length += len(text) + 1

    def page(self, within: int = 0) -> None:
        """Begin a page here, or `within` characters of what is added next."""
        start = self._length + within
        if start > self._starts[-1]:
            self._starts.append(start)

    def table(self, rows: Iterable[Row]) -> None:
        """Add a table, its rows as lines and their cells set off by tabs."""
        for row in rows:
            self.line("\t".join(" ".join(cell.split()) for cell in row))

    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    def page_starts(self) -> tuple[int, ...]:
        """Offset at which each page begins."""
        return tuple(start for start in self._starts if start < max(1, self._length))


def is_data(rows: Sequence[Row]) -> bool:
    """Whether cells side by side are meant to be read together, row by row.

    A masthead's line (issuer left, date right) and a frame around text are tables for their looks.
    """
    return sum(len(row) > 1 for row in rows) > 1
