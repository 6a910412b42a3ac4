"""Files that are broken, locked, or made to harm who reads them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512

PACKAGE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip file of entries by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def zipped_by_gbk(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip file as Chinese Windows writes it: names in GBK, and no word of that."""
    directory, body = b"", b""
    for name, data in entries.items():
        raw, plain = name.encode("gbk"), data if isinstance(data, bytes) else data.encode()
        sizes = struct.pack("<III", zlib.crc32(plain), len(plain), len(plain))
        shared = struct.pack("<HHHHH", 20, 0, 0, 0, 0) + sizes
        lengths = struct.pack("<HH", len(raw), 0)
        directory += b"PK\x01\x02\x14\0" + shared + lengths
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + shared + lengths + raw + plain
    end = struct.pack("<4H2IH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def locked_zip(data: bytes) -> bytes:
    """A zip file whose entries say that they are encrypted."""
    made = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.find(mark)
        while start >= 0:
            made[start + at] |= 1
            start = made.find(mark, start + 4)
    return bytes(made)


def word(body: str, doctype: str = "", **parts: str) -> bytes:
    """A small Word file.

    Args:
        body: what is in its body, with the prefix `w` for Word's names.
        doctype: put before its root.
        parts: further parts below `word/`, by name without `.xml`.
    """
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{_WORD}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    others = {f"word/{name}.xml": part for name, part in parts.items()}
    return zipped({**PACKAGE, "word/document.xml": document, **others})


def word_part(name: str, body: str) -> str:
    """A further part of a Word file, such as its styles."""
    return f'<w:{name} xmlns:w="{_WORD}">{body}</w:{name}>'


def ole(*streams: str) -> bytes:
    """The older Office container with a directory that names streams, and nothing in them."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in streams
    )
    return _OLE.ljust(_SECTOR, b"\0") + entries.ljust(2 * _SECTOR, b"\0")


def locked_doc(data: bytes) -> bytes:
    """A Word 97 file whose text says that it is encrypted."""
    at = next(at for at in range(_SECTOR, len(data), _SECTOR) if data[at : at + 2] == b"\xec\xa5")
    flags = struct.unpack_from("<H", data, at + 10)[0] | 0x0100
    return data[: at + 10] + struct.pack("<H", flags) + data[at + 12 :]


def locked_pdf(data: bytes) -> bytes:
    """A PDF, written in plain words, under a password that nobody knows."""
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'4f' * 32}>/U<{'55' * 32}>>>"
    start, found, end = data.rpartition(b"trailer<<")
    return start + found + f"{lock}/ID[<{'00' * 16}><{'00' * 16}>]".encode() + end


def bomb(size: int) -> bytes:
    """A Word file of which one entry unpacks to so many zeros."""
    return zipped({**PACKAGE, "word/document.xml": bytes(size)})


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE x [{}]>".format(
    '<!ENTITY l0 "哈">' + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
)
