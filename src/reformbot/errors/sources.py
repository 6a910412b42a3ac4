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
    """The file is not text (details: path)."""

    code: ClassVar[str] = "source-binary"


class SourceEncodingError(SourceError):
    """The file is text in no encoding that could be made out (details: path)."""

    code: ClassVar[str] = "source-encoding"


class SourceUnreadableError(SourceError):
    """The system refuses to read the file (details: path, reason)."""

    code: ClassVar[str] = "source-unreadable"


class NotABulletinError(SourceError):
    """The text has no issue number or no article (details: path, lacks)."""

    code: ClassVar[str] = "not-a-bulletin"


class DuplicateIssueError(SourceError):
    """Two files of one run hold the same issue (details: path, issue, other)."""

    code: ClassVar[str] = "duplicate-issue"


class BatchError(ReformbotError):
    """A line of a batch file is no question or no brief (details: path, line, reason)."""

    code: ClassVar[str] = "batch"
