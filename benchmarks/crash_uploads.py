"""Kill the bot and its builds at random moments while an admin takes issue after issue in.

    python -m benchmarks.crash_uploads --kills 50 --seed 1

The bot is a process of its own on the test suite's Telegram, with a home on disk; it starts another
for each build. Vectors are hashed bigrams, Chroma and SQLite are real. After each kill the live
version is looked at: its editions against its vectors and its words. Needs what the tests need.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.crashing_uploads import crash_uploads


def main() -> None:
    """Run it, and print the counts as JSON."""
    parser = argparse.ArgumentParser(description="Kill the bot while it takes files in.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    # Every kill breaks a poll off, and the server would show a trace of each.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        outcome = crash_uploads(chosen.kills, Path(home), chosen.seed, _tell)
    counts = outcome.counts() | {"seconds": round(time.monotonic() - start)}
    print(json.dumps(counts, ensure_ascii=False))


def _tell(kill: int) -> None:
    print(kill, end=" ", flush=True, file=sys.stderr)


if __name__ == "__main__":
    main()
