"""Folders that have to be writable before anything is begun."""

from __future__ import annotations

from pathlib import Path

from reformbot.errors import StorageError

_WRITE_TEST = ".writable"


def writable(folder: Path) -> Path:
    """The folder, created and known to be writable.

    Raises:
        HomeUnwritableError, DiskFullError: it is not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / _WRITE_TEST
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError.of(folder, error) from error
    return folder
