"""Text files in whatever encoding an office has them."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from reformbot.errors import (
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingError,
    SourceMissingError,
    SourceUnreadableError,
)

SUFFIXES = (".txt", ".md", ".markdown")
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


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text.

    Attributes:
        path: where it was read from.
        text: decoded, line breaks as in the file.
        encoding: the codec that decoded it.
        data: the file's bytes.
    """

    path: Path
    text: str
    encoding: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


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


def read_text(path: Path) -> SourceText:
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
    text, encoding = _decoded(path, data)
    if not text.strip():
        raise SourceEmptyError(path=path)
    return SourceText(path, text, encoding, data)


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
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
    return text, "utf-8"


def _detected(path: Path, data: bytes) -> tuple[str, str]:
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
    return text, encoding


def _is_binary(data: bytes) -> bool:
    """Whether bytes hold control codes that text does not."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in data)
    return controls > _MOST_ODD * max(1, len(data))
