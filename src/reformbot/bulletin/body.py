"""Inside an article: measures, lead, tables, and what a correction notice corrects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reformbot.bulletin import marks
from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Correction, Measure, Span, Table
from reformbot.bulletin.repair import Line

_TEN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BOUNDARY = r"(?:^|(?<=[。！？；：，”）\n]))"
_FAMILIES = tuple(
    re.compile(_BOUNDARY + pattern, re.MULTILINE)
    for pattern in (
        rf"(?P<marker>(?P<number>[{_TEN}]{{1,3}})是)",
        rf"(?P<marker>（(?P<number>[{_TEN}]{{1,3}})）)",
        rf"(?P<marker>第(?P<number>[{_TEN}]{{1,3}})(?:是)?)(?=[，、：])",
        rf"(?P<marker>其(?P<number>[{_TEN}]{{1,2}}))(?=[，、：是])",
        rf"(?P<marker>(?P<number>[{_TEN}]{{1,3}}))(?=、)",
        r"(?P<marker>(?P<number>[0-9]{1,2})[.．])(?![0-9])",
        r"(?P<marker>(?P<number>[0-9]{1,2}))(?=、)",
        r"(?P<marker>[（(](?P<number>[0-9]{1,2})[）)])",
        rf"(?P<marker>(?P<number>[{_CIRCLED}]))",
    )
)
_HEADING_END = re.compile(r"[。；！？\n]")
_AFTER_MARKER = " ，、：\t"
_ISSUE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?第(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})期"
)
_RIGHTED = re.compile(
    r"[“「](?P<wrong>[^”」]{1,80})[”」](?:一词|一句|的表述)?(?:有误，|系笔误，|错误，)?"
    r"(?:应为|应是|应改为|更正为|改为|现更正为)[“「](?P<right>[^”」]{1,80})[”」]"
)
_TITLED = re.compile(r"《([^》]{4,80})》")
_SHORT_HEADING = 40


def keeps_break(line: Line, following: Line, wrapped_at: int) -> bool:
    """Whether the break between two lines of a body means something.

    It does around a table's rows and under a heading set on a line of its own; everywhere else it
    comes from the page it was copied from.

    Args:
        wrapped_at: the width at which the text's lines are broken, 0 where they are not.
    """
    if line.is_table_row or following.is_table_row:
        return True
    heading = marks.MEASURE_START.match(line.chars) or line.level
    return bool(
        heading
        and len(line.chars) <= _SHORT_HEADING
        and line.chars[-1] not in marks.TERMINALS
        and line.chars[-1] not in "，、："
        and (not wrapped_at or len(line.chars) < wrapped_at - 3)
    )


def wrap_width(lines: Iterable[Line]) -> int:
    """The width, in characters, at which lines of running text are broken; 0 where none recurs."""
    lengths = [len(line.chars) for line in lines if not line.is_table_row]
    unfinished = [n for n in lengths if n > 10]
    if len(unfinished) < 4:
        return 0
    widest = max(unfinished)
    near = sum(n >= widest - 3 for n in unfinished)
    return widest if widest <= 80 and near * 2 >= len(unfinished) else 0


def read_measures(body: str, tables: Sequence[Table]) -> tuple[Measure, ...]:
    """The numbered measures of a body: the family of markers that counts up from one first.

    A family counts from two markers on (一是, 二是); markers inside tables are none.
    """
    chains = [chain for family in _FAMILIES if len(chain := _chain(family, body, tables)) > 1]
    if not chains:
        return ()
    chain = min(chains, key=lambda matches: (matches[0].start(), -len(matches)))
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


def read_corrections(body: str) -> tuple[Correction, ...]:
    """What a 更正 notice corrects, one entry for each 应为."""
    out: list[Correction] = []
    for match in _RIGHTED.finditer(body):
        before = body[: match.start()]
        issues = list(_ISSUE.finditer(before))
        titles = _TITLED.findall(before)
        issue = issues[-1] if issues else None
        out.append(
            Correction(
                year=int(issue["year"]) if issue and issue["year"] else None,
                number=read_numeral(issue["number"]) if issue else None,
                title=titles[-1] if titles else None,
                wrong=match["wrong"],
                right=match["right"],
            )
        )
    return tuple(out)


def _chain(family: re.Pattern[str], body: str, tables: Sequence[Table]) -> list[re.Match[str]]:
    """The matches that count 1, 2, 3, … in order."""
    chain: list[re.Match[str]] = []
    for match in family.finditer(body):
        if any(table.span.start <= match.start() < table.span.end for table in tables):
            continue
        number = match["number"]
        value = _CIRCLED.index(number) + 1 if number in _CIRCLED else read_numeral(number)
        if value == len(chain) + 1:
            chain.append(match)
    return chain


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
