"""Kept files: whole or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformbot.errors import HomeUnwritableError
from reformbot.library.originals import Originals


def test_a_file_is_kept(tmp_path: Path) -> None:
    kept = Originals(tmp_path / "new" / "folder")
    kept.put("a.txt", b"content")
    assert kept.path("a.txt").read_bytes() == b"content"
    assert [path.name for path in kept.path("").iterdir()] == ["a.txt"]


def test_what_is_kept_is_not_written_again(tmp_path: Path) -> None:
    kept = Originals(tmp_path)
    kept.put("a.txt", b"content")
    kept.put("a.txt", b"other")
    assert kept.path("a.txt").read_bytes() == b"content"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeUnwritableError) as caught:
        Originals(tmp_path / "file").put("a.txt", b"content")
    assert caught.value.details["path"] == tmp_path / "file" / "a.txt"


def test_a_name_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(HomeUnwritableError):
        Originals(tmp_path).put("absent/a.txt", b"content")
    assert list(tmp_path.iterdir()) == []
