"""A PDF's pages as lines and rules with their places: millimetres from the page's upper left."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reformbot.drafting.fonts import Face

MM = 25.4 / 72
_SAME_LINE = 1.0
_ALIAS = (
    '<match target="pattern"><test name="family"><string>{face}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{there}</string></edit></match>'
)


@dataclass(frozen=True, slots=True)
class Char:
    """A character as printed: its cell from left to right, and its colour as red, green, blue."""

    text: str
    left: float
    right: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline, from left to right."""

    baseline: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """What it says, without spaces."""
        return "".join("".join(char.text for char in self.chars).split())


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line from left to right; its thickness is points."""

    left: float
    right: float
    middle: float
    thickness: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: lines from above, and rules."""

    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    @property
    def folio(self) -> Line:
        """The line of the page number, the last."""
        return self.lines[-1]

    @property
    def body(self) -> tuple[Line, ...]:
        """All lines but the page number's."""
        return self.lines[:-1]


def print_files(files: list[Path], folder: Path) -> list[list[Sheet]]:
    """Have LibreOffice print .docx files as PDF, with any Chinese face in place of the official.

    Chinese characters are equally wide in all of them.
    """
    office = shutil.which("soffice")
    if office is None or shutil.which("fc-list") is None:
        pytest.skip("LibreOffice or fontconfig is not installed")
    command = [
        *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", str(folder), *map(str, files)),
    ]
    environment = os.environ | {"FONTCONFIG_FILE": str(_aliases(folder))}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=240)
    return [_read(folder / f"{file.stem}.pdf") for file in files]


def _aliases(folder: Path) -> Path:
    """A fontconfig file that knows the official faces by one that the machine has."""
    listed = (
        shutil.which("fc-list")
        and subprocess.run(
            ["fc-list", ":lang=zh-cn:scalable=true", "family"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
    )
    families = sorted(line.split(",")[0] for line in listed or ())
    if not families:
        pytest.skip("no Chinese face is installed")
    there = next((one for one in families if "Serif" in one and "SC" in one), families[0])
    matches = "".join(_ALIAS.format(face=face.value, there=escape(there)) for face in Face)
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{matches}</fontconfig>',
        encoding="utf-8",
    )
    return path


def _read(path: Path) -> list[Sheet]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_sheet(document[at]) for at in range(len(document))]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    height = page.get_height()
    rows: list[tuple[float, list[Char]]] = []
    text = page.get_textpage()
    for at in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if char.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        baseline = (height - y.value) * MM
        left, _, right, _ = text.get_charbox(at, loose=True)
        made = Char(char, left * MM, right * MM, _text_colour(text, at))
        near = [row for row in rows if abs(row[0] - baseline) < _SAME_LINE]
        if near:
            near[0][1].append(made)
        else:
            rows.append((baseline, [made]))
    lines = tuple(
        Line(baseline, tuple(sorted(chars, key=lambda char: char.left)))
        for baseline, chars in sorted(rows, key=lambda row: row[0])
    )
    return Sheet(lines, tuple(_rules(page, height)))


def _text_colour(text: pypdfium2.PdfTextPage, at: int) -> tuple[int, int, int]:
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, at, *channels)
    red, green, blue, _ = (channel.value for channel in channels)
    return red, green, blue


def _rules(page: pypdfium2.PdfPage, height: float) -> list[Rule]:
    found: list[Rule] = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(shape, width)
        left, bottom, right, top = shape.get_bounds()  # the stroke's width around the path
        channels = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetStrokeColor(shape, *channels)
        red, green, blue, _ = (channel.value for channel in channels)
        found.append(
            Rule(
                left=(left + width.value) * MM,
                right=(right - width.value) * MM,
                middle=(height - (top + bottom) / 2) * MM,
                thickness=width.value,
                colour=(red, green, blue),
            )
        )
    return sorted(found, key=lambda rule: rule.middle)
