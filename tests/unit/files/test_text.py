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
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.files import Document, FileReader, Format
from reformbot.files.refusal import RefusalError
from reformbot.files.text import decode
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


def read_text(path: Path) -> Document:
    """The document that a file is read as; what is wrong with it is raised."""
    reading = FileReader().read(path)
    if reading.failures:
        raise reading.failures[0]
    assert reading.documents[0].extract.format is Format.TEXT
    return reading.documents[0]


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
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decode(data)
    except RefusalError as refusal:
        assert refusal.error in (SourceBinaryError, SourceEncodingError)


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
