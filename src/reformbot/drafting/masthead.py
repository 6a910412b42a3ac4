"""The head of an issue on its first page (报头), and the contents below it (目录)."""

from __future__ import annotations

from datetime import date

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from reformbot.drafting import layout as page
from reformbot.drafting import styles
from reformbot.drafting.layout import Layout
from reformbot.drafting.markup import xml_safe
from reformbot.drafting.publication import Masthead, Section
from reformbot.drafting.tables import add_table, fill, rule
from reformbot.drafting.titles import balanced, one_line_size

_DATE_WIDTH = 50.0
_INSET = 0.35
"""Of issuer and date, characters."""
_FULL_WIDTH_SPACE = "　"


def day(moment: date) -> str:
    """A date as the bulletin prints it: 2024年5月29日, nothing padded."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def add_masthead(document: Document, masthead: Masthead, layout: Layout) -> None:
    """Organisation, 专报, issue, issuer and date, and the red rule."""
    name = xml_safe(masthead.organisation)
    organisation = document.add_paragraph(style=styles.ORGANISATION)
    organisation.add_run(name).font.size = Pt(one_line_size(name, layout.organisation_size))
    gap = _FULL_WIDTH_SPACE * layout.kind_gap
    document.add_paragraph(gap.join(xml_safe(masthead.kind)), style=styles.KIND)
    document.add_paragraph(masthead.issue_line, style=styles.ISSUE)
    _add_issuer(document, masthead, layout)


def _add_issuer(document: Document, masthead: Masthead, layout: Layout) -> None:
    width = page.TEXT_WIDTH - _DATE_WIDTH
    table = add_table(document, 1, (width, _DATE_WIDTH))
    fitting = width * page.POINTS_PER_MM // page.CHARACTER - 1
    issuer = xml_safe(masthead.issuer or "")
    # Half a page of white below a short line reads better than a line that just fits.
    lines = balanced(issuer, min(fitting, page.CHARACTERS / 2)) or (issuer,)
    name = fill(table, 0, 0, "\n".join(lines), styles.PLAIN)
    styles.set_indents(name, page.BODY_SIZE, left=_INSET)
    date_line = fill(table, 0, 1, day(masthead.issued) if masthead.issued else "", styles.PLAIN)
    date_line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles.set_indents(date_line, page.BODY_SIZE, right=_INSET)
    for line in (name, date_line):
        line.paragraph_format.space_after = Pt(page.PITCH / 2)
    for cell in table.rows[0].cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    rule(table, 0, "bottom", layout.rule, layout.red)


def add_contents(document: Document, sections: tuple[Section, ...], layout: Layout) -> None:
    """The contents: each section's heading, and its titles numbered through the whole issue."""
    document.add_paragraph(layout.contents_heading, style=styles.CONTENTS_HEADING)
    number = 0
    for section in sections:
        if section.heading:
            heading = f"{layout.section_marker} {xml_safe(section.heading)}"
            document.add_paragraph(heading, style=styles.CONTENTS_SECTION)
        for article in section.articles:
            number += 1
            entry = f"{number}．{xml_safe(article.title)}"
            document.add_paragraph(entry, style=styles.CONTENTS_ENTRY)
