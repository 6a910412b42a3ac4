"""Killed at random moments, the bot loses no question and says no answer twice."""

import os
from pathlib import Path

import pytest

from tests.e2e.bot import listening_post
from tests.e2e.crashing import crash

pytestmark = pytest.mark.e2e


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("arrive", ["by polling", "by webhook"])
def test_five_kills_lose_nothing_and_repeat_nothing(tmp_path: Path, arrive: str) -> None:
    webhook = listening_post() if arrive == "by webhook" else None
    outcome = crash(5, tmp_path, webhook=webhook)
    log = (tmp_path / "bot.log").read_text(encoding="utf-8", errors="replace")
    assert outcome.asked > 20, outcome
    assert (outcome.lost, outcome.twice, outcome.disordered) == (0, 0, 0), f"{outcome}\n{log}"
