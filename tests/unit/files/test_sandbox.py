"""Waiting for a process that reads: no longer than its file may take, and as long as its pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reformbot.errors import SourceTimeoutError
from reformbot.files import Limits, wire
from reformbot.files.refusal import RefusalError
from reformbot.files.sandbox import awaited

LIMITS = replace(Limits(), seconds=0.1, seconds_per_page=30)
DATA = "第6期".encode()
SLOW = "import sys, time; time.sleep(0.5); print(sys.stdin.read(), end='')"


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    """Gives back what it is given, after half a second."""
    command = [sys.executable, "-S", "-c", SLOW]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        yield started
        started.kill()


def test_a_page_that_is_begun_lengthens_the_wait(
    process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    wire.begin_page(tmp_path)
    assert awaited(process, DATA, tmp_path, LIMITS) == DATA


def test_without_pages_the_time_is_over(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refused:
        awaited(process, DATA, tmp_path, LIMITS)
    assert refused.value.error is SourceTimeoutError
