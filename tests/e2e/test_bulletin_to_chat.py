"""The whole way: files indexed, then the same answer in the terminal and in a chat."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.emulator import TOKEN, Emulator

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
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    reformbot("index", ROOT / "corpus", "--home", folder)
    return folder


@pytest.fixture
def bot(home: Path, emulator: Emulator) -> Iterator[subprocess.Popen[str]]:
    """`reformbot serve` as a process of its own, talking to the emulator."""
    environment = {
        "REFORMBOT_TELEGRAM__TOKEN": TOKEN,
        "REFORMBOT_TELEGRAM__API_URL": emulator.url,
        "REFORMBOT_TELEGRAM__MEMBERS": json.dumps([LIN]),
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


def test_every_quotation_stands_in_the_file(home: Path) -> None:
    asked = json.loads(reformbot("ask", "高级技师每月津贴多少", "--json", "--home", home))
    assert "500元" in asked["answer"]
    for cited in asked["citations"]:
        source = (ROOT / "corpus" / f"{cited['issue']}.txt").read_text(encoding="utf-8")
        assert cited["quote"] in source
        assert cited["title"] in source
