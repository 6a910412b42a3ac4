"""Which files an office may mean when it names a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reformbot.errors import SourceEmptyError, SourceMissingError, SourceUnreadableError

SUFFIXES = (
    *(".txt", ".md", ".markdown", ".html", ".htm"),
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".zip"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
)
"""How the names of files end that are looked for; what is named itself is read, however named."""

_LEFT_OPEN = "~$"  # what Word leaves beside a file that is open


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and for a folder every readable file below it in the order of their names.

    Raises:
        SourceMissingError: a path does not exist.
        SourceUnreadableError: a path cannot be looked at.
        SourceEmptyError: a folder holds no file that can be read.
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
        inside = sorted(inner for inner in path.rglob("*") if _is_readable(inner))
        if not inside:
            raise SourceEmptyError(path=path)
        found += inside
    return found


def _is_readable(path: Path) -> bool:
    is_named_so = path.suffix.lower() in SUFFIXES and not path.name.startswith(_LEFT_OPEN)
    return is_named_so and path.is_file()
