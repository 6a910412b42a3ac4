"""Two hundred chats ask three questions each within a minute: how soon each is seen and answered.

    python -m benchmarks.load --home var/load

`reformbot serve` runs as a process of its own and answers by quotation, on the test suite's
Telegram, which takes every call at once. The sample issues of `corpus/` are indexed in `--home`
first, which has to be new: the test suite's Telegram numbers its updates from the same number each
time, and the bot deals with no number twice.
Needs what the tests need, and the embedding's weights.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.emulator import TOKEN, Emulator

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "哪些城市建立了产业链联盟？",
    "扬州有多少家工匠学院？",
    "无锡举办了多少场劳动竞赛？",
    "How many artisan academies are there?",
    "这几期讲了什么？",
    "徐州的服务站有几个？",
)
SPAN = 60.0  # seconds in which all is asked
_PATIENCE = 300.0


@dataclass(slots=True)
class Asked:
    """A question in a chat, and the moments at which something happened to it."""

    chat: int
    message_id: int
    at: float
    seen: float | None = field(default=None)
    answered: float | None = field(default=None)


def main() -> None:
    """Run it, and print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Ask a lot at once.")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--each", type=int, default=3)
    chosen = parser.parse_args()
    if (chosen.home / "catalog.db").exists():
        parser.error(f"{chosen.home} has been used; name another folder")
    program = [sys.executable, "-c", "from reformbot.cli import main; main()"]
    subprocess.run([*program, "index", ROOT / "corpus", "--home", chosen.home], check=True)
    with Emulator() as emulator:
        chats = range(1001, 1001 + chosen.chats)
        environment = os.environ | {
            "REFORMBOT_TELEGRAM__TOKEN": TOKEN,
            "REFORMBOT_TELEGRAM__API_URL": emulator.url,
            "REFORMBOT_TELEGRAM__MEMBERS": json.dumps(list(chats)),
        }
        command = [*program, "serve", "--home", chosen.home]
        with subprocess.Popen(command, env=environment) as process:
            try:
                emulator.wait_for("setMyCommands", count=2, timeout=120)
                used = os.times()
                asked = _ask(emulator, chats, chosen.each)
                _wait(emulator, asked)
                busy = _processor_seconds(process.pid)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(60)
        print(json.dumps(_figures(emulator, asked) | {"bot_cpu_s": busy, "own_cpu_s": _own(used)}))


def _ask(emulator: Emulator, chats: Sequence[int], each: int) -> list[Asked]:
    """Ask at moments drawn evenly from the span, those of a chat in any order."""
    chance = random.Random(0)
    users = [emulator.user(id=chat, language_code="zh") for chat in chats]
    moments = sorted((chance.uniform(0, SPAN), user) for user in users for _ in range(each))
    start, asked = time.monotonic(), list[Asked]()
    for moment, user in moments:
        time.sleep(max(0.0, start + moment - time.monotonic()))
        at = time.monotonic()
        asked.append(Asked(user.id, user.sends(chance.choice(QUESTIONS)), at))
    return asked


def _wait(emulator: Emulator, asked: Sequence[Asked]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if len(_final(emulator)) >= len(asked):
            return
        time.sleep(1.0)


def _final(emulator: Emulator) -> dict[tuple[int, int], float]:
    """When each message of the bot was made to say its answer."""
    return {
        (call.params["chat_id"], call.params["message_id"]): call.at
        for call in reversed(emulator.calls("editMessageText"))
        if call.params.get("parse_mode") == "HTML"
    }


def _figures(emulator: Emulator, asked: Sequence[Asked]) -> dict[str, object]:
    seen = {
        (call.params["chat_id"], call.params["message_id"]): call.at
        for call in emulator.calls("setMessageReaction")
    }
    final, disordered = _final(emulator), 0
    for chat in {one.chat for one in asked}:
        mine = [one for one in asked if one.chat == chat]
        replies = sorted(key for key in final if key[0] == chat)
        times = [final[key] for key in replies]
        disordered += times != sorted(times)
        for one, at in zip(mine, times, strict=False):
            one.seen, one.answered = seen.get((chat, one.message_id)), at
    reaction = [one.seen - one.at for one in asked if one.seen is not None]
    answer = [one.answered - one.at for one in asked if one.answered is not None]
    methods = [call.method for call in emulator.transcript]
    return {
        "asked": len(asked),
        "answered": len(answer),
        "disordered": disordered,
        "reaction_s": _spread(reaction),
        "answer_s": _spread(answer),
        "calls": {name: methods.count(name) for name in sorted(set(methods))},
    }


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=20)
    return {
        "p50": round(statistics.median(seconds), 2),
        "p95": round(cuts[18], 2),
        "max": round(max(seconds), 2),
    }


def _processor_seconds(pid: int) -> float:
    """Processor time of a process so far, on Linux."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return round((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), 1)


def _own(before: os.times_result) -> float:
    now = os.times()
    return round(now.user + now.system - before.user - before.system, 1)


if __name__ == "__main__":
    main()
