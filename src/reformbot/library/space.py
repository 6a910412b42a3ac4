"""Whether a disk is full, where SQLite and Chroma only say that something went wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

_LEAST_FREE = 1_000_000
_NAMES = ("No space left", "disk is full", "quota exceeded")


def is_full(path: Path, reason: str) -> bool:
    """Whether a failure to write at `path` is for want of space, by its reason or by the disk."""
    if any(name in reason for name in _NAMES):
        return True
    there = next((folder for folder in path.parents if folder.is_dir()), None)
    return there is not None and shutil.disk_usage(there).free < _LEAST_FREE
