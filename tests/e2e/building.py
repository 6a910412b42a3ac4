"""Index runs in processes of their own, slow enough to be killed where it hurts."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reformbot.errors import BuildInProgressError
from reformbot.library.vectors import ChromaStore, Row
from tests.unit.workshop import NotingEmbedder, Workshop

BUILT, EMBEDDED = "built", "embedded.txt"
_SECONDS = 60


class LoggingEmbedder(NotingEmbedder):
    """Writes down what it embeds, and takes its time."""

    def __init__(self, log: Path, pause: float) -> None:
        super().__init__()
        self._log, self._pause = log, pause

    def embed_passages(
        self, texts: Sequence[str], advance: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        with self._log.open("a", encoding="utf-8") as log:
            log.writelines(text.replace("\n", " ") + "\n" for text in texts)
        time.sleep(self._pause)
        return super().embed_passages(texts, advance)


class LingeringStore(ChromaStore):
    """Builds, says so, and does not come back: between build and switch is when it is killed."""

    def __init__(self, folder: Path, sign: Path) -> None:
        super().__init__(folder)
        self._sign = sign

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        super().build(version, rows, advance)
        self._sign.touch()
        time.sleep(_SECONDS)


def opened(folder: Path) -> Workshop:
    """The home in this process."""
    workshop = Workshop(folder)
    workshop.vectors = ChromaStore(workshop.home / "vectors")
    return workshop


def embedded(folder: Path) -> list[str]:
    """What was embedded by all processes, in order."""
    log = folder / EMBEDDED
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again until it holds."""
    deadline = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def building(
    folder: Path, *, pause: float = 0.0, lingers: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """An index run over the inbox; it is killed at the end if it still runs.

    Args:
        pause: seconds that a lot of passages takes to embed.
        lingers: whether it stays between build and switch.
    """
    call = f"main({str(folder)!r}, {pause}, {lingers})"
    program = [sys.executable, "-c", f"from {__name__} import main; {call}"]
    with (
        (folder / "build.log").open("ab") as log,
        subprocess.Popen(program, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def main(folder: str, pause: float, lingers: bool) -> None:  # noqa: FBT001
    """The process: ends with 3 where another one builds."""
    with opened(Path(folder)) as workshop:
        workshop.embedder = LoggingEmbedder(workshop.folder / EMBEDDED, pause)
        if lingers:
            workshop.vectors = LingeringStore(workshop.home / "vectors", workshop.folder / BUILT)
        try:
            workshop.index()
        except BuildInProgressError:
            raise SystemExit(3) from None
