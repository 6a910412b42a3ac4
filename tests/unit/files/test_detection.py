"""What a file is told to be, whatever it is called."""

from __future__ import annotations

import gzip

import pytest

from reformbot.errors import (
    ArchiveError,
    SourceBinaryError,
    SourceDamagedError,
    SourceEncryptedError,
    SourceError,
)
from reformbot.files.detection import detect
from reformbot.files.document import Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError
from tests.making import broken

LIMITS = Limits()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(broken.word("<w:p/>"), Format.DOCX, id="Word"),
        pytest.param(broken.zipped({"OFD.xml": "<OFD/>"}), Format.OFD, id="ofd"),
        pytest.param(broken.zipped({"2024年第6期.txt": "文"}), Format.ARCHIVE, id="zip"),
        pytest.param(broken.zipped({"word/document.xml": ""}), Format.ARCHIVE, id="zip of xml"),
        pytest.param(broken.ole("Root Entry", "WordDocument"), Format.DOC, id="Word 97"),
        pytest.param(b"{\\rtf1\\ansi x}", Format.DOC, id="rich text"),
        pytest.param(
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w/>',
            Format.DOC,
            id="Word 2003 in XML",
        ),
        pytest.param(b"%PDF-1.7\n", Format.PDF, id="pdf"),
        pytest.param(b"\r\n%PDF-1.4\n", Format.PDF, id="pdf after an empty line"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(9), Format.IMAGE, id="png"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(9), Format.IMAGE, id="jpeg"),
        pytest.param(b"II*\0" + bytes(9), Format.IMAGE, id="tiff"),
        pytest.param(b"GIF89a" + bytes(9), Format.IMAGE, id="gif"),
        pytest.param(b"BM\x9a\0\0\0\0\0\0\0" + bytes(9), Format.IMAGE, id="bmp"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8 ", Format.IMAGE, id="webp"),
        pytest.param(b"<!DOCTYPE html>\n<p>x", Format.HTML, id="html"),
        pytest.param(b'\xef\xbb\xbf\n<HTML lang="zh">', Format.HTML, id="html in capitals"),
        pytest.param(b'<?xml version="1.0"?><html xmlns="x">', Format.HTML, id="xhtml"),
        pytest.param("<html><body>文".encode("utf-16"), Format.HTML, id="html in utf-16"),
        pytest.param("<b>粗</b>体".encode(), Format.TEXT, id="no page, but text with a tag"),
        pytest.param("BM模型".encode(), Format.TEXT, id="text like a bitmap"),
        pytest.param("PK赛".encode(), Format.TEXT, id="text like a zip"),
        pytest.param(b"", Format.TEXT, id="nothing"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".docx", ".txt"])
def test_kinds(data: bytes, kind: Format, suffix: str) -> None:
    assert detect(data, suffix, LIMITS) is kind


def test_markdown_is_text_that_is_called_so() -> None:
    assert detect("# 题".encode(), ".md", LIMITS) is Format.MARKDOWN
    assert detect("# 题".encode(), ".txt", LIMITS) is Format.TEXT


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(
            broken.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": ""}),
            SourceBinaryError,
            id="spreadsheet",
        ),
        pytest.param(
            broken.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
            SourceBinaryError,
            id="OpenDocument",
        ),
        pytest.param(broken.ole("Workbook"), SourceBinaryError, id="older spreadsheet"),
        pytest.param(broken.ole("PowerPoint Document"), SourceBinaryError, id="presentation"),
        pytest.param(broken.ole("EncryptedPackage"), SourceEncryptedError, id="Word, locked"),
        pytest.param(broken.ole("Root Entry"), SourceDamagedError, id="container without text"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SourceDamagedError, id="a mere start"),
        pytest.param(b"PK\x03\x04" + b"x" * 50, SourceDamagedError, id="no zip after all"),
        pytest.param(broken.word("<w:p/>")[:-30], SourceDamagedError, id="zip without its end"),
        pytest.param(broken.bomb(300 * 2**20), ArchiveError, id="bomb"),
        pytest.param(b"Rar!\x1a\x07\x01\0", SourceBinaryError, id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + bytes(9), SourceBinaryError, id="7z"),
        pytest.param(gzip.compress(b"x", mtime=0), SourceBinaryError, id="gzip"),
        pytest.param(b"MZ\x90\0" + bytes(9), SourceBinaryError, id="program"),
    ],
)
def test_refused(data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(RefusalError) as caught:
        detect(data, ".docx", LIMITS)
    assert caught.value.error is error


def test_a_locked_word_97_file() -> None:
    text = b"\xec\xa5\xc1\0" + bytes(6) + b"\x01\0" + bytes(500)
    text = text[:10] + b"\0\x01" + text[12:]
    with pytest.raises(RefusalError) as caught:
        detect(broken.ole("WordDocument") + text, ".doc", LIMITS)
    assert caught.value.error is SourceEncryptedError
