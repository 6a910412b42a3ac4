"""The foot of an issue on its last page (版记): who it goes to, who printed it and when."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.table import Table

from reformbot.drafting import layout as page
from reformbot.drafting import styles
from reformbot.drafting.layout import Layout
from reformbot.drafting.markup import element, replace_child, xml_of, xml_safe
from reformbot.drafting.masthead import day
from reformbot.drafting.publication import Imprint, Recipients
from reformbot.drafting.tables import add_table, fill, rule
from reformbot.drafting.titles import one_line_size

_OUTER, _INNER = 1.0, 0.75
"""Thickness of the rules, points: 0.35 and 0.25 mm."""
_SPACES = "　" * 4
"""Room in the printer's line for two indents, a gap, and the air that Word puts around figures."""
_SMALLEST = 10.5
_GAP = page.PITCH / 2
_CHARACTER = page.IMPRINT_SIZE * page.CHARACTER / page.BODY_SIZE
_AFTER_POSITION = (
    *("w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW"),
    *("w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout"),
)


def add_imprint(
    document: Document,
    distribution: tuple[Recipients, ...],
    imprint: Imprint | None,
    layout: Layout,
) -> None:
    """The table of the 版记, with the paragraph below it that a table at the end needs."""
    rows = len(distribution) + (imprint is not None)
    if not rows:
        return
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.space_after = Pt(_GAP)
    copies = imprint.copies if imprint else None
    table = add_table(document, rows + (copies is not None), (page.TEXT_WIDTH,))
    for at, recipients in enumerate(distribution):
        _fill_recipients(table, at, recipients)
    if imprint is not None:
        _fill_printer(table, len(distribution), imprint)
    if copies is not None:
        line = fill(table, rows, 0, f"（共印{copies}份）", styles.IMPRINT)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _draw_rules(table, len(distribution), rows)
    if layout.imprint_at_bottom:
        _float(table)
    # LibreOffice drops a floating table that no paragraph follows.
    document.add_paragraph(style=styles.ANCHOR)


def _fill_recipients(table: Table, row: int, recipients: Recipients) -> None:
    line = fill(table, row, 0, xml_safe(recipients.line), styles.IMPRINT)
    hung = len(recipients.label) + 1
    styles.set_indents(line, page.IMPRINT_SIZE, left=1 + hung, right=1, first=-hung)


def _fill_printer(table: Table, row: int, imprint: Imprint) -> None:
    """Who printed it on the left, when on the right, in type that keeps both on one line."""
    issuer = xml_safe(imprint.issuer)
    printed = f"{day(imprint.issued)}印发" if imprint.issued else ""
    line = fill(table, row, 0, f"{issuer}\t{printed}" if printed else issuer, styles.IMPRINT)
    size = max(one_line_size(issuer + printed + _SPACES, page.IMPRINT_SIZE), _SMALLEST)
    line.runs[0].font.size = Pt(size)
    end = Pt(page.TEXT_POINTS - _CHARACTER)
    stops: Any = line.paragraph_format.tab_stops
    stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT)


def _draw_rules(table: Table, listed: int, ruled: int) -> None:
    """Thick rules above and below, a thin one between the list and the printer's row."""
    rule(table, 0, "top", _OUTER)
    if 0 < listed < ruled:
        rule(table, listed, "top", _INNER)
    rule(table, ruled - 1, "bottom", _OUTER)


def _float(table: Table) -> None:
    """Stand the table on the bottom of the text area, whatever is above it."""
    properties = xml_of(table).tblPr
    position = element(
        "w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom"
    )
    replace_child(properties, position, *_AFTER_POSITION)
