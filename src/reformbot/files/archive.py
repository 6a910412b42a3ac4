"""Zip files, opened with care: archives of files, and the formats that are archives inside."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from reformbot.errors import ArchiveError, SourceDamagedError, SourceEncryptedError
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65535
_BYTES_PER_NAME = 600  # of the directory: more than any office's path takes
_SMALL = 10 * 1024 * 1024  # whatever is unpacked to less is no bomb, however well it was packed
_ENCRYPTED = 0x1
_NAMED_IN_UTF8 = 0x800
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


class Archive:
    """A zip file whose directory keeps within the limits.

    Raises:
        RefusalError: it is damaged, encrypted, has too many entries, or would be too large.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        _check_directory(data, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise RefusalError(SourceDamagedError) from error
        entries = self._zip.infolist()
        if len(entries) > limits.entries:
            raise RefusalError(ArchiveError, fault="entries")
        unpacked = sum(entry.file_size for entry in entries)
        is_dense = unpacked > limits.ratio * len(data) and unpacked > _SMALL
        if unpacked > limits.unpacked_bytes or is_dense:
            raise RefusalError(ArchiveError, fault="bomb")
        self._entries = {entry.filename: entry for entry in entries}

    @property
    def names(self) -> frozenset[str]:
        """The entries' names as the zip file spells them."""
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The bytes of an entry; none where there is no such entry.

        Raises:
            RefusalError: it is damaged or encrypted.
        """
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.flag_bits & _ENCRYPTED:
            raise RefusalError(SourceEncryptedError)
        try:
            return self._zip.read(entry)
        except Exception as error:  # each packing method has errors of its own
            raise RefusalError(SourceDamagedError) from error

    def members(self) -> Iterator[tuple[str, PurePosixPath]]:
        """Name and harmless path of each entry that somebody put in on purpose."""
        for name, entry in self._entries.items():
            if entry.is_dir():
                continue
            path = _harmless(_spelled(entry))
            parts = path.parts
            is_litter = any(part in _LITTER or part.startswith((".", "~$")) for part in parts)
            if parts and not is_litter:
                yield name, path


def _check_directory(data: bytes, limits: Limits) -> None:
    """Refuse by the directory's own count and size, before anything reads it whole."""
    at = data.rfind(_END, max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    if at < 0 or at + _END_BYTES > len(data):
        raise RefusalError(SourceDamagedError)
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > limits.entries or size > limits.entries * _BYTES_PER_NAME:
        raise RefusalError(ArchiveError, fault="entries")


def _spelled(entry: zipfile.ZipInfo) -> str:
    """An entry's name; where it is not marked as UTF-8, Chinese systems write it in theirs."""
    if entry.flag_bits & _NAMED_IN_UTF8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _harmless(name: str) -> PurePosixPath:
    """A path that leads nowhere but down."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    return PurePosixPath(*(part for part in parts if part.strip(". ") and not part.endswith(":")))
