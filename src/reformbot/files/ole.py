"""The older Office container: what its directory and the first bytes of its text tell."""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD = b"\xec\xa5"
_WORD_VERSIONS = range(0x65, 0x200)
_ENCRYPTED = 0x0100


def has_stream(data: bytes, name: str) -> bool:
    """Whether the directory names a stream, or a storage, so."""
    spelled = name.encode("utf-16-le")
    entry = spelled.ljust(64, b"\0") + struct.pack("<H", len(spelled) + 2)
    return entry in data


def is_encrypted(data: bytes) -> bool:
    """Whether it holds a package under a password, or Word's text is marked as encrypted."""
    if has_stream(data, "EncryptedPackage"):
        return True
    return any(
        _is_encrypted_text(data, at)
        for at in range(_SECTOR, len(data) - 12, _SECTOR)
        if data.startswith(_WORD, at)
    )


def has_macros(data: bytes) -> bool:
    """Whether it holds a VBA project."""
    return has_stream(data, "_VBA_PROJECT") or has_stream(data, "Macros")


def is_other_office(data: bytes) -> bool:
    """Whether it is a spreadsheet or a presentation."""
    return any(has_stream(data, name) for name in ("Workbook", "Book", "PowerPoint Document"))


def _is_encrypted_text(data: bytes, at: int) -> bool:
    version, flags = struct.unpack_from("<H6xH", data, at + 2)
    return version in _WORD_VERSIONS and bool(flags & _ENCRYPTED)
