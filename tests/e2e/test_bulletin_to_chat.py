"""The whole way: files indexed, then the same answer in the terminal and in a chat."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from reformbot.locale import load_messages
from tests.e2e.emulator import TOKEN, USERNAME, Emulator

pytestmark = [pytest.mark.e2e, pytest.mark.weights]

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("reformbot")
QUESTION = "哪些城市建立了产业链联盟？"
LIN = 42
PATIENCE = 120


def reformbot(*arguments: str | Path, **environment: str) -> str:
    """What the installed program prints."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        env=os.environ | {"REFORMBOT_LANGUAGE": "zh"} | environment,
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.stdout


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    reformbot("index", ROOT / "corpus", "--home", folder)
    return folder


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Path:
    """A home of the test's own: a Telegram that begins anew numbers its updates anew."""
    return shutil.copytree(indexed, tmp_path / "home")


@contextmanager
def serving(home: Path, emulator: Emulator, members: list[int]) -> Iterator[subprocess.Popen[str]]:
    """`reformbot serve` as a process of its own, talking to the emulator."""
    environment = {
        "REFORMBOT_LANGUAGE": "zh",
        "REFORMBOT_TELEGRAM__TOKEN": TOKEN,
        "REFORMBOT_TELEGRAM__API_URL": emulator.url,
        "REFORMBOT_TELEGRAM__MEMBERS": json.dumps(members),
    }
    process = subprocess.Popen(
        [PROGRAM, "serve", "--home", home],
        env=os.environ | environment,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, output
        assert TOKEN not in output


@pytest.fixture
def bot(home: Path, emulator: Emulator) -> Iterator[subprocess.Popen[str]]:
    with serving(home, emulator, [LIN]) as process:
        yield process


def sources(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(cited["issue_label"], cited["title"]) for cited in answer["citations"]]


def test_terminal_and_chat_give_the_same_answer_from_the_same_sources(
    home: Path, emulator: Emulator, bot: subprocess.Popen[str]
) -> None:
    lin = emulator.user(id=LIN, language_code="zh-hans")
    lin.sends(QUESTION)
    asked = json.loads(reformbot("ask", QUESTION, "--json", "--home", home))
    assert [item["name"] for item in asked["items"]] == ["镇江市", "南通市（通州区）"]
    emulator.wait_for("editMessageText", chat_id=LIN, timeout=PATIENCE)
    (shown,) = [message for message in emulator.shown(LIN) if message.by_bot]
    assert shown.text.startswith(asked["answer"])
    assert "<blockquote expandable>" in shown.html
    for cited in asked["citations"]:
        line = f"[{cited['n']}] {cited['issue_label']} · {cited['date']} · 《{cited['title']}》"
        assert line in shown.text
        assert cited["byline"] in shown.text


def test_the_first_owner_is_whoever_has_the_code_on_the_screen(
    home: Path, emulator: Emulator
) -> None:
    lin = emulator.user(id=LIN, language_code="zh-hans")
    with serving(home, emulator, []) as bot:
        assert bot.stdout is not None
        shown = next(line for line in bot.stdout if "/claim" in line)
        code = re.search(r"/claim (\S+)", shown)
        assert code is not None
        assert f"https://t.me/{USERNAME}?start={code[1]}" in shown
        lin.sends(f"/start {code[1]}")
        emulator.wait_for("sendMessage", chat_id=LIN, timeout=PATIENCE)
        (told,) = [message.text for message in emulator.shown(LIN) if message.by_bot]
        assert told.startswith(load_messages("zh")("people-told-owner"))
    log = (home / "logs" / "reformbot.log").read_text(encoding="utf-8")
    assert code[1] not in log
    with serving(home, emulator, []) as bot:
        assert bot.stdout is not None
        assert f"@{USERNAME}" in next(line for line in bot.stdout if "@" in line)
        bot.send_signal(signal.SIGTERM)
        assert "/claim" not in bot.stdout.read()


def test_every_quotation_stands_in_the_file(home: Path) -> None:
    asked = json.loads(reformbot("ask", "高级技师每月津贴多少", "--json", "--home", home))
    assert "500元" in asked["answer"]
    for cited in asked["citations"]:
        source = (ROOT / "corpus" / f"{cited['issue']}.txt").read_text(encoding="utf-8")
        assert cited["quote"] in source
        assert cited["title"] in source
