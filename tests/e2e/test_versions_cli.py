"""Versions as the installed program deals with them: planned, looked at, left and returned to."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.records import Edition
from tests.e2e.test_cli import NEEDS_WEIGHTS, SECONDS, Ran, environment, run
from tests.unit.workshop import printed

pytestmark = pytest.mark.e2e

WIDE = "200"  # columns, so that no cell is broken over lines
ONE_AFTER_THE_OTHER = """
import json, sys
from reformbot.cli import main
for line in sys.stdin:
    sys.argv = ["reformbot", *json.loads(line)]
    try:
        main()
    except SystemExit as ended:
        for stream in (sys.stdout, sys.stderr):
            print(f"\\0{ended.code or 0}\\0", file=stream, flush=True)
"""
"""The program's way in, entered once for each line, since loading it costs seconds."""


def run_all(cwd: Path, *commands: Sequence[str]) -> list[Ran]:
    """Run the program's commands in one process; how each ended."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_THE_OTHER],
        cwd=cwd,
        env=environment(COLUMNS=WIDE),
        input="".join(f"{json.dumps(command)}\n" for command in commands),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=True,
    )
    out, err = (re.split(r"\0(\d)\0\n", text) for text in (done.stdout, done.stderr))
    assert len(out) == len(err) == 2 * len(commands) + 1
    return [Ran(int(out[at + 1]), out[at], err[at]) for at in range(0, len(out) - 1, 2)]


def refused(ran: Ran, words: str) -> bool:
    """Whether a run ended with one sentence, and said some words in it."""
    (sentence,) = ran.sentences
    return ran.status == 1 and words in sentence and ran.out == ""


def row(ran: Ran, label: str) -> str:
    """The line of a table that speaks of an issue."""
    (found,) = (line for line in ran.out.splitlines() if label in line)
    return found


def live(place: Path) -> list[Edition]:
    """The editions of the live version, by stem."""
    catalog = Catalog(Database(place / "var" / "catalog.db"))
    version = catalog.live_version()
    editions = catalog.editions(version) if version else ()
    catalog.close()
    return sorted(editions, key=lambda one: one.stem)


def kept(home: Path) -> dict[str, str]:
    """What a home keeps: catalog, originals, and which versions have vectors."""
    files = [home / "catalog.db", *sorted((home / "originals").iterdir())]
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return digests | {path.name: "" for path in sorted((home / "vectors").iterdir())}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues in a folder; a version of two of them, and the live one, with one taken out."""
    folder = tmp_path_factory.mktemp("prepared")
    for number in (1, 2, 3):
        (folder / f"2024-{number:02}.txt").write_text(printed(number), encoding="utf-8")
    indexed = run("index", "2024-01.txt", "2024-02.txt", cwd=folder)
    assert indexed.status == 0, indexed
    removed = run("remove", "2024-2", cwd=folder)
    assert removed.status == 0, removed
    assert "移除 1 期" in removed.out
    assert "现有 1 期" in removed.out
    assert "原件仍保留" in removed.out
    return folder


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(prepared, tmp_path / "place"))


@NEEDS_WEIGHTS
def test_a_dry_run_shows_the_plan_and_changes_nothing(prepared: Path, tmp_path: Path) -> None:
    changed, bad = tmp_path / "2024-01.txt", tmp_path / "坏.docx"
    changed.write_text(printed(1) + "\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 and no more")
    before = kept(prepared / "var")
    ran = run("index", changed, "2024-03.txt", bad, "--dry-run", cwd=prepared, COLUMNS=WIDE)
    assert ran.status == 1  # for the bad file; the rest is planned
    assert "更新" in row(ran, "2024年第1期")
    assert "新增" in row(ran, "2024年第3期")
    assert "要计算向量" in ran.out
    (sentence,) = ran.sentences
    assert "坏.docx" in sentence
    assert kept(prepared / "var") == before


@NEEDS_WEIGHTS
def test_a_review_is_answered_on_the_terminal(place: Path) -> None:
    before = kept(place / "var")
    stopped = run("index", "--review", "2024-03.txt", cwd=place, stdin="q\n")
    assert stopped.status == 0, stopped
    assert "没有确认任何一期，索引没有变。" in stopped.out
    assert kept(place / "var") == before
    title = "审阅时改过的标题"
    typed = f"x 2\nt 1 {title}\ny\n"
    ran = run("index", "--review", "2024-03.txt", cwd=place, stdin=typed, COLUMNS=WIDE)
    assert ran.status == 0, ran
    assert "2024年第3期" in ran.out
    assert "🚫" in ran.out
    assert "新增 1 期" in ran.out
    first, third = live(place)
    assert (first.stem, third.stem) == ("2024-01", "2024-03")
    assert len(third.issue.articles) == 1
    assert third.issue.articles[0].title == title


@NEEDS_WEIGHTS
def test_versions_are_listed_left_and_returned_to(place: Path) -> None:
    listed = run("versions", cwd=place, COLUMNS=WIDE)
    assert listed.status == 0, listed
    assert "使用中" in row(listed, "减 2024年第2期")
    assert "可切换" in row(listed, "增 2024年第1期 2024年第2期")
    back = run("rollback", cwd=place)
    assert back.status == 0, back
    assert "已切换到版本 1" in back.out
    assert [one.stem for one in live(place)] == ["2024-01", "2024-02"]
    again, further, odd, unknown, versions = run_all(
        place,
        ["rollback"],
        ["rollback", "7"],
        ["switch", "7"],
        ["remove", "2024-1", "2031年第1期"],
        ["versions", "--json"],
    )
    assert refused(again, "没有更早的版本")
    assert refused(further, "没有版本 7")
    assert refused(odd, "没有版本 7")
    assert refused(unknown, "2031年第1期")
    assert [(one["number"], one["live"]) for one in json.loads(versions.out)] == [
        (2, False),
        (1, True),
    ]
    forth = run("switch", "2", cwd=place)
    assert forth.status == 0, forth
    assert "已切换到版本 2" in forth.out
    assert [one.stem for one in live(place)] == ["2024-01"]


@NEEDS_WEIGHTS
def test_the_disk_is_tidied_and_every_kept_version_stays(place: Path) -> None:
    vectors = place / "var" / "vectors"
    lost = Path(shutil.copytree(vectors / "000001", vectors / "000099"))
    cleared = run("compact", cwd=place)
    assert cleared.status == 0, cleared
    assert "无主的向量目录 1 个" in cleared.out
    assert "腾出" in cleared.out
    assert not lost.exists()
    back = run("rollback", cwd=place)
    assert "已切换到版本 1" in back.out, back
    assert [one.stem for one in live(place)] == ["2024-01", "2024-02"]


def test_a_home_without_versions_and_words_that_are_no_version(tmp_path: Path) -> None:
    listed, back, to, removed, cleared, *misused = run_all(
        tmp_path,
        ["versions"],
        ["rollback"],
        ["switch", "1"],
        ["remove", "2024-6"],
        ["compact"],
        ["switch"],
        ["switch", "二"],
        ["remove"],
    )
    assert "还没有任何版本" in listed.out
    assert refused(back, "没有更早的版本")
    assert refused(to, "没有版本 1")
    assert refused(removed, "2024-6")
    assert (cleared.status, cleared.err) == (0, "")
    assert "旧版本 0 个" in cleared.out
    assert [one.status for one in misused] == [2, 2, 2]
    assert all("Usage: reformbot" in one.err and not one.out for one in misused)
