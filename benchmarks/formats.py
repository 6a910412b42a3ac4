"""Make a bulletin's text into every format, read each through the front door, and compare.

    python -m benchmarks.formats ISSUE.txt [--only pdf,ofd]

Prints a table: character error rate and paragraphs recovered against the text itself, both after
parsing, whether every figure of the articles is right, seconds, and the peak memory of the process
that read. Needs LibreOffice and the extra `ocr`.
"""

from __future__ import annotations

import argparse
import difflib
import re
import resource
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from reformbot.bulletin.model import Issue
from reformbot.bulletin.parse import parse
from reformbot.files.reader import FileReader
from tests.making.bulletins import as_docx, as_html, as_markdown, converted
from tests.making.pages import as_file, as_ofd, photographed, printed

PAGE_HEADER = "页眉：示例"
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*[%万亿]?")


class Makers:
    """Makes the files, each when it is asked for."""

    def __init__(self, text: str, folder: Path) -> None:
        self._text = text
        self._folder = folder

    def docx(self) -> bytes:
        return as_docx(self._text)

    def doc(self) -> bytes:
        return self._converted("doc")

    def pdf(self) -> bytes:
        return self._converted("pdf")

    def scan(self) -> bytes:
        return as_file(photographed(self.pdf()), "PDF")

    def tiff(self) -> bytes:
        return as_file(photographed(self.pdf()), "TIFF")

    def ofd(self) -> bytes:
        return as_ofd(printed(self._text), seed=1)

    def glyphs(self) -> bytes:
        pages = [[g for one in page for g in one.glyphs()] for page in printed(self._text)]
        return as_ofd(pages, seed=1)

    def _converted(self, target: str) -> bytes:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            return converted(self.docx(), ".docx", target, Path(folder))


def main() -> None:
    """Make, read, compare, and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("issue", type=Path)
    parser.add_argument("--only", default="", help="labels, with commas between them")
    chosen = parser.parse_args()
    text = chosen.issue.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        made = Makers(text, Path(folder))
        formats: dict[str, tuple[str, Callable[[], bytes]]] = {
            "txt": (".txt", lambda: text.encode("gb18030")),
            "md": (".md", lambda: as_markdown(text).encode()),
            "html": (".html", lambda: as_html(text, "gb2312")),
            "docx": (".docx", made.docx),
            "doc": (".doc", made.doc),
            "wps (a renamed .doc)": (".wps", made.doc),
            "pdf, text": (".pdf", made.pdf),
            "pdf, scanned at 200 dpi": (".pdf", made.scan),
            "tiff, 200 dpi": (".tif", made.tiff),
            "ofd, runs shuffled": (".ofd", made.ofd),
            "ofd, a run a glyph, shuffled": (".ofd", made.glyphs),
        }
        wanted = [label for label in chosen.only.split(",") if label]
        _say("| format | pages | CER % | paragraphs | articles as in the text | figures | s | MB |")
        _say("|---|---|---|---|---|---|---|---|")
        for label, (suffix, make) in formats.items():
            if not wanted or any(label.startswith(one) for one in wanted):
                path = Path(folder) / f"issue{suffix}"
                path.write_bytes(make())
                _say(_row(label, path, parse(text)))


def _row(label: str, path: Path, expected: Issue) -> str:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        issue, seconds, peak = apart.submit(_read, path).result()
    if issue is None:
        return f"| {label} | {peak} |"
    known, read = _plain(expected.text), _plain(issue.text)
    edits = sum(
        max(i2 - i1, j2 - j1)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(
            None, known, read, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    )
    lines, found = (Counter(map(_plain, one.text.splitlines())) for one in (expected, issue))
    alike = [
        (_plain(a.title), _plain(a.byline or ""), len(a.measures))
        == (_plain(b.title), _plain(b.byline or ""), len(b.measures))
        for a, b in zip(expected.articles, issue.articles, strict=False)
    ]
    figures = [_FIGURE.findall(_plain(a.body)) for a in expected.articles]
    is_right = figures == [_FIGURE.findall(_plain(a.body)) for a in issue.articles]
    return (
        f"| {label} | {max(len(issue.source_map.page_starts), 1)} | {100 * edits / len(known):.3f} "
        f"| {(lines & found).total()} of {lines.total()} "
        f"| {sum(alike)} of {len(expected.articles)} "
        f"| {'all right' if is_right else 'differ'} | {seconds:.1f} | {peak} |"
    )


def _read(path: Path) -> tuple[Issue | None, float, int | str]:
    """The issue in a file, the seconds it took, and the reader's peak memory in MB."""
    start = time.perf_counter()
    reading = FileReader().read(path)
    seconds = time.perf_counter() - start
    if not reading.documents:
        return None, seconds, str(reading.failures)
    found = reading.documents[0].extract
    issue = parse(found.text, found.page_starts, found.recognised)
    return issue, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _plain(text: str) -> str:
    """A text without spaces, bullets, differences of width, and the header that was added."""
    folded = unicodedata.normalize("NFKC", text.replace(PAGE_HEADER, ""))
    folded = folded.replace(unicodedata.normalize("NFKC", PAGE_HEADER), "")
    return "".join(char for char in folded if not char.isspace() and char not in "·•")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
