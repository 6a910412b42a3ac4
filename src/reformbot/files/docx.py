"""Word files: every paragraph, table and text box of the main part, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reformbot.errors import SourceDamagedError
from reformbot.files.archive import Archive
from reformbot.files.document import Caution, Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.markup import Element, attribute, child, local_name, parse_xml
from reformbot.files.numbering import Numbering
from reformbot.files.refusal import RefusalError
from reformbot.files.writing import Writing, is_data

_CHARACTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
# Deleted text, text moved elsewhere, fields' instructions, and the second version of a drawing.
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "tcPr"}
)
_PAGE = "\f"


def read_docx(data: bytes, limits: Limits) -> Extract:
    """Read a Word file; headers, footers, notes and deleted text are left out.

    Pages begin where the file breaks them by hand, or where Word last broke them.

    Raises:
        RefusalError: it is damaged, or no archive within the limits.
    """
    archive = Archive(data, limits)
    body = child(parse_xml(archive.read(_main_part(archive))), "body")
    if body is None:
        raise RefusalError(SourceDamagedError)
    walk = _Walk(Numbering.read(archive, "word"))
    walk.blocks(body)
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in archive.names)
    writing = walk.writing
    return Extract(
        Format.DOCX,
        writing.text(),
        writing.page_starts(),
        cautions=(Caution.MACROS,) if has_macros else (),
    )


def _main_part(archive: Archive) -> str:
    """Name of the part that holds the text, as the package tells it."""
    relations = archive.read("_rels/.rels")
    for relation in parse_xml(relations) if relations else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return str(PurePosixPath((attribute(relation, "Target") or "").lstrip("/")))
    return "word/document.xml"


class _Walk:
    """One pass over the text, writing it down."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self.writing = Writing()

    def blocks(self, parent: Element) -> None:
        """Write the paragraphs and tables below an element."""
        for element in parent:
            name = local_name(element)
            if name in _SKIPPED:
                continue
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            else:  # content controls and the like, which only wrap
                self.blocks(element)

    def _paragraph(self, paragraph: Element) -> None:
        for box in _text_boxes(paragraph):
            self.blocks(box)
        if child(paragraph, "pPr", "pageBreakBefore") is not None:
            self.writing.page()
        text = self._numbering.label(paragraph) + _text(paragraph)
        for line in text.split("\n"):
            plain = line.replace(_PAGE, "")
            before = 0
            for piece in line.split(_PAGE)[:-1]:
                before += len(piece)
                self.writing.page(before)
            self.writing.line(plain)

    def _table(self, table: Element) -> None:
        rows = [[*_below(row, "tc")] for row in _below(table, "tr")]
        flat = [[_flat(cell) for cell in row] for row in rows]
        if is_data(flat):
            self.writing.table(flat)
            return
        for cell in (cell for row in rows for cell in row):
            self.blocks(cell)


def _below(parent: Element, name: str) -> Iterator[Element]:
    """The nearest elements of a name below another."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) not in _SKIPPED:
            yield from _below(element, name)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    yield from _below(paragraph, "txbxContent")


def _text(parent: Element) -> str:
    """A paragraph's text, without that of its text boxes; a page's beginning is a form feed."""
    parts: list[str] = []
    for element in parent:
        name = local_name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in _CHARACTERS:
            parts.append(_CHARACTERS[name])
        elif name == "br":
            parts.append(f"\n{_PAGE}" if attribute(element, "type") == "page" else "\n")
        elif name == "lastRenderedPageBreak":
            parts.append(_PAGE)
        elif name not in _SKIPPED and name != "txbxContent":
            parts.append(_text(element))
    return "".join(parts)


def _flat(cell: Element) -> str:
    """Everything in a cell, nested tables and text boxes too, as one line."""
    walk = _Walk(Numbering())
    walk.blocks(cell)
    return " ".join(walk.writing.text().split())
