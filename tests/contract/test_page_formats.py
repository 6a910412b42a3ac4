"""An issue as finished pages: PDF, OFD and scans, read back in processes of their own."""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from reformbot.bulletin.model import Issue
from reformbot.bulletin.parse import parse
from reformbot.errors import SourceTextlessError
from reformbot.files import Document, Extract, FileReader
from tests.conftest import SHARED
from tests.making.bulletins import SOFFICE, as_docx, converted
from tests.making.mutations import damaged, whole_files
from tests.making.pages import as_file, as_ofd, as_pdf, photographed, printed

NEEDS_OFFICE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
NEEDS_OCR = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="the extra ocr is not installed"
)
HEADER = "页眉：示例"


@pytest.fixture(scope="module")
def issue_text(samples: dict[str, str]) -> str:
    """The issue that was really printed, or the sample of it where that is not there."""
    real = SHARED / "corpus" / "2024-06.txt"
    return real.read_text(encoding="utf-8") if real.is_file() else samples["2024-06"]


@pytest.fixture(scope="module")
def office_pdf(issue_text: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(as_docx(issue_text), ".docx", "pdf", tmp_path_factory.mktemp("office"))


def read(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    reading = FileReader().read(path)
    if reading.failures:
        raise reading.failures[0]
    (document,) = reading.documents
    return document


def parsed(extract: Extract) -> Issue:
    return parse(extract.text, extract.page_starts, extract.recognised)


def told(issue: Issue) -> list[tuple[str, str | None, list[tuple[str, str]]]]:
    """What has to be the same from every format, spaces in titles and names aside."""
    return [
        (
            letters(article.title),
            article.byline,
            [(one.marker, letters(one.heading)) for one in article.measures],
        )
        for article in issue.articles
    ]


def letters(text: str) -> str:
    """A text's characters without white space, differences of width and the added header."""
    folded = unicodedata.normalize("NFKC", text.replace(HEADER, ""))
    return "".join(char for char in folded if not char.isspace())


def error_rate(issue: Issue, reference: Issue) -> float:
    """Characters inserted, dropped or changed, for each one of the reference."""
    one, other = letters(reference.text), letters(issue.text)
    edits = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in edits if kind != "equal") / len(one)


@pytest.fixture
def make(request: pytest.FixtureRequest, issue_text: str) -> Callable[[str], bytes]:
    def made(name: str) -> bytes:
        if name == "office.pdf":
            pdf: bytes = request.getfixturevalue("office_pdf")
            return pdf
        pages = printed(issue_text)
        if name == "glyphs.ofd":
            return as_ofd([[g for one in page for g in one.glyphs()] for page in pages], seed=5)
        return as_ofd(pages, seed=4) if name == "ofd" else as_pdf(pages, seed=3)

    return made


@pytest.mark.parametrize(
    "name", ["pdf", "ofd", "glyphs.ofd", pytest.param("office.pdf", marks=NEEDS_OFFICE)]
)
def test_an_issue_from_pages(
    make: Callable[[str], bytes], issue_text: str, tmp_path: Path, name: str
) -> None:
    reference = parse(issue_text)
    extract = read(tmp_path / f"issue.{name}", make(name)).extract
    issue = parsed(extract)

    assert told(issue) == told(reference)
    assert len(issue.articles) == 6
    assert (issue.key, issue.issued, issue.issuer) == (
        reference.key,
        reference.issued,
        reference.issuer,
    )
    assert list(map(letters, issue.distribution)) == list(map(letters, reference.distribution))
    assert [letters(a.body) for a in issue.articles] == [
        letters(a.body) for a in reference.articles
    ]
    assert error_rate(issue, reference) == 0
    assert len(extract.page_starts) > 5
    assert extract.recognised == ()
    pages = [issue.pages(article.body_span)[0][1] for article in issue.articles]
    assert pages == sorted(pages)
    assert pages[-1] > pages[0]


@NEEDS_OFFICE
@NEEDS_OCR
@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_scanned_page_says_what_the_page_with_text_says(
    office_pdf: bytes, tmp_path: Path, kind: str
) -> None:
    """Two pages from one file, or one as a picture: every figure, and at most 1 in 1000 wrong."""
    count = 2 if kind == "PDF" else 1
    scan = as_file(photographed(office_pdf, 1, count), kind)
    extract = read(tmp_path / f"scan.{kind.lower()}", scan).extract
    whole = read(tmp_path / "whole.pdf", office_pdf).extract
    starts = [*whole.page_starts, len(whole.text)]
    known = letters(whole.text[starts[1] : starts[1 + count]])
    edits = SequenceMatcher(None, known, letters(extract.text), autojunk=False).get_opcodes()
    wrong = sum(max(b - a, d - c) for kind, a, b, c, d in edits if kind != "equal")

    # The dashes beside a page number may be read as any other.
    assert wrong <= max(len(known) // 1000, 2 * count)
    assert digits(extract.text) == digits(known)
    assert len(extract.recognised) == count
    assert all(sure is not None and sure > 0.95 for sure in extract.recognised)


def digits(text: str) -> list[str]:
    return [char for char in text if char.isdigit()]


@NEEDS_OCR
def test_a_picture_of_no_text(tmp_path: Path) -> None:
    """Round shapes with two ears."""
    picture = Image.new("RGB", (640, 480), "#b0c4a0")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 140, 440, 400), fill="#805020")
    draw.polygon([(220, 200), (240, 80), (300, 160)], fill="#805020")
    draw.polygon([(420, 200), (400, 80), (340, 160)], fill="#805020")
    for x in (270, 350):
        draw.ellipse((x, 220, x + 30, 250), fill="#ffe000")
    with pytest.raises(SourceTextlessError):
        read(tmp_path / "cat.jpg", as_file([picture], "JPEG"))


@pytest.mark.parametrize("name", ["pdf", "ofd"])
def test_whatever_is_broken_only_our_errors_come_out(
    issue_text: str, tmp_path: Path, name: str
) -> None:
    data = whole_files(issue_text)[name]
    path = tmp_path / f"any.{name}"
    for seed in range(12):
        path.write_bytes(damaged(data, seed))
        reading = FileReader().read(path)
        assert reading.documents or reading.failures
