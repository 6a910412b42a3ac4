"""Damage files of every format by chance and read them: only our errors may come out.

    python -m benchmarks.fuzz_readers ISSUE.txt --seconds 300 --seed 1 [--only pdf,doc,zip]

Each format's reader runs in a process of its own, without recognition of pictures; a part of the
files also goes through the front door. Prints a table, and what came out that should not have.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from reformbot.files import Extract, FileReader, Limits
from reformbot.files.refusal import RefusalError
from tests.making.bulletins import SOFFICE, as_docx, converted
from tests.making.mutations import damaged, whole_files
from tests.unit.files.reading import Script, line

_READERS = {
    "md": "markdown:read_markdown",
    "html": "html:read_html",
    "docx": "docx:read_docx",
    "pdf": "pdf:read_pdf",
    "ofd": "ofd:read_ofd",
    "txt": "text:read_text",
    **dict.fromkeys(("png", "jpg", "tif", "bmp", "webp"), "images:read_image"),
}
_SEEING = ("pdf", "ofd", "png", "jpg", "tif", "bmp", "webp")
_SLOWEST = 60.0
_EVERY = 50  # one of so many files also goes through the front door


@dataclass
class Tally:
    """What came out of one format's files."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0

    def take(self, outcome: str, seconds: float, peak: int) -> None:
        self.tried += 1
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, seconds)
        self.peak = max(self.peak, peak)


def main() -> None:
    """Damage, read, and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("issue", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="suffixes, with commas between them")
    chosen = parser.parse_args()
    text = chosen.issue.read_text(encoding="utf-8")
    files = whole_files(text)
    if SOFFICE:
        with tempfile.TemporaryDirectory() as folder:
            files["doc"] = converted(as_docx(text), ".docx", "doc", Path(folder))
    wanted = [suffix for suffix in chosen.only.split(",") if suffix] or list(files)
    share = chosen.seconds / len(wanted)
    _say("| format | files | read | refused | slowest, s | peak, MB |")
    _say("|---|---|---|---|---|---|")
    wrong: list[str] = []
    for suffix in wanted:
        tally = _fuzz(suffix, files[suffix], chosen.seed, share)
        read = tally.outcomes.pop("read", 0)
        refused = ", ".join(f"{count} {kind}" for kind, count in tally.outcomes.most_common())
        _say(
            f"| .{suffix} | {tally.tried} | {read} | {refused} "
            f"| {tally.slowest:.2f} | {tally.peak} |"
        )
        wrong += tally.wrong
    _say("\n".join(wrong[:50]) or "nothing else")


def _fuzz(suffix: str, data: bytes, seed: int, seconds: float) -> Tally:
    tally = Tally()
    ends = time.monotonic() + seconds
    pool = _pool()
    while time.monotonic() < ends:
        seed += 1
        is_front = suffix.rpartition(".")[2] not in _READERS or seed % _EVERY == 0
        read = _through_the_door if is_front else _in_process
        try:
            outcome, spent, peak = pool.submit(read, suffix, damaged(data, seed), seed).result(
                timeout=_SLOWEST
            )
        except BrokenProcessPool:
            outcome, spent, peak = "crash", 0.0, 0
            pool = _pool()
        except TimeoutError:
            outcome, spent, peak = "hang", _SLOWEST, 0
            pool = _pool()
        if outcome[0].isupper() or outcome in ("crash", "hang"):
            tally.wrong.append(f"{suffix} {seed}: {outcome}")
            outcome = outcome.partition(":")[0]
        tally.take(outcome, spent, peak)
    pool.shutdown(cancel_futures=True)
    return tally


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _in_process(suffix: str, data: bytes, _seed: int) -> tuple[str, float, int]:
    kind = suffix.rpartition(".")[2]
    module, _, name = _READERS[kind].partition(":")
    read: Callable[..., Extract] = getattr(
        importlib.import_module(f"reformbot.files.{module}"), name
    )
    seeing = (Script([line("产业工人队伍建设改革", 10, 10)]),) if kind in _SEEING else ()
    start = time.perf_counter()
    try:
        read(data, Limits(), *seeing)
        outcome = "read"
    except RefusalError as refusal:
        outcome = refusal.error.code
    except Exception as error:
        outcome = f"{type(error).__name__}: {error}"[:200]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome, time.perf_counter() - start, peak


def _through_the_door(suffix: str, data: bytes, _seed: int) -> tuple[str, float, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"issue.{suffix}"
        path.write_bytes(data)
        start = time.perf_counter()
        try:
            reading = FileReader().read(path)
            outcome = "read" if reading.documents else reading.failures[0].code
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"[:200]
        spent = time.perf_counter() - start
    return outcome, spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
