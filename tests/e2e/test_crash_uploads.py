"""Killed at random moments, the bot and its builds leave one whole version, and lose no file."""

import os
from pathlib import Path

import pytest

from tests.e2e.crashing_uploads import crash_uploads

pytestmark = pytest.mark.e2e


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_five_kills_leave_one_whole_version_and_lose_no_file(tmp_path: Path) -> None:
    outcome = crash_uploads(5, tmp_path)
    log = (tmp_path / "bot.log").read_text(encoding="utf-8", errors="replace")
    assert outcome.broken == [], f"{outcome}\n{log}"
    # A build that is killed alone leaves the bot alive: looked at is after each death of the bot.
    deaths = outcome.kills.total() - outcome.kills["build"]
    assert outcome.kills.total() == 5
    assert outcome.looks - deaths in (1, 2)  # at the end, and after a build that was killed last
    assert (outcome.live, outcome.twice) == (outcome.sent, 0), f"{outcome}\n{log}"
    assert outcome.sent >= 1
