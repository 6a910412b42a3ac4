"""The weights of the local chat model: what they are, whether they are here, how they come."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from filelock import FileLock, Timeout

from reformbot.errors import BuildInProgressError, StorageError, WeightsError
from reformbot.models.packages import Report, digest, ignore_progress

FETCH = "chat.fetch"
_PARTIAL = ".partial"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class GgufFile:
    """A published GGUF file; the hash says that it is the one, wherever it came from.

    Attributes:
        repository: its owner and name at the model hubs.
        size: in bytes.
        part: of how many bytes each of its parts is, the last excepted, where it comes in parts.
    """

    name: str
    repository: str
    file: str
    size: int
    sha256: str
    part: int


QWEN_CODER = GgufFile(
    name="Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
    repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    part=52_428_800,
)
"""Apache-2.0; 1.5 billion weights in 4-bit blocks."""

Fetch: TypeAlias = Callable[[Path, Callable[[int], None]], None]
"""Completes the file at a path, telling how many of its bytes are there.

What the path holds already are the file's first bytes, and need not be fetched again.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """Somewhere that a file may come from; `name` is for the sentence that says what was tried."""

    name: str
    fetch: Fetch


def weights_path(folder: Path, file: GgufFile = QWEN_CODER) -> Path:
    """Where the weights are kept in the cache folder, there or not."""
    return folder / file.file


def is_fetched(folder: Path, file: GgufFile = QWEN_CODER) -> bool:
    """Whether the weights are there; only a file whose hash was right gets its name."""
    path = weights_path(folder, file)
    return path.is_file() and path.stat().st_size == file.size


def fetch_weights(
    folder: Path,
    sources: Sequence[Source],
    report: Report = ignore_progress,
    file: GgufFile = QWEN_CODER,
) -> Path:
    """Get the weights from the first source that has them, unless they are there.

    What has come is kept beside the target until the whole is there, so a fetch that was cut
    short goes on where it stopped, from whichever source answers then.

    Args:
        folder: the cache folder; made if need be.
        report: told the progress under the key `chat.fetch`, in bytes.

    Raises:
        WeightsError: no source has them; the reason names each with what it said.
        BuildInProgressError: another process is fetching them.
        StorageError: the folder cannot be written, or no space is left in it.
    """
    target = weights_path(folder, file)
    partial = target.with_name(target.name + _PARTIAL)
    tried: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            if target.is_file() and digest(target) == file.sha256:
                return target
            for source in sources:
                try:
                    _complete(partial, source, report, file)
                except WeightsError as error:
                    tried.append(f"{source.name}: {error.details['reason']}")
                    continue
                partial.replace(target)
                return target
    except OSError as error:
        raise StorageError.of(folder, error) from error
    raise WeightsError(reason="; ".join(tried))


def _complete(partial: Path, source: Source, report: Report, file: GgufFile) -> None:
    """Complete the partial file from one source, and see that it is the right one."""

    def arrived(count: int) -> None:
        report(FETCH, min(count, file.size), file.size)

    found = ""
    # The beginning may be another source's, and wrong; so a second try begins at the beginning.
    for resumed in (partial.exists(), False):
        if not (resumed and partial.stat().st_size == file.size):
            source.fetch(partial, arrived)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        found = digest(partial)
        if found == file.sha256:
            return
        partial.unlink()
        if not resumed:
            break
    raise WeightsError(reason=f"the file has SHA-256 {found}, not {file.sha256}")


@contextmanager
def _alone(target: Path) -> Generator[None]:
    lock = FileLock(target.with_name(target.name + _LOCK))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BuildInProgressError(path=target) from error
    try:
        yield
    finally:
        lock.release()
