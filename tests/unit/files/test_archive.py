"""Zip files: names as they were meant, and limits before anything is unpacked."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import pytest

from reformbot.errors import (
    ArchiveError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceError,
)
from reformbot.files import FileReader, Limits
from reformbot.files.archive import Archive
from reformbot.files.refusal import RefusalError
from tests.making import broken
from tests.unit.workshop import printed

LIMITS = Limits()
NAME = "简报/二〇二四年第6期.txt"


def refused(data: bytes, limits: Limits = LIMITS) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        archive = Archive(data, limits)
        for name, _ in archive.members():
            archive.read(name)
    return caught.value


@pytest.mark.parametrize("pack", [broken.zipped, broken.zipped_by_gbk])
def test_chinese_names(pack: object) -> None:
    assert callable(pack)
    archive = Archive(pack({NAME: "文"}), LIMITS)
    ((name, path),) = archive.members()
    assert path.as_posix() == NAME
    assert archive.read(name).decode() == "文"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\a.txt", "windows/a.txt"),
        ("C:\\a.txt", "a.txt"),
        ("a/./b/.../c.txt", "a/b/c.txt"),
    ],
)
def test_no_name_leads_out(name: str, path: str) -> None:
    ((_, found),) = Archive(broken.zipped({name: "文"}), LIMITS).members()
    assert found.as_posix() == path


def test_litter_is_left_out() -> None:
    names = [
        "__MACOSX/._a.txt",
        ".DS_Store",
        "a/.git/b.txt",
        "~$a.docx",
        "Thumbs.db",
        "c/",
        "d.txt",
    ]
    archive = Archive(broken.zipped(dict.fromkeys(names, "文")), LIMITS)
    assert [path.name for _, path in archive.members()] == ["d.txt"]


def test_too_many_entries() -> None:
    data = broken.zipped({f"{at}.txt": "" for at in range(30)})
    found = refused(data, replace(LIMITS, entries=29))
    assert (found.error, found.details) == (ArchiveError, {"fault": "entries"})


def test_a_directory_that_lies_about_its_count() -> None:
    data = bytearray(broken.zipped({f"{at}.txt": "" for at in range(30)}))
    at = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, at + 8, 1, 1)
    assert refused(bytes(data), replace(LIMITS, entries=29)).error is ArchiveError


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(replace(LIMITS, unpacked_bytes=2**20), id="too large"),
        pytest.param(replace(LIMITS, ratio=50), id="too dense"),
    ],
)
def test_a_bomb(limits: Limits) -> None:
    found = refused(broken.bomb(11 * 2**20), limits)
    assert (found.error, found.details) == (ArchiveError, {"fault": "bomb"})


def test_what_packs_well_but_is_small_is_no_bomb() -> None:
    data = broken.zipped({"a.txt": "简报" * 100_000})
    assert len(Archive(data, LIMITS).read("a.txt")) == 600_000


def test_a_size_that_is_a_lie() -> None:
    data = bytearray(broken.zipped({"a.txt": bytes(5 * 2**20)}))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 10)
    assert refused(bytes(data)).error is SourceDamagedError


def test_a_password() -> None:
    data = broken.locked_zip(broken.zipped({"a.txt": "文"}))
    assert refused(data).error is SourceEncryptedError


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_cut_short(cut: int) -> None:
    assert refused(broken.zipped({"a.txt": "文" * 50})[:-cut]).error is SourceDamagedError


def read(folder: Path, data: bytes, name: str = "六月.zip") -> tuple[list[str], list[SourceError]]:
    path = folder / name
    path.write_bytes(data)
    reading = FileReader().read(path)
    names = [document.path.relative_to(path).as_posix() for document in reading.documents]
    return names, list(reading.failures)


def test_each_member_is_a_document_and_a_bad_one_loses_no_other(tmp_path: Path) -> None:
    inner = broken.zipped({"d.txt": "文"})
    members = {
        "a.txt": printed(1),
        "b/二月.txt": printed(2).encode("gb18030"),
        "c.zip": inner,
        "e.xlsx": broken.zipped({"[Content_Types].xml": ""}),
        "f.txt": "",
        "g.docx": b"PK\x03\x04broken",
    }
    names, failures = read(tmp_path, broken.zipped(members))
    assert names == ["a.txt", "b/二月.txt"]
    said = {failure.details["path"].name: failure for failure in failures if failure}  # pyright: ignore
    assert said["c.zip"].details["fault"] == "nested"
    assert isinstance(said["f.txt"], SourceEmptyError)
    assert isinstance(said["g.docx"], SourceDamagedError)
    assert len(failures) == 4


def test_a_zip_that_is_called_docx_is_read_as_what_it_is(tmp_path: Path) -> None:
    data = broken.zipped({"a.txt": printed(1)})
    assert read(tmp_path, data, "a.docx") == (["a.txt"], [])


def test_nothing_to_read_in_it(tmp_path: Path) -> None:
    names, (failure,) = read(tmp_path, broken.zipped({"__MACOSX/a": "x"}), "a.docx")
    assert (names, type(failure), failure.details["fault"]) == ([], ArchiveError, "empty")


def test_an_archive_that_takes_too_long_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(broken.zipped({"a.txt": printed(1)}))
    reading = FileReader(replace(LIMITS, archive_seconds=-1)).read(path)
    assert not reading.documents
    assert [failure.code for failure in reading.failures] == ["source-timeout"]


def test_a_file_larger_than_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * (2**20 + 1))
    (failure,) = FileReader(replace(LIMITS, file_bytes=2**20)).read(path).failures
    assert failure.details == {"path": path, "size": 2, "most": 1}
