"""Which files of a folder are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformbot.errors import SourceEmptyError, SourceMissingError, SourceUnreadableError
from reformbot.files import SUFFIXES, find_files


def test_files_of_a_folder_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ("b.txt", "a.MD", "c/d.txt", "c/a.markdown", "e.xlsx", "~$g.docx", "h.wps", "f", ".txt")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")
    (tmp_path / "folder.txt").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a.MD", "b.txt", "c/a.markdown", "c/d.txt", "h.wps"]


def test_files_named_one_by_one_keep_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.txt", "a.xlsx")]
    for path in paths:
        path.write_bytes(b"x")
    assert find_files(paths) == paths
    assert ".xlsx" not in SUFFIXES  # what is named is read, whatever its suffix


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "e.xlsx").write_bytes(b"x")
    with pytest.raises(SourceEmptyError) as caught:
        find_files([tmp_path])
    assert caught.value.details == {"path": tmp_path}


@pytest.mark.parametrize("name", ["absent", "absent/deeper.txt", "nul\0in.txt"])
def test_a_path_to_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceMissingError):
        find_files([tmp_path / name])


def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "absent.txt")
    with pytest.raises(SourceMissingError):
        find_files([tmp_path / "link.txt"])
    with pytest.raises(SourceEmptyError):
        find_files([tmp_path])


def test_a_name_too_long_for_the_system(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError):
        find_files([tmp_path / ("期" * 300)])
