"""A small disk of our own, where the system lets us have one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    """A file system in memory whose size can be changed."""

    folder: Path

    def resize(self, kilobytes: int) -> None:
        command = ["mount", "-o", f"remount,size={kilobytes}k", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)

    def forbid_writing(self) -> None:
        command = ["mount", "-o", "remount,ro", str(self.folder)]
        subprocess.run(command, check=True, capture_output=True)

    def fill(self, leave: int = 0) -> Path:
        """Put a file there that leaves so many bytes."""
        file = self.folder / "filler"
        with file.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(bytes(4096))
            except OSError:
                pass
            out.truncate(max(0, out.tell() - leave))
        return file


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20000k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no permission to mount a small disk")
    yield Disk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)
