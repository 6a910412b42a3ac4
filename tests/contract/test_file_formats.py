"""An issue as each format has it, read back in processes of their own, with what may go wrong."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.bulletin.model import Issue
from reformbot.bulletin.parse import parse
from reformbot.errors import (
    ArchiveError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceError,
    SourceMemoryError,
    SourceTimeoutError,
    ToolMissingError,
)
from reformbot.files import Caution, Document, FileReader, Format, Limits
from tests.conftest import SHARED
from tests.making import broken
from tests.making.bulletins import SOFFICE, as_docx, as_html, as_markdown, converted

LIMITS = Limits()
NEEDS_OFFICE = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
OFFICE_FORMATS = ("doc", "wps", "rtf", "office.html")
FORMATS = (
    *("docx", "html", "gb2312.html", "md", "txt", "gbk.txt", "zip"),
    *(pytest.param(name, marks=NEEDS_OFFICE) for name in OFFICE_FORMATS),
)

Make = Callable[[str], bytes]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes the bytes of an issue's text in a format, what LibreOffice makes only once."""
    made: dict[tuple[str, str], bytes] = {}

    def office(text: str, target: str) -> bytes:
        if (text, target) not in made:
            folder = tmp_path_factory.mktemp("office")
            made[text, target] = converted(as_docx(text), ".docx", target, folder)
        return made[text, target]

    simple: dict[str, Callable[[str], bytes]] = {
        "docx": as_docx,
        "doc": lambda text: office(text, "doc"),
        "wps": lambda text: office(text, "doc"),
        "rtf": lambda text: office(text, "rtf"),
        "html": as_html,
        "gb2312.html": lambda text: as_html(text, "gb2312"),
        "office.html": lambda text: office(text, "html"),
        "md": lambda text: as_markdown(text).encode(),
        "txt": str.encode,
        "gbk.txt": lambda text: text.encode("gb18030"),
        "zip": lambda text: broken.zipped_by_gbk({"六月/第6期.docx": as_docx(text)}),
    }

    def make(text: str, name: str) -> bytes:
        return simple[name](text)

    return make  # pyright: ignore


def read(path: Path, data: bytes, limits: Limits = LIMITS) -> Document:
    """The one document that bytes are read as; what is wrong with them is raised."""
    path.write_bytes(data)
    reading = FileReader(limits).read(path)
    if reading.failures:
        raise reading.failures[0]
    (document,) = reading.documents
    return document


def told(issue: Issue) -> list[tuple[str, str | None, list[tuple[str, str]]]]:
    """What has to be the same from every format."""
    return [
        (article.title, article.byline, [(one.marker, one.heading) for one in article.measures])
        for article in issue.articles
    ]


def letters(text: str) -> str:
    """A text's characters without white space and without the signs a format adds."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and char not in "#·")


def error_rate(text: str, reference: str) -> float:
    """Characters inserted, dropped or changed, for each one of the reference."""
    one, other = letters(reference), letters(text)
    edits = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    wrong = sum(max(b - a, d - c) for kind, a, b, c, d in edits if kind != "equal")
    return wrong / len(one)


@pytest.fixture(scope="module")
def issue_text(samples: dict[str, str]) -> str:
    """The issue that was really printed, or the sample of it where that is not there."""
    real = SHARED / "corpus" / "2024-06.txt"
    return real.read_text(encoding="utf-8") if real.is_file() else samples["2024-06"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_issue_from_every_format(make: Make, issue_text: str, tmp_path: Path, name: str) -> None:
    reference = parse(issue_text)
    document = read(tmp_path / f"issue.{name}", make(issue_text, name))
    extract = document.extract
    issue = parse(extract.text, extract.page_starts)

    assert told(issue) == told(reference)
    assert len(issue.articles) == 6
    assert (issue.key, issue.issued, issue.issuer) == (
        reference.key,
        reference.issued,
        reference.issuer,
    )
    assert issue.distribution == reference.distribution
    assert issue.warnings == reference.warnings
    assert error_rate(extract.text, issue_text) <= (0.005 if extract.format is Format.HTML else 0)


def test_a_word_file_is_read_quickly(make: Make, issue_text: str, tmp_path: Path) -> None:
    data = make(issue_text, "docx")
    spent: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        read(tmp_path / "a.docx", data)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 1.5  # on a machine with much else to do


def test_a_page_break_made_by_hand_begins_a_page(
    make: Make, issue_text: str, tmp_path: Path
) -> None:
    extract = read(tmp_path / "a.docx", make(issue_text, "docx")).extract
    assert len(extract.page_starts) == 2
    assert extract.text[extract.page_starts[1] :].lstrip().startswith("· 无锡市")


@pytest.mark.parametrize(
    "name", ["docx", *(pytest.param(name, marks=NEEDS_OFFICE) for name in ("doc", "rtf"))]
)
def test_half_a_file(make: Make, issue_text: str, tmp_path: Path, name: str) -> None:
    data = make(issue_text, name)
    with pytest.raises(SourceDamagedError):
        read(tmp_path / f"half.{name}", data[: len(data) // 2])


@pytest.mark.parametrize("name", ["docx", "doc", "wps", "html", "md", "zip", "pdf", "ofd", "png"])
def test_nothing_at_all(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceEmptyError):
        read(tmp_path / f"empty.{name}", b"")


@NEEDS_OFFICE
def test_an_older_word_file_under_a_password(make: Make, issue_text: str, tmp_path: Path) -> None:
    with pytest.raises(SourceEncryptedError):
        read(tmp_path / "a.doc", broken.locked_doc(make(issue_text, "doc")))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(broken.ole("EncryptedPackage"), SourceEncryptedError, id="password"),
        pytest.param(broken.word("<w:p>&e;</w:p>", broken.XXE), SourceDamagedError, id="XXE"),
        pytest.param(
            broken.word("<w:p>&l9;</w:p>", broken.LAUGHS), SourceDamagedError, id="laughs"
        ),
        pytest.param(broken.bomb(250 * 2**20), ArchiveError, id="bomb"),
        pytest.param(broken.zipped({"a.zip": "PK\3\4"}), SourceDamagedError, id="broken inside"),
    ],
)
def test_harm_is_refused_at_once(tmp_path: Path, data: bytes, error: type[SourceError]) -> None:
    start = time.monotonic()
    with pytest.raises(error):
        read(tmp_path / "a.docx", data)
    assert time.monotonic() - start < 10


def test_entities_of_a_web_page_are_not_followed(tmp_path: Path) -> None:
    page = f"{broken.XXE.replace('!DOCTYPE x', '!DOCTYPE html')}<html><p>一&e;二</p></html>"
    assert "root" not in read(tmp_path / "a.html", page.encode()).text


def test_a_file_that_takes_too_much_memory(tmp_path: Path) -> None:
    text = "<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 400_000
    limits = replace(LIMITS, memory_bytes=200 * 2**20, ratio=5000)
    with pytest.raises((SourceMemoryError, SourceDamagedError)):
        read(tmp_path / "a.docx", broken.word(text), limits)


def test_a_file_that_takes_too_long(tmp_path: Path) -> None:
    text = "<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 200_000
    start = time.monotonic()
    with pytest.raises(SourceTimeoutError):
        read(tmp_path / "a.docx", broken.word(text), replace(LIMITS, seconds=0.3, ratio=5000))
    assert time.monotonic() - start < 10


@pytest.fixture
def processes() -> Callable[[], set[str]]:
    """Names of the commands that run here as LibreOffice."""

    def running() -> set[str]:
        found: set[str] = set()
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = entry.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if "soffice.bin" in line and str(entry.parent.stat().st_uid) == str(os.getuid()):
                found.add(line)
        return found

    return running


@NEEDS_OFFICE
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_libreoffice_is_ended_with_its_reader(
    make: Make, issue_text: str, tmp_path: Path, processes: Callable[[], set[str]]
) -> None:
    before = processes()
    with pytest.raises(SourceTimeoutError):
        read(tmp_path / "a.doc", make(issue_text, "doc"), replace(LIMITS, seconds=0.8))
    time.sleep(0.2)
    assert not processes() - before


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissingError) as caught:
        read(tmp_path / "a.doc", broken.ole("WordDocument"))
    assert caught.value.details["tool"] == "LibreOffice"


@NEEDS_OFFICE
def test_macros_of_an_older_word_file_are_told(make: Make, issue_text: str, tmp_path: Path) -> None:
    data = make(issue_text, "doc") + broken.ole("_VBA_PROJECT")[512:]
    assert read(tmp_path / "a.doc", data).extract.cautions == (Caution.MACROS,)


@NEEDS_OFFICE
def test_nothing_that_a_file_refers_to_is_fetched(tmp_path: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.1)
        port = server.getsockname()[1]
        link = f"http://127.0.0.1:{port}/a.png"
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{link}" \\\\d}}{{\\fldrslt x}}}}'
        rtf = f"{{\\rtf1\\ansi text {field}}}"
        assert "text" in read(tmp_path / "a.rtf", rtf.encode()).text
        with pytest.raises(TimeoutError):
            server.accept()


_CALL = """
import socket, sys
from reformbot.files.confinement import confine
from reformbot.files.limits import Limits
confine(Limits())
socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or subprocess.run(["unshare", "-rn", "true"], check=False).returncode,
    reason="the system lets no process leave the network",
)
def test_a_reader_has_no_network() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = str(server.getsockname()[1])
        found = subprocess.run(
            [sys.executable, "-c", _CALL, port], check=False, capture_output=True, text=True
        )
    assert "unreachable" in found.stderr


def test_a_reader_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the bot is told by its environment does not reach the process that reads."""
    monkeypatch.setenv("REFORMBOT_TELEGRAM__TOKEN", "12345:hush")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os; open({str(told)!r}, 'w').write(repr(dict(os.environ)))"
    )
    read(tmp_path / "a.html", b"<html><p>x</p></html>")
    assert "PATH" in told.read_text()
    assert "hush" not in told.read_text()


def mutilated(data: bytes) -> st.SearchStrategy[bytes]:
    """Bytes of a file with some cut out and some others put in."""

    def change(edits: list[tuple[int, int, bytes]]) -> bytes:
        changed = data
        for at, length, new in edits:
            start = at % len(changed) if changed else 0
            changed = changed[:start] + new + changed[start + length :]
        return changed

    edit = st.tuples(st.integers(0, 2**20), st.integers(0, 40), st.binary(max_size=20))
    return st.lists(edit, min_size=1, max_size=6).map(change)


SMALL = {
    "docx": broken.word("<w:p><w:r><w:t>第6期</w:t></w:r></w:p>"),
    "html": "<html><body><table><tr><td>第6期</table></body></html>".encode(),
    "md": "# 第6期\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
    "zip": broken.zipped({"第6期.txt": "文", "a.html": "<html>文"}),
}


@pytest.mark.parametrize("name", SMALL)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_is_broken_only_our_errors_come_out(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{name}"
    path.write_bytes(data.draw(mutilated(SMALL[name])))
    reading = FileReader().read(path)
    assert reading.documents or reading.failures
