"""Kill the bot at random moments while twenty chats ask, and count what is lost or said twice.

    python -m benchmarks.crash --kills 100 --seed 1

The bot is a process of its own on the test suite's Telegram, with a home on disk and scripted
answers that take between nothing and 1.2 seconds, half of them four messages long. Needs what the
tests need.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.crashing import crash


def main() -> None:
    """Run it, and print the counts as JSON."""
    parser = argparse.ArgumentParser(description="Kill the bot at random moments.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    # Every kill breaks a poll off, and the server would show a trace of each.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        outcome = crash(chosen.kills, Path(home), chosen.seed, _tell)
    counts = dataclasses.asdict(outcome) | {"lost": outcome.lost}
    print(json.dumps(counts | {"seconds": round(time.monotonic() - start)}))


def _tell(kill: int) -> None:
    print(kill, end=" ", flush=True, file=sys.stderr)


if __name__ == "__main__":
    main()
