"""Files of every kind, and what may befall them on their way: damage by chance, from a seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

from PIL import Image, ImageDraw

from tests.making.broken import word, word_part, zipped
from tests.making.bulletins import as_docx, as_html, as_markdown
from tests.making.pages import as_file, as_ofd, as_pdf, printed

_ODD = (b"\0" * 8, b"\xff" * 8, b"<!DOCTYPE x>", b"&e;", b"]]>", b"endstream", b"0 R", b"PK\3\4")
_NUMBERS = (b"-1", b"0", b"99999999999", b"1e308", b"nan", b"2147483648")


def whole_files(text: str) -> dict[str, bytes]:
    """A file of each format that is made without LibreOffice, by suffix."""
    pages = printed(text)[:3]
    picture = Image.new("L", (300, 200), 255)
    ImageDraw.Draw(picture).rectangle((40, 40, 200, 60), fill=0)
    grey = as_file([picture], "JPEG")
    note = word("<w:p><w:r><w:t>第6期</w:t></w:r></w:p>", styles=word_part("styles", ""))
    return {
        "txt": text[:2000].encode("gb18030"),
        "md": as_markdown(text).encode(),
        "html": as_html(text, "gb2312"),
        "docx": as_docx(text),
        "pdf": as_pdf(pages, seed=1),
        "scan.pdf": as_file([picture, picture], "PDF"),
        "ofd": as_ofd(pages, seed=1),
        "scan.ofd": as_ofd([[], []], pictures=[grey, grey]),
        "png": as_file([picture], "PNG"),
        "jpg": grey,
        "tif": as_file([picture, picture], "TIFF"),
        "bmp": as_file([picture], "BMP"),
        "webp": as_file([picture], "WEBP"),
        "zip": zipped({"第6期.txt": text, "第7期.docx": note}),
    }


def damaged(data: bytes, seed: int) -> bytes:
    """A file after one to five mishaps; of an archive, also to what is inside."""
    chance = random.Random(seed)
    is_archive = data.startswith(b"PK") and chance.random() < 0.7
    if is_archive:
        return _repacked(data, chance)
    return _struck(data, chance)


def _struck(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 5)):
        data = chance.choice(_MISHAPS)(data, chance)
    return data


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.choice((1, 4, 32)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _gapped(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(2000) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[max(0, start - chance.randrange(2000)) :]


def _inserted(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.choice((*_ODD, chance.randbytes(16))) + data[start:]


def _renumbered(data: bytes, chance: random.Random) -> bytes:
    """Another number in the place of one that the file writes in digits."""
    digits = [at for at in range(len(data)) if data[at : at + 1].isdigit()][:5000]
    if not digits:
        return data
    start = chance.choice(digits)
    end = start
    while data[end : end + 1].isdigit():
        end += 1
    return data[:start] + chance.choice(_NUMBERS) + data[end:]


_MISHAPS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flipped, _flipped, _cut, _gapped, _repeated, _inserted, _renumbered, _renumbered),
)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """An archive with entries damaged, swapped, left out or put in twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    names = list(entries)
    for _ in range(chance.randint(1, 3)):
        one, two = chance.choice(names), chance.choice(names)
        match chance.randrange(5):
            case 0:
                entries[one], entries[two] = entries[two], entries[one]
            case 1:
                entries[one] = b""
            case 2:
                entries[f"{one}/{two}"] = entries[one]
            case _:
                entries[one] = _struck(entries[one], chance)
    return zipped(entries)
