"""From where text stands on pages to text: paragraphs, tables, and where each page begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from reformbot.files.lines import PrintedLine, read_lines
from reformbot.files.runs import Run, width_of

_SAME_SIZE = 0.3  # by how much sizes of a paragraph's lines may differ
_APART = 1.45  # times the usual pitch: lines so far apart belong to different paragraphs
_USUAL_PITCH = 2.5  # times the size: the most that is taken for a pitch within text
_INDENTED = 1.0  # of the size
_MOST_INDENTED = 4.0  # of the size: what begins further right is centred or set to the right
_NARROWEST = 8.0  # times the size: text in narrower columns is left as it is broken
_SLACK = 0.6  # of the size: how far before the edge a full line may end
_OPENING = "（《“‘「『【〔("
_TOKEN = re.compile(rf"[{_OPENING}]*(?:[0-9A-Za-z.,%+:/-]+|.)[，。；：、？！）》”’」』】〕%…—]*")
_LABEL = re.compile(r"[^，。；：:\s]{1,4}[：:]")


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of pages.

    Attributes:
        text: a paragraph, or what of it stands on a page, a line; empty lines where the page
            leaves room; a form feed ends every page but the last.
        page_starts: offset at which each page begins.
    """

    text: str
    page_starts: tuple[int, ...]


def reflow(pages: Sequence[Iterable[Run]]) -> Flow:
    """Put the text of pages together, whatever the order in which it was drawn.

    What page breaks tear, and page numbers and headers, are left to the parser, which knows what
    a bulletin is.
    """
    printed = [read_lines(page) for page in pages]
    printed = [_with_common_edge(lines, printed) for lines in printed]
    text = ""
    starts: list[int] = []
    for lines in printed:
        text += "\f" if starts else ""
        starts.append(len(text))
        text += _page(lines)
    return Flow(text, tuple(starts) or (0,))


def _with_common_edge(
    lines: Sequence[PrintedLine], pages: Sequence[Sequence[PrintedLine]]
) -> list[PrintedLine]:
    """Lines of a page that has few, with the edge that text reaches on most pages."""
    if len({line.block for line in lines}) != 1 or lines[0].is_row:
        return list(lines)
    whole = [page[0].right for page in pages if page and len({line.block for line in page}) == 1]
    usual = median(whole)
    right = usual if usual > lines[0].right + lines[0].run.size else lines[0].right
    return [replace(line, right=right) for line in lines]


def _page(lines: Sequence[PrintedLine]) -> str:
    usual = _pitch(lines)
    said = ""
    paragraph: list[PrintedLine] = []
    for line in lines:
        if not paragraph:
            said += line.run.text
        elif _continues(paragraph, line, usual):
            said += _joint(said[-1], line.run.text[0]) + line.run.text
            paragraph.append(line)
            continue
        else:
            said += _break(paragraph[-1], line, usual) + line.run.text
        paragraph = [line]
    return said


def _pitch(lines: Sequence[PrintedLine]) -> float:
    """The usual distance between two lines of text; 0 where there are no two."""
    found = [
        two.run.middle - one.run.middle
        for one, two in pairwise(lines)
        if 0 < two.run.middle - one.run.middle <= _USUAL_PITCH * one.run.size
    ]
    return median(found) if found else 0.0


def _continues(paragraph: Sequence[PrintedLine], line: PrintedLine, usual: float) -> bool:
    """Whether a line goes on with a paragraph: the line above is full, and it is not indented."""
    first, last = paragraph[0], paragraph[-1]
    if line.is_row or last.is_row or line.block != last.block:
        return False
    size = max(line.run.size, last.run.size)
    if abs(line.run.size - last.run.size) > _SAME_SIZE * size:
        return False
    if not 0 < line.run.middle - last.run.middle <= _APART * usual:
        return False
    if first.run.x0 - first.left > _MOST_INDENTED * size:
        return False
    if last.right - last.left < _NARROWEST * size:
        return False
    if last.run.text.endswith("。") and _LABEL.match(line.run.text):
        return False
    token = _TOKEN.match(line.run.text)
    if last.run.x1 + width_of(token[0] if token else "") * size <= last.right - _SLACK * size:
        return False
    return line.run.x0 - line.left < _INDENTED * size or _hangs(paragraph, line)


def _hangs(paragraph: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Whether a line stands below the text behind a label (报：…), as the lines above it do."""
    first = paragraph[0].run
    label = _LABEL.match(first.text)
    size = max(first.size, line.run.size)
    if label is None:
        return False
    behind = first.x0 + width_of(label[0]) * first.size
    return abs(line.run.x0 - behind) < size and all(
        abs(one.run.x0 - line.run.x0) < size / 2 for one in paragraph[1:]
    )


def _joint(before: str, after: str) -> str:
    """What stands where a paragraph's lines meet: a space between Latin words, else nothing."""
    is_latin = before.isascii() and not before.isspace() and after.isascii() and after.isalpha()
    return " " if is_latin and (before.isalpha() or before in ",.;:)") else ""


def _break(last: PrintedLine, line: PrintedLine, usual: float) -> str:
    is_far = line.block != last.block or line.run.middle - last.run.middle > _APART * usual
    return "\n\n" if is_far and not (line.is_row and last.is_row) else "\n"
