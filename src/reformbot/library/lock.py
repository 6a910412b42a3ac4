"""The lock of a home: one process at a time builds, switches or clears away."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from reformbot.errors import BuildInProgressError, StorageError


class BuildLock:
    """A lock file; it is free again when its holder ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def held(self) -> Generator[None]:
        """Be the only one who changes the index.

        Raises:
            BuildInProgressError: somebody else is.
            StorageError: the lock file cannot be written.
        """
        lock = FileLock(self._path)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise BuildInProgressError(path=self._path.parent) from error
        except OSError as error:
            raise StorageError.of(self._path, error) from error
        try:
            yield
        finally:
            lock.release()
