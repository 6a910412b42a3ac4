"""What is wrong with files that are to be read."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class SourceError(ReformbotError):
    """A file cannot become an issue (details: path)."""

    code: ClassVar[str] = "source"


class SourceMissingError(SourceError):
    """There is no such file or folder (details: path)."""

    code: ClassVar[str] = "source-missing"


class SourceEmptyError(SourceError):
    """The file, or the folder, holds nothing to read (details: path)."""

    code: ClassVar[str] = "source-empty"


class SourceBinaryError(SourceError):
    """The file is of no kind that can be read (details: path)."""

    code: ClassVar[str] = "source-binary"


class SourceEncodingError(SourceError):
    """The file is text in no encoding that could be made out (details: path)."""

    code: ClassVar[str] = "source-encoding"


class SourceUnreadableError(SourceError):
    """The system refuses to read the file (details: path, reason)."""

    code: ClassVar[str] = "source-unreadable"


class SourceEncryptedError(SourceError):
    """The file opens with a password only (details: path)."""

    code: ClassVar[str] = "source-encrypted"


class SourceDamagedError(SourceError):
    """The file is broken, or is made to harm who reads it (details: path)."""

    code: ClassVar[str] = "source-damaged"


class SourceTooLargeError(SourceError):
    """The file has more megabytes than are read (details: path, size, most)."""

    code: ClassVar[str] = "source-too-large"


class PictureTooLargeError(SourceError):
    """A picture or a page has more pixels than are read (details: path, pixels, most)."""

    code: ClassVar[str] = "picture-too-large"


class SourceTooManyPagesError(SourceError):
    """The file has more pages than are read (details: path, pages, most)."""

    code: ClassVar[str] = "source-too-many-pages"


class SourceTextlessError(SourceError):
    """The file holds pictures, and no text was found in them (details: path)."""

    code: ClassVar[str] = "source-textless"


class ArchiveError(SourceError):
    """An archive is not unpacked (details: path, fault).

    `fault` is "nested", "entries" (too many), "bomb" (too large when unpacked) or "empty" (of files
    that can be read).
    """

    code: ClassVar[str] = "archive"


class SourceTimeoutError(SourceError):
    """Reading the file took longer than it may (details: path, seconds)."""

    code: ClassVar[str] = "source-timeout"


class SourceMemoryError(SourceError):
    """Reading the file took more megabytes of memory than it may (details: path, most)."""

    code: ClassVar[str] = "source-memory"


class ToolMissingError(SourceError):
    """A program that the file's format needs is not installed (details: path, tool, command)."""

    code: ClassVar[str] = "tool-missing"


class NotABulletinError(SourceError):
    """The text has no issue number or no article (details: path, lacks)."""

    code: ClassVar[str] = "not-a-bulletin"


class DuplicateIssueError(SourceError):
    """Two files of one run hold the same issue (details: path, issue, other)."""

    code: ClassVar[str] = "duplicate-issue"


class BatchError(ReformbotError):
    """A line of a batch file is no question or no brief (details: path, line, reason)."""

    code: ClassVar[str] = "batch"
