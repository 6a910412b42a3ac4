"""What a reader hands over: a file's text, with its pages and what is to be known of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reformbot.files.finding import SUFFIXES


class Format(StrEnum):
    """What a file is, by its content."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    IMAGE = "image"
    OFD = "ofd"
    ARCHIVE = "archive"


_ENDINGS = {
    Format.MARKDOWN: "md",
    Format.HTML: "html",
    Format.DOCX: "docx",
    Format.DOC: "doc",
    Format.PDF: "pdf",
    Format.IMAGE: "png",
    Format.OFD: "ofd",
}


class Caution(StrEnum):
    """What whoever takes a file in should know of it."""

    MACROS = "macros"
    PAGE_UNREADABLE = "page-unreadable"


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader takes out of a file's bytes.

    Attributes:
        format: what the file is.
        text: its text; line breaks as in the file, or between its paragraphs.
        page_starts: offset in `text` at which each page begins; (0,) where the format has no pages.
        recognised: for each page the mean confidence, 0 to 1, of the optical recognition that read
            it, None where the page held text; empty where no page was recognised.
        cautions: what to know of it.
    """

    format: Format
    text: str
    page_starts: tuple[int, ...] = (0,)
    recognised: tuple[float | None, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An office file, read.

    Attributes:
        path: where it was read from; a member of an archive has its name below the archive's path.
        data: its bytes.
        extract: what a reader took out of them.
    """

    path: Path
    data: bytes
    extract: Extract

    @property
    def text(self) -> str:
        """Its text."""
        return self.extract.text

    @property
    def suffix(self) -> str:
        """How a copy's name should end: as the file's own, where that is one we look for."""
        own = self.path.suffix.lower()
        return own if own in SUFFIXES else f".{_ENDINGS.get(self.extract.format, 'txt')}"

    @property
    def sha256(self) -> str:
        """Of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
