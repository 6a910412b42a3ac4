"""Tables that carry the layout: of fixed width, with rules only where one is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from reformbot.drafting.markup import element, replace_child, xml_of

_AFTER_BORDERS = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")
_SIDES = ("w:top", "w:left", "w:bottom", "w:right")
_AFTER_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription")


def add_table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    """A table without rules and cell margins; `widths` of its columns are millimetres."""
    table = document.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = xml_of(table).tblPr
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=0, type="dxa"))
    replace_child(properties, margins, *_AFTER_MARGINS)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def rule(table: Table, row: int, side: str, points: float, colour: str = "000000") -> None:
    """Draw a row's border on one side: a rule as wide as the table, whatever the indents."""
    for cell in table.rows[row].cells:
        properties = xml_of(cell).get_or_add_tcPr()
        borders = properties.find(qn("w:tcBorders"))
        if borders is None:
            borders = element("w:tcBorders")
            replace_child(properties, borders, *_AFTER_BORDERS)
        line = element(f"w:{side}", val="single", sz=round(points * 8), space=0, color=colour)
        replace_child(borders, line, *_SIDES[_SIDES.index(f"w:{side}") + 1 :])


def fill(table: Table, row: int, column: int, text: str, style: str) -> Paragraph:
    """Put a text into a cell's one paragraph."""
    paragraph = table.rows[row].cells[column].paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    return paragraph
