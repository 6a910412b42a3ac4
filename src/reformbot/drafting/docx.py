"""A publication as a Word file."""

from __future__ import annotations

import io
import tempfile
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reformbot.bulletin.body import read_measures
from reformbot.drafting import layout as page
from reformbot.drafting import styles
from reformbot.drafting.annex import add_annex
from reformbot.drafting.fonts import Face, font_table, set_face
from reformbot.drafting.footers import number_pages
from reformbot.drafting.imprint import add_imprint
from reformbot.drafting.layout import STANDARD, Layout
from reformbot.drafting.markup import element, last_section, replace_child, twips, xml_of, xml_safe
from reformbot.drafting.masthead import add_contents, add_masthead
from reformbot.drafting.publication import PrintedArticle, Publication
from reformbot.drafting.titles import set_title
from reformbot.errors import DiskFullError, OutputUnwritableError, StorageError

_TEMPLATE_PARTS = (
    "thumbnail",
    "extended-properties",
    "stylesWithEffects",
    "customXml",
    "webSettings",
)
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255


def write_docx(publication: Publication, path: Path, layout: Layout = STANDARD) -> None:
    """Write a publication as a .docx file; nothing half-written is ever under its name.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot be written.
    """
    data = docx_bytes(publication, layout)
    partial: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            partial = Path(file.name)
            file.write(data)
        partial.chmod(0o644)
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        if isinstance(full := StorageError.of(path, error), DiskFullError):
            raise full from error
        reason = error.strerror or type(error).__name__
        raise OutputUnwritableError(path=path, reason=reason) from error


def docx_bytes(publication: Publication, layout: Layout = STANDARD) -> bytes:
    """A publication as the bytes of a .docx file; the same one gives the same bytes."""
    document = docx.Document()
    _strip(document)
    styles.define_styles(document, layout)
    _set_page(document)
    document.settings.odd_and_even_pages_header_footer = True
    number_pages(document.sections[0])
    _set_properties(document, publication)
    _add_front(document, publication, layout)
    add_imprint(document, publication.distribution, publication.imprint, layout)
    if layout.annex:
        add_annex(document, publication.articles, layout)
    return _packed(document)


def _add_front(document: Document, publication: Publication, layout: Layout) -> None:
    """Masthead, contents and articles; with contents the articles begin on the next page."""
    has_contents = publication.masthead is not None and bool(layout.contents_heading)
    if publication.masthead is not None:
        add_masthead(document, publication.masthead, layout)
    if has_contents and publication.articles:
        add_contents(document, publication.sections, layout)
    for at, article in enumerate(publication.articles):
        _add_article(document, article, layout, on_new_page=has_contents and at == 0)


def _add_article(
    document: Document, article: PrintedArticle, layout: Layout, *, on_new_page: bool
) -> None:
    title = set_title(xml_safe(article.title).strip())
    heading = document.add_paragraph(style=styles.TITLE)
    heading.add_run("\n".join(title.lines)).font.size = Pt(title.size)
    if on_new_page:
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.space_before = Pt(0)
    for text in article.paragraphs:
        _add_body(document, xml_safe(text), layout)
    if article.byline:
        document.add_paragraph(f"（{xml_safe(article.byline)}）", style=styles.BYLINE)


def _add_body(document: Document, text: str, layout: Layout) -> None:
    """A paragraph of the body, the leads of its measures (一是…。) in 楷体 if they are to be."""
    paragraph = document.add_paragraph(style=styles.BODY)
    at = 0
    for measure in read_measures(text, ()) if layout.leads_in_kai else ():
        end = text.find("。", measure.span.start, measure.span.end) + 1
        if end:
            paragraph.add_run(text[at : measure.span.start])
            lead = paragraph.add_run(text[measure.span.start : end])
            set_face(xml_of(lead).get_or_add_rPr(), Face.KAI)
            at = end
    paragraph.add_run(text[at:])


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.PAGE_WIDTH), Mm(page.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(page.TOP), Mm(page.BOTTOM)
    section.left_margin, section.right_margin = Mm(page.LEFT), Mm(page.RIGHT)
    section.header_distance = Mm(page.HEADER_DISTANCE)
    section.footer_distance = Mm(page.FOOTER_DISTANCE)
    # Lines only: a grid of characters too makes LibreOffice give each of them two cells.
    grid = element("w:docGrid", type="lines", linePitch=twips(page.PITCH))
    replace_child(last_section(document), grid, "w:printerSettings", "w:sectPrChange")


def _set_properties(document: Document, publication: Publication) -> None:
    """Title, author and dates; nothing of the template, the machine or the clock."""
    properties = document.core_properties
    for old in list(xml_of(properties)):
        xml_of(properties).remove(old)
    properties.title = xml_safe(publication.title)[:_LONGEST_PROPERTY]
    properties.author = xml_safe(publication.author)[:_LONGEST_PROPERTY]
    properties.language = "zh-CN"
    if (made := _made(publication)) is not None:
        properties.created = properties.modified = made


def _made(publication: Publication) -> datetime | None:
    """When the file was made: as told, or the day of issue."""
    if publication.written is not None:
        return publication.written
    issued = publication.masthead.issued if publication.masthead else None
    return datetime.combine(issued, time()) if issued else None


def _strip(document: Document) -> None:
    """Leave out of the template what a bulletin does not need, and name our faces in it."""
    package: Any = document.part.package
    for relations in (package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _TEMPLATE_PARTS:
                del relations[key]
    fonts: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = font_table()
    settings: Any = document.settings.element
    for name in ("w:zoom", "w:proofState", "w:savePreviewPicture", "w:rsids", "w:themeFontLang"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    _modernise(settings)


def _modernise(settings: Any) -> None:
    """Have Word lay the file out as it does its own new ones, not in compatibility mode."""
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _packed(document: Document) -> bytes:
    """The file's bytes, without the time at which it was put together."""
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _SAME_TIME)
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
