"""The files as they came in, kept under the hash of their bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reformbot.errors import StorageError


class Originals:
    """A folder of kept files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where a kept file lies."""
        return self._folder / name

    def put(self, name: str, data: bytes) -> None:
        """Keep a file; nothing half-written is ever under its name.

        Raises:
            HomeUnwritableError, DiskFullError: it cannot be written.
        """
        target = self.path(name)
        if target.exists():
            return
        partial: Path | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                partial = Path(file.name)
                file.write(data)
            partial.replace(target)
        except OSError as error:
            if partial is not None:
                partial.unlink(missing_ok=True)
            raise StorageError.of(target, error) from error
