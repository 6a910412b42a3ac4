"""What a file is, by its content; its name counts only between kinds of text."""

from __future__ import annotations

import re

from reformbot.errors import SourceBinaryError, SourceDamagedError, SourceEncryptedError
from reformbot.files import ole
from reformbot.files.archive import Archive
from reformbot.files.document import Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RTF = b"{\\rtf"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # where readers still look for it
_PICTURES = (
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a"),
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
)
_OTHERS = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x7fELF",
    b"MZ\x90",
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_WITHIN = 2048
_WORD_XML = b'progid="Word.Document"'
_MARKDOWN = (".md", ".markdown")
_WORD_PARTS = (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")
_OFFICE_PARTS = ("mimetype", "[Content_Types].xml")


def detect(data: bytes, suffix: str, limits: Limits) -> Format:
    """What a file is.

    Args:
        data: its bytes.
        suffix: with which its name ends, in lower case.

    Raises:
        RefusalError: it is of no kind that can be read, encrypted, or no sound archive.
    """
    head = data[:_HTML_WITHIN]
    if head.startswith(_ZIP):
        return _packed(Archive(data, limits))
    if head.startswith(ole.SIGNATURE):
        return _older(data)
    if head.startswith(_RTF) or (head.lstrip().startswith(b"<?xml") and _WORD_XML in head):
        return Format.DOC
    if _PDF in head[:_PDF_WITHIN]:
        return Format.PDF
    if head.startswith(_PICTURES) or _is_bitmap(head) or _is_webp(head):
        return Format.IMAGE
    if head.startswith(_OTHERS):
        raise RefusalError(SourceBinaryError)
    if _is_html(head):
        return Format.HTML
    return Format.MARKDOWN if suffix in _MARKDOWN else Format.TEXT


def _packed(archive: Archive) -> Format:
    names = archive.names
    if "OFD.xml" in names:
        return Format.OFD
    if any(mark in archive.read("[Content_Types].xml") for mark in _WORD_PARTS):
        return Format.DOCX
    if names.intersection(_OFFICE_PARTS):
        raise RefusalError(SourceBinaryError)
    return Format.ARCHIVE


def _older(data: bytes) -> Format:
    if ole.is_encrypted(data):
        raise RefusalError(SourceEncryptedError)
    if ole.is_other_office(data):
        raise RefusalError(SourceBinaryError)
    if not ole.has_stream(data, "WordDocument"):
        raise RefusalError(SourceDamagedError)
    return Format.DOC


def _is_bitmap(head: bytes) -> bool:
    return head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def _is_html(head: bytes) -> bool:
    plain = head.replace(b"\0", b"")  # UTF-16 looks like this where it is ASCII
    start = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and _HTML.search(start) is not None
