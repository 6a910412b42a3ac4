"""The installed program, run as a person runs it: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reformbot import __version__

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
PROGRAM = Path(sys.executable).with_name("reformbot")
NEEDS_WEIGHTS = pytest.mark.weights
SECONDS = 400
QUESTION = "扬州有多少家工匠学院？"
BAR = re.compile(r"[━╸╺]")


@dataclass(frozen=True)
class Ran:
    """How a run ended."""

    status: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """Lines of standard error, progress bars left out."""
        return [one for one in self.err.splitlines() if one.strip() and not BAR.search(one)]


def environment(**variables: str) -> dict[str, str]:
    """The variables the program is run with: no settings of whoever runs the tests."""
    kept = ("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "REFORMBOT_CACHE_DIR", "SYSTEMROOT")
    found = {name: os.environ[name] for name in (*kept, "PYTHONPATH") if name in os.environ}
    return {**found, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "80", **variables}


def run(*arguments: str | os.PathLike[str], cwd: Path, stdin: str = "", **variables: str) -> Ran:
    """Run the program in a folder."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=cwd,
        env=environment(**variables),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def assert_refused(ran: Ran, *words: str, home: Path | None = None) -> None:
    """One sentence on standard error, no traceback, nothing left that was only begun."""
    assert ran.status == 1, ran
    assert len(ran.sentences) == 1, ran.err
    assert "Traceback" not in ran.out + ran.err
    for word in words:
        assert word in ran.sentences[0]
    if home is not None:
        left = [path for path in home.rglob("*") if ".partial" in path.name or "tmp" in path.name]
        assert left == []
        assert not list((home / "vectors").glob("*"))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A working directory whose `var` holds the sample corpus; the run that made it is checked."""
    folder = tmp_path_factory.mktemp("indexed")
    ran = run("index", CORPUS, cwd=folder)
    assert ran.status == 0, ran
    assert ran.sentences == []
    assert "新增 3 期，更新 0 期，移除 0 期，未变 0 期，失败 0 个。" in ran.out
    assert "现有 3 期 18 篇" in ran.out
    yield folder


def test_the_version(tmp_path: Path) -> None:
    ran = run("--version", cwd=tmp_path)
    assert (ran.status, ran.out.strip(), ran.err) == (0, __version__, "")
    assert list(tmp_path.iterdir()) == []


def test_help_names_the_commands(tmp_path: Path) -> None:
    ran = run("--help", cwd=tmp_path)
    assert ran.status == 0
    named = "index remove issues status versions rollback switch compact ask chat serve feedback"
    for command in named.split():
        assert f" {command} " in ran.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["index", "--nonsense"], id="unknown option"),
        pytest.param(["nonsense"], id="unknown command"),
        pytest.param(["index"], id="nothing to index"),
        pytest.param(["ask"], id="nothing asked"),
        pytest.param(["ask", "扬州？", "--batch", "q.jsonl"], id="a question and a batch"),
    ],
)
def test_usage_errors(tmp_path: Path, arguments: list[str]) -> None:
    ran = run(*arguments, cwd=tmp_path)
    assert ran.status == 2
    assert ran.out == ""
    assert "Usage: reformbot" in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_home(tmp_path: Path) -> None:
    ran = run("status", "--json", cwd=tmp_path)
    assert ran.status == 0
    said = json.loads(ran.out)
    assert (said["version"], said["issues"], said["home"]) == (None, 0, "var")
    assert run("issues", cwd=tmp_path).out.startswith("还没有入库的简报")
    assert json.loads(run("issues", "--json", cwd=tmp_path).out) == []


@NEEDS_WEIGHTS
def test_asking_before_indexing(tmp_path: Path) -> None:
    assert_refused(run("ask", QUESTION, cwd=tmp_path), "reformbot index", home=tmp_path / "var")


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert_refused(run("status", "--home", "file", cwd=tmp_path), "file", "--home")
    assert_refused(run("--home", "file/deeper", "index", CORPUS, cwd=tmp_path), "file/deeper")
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_damaged_catalog(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "catalog.db").write_bytes(b"no database" * 1000)
    assert_refused(run("status", cwd=tmp_path), "catalog.db")


@pytest.mark.parametrize(
    ("content", "word"),
    [("hom = 'x'\n", "hom"), ("[telegram\n", "reformbot.toml"), ("language = 'fr'\n", "language")],
)
def test_wrong_settings(tmp_path: Path, content: str, word: str) -> None:
    (tmp_path / "reformbot.toml").write_text(content)
    assert_refused(run("status", cwd=tmp_path), word)
    assert not (tmp_path / "var").exists()


def test_serving_without_a_token(tmp_path: Path) -> None:
    assert_refused(run("serve", cwd=tmp_path), "telegram.token")


@NEEDS_WEIGHTS
def test_every_bad_file_has_its_sentence_and_status(tmp_path: Path) -> None:
    """In one run, since each start costs seconds; nothing of it goes live."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    (inbox / "program.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(300))
    (inbox / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (inbox / "notes.txt").write_text("今天天气很好。\n", encoding="utf-8")
    (inbox / "cut.txt").write_bytes((CORPUS / "2024-06.txt").read_bytes()[:4001])
    folder = tmp_path / "folder"
    folder.mkdir()
    ran = run("index", "absent.txt", "folder", "inbox", cwd=tmp_path)
    assert ran.status == 1
    said = {
        "absent.txt": "找不到",
        "folder": "没有可读的内容",
        "empty.txt": "没有可读的内容",
        "blank.txt": "没有可读的内容",
        "program.txt": "不是能读的文件",
        "picture.txt": "已损坏",
        "notes.txt": "不像一期简报",
        "cut.txt": "编码",
    }
    assert len(ran.sentences) == len(said)
    for name, words in said.items():
        (sentence,) = (one for one in ran.sentences if name in one)
        assert words in sentence
    assert "Traceback" not in ran.err
    assert "失败 8 个" in ran.out
    assert json.loads(run("status", "--json", cwd=tmp_path).out)["version"] is None
    assert not list((tmp_path / "var").glob("vectors/*"))
    assert not list((tmp_path / "var").glob("originals/*"))


@NEEDS_WEIGHTS
def test_one_bad_file_alone(tmp_path: Path) -> None:
    ran = run("index", "absent.txt", cwd=tmp_path)
    assert_refused(ran, "absent.txt", home=tmp_path / "var")


@NEEDS_WEIGHTS
def test_an_office_encoding_and_a_repeated_issue(indexed: Path, tmp_path: Path) -> None:
    """The same words in another encoding: the issue is replaced, and nothing is embedded again."""
    text = (CORPUS / "2024-06.txt").read_text(encoding="utf-8")
    (tmp_path / "2024-06.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "again.txt").write_text(text, encoding="utf-8")
    ran = run("index", tmp_path / "2024-06.txt", tmp_path / "again.txt", cwd=indexed)
    assert ran.status == 1
    (sentence,) = ran.sentences
    assert "2024-06.txt" in sentence
    assert "again.txt" in sentence
    assert "2024年第6期" in sentence
    assert "更新 1 期" in ran.out
    assert "本次新算向量 0 段" in ran.out
    kept = sorted(path.name for path in (indexed / "var" / "vectors").iterdir())
    assert kept == ["000001", "000002"]


@NEEDS_WEIGHTS
def test_asking(indexed: Path) -> None:
    ran = run("ask", QUESTION, cwd=indexed)
    assert ran.status == 0, ran
    assert "13家" in ran.out
    assert "[1] 2024年第6期 · 2024-05-29 · 《扬州市总工会" in ran.out
    assert ran.sentences == []


@NEEDS_WEIGHTS
def test_asking_for_json(indexed: Path) -> None:
    ran = run("ask", QUESTION, "--json", cwd=indexed)
    said = json.loads(ran.out)
    assert said["abstained"] is False
    first = said["citations"][0]
    assert (first["n"], first["issue"], first["article"]) == (1, "2024-06", 2)
    text = (CORPUS / "2024-06.txt").read_text(encoding="utf-8")
    assert first["quote"] in text


@NEEDS_WEIGHTS
def test_a_batch(indexed: Path, tmp_path: Path) -> None:
    asked = [
        {"id": "a", "question": QUESTION},
        {"id": "b", "question": "昆明市有几家工匠学院？"},
        {"id": "c", "question": "How many craftsman colleges does Yangzhou have?"},
        {"id": "d", "question": ""},
        {"id": "e", "question": "哪些城市建立了产改联盟？"},
    ]
    questions = tmp_path / "q.jsonl"
    questions.write_text("".join(json.dumps(one) + "\n" for one in asked))
    out = tmp_path / "a.jsonl"
    ran = run("ask", "--batch", questions, "--out", out, cwd=indexed)
    assert ran.status == 0, ran
    assert "已回答 5 题" in ran.out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["a", "b", "c", "d", "e"]
    assert [line["abstained"] for line in lines] == [False, True, False, True, False]
    assert "13家" in lines[0]["answer"]
    assert lines[4]["items"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "q.jsonl"]


@NEEDS_WEIGHTS
def test_a_batch_with_a_bad_line(indexed: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": "a", "question": "b"}\nnot json\n')
    out = tmp_path / "a.jsonl"
    assert_refused(
        run("ask", "--batch", questions, "--out", out, cwd=indexed), "第 2 行", "q.jsonl"
    )
    assert not out.exists()


@NEEDS_WEIGHTS
def test_a_conversation(indexed: Path) -> None:
    ran = run("chat", cwd=indexed, stdin=f"{QUESTION}\n\n昆明呢？\n/exit\nnever read\n")
    assert ran.status == 0, ran
    assert "13家" in ran.out
    assert "昆明市" in ran.out
    assert "never" not in ran.out


@NEEDS_WEIGHTS
def test_a_draft_takes_over_what_an_earlier_article_says(indexed: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("开办职工夜校\n编印课程手册\n聘请讲师\n", encoding="utf-8")
    named = ("--title", "职工夜校", "--place", "扬州市", "--unit", "扬州市总工会")
    first, second = tmp_path / "d.json", tmp_path / "e.txt"
    assert run("draft", "--notes", notes, *named, "--out", first, cwd=indexed).status == 0
    asked = ("--ask", "加上工匠学院数量", "--out", second)
    ran = run("draft", "--revise", first, *asked, cwd=indexed)
    assert ran.status == 0, ran
    assert any("引自已发稿件" in one and "2024年第6期" in one for one in ran.sentences)
    said = second.read_text(encoding="utf-8")
    assert "13家" in said
    found = run("check", second, "--json", cwd=indexed)
    (checked,) = json.loads(found.out)
    assert [one for one in checked["findings"] if one["rule"] == "near-duplicate"]


def test_feedback_is_exported(tmp_path: Path) -> None:
    ran = run("feedback", "export", "set.jsonl", cwd=tmp_path)
    assert ran.status == 0, ran
    assert "已写入 0 题：set.jsonl" in ran.out
    assert (tmp_path / "set.jsonl").read_text(encoding="utf-8") == ""
    refused = run("feedback", "export", "no folder/set.jsonl", cwd=tmp_path)
    assert refused.status == 1
    assert "Traceback" not in refused.out + refused.err


@NEEDS_WEIGHTS
def test_what_is_indexed(indexed: Path) -> None:
    said = json.loads(run("issues", "--json", cwd=indexed).out)
    assert [one["stem"] for one in said] == ["2024-10", "2024-08", "2024-06"]
    assert [len(one["articles"]) for one in said] == [6, 6, 6]
    assert (said[2]["label"], said[2]["date"]) == ("2024年第6期", "2024-05-29")
    table = run("issues", cwd=indexed, LC_ALL="en_US.UTF-8")
    assert table.status == 0
    assert "Issue" in table.out
    for article in said[0]["articles"]:
        assert article["title"][:10] in table.out


@NEEDS_WEIGHTS
def test_what_is_configured(indexed: Path) -> None:
    said = json.loads(run("status", "--json", cwd=indexed).out)
    assert (said["issues"], said["articles"]) == (3, 18)
    assert said["passages"] > 50
    assert said["telegram"] is False
    token = "123456:very-secret"
    ran = run("status", cwd=indexed, REFORMBOT_TELEGRAM__TOKEN=token, LC_ALL="en_US.UTF-8")
    assert "Index version: " in ran.out
    assert token not in ran.out + ran.err


@NEEDS_WEIGHTS
def test_another_embedding_model(indexed: Path, tmp_path: Path) -> None:
    ran = run("ask", QUESTION, cwd=indexed, REFORMBOT_EMBEDDING__MODEL=str(tmp_path / "absent"))
    assert_refused(ran, "embedding.model")


@NEEDS_WEIGHTS
def test_a_terminal_in_another_encoding(indexed: Path) -> None:
    ran = run("issues", cwd=indexed, PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.status == 0, ran
    assert "Traceback" not in ran.err
    assert "\\u" in ran.out


def test_a_full_disk(tmp_path: Path) -> None:
    """A home on a disk of a few kilobytes."""
    small = tmp_path / "small"
    small.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", str(small)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no permission to mount a small disk")
    try:
        assert_refused(run("status", "--home", small, cwd=tmp_path), "磁盘已满")
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True, capture_output=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_nobody_takes(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [PROGRAM, "status"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
