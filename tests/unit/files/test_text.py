"""Text files as offices have them: many encodings, and many files that are no text at all."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.errors import (
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingError,
    SourceError,
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.files import SUFFIXES, find_files, read_text
from tests.unit.workshop import CORPUS, printed

NOT_AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything"
)
SHORT = printed(3)
LONG = sorted(CORPUS.glob("*.txt"))[0].read_text(encoding="utf-8")
TRADITIONAL = (
    "示例工作簡報\n\n二零二四年第三期\n\n揚州市總工會建成十三家工匠學院，培訓職工一萬兩千人。\n"
)


def write(folder: Path, data: bytes, name: str = "issue.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        pytest.param("utf-8", b"", id="utf-8"),
        pytest.param("utf-8", codecs.BOM_UTF8, id="utf-8 with mark"),
        pytest.param("utf-16-le", codecs.BOM_UTF16_LE, id="utf-16 little"),
        pytest.param("utf-16-be", codecs.BOM_UTF16_BE, id="utf-16 big"),
        pytest.param("utf-32-le", codecs.BOM_UTF32_LE, id="utf-32"),
        pytest.param("utf-16-le", b"", id="utf-16 little without mark"),
        pytest.param("utf-16-be", b"", id="utf-16 big without mark"),
        pytest.param("gb18030", b"", id="gb18030"),
        pytest.param("gbk", b"", id="gbk"),
    ],
)
def test_encodings(tmp_path: Path, codec: str, mark: bytes, text: str) -> None:
    read = read_text(write(tmp_path, mark + text.encode(codec)))
    assert read.text == text


def test_gb2312_has_fewer_characters(tmp_path: Path) -> None:
    read = read_text(write(tmp_path, SHORT.encode("gb2312")))
    assert read.text == SHORT


def test_gb18030_has_characters_that_gbk_lacks(tmp_path: Path) -> None:
    text = SHORT.replace("定下", "㐀䶮𠮷")
    read = read_text(write(tmp_path, text.encode("gb18030")))
    assert read.text == text


def test_big5(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, TRADITIONAL.encode("big5"))).text == TRADITIONAL


def test_line_breaks_are_left_as_they_are(tmp_path: Path) -> None:
    text = SHORT.replace("\n", "\r\n") + "末行\r"
    assert read_text(write(tmp_path, text.encode())).text == text


def test_bytes_and_hash_are_the_files(tmp_path: Path) -> None:
    data = codecs.BOM_UTF8 + SHORT.encode()
    path = write(tmp_path, data)
    read = read_text(path)
    assert (read.path, read.data) == (path, data)
    assert read.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \t\r\n\n", id="blank"),
        pytest.param("\u3000\u3000\n".encode(), id="wide spaces"),
        pytest.param(codecs.BOM_UTF8, id="a mark alone"),
        pytest.param(codecs.BOM_UTF16_LE, id="a wide mark alone"),
        pytest.param("\n \u3000".encode("utf-16"), id="wide spaces in utf-16"),
    ],
)
def test_nothing_to_read(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceEmptyError):
        read_text(write(tmp_path, data))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), id="png"),
        pytest.param(b"PK\x03\x04" + "第6期".encode() * 50, id="zip, docx"),
        pytest.param(b"%PDF-1.7\n" + b"text" * 50, id="pdf"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), id="doc, wps"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(40), id="jpeg"),
        pytest.param(b"GIF89a" + bytes(40), id="gif"),
        pytest.param(gzip.compress(LONG.encode(), mtime=0), id="gzip"),
        pytest.param(b"SQLite format 3\0" + bytes(range(256)) * 8, id="sqlite"),
        pytest.param(bytes(500), id="zeros"),
        pytest.param(b"hello\0world" * 40, id="words between zeros"),
        pytest.param(random.Random(1).randbytes(5000), id="random bytes"),
        pytest.param(random.Random(2).randbytes(200) + b"\0" * 20, id="fewer random bytes"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, data)
    with pytest.raises(SourceBinaryError) as caught:
        read_text(path)
    assert caught.value.details == {"path": path}


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_within_a_character(tmp_path: Path, cut: int) -> None:
    """It must not come out as other characters: better no text than a wrong one."""
    with pytest.raises(SourceEncodingError):
        read_text(write(tmp_path, LONG.rstrip().encode()[:-cut]))


def test_one_wrong_byte_in_utf8(tmp_path: Path) -> None:
    data = bytearray(LONG.encode())
    data[len(data) // 2] = 0xFF
    with pytest.raises(SourceEncodingError):
        read_text(write(tmp_path, bytes(data)))


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_a_wide_encoding_cut_within_a_character(tmp_path: Path, codec: str) -> None:
    with pytest.raises(SourceEncodingError):
        read_text(write(tmp_path, LONG.encode(codec)[:-1]))


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_or_a_source_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = write(tmp_path_factory.getbasetemp(), data, "any.txt")
    try:
        read = read_text(path)
    except SourceError as error:
        assert error.details["path"] == path
    else:
        assert read.text.strip()
        assert read.data == data


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf8_text_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), ("字" + text).encode(), "any.txt")
    assert read_text(path).text == "字" + text


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        read_text(tmp_path / "absent.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError) as caught:
        read_text(tmp_path)
    assert caught.value.details["reason"]


@NOT_AS_ROOT
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path, SHORT.encode())
    path.chmod(0)
    with pytest.raises(SourceUnreadableError):
        read_text(path)


def test_files_of_a_folder_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ("b.txt", "a.MD", "c/d.txt", "c/a.markdown", "e.docx", "f", ".txt")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")
    (tmp_path / "folder.txt").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a.MD", "b.txt", "c/a.markdown", "c/d.txt"]


def test_files_named_one_by_one_keep_their_order(tmp_path: Path) -> None:
    paths = [write(tmp_path, b"x", name) for name in ("b.txt", "a.docx")]
    assert find_files(paths) == paths
    assert ".docx" not in SUFFIXES  # what is named is read, whatever its suffix


def test_an_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, b"x", "e.docx")
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
