"""Reading a .docx back as a person would, with python-docx."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.table import Table


def opened(data: bytes) -> Document:
    """The file of some bytes."""
    return docx.Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """The file's text: a line for each paragraph and each row of a table."""
    lines: list[str] = []
    for block in opened(data).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text for cell in row.cells)
                lines.append("\t".join(cells))
        else:
            lines.append(block.text)
    return "\n".join(lines)
