"""How a reader, which knows no path, says that it cannot read a file."""

from __future__ import annotations

from pathlib import Path

from reformbot.errors import SourceError


class RefusalError(Exception):
    """A reader refuses a file; the front door makes the error of it that people see.

    Args:
        error: class of that error.
        details: its details, all but the path.
    """

    def __init__(self, error: type[SourceError], **details: str | int | float) -> None:
        self.error = error
        self.details = details
        super().__init__(error.code, details)

    def at(self, path: Path) -> SourceError:
        """The error, about the file at `path`."""
        return self.error(path=path, **self.details)
