"""The source annex: every sentence of each article with what carries it, on pages of its own."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.table import Table

from reformbot.drafting import layout as page
from reformbot.drafting import styles
from reformbot.drafting.footers import number_pages
from reformbot.drafting.layout import Layout
from reformbot.drafting.markup import element, last_section, replace_child, xml_of, xml_safe
from reformbot.drafting.publication import PrintedArticle
from reformbot.drafting.tables import add_table, fill, rule

_NUMBER_WIDTH, _SENTENCE_WIDTH = 14.0, 71.0
_WIDTHS = (_NUMBER_WIDTH, _SENTENCE_WIDTH, page.TEXT_WIDTH - _NUMBER_WIDTH - _SENTENCE_WIDTH)
_RULE = 0.5


def add_annex(document: Document, articles: tuple[PrintedArticle, ...], layout: Layout) -> None:
    """The annex as a section of its own, numbered from 1, so that an issue ends with its 版记.

    Articles without sources are left out, and so is the annex where none has any.
    """
    sourced = [article for article in articles if article.sources]
    if not sourced:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = styles.ANCHOR  # it holds the break, and takes no line
    replace_child(last_section(document), element("w:pgNumType", start=1), "w:cols", "w:docGrid")
    number_pages(section, layout.annex_heading)
    document.add_paragraph(layout.annex_heading, style=styles.CONTENTS_HEADING)
    for article in sourced:
        document.add_paragraph(xml_safe(article.title), style=styles.CONTENTS_SECTION)
        _add_rows(document, article, layout)


def _add_rows(document: Document, article: PrintedArticle, layout: Layout) -> None:
    table = add_table(document, len(article.sources) + 1, _WIDTHS)
    heads = (layout.annex_number, layout.annex_sentence, layout.annex_carriers)
    _fill_row(table, 0, heads)
    _hold_rows(table)
    for at, sourced in enumerate(article.sources, 1):
        carriers = "\n".join(map(xml_safe, sourced.carriers)) or layout.annex_nothing
        _fill_row(table, at, (str(at), xml_safe(sourced.sentence), carriers))


def _fill_row(table: Table, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts):
        fill(table, row, column, text, styles.ANNEX)
    for side in ("top", "left", "bottom", "right"):
        rule(table, row, side, _RULE)


def _hold_rows(table: Table) -> None:
    """Print the first row again on each page, and break no row across pages."""
    for row in table.rows:
        xml_of(row).get_or_add_trPr().append(element("w:cantSplit"))
    xml_of(table.rows[0]).get_or_add_trPr().append(element("w:tblHeader"))
