"""Page numbers below the text: right on odd pages, left on even ones (— 1 —)."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.text.paragraph import Paragraph

from reformbot.drafting import layout as page
from reformbot.drafting import styles
from reformbot.drafting.markup import element, xml_of


def number_pages(section: Section, label: str = "") -> None:
    """Give a section page numbers of its own, each after a label where there is one."""
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], align, label)


def _number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, label: str) -> None:
    paragraph.style = styles.FOLIO
    paragraph.alignment = align
    is_right = align == WD_ALIGN_PARAGRAPH.RIGHT
    styles.set_indents(paragraph, page.FOLIO_SIZE, left=not is_right, right=is_right)
    paragraph.add_run(f"{label} — " if label else "— ")
    field = element("w:fldSimple", instr="PAGE")
    field.append(xml_of(paragraph.add_run("1")))
    xml_of(paragraph).append(field)
    paragraph.add_run(" —")
