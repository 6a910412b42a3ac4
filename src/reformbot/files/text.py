"""Text files in whatever encoding an office has them."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from charset_normalizer import from_bytes

from reformbot.errors import (
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingError,
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.files.document import Document, Extract, Format

_MARKDOWN = (".md", ".markdown")
SUFFIXES = (".txt", *_MARKDOWN)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_GB_FAMILY = frozenset({"gb2312", "gbk", "cp936", "hz"})
_MOST_ODD = 0.02


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and for a folder every text file below it in the order of their names.

    Raises:
        SourceMissingError: a path does not exist.
        SourceUnreadableError: a path cannot be looked at.
        SourceEmptyError: a folder holds no text file.
    """
    found: list[Path] = []
    for path in paths:
        try:
            is_there = path.exists()
        except OSError as error:  # such as a name too long
            raise SourceUnreadableError(path=path, reason=error.strerror or str(error)) from error
        if not is_there:
            raise SourceMissingError(path=path)
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not inside:
            raise SourceEmptyError(path=path)
        found += inside
    return found


def read_text(path: Path) -> Document:
    """Read a file as text: by its byte order mark, as UTF-8, or by what its bytes look like.

    Raises:
        SourceMissingError, SourceUnreadableError: it cannot be opened.
        SourceEmptyError: it holds nothing but white space.
        SourceBinaryError: it is no text.
        SourceEncodingError: no encoding fits.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceMissingError(path=path) from error
    except OSError as error:
        raise SourceUnreadableError(path=path, reason=error.strerror or str(error)) from error
    text = _decoded(path, data)
    if not text.strip():
        raise SourceEmptyError(path=path)
    kind = Format.MARKDOWN if path.suffix.lower() in _MARKDOWN else Format.TEXT
    return Document(path, data, Extract(kind, text))


def _decoded(path: Path, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceEncodingError(path=path) from error
    if data.startswith(_BINARY_STARTS):
        raise SourceBinaryError(path=path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(path, data)
    if "\0" in text:
        return _detected(path, data)
    return text


def _detected(path: Path, data: bytes) -> str:
    """Decode by charset-normalizer's best guess; the GB family by its superset GB18030."""
    best = from_bytes(data).best()
    if best is None:
        raise SourceBinaryError(path=path) if _is_binary(data) else SourceEncodingError(path=path)
    encoding = "gb18030" if best.encoding in _GB_FAMILY else best.encoding
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceEncodingError(path=path) from error
    odd = sum(unicodedata.category(char) in ("Cc", "Co", "Cn") and char not in "\t\n\r\f"
              for char in text)  # fmt: skip
    if odd > _MOST_ODD * len(text):
        raise SourceBinaryError(path=path) if _is_binary(data) else SourceEncodingError(path=path)
    return text


def _is_binary(data: bytes) -> bool:
    """Whether bytes hold control codes that text does not."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in data)
    return controls > _MOST_ODD * max(1, len(data))
