"""The front door: any file an office has, read by its content within the limits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reformbot.errors import (
    ArchiveError,
    SourceEmptyError,
    SourceError,
    SourceMissingError,
    SourceTimeoutError,
    SourceTooLargeError,
    SourceTooManyPagesError,
    SourceUnreadableError,
)
from reformbot.files.archive import Archive
from reformbot.files.detection import detect
from reformbot.files.document import Document, Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError
from reformbot.files.sandbox import read_apart
from reformbot.files.text import read_text

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: one document, several of an archive, and why others are not there."""

    documents: tuple[Document, ...]
    failures: tuple[SourceError, ...]


class FileReader:
    """Reads files, every kind but plain text in a process of its own.

    Args:
        limits: on each file, and on the process that reads it.
    """

    VERSION = "1"
    """Changes whenever the same file would be read as another text; part of an edition's shape."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def read(self, path: Path) -> Reading:
        """Read a file; whatever is wrong with it is among the failures, and nothing is raised."""
        try:
            data = self._bytes(path)
        except SourceError as error:
            return Reading((), (error,))
        return self.read_bytes(path, data)

    def read_bytes(self, path: Path, data: bytes) -> Reading:
        """Read what a file of that name holds, as `read` does; nothing is looked for on disk."""
        documents: list[Document] = []
        failures: list[SourceError] = []
        try:
            if len(data) > self._limits.file_bytes:
                raise self._too_large(path, len(data))
            kind = self._kind(path, data)
            if kind is not Format.ARCHIVE:
                return Reading((self._document(path, data, kind),), ())
            members = list(self._members(path, data))
        except SourceError as error:
            return Reading((), (error,))
        ends = time.monotonic() + self._limits.archive_seconds
        for member, inner in members:
            try:
                if time.monotonic() > ends:
                    seconds = round(self._limits.archive_seconds)
                    raise SourceTimeoutError(path=member, seconds=seconds)
                documents.append(self._member(member, inner))
            except SourceError as error:
                failures.append(error)
        return Reading(tuple(documents), tuple(failures))

    def _bytes(self, path: Path) -> bytes:
        try:
            size = path.stat().st_size
            if size > self._limits.file_bytes:
                raise self._too_large(path, size)
            with path.open("rb") as file:
                # A pipe or a file that grows has no size before; too much is refused when read.
                return file.read(self._limits.file_bytes + 1)
        except FileNotFoundError as error:
            raise SourceMissingError(path=path) from error
        except OSError as error:
            raise SourceUnreadableError(path=path, reason=error.strerror or str(error)) from error

    def _too_large(self, path: Path, size: int) -> SourceTooLargeError:
        most = self._limits.file_bytes // _MIB
        return SourceTooLargeError(path=path, size=-(-size // _MIB), most=most)

    def _kind(self, path: Path, data: bytes) -> Format:
        try:
            return detect(data, path.suffix.lower(), self._limits)
        except RefusalError as refusal:
            raise refusal.at(path) from refusal

    def _document(self, path: Path, data: bytes, kind: Format) -> Document:
        try:
            extract = self._extract(kind, data)
        except RefusalError as refusal:
            raise refusal.at(path) from refusal
        if not extract.text.strip():
            raise SourceEmptyError(path=path)
        if len(extract.page_starts) > self._limits.pages:
            pages = len(extract.page_starts)
            raise SourceTooManyPagesError(path=path, pages=pages, most=self._limits.pages)
        return Document(path, data, extract)

    def _extract(self, kind: Format, data: bytes) -> Extract:
        if kind is Format.TEXT or not data.strip():
            return read_text(data, self._limits)
        return read_apart(kind, data, self._limits)

    def _members(self, path: Path, data: bytes) -> Iterator[tuple[Path, bytes | RefusalError]]:
        """Path and bytes of each file in an archive, or why it has none."""
        try:
            archive = Archive(data, self._limits)
        except RefusalError as refusal:
            raise refusal.at(path) from refusal
        is_empty = True
        for name, inner in archive.members():
            is_empty = False
            try:
                yield path / inner, archive.read(name)
            except RefusalError as refusal:
                yield path / inner, refusal
        if is_empty:
            raise ArchiveError(path=path, fault="empty")

    def _member(self, path: Path, data: bytes | RefusalError) -> Document:
        if isinstance(data, RefusalError):
            raise data.at(path)
        kind = self._kind(path, data)
        if kind is Format.ARCHIVE:
            raise ArchiveError(path=path, fault="nested")
        return self._document(path, data, kind)
