"""Text in whatever encoding an office has it."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

from reformbot.errors import SourceBinaryError, SourceEncodingError
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GB_FAMILY = frozenset({"gb2312", "gbk", "cp936", "hz"})
_MOST_ODD = 0.02


def read_text(data: bytes, _limits: Limits) -> Extract:
    """Read bytes as text.

    Raises:
        RefusalError: see `decode`.
    """
    return Extract(Format.TEXT, decode(data))


def decode(data: bytes) -> str:
    """The text of bytes: by their byte order mark, as UTF-8, or by what they look like.

    Raises:
        RefusalError: they are no text (SourceBinaryError), or no encoding fits
            (SourceEncodingError).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise RefusalError(SourceEncodingError) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data)
    return _detected(data) if "\0" in text else text


def _detected(data: bytes) -> str:
    """Decode by charset-normalizer's best guess; the GB family by its superset GB18030."""
    best = from_bytes(data).best()
    if best is None:
        raise _refusal(data)
    encoding = "gb18030" if best.encoding in _GB_FAMILY else best.encoding
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise RefusalError(SourceEncodingError) from error
    odd = sum(unicodedata.category(char) in ("Cc", "Co", "Cn") and char not in "\t\n\r\f"
              for char in text)  # fmt: skip
    if odd > _MOST_ODD * len(text):
        raise _refusal(data)
    return text


def _refusal(data: bytes) -> RefusalError:
    """Of bytes that hold control codes as text does not, or else of an encoding."""
    controls = sum(byte < 9 or 13 < byte < 32 for byte in data)
    is_binary = controls > _MOST_ODD * max(1, len(data))
    return RefusalError(SourceBinaryError) if is_binary else RefusalError(SourceEncodingError)
