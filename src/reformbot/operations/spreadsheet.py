"""A complete list as a spreadsheet: an entry's citations each on a row of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from reformbot.answering.model import Answer, Item
from reformbot.answering.rendering import percent
from reformbot.locale import Messages

COLUMNS = (
    *("number", "item", "text", "state", "issue", "date", "article", "byline"),
    *("page", "recognised", "quote"),
)
_WIDTHS = (6, 24, 60, 8, 14, 12, 36, 20, 8, 12, 60)
_MOST_CHARACTERS = 32_767  # of a cell
_TITLE_CHARACTERS = 31


def workbook(answer: Answer, messages: Messages) -> bytes:
    """An .xlsx file of a list answer's entries, the undecided ones marked as such.

    Every cell but the entry's number is text, also where it begins with `=`.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(messages("sheet-title")[:_TITLE_CHARACTERS])
    for at, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet.freeze_panes = "A2"
    head = [_cell(sheet, messages(f"sheet-{column}")) for column in COLUMNS]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for values in _rows(answer, messages):
        sheet.append([_cell(sheet, value) for value in values])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(answer: Answer, messages: Messages) -> Iterable[list[str | int]]:
    decided = messages("sheet-decided")
    doubtful = messages("sheet-doubtful")
    for items, state in ((answer.items or (), decided), (answer.doubtful, doubtful)):
        for at, item in enumerate(items, 1):
            yield from _rows_of(answer, item, at, state)


def _rows_of(answer: Answer, item: Item, at: int, state: str) -> Iterable[list[str | int]]:
    cited = [one for one in answer.citations if one.n in item.citations]
    head: list[str | int] = [at, item.name, item.text, state]
    if not cited:
        yield [*head, *("" for _ in COLUMNS[len(head) :])]
    for one in cited:
        passage = one.passage
        issued = passage.issued.isoformat() if passage.issued else ""
        yield [
            *head,
            passage.key.label,
            issued,
            passage.title,
            passage.byline or "",
            "" if one.page is None else str(one.page),
            "" if passage.recognised is None else percent(passage.recognised),
            one.quote,
        ]


def _cell(sheet: Worksheet, value: str | int) -> Cell:
    if isinstance(value, int):
        cell = WriteOnlyCell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_CHARACTERS])
        cell.data_type = "s"  # what begins with = would be a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
