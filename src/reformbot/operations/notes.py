"""Notes out of a file that somebody sends in: all of its text, without what only its pages have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reformbot.bulletin.repair import Line, clean
from reformbot.files import Extract, FileReader, Reading

_ENDS = "。！？；：:;!?"
_SHORTEST_TORN = 20  # characters; a shorter line before a page break may be a heading


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: its name and its bytes."""

    name: str
    data: bytes


def notes_sent(file: Sent, files: FileReader) -> str:
    """The text of a file that was sent; an archive's files one after the other.

    Raises:
        SourceError: it cannot be read whole.
    """
    return _text(files.read_bytes(Path(file.name), file.data))


def notes_at(path: Path, files: FileReader) -> str:
    """The text of a file on disk, else as `notes_sent`."""
    return _text(files.read(path))


def _text(reading: Reading) -> str:
    for failure in reading.failures:  # whoever sends an archive means all of it
        raise failure
    return "\n".join(_without_furniture(document.extract) for document in reading.documents)


def _without_furniture(extract: Extract) -> str:
    """A text without page numbers and headers; a paragraph that a page break tears is joined."""
    lines = clean(extract.text, extract.page_starts).lines
    text = lines[0].chars if lines else ""
    for before, after in pairwise(lines):
        text += "" if _is_torn(before, after, extract) else "\n"
        text += after.chars
    return text


def _is_torn(before: Line, after: Line, extract: Extract) -> bool:
    if before.is_table_row or after.is_table_row or len(before.chars) < _SHORTEST_TORN:
        return False
    if before.chars[-1] in _ENDS:
        return False
    end, start = before.offsets[-1], after.offsets[0]
    return "\f" in extract.text[end:start] or any(end < at <= start for at in extract.page_starts)
