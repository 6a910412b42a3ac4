"""A reader run in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from reformbot.errors import SourceDamagedError, SourceMemoryError, SourceTimeoutError
from reformbot.files import wire
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

# What a process needs to find Python, its libraries and its language; no setting, so no secret.
_ENVIRONMENT = frozenset(
    "PATH PYTHONPATH PYTHONHOME VIRTUAL_ENV LD_LIBRARY_PATH LANG LC_ALL TZ SYSTEMROOT "
    "OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OMP_NUM_THREADS".split()
)
_MIB = 1024 * 1024
_one_at_a_time = threading.Lock()


def read_apart(kind: Format, data: bytes, limits: Limits) -> Extract:
    """Read a file in a process of its own; one at a time.

    Raises:
        RefusalError: the reader's own, or it took too long or too much memory, or broke down.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "reformbot.files.child", kind, wire.pack_limits(limits)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            out = awaited(process, data, Path(folder), limits)
        finally:
            _end(process)
    if process.returncode:
        raise _broken(process.returncode, limits)
    result = wire.unpack(out)
    if isinstance(result, RefusalError):
        raise result
    return result


def awaited(process: subprocess.Popen[bytes], data: bytes, folder: Path, limits: Limits) -> bytes:
    """What a process gives back; each page that it begins to recognise lengthens its time.

    Args:
        data: what it is given.
        folder: where it notes the pages that it begins.

    Raises:
        RefusalError: SourceTimeoutError.
    """
    began, seconds, given = time.monotonic(), limits.seconds, data
    while True:
        try:
            out, _ = process.communicate(given, max(0.0, began + seconds - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            pages = min(wire.pages_begun(folder), limits.pages)
            allowed = limits.seconds + limits.seconds_per_page * pages
            if time.monotonic() >= began + allowed:
                raise RefusalError(SourceTimeoutError, seconds=round(allowed)) from error
            seconds, given = allowed, b""  # whoever has begun a page has taken all it was given
        else:
            return out


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _ENVIRONMENT}
    apart = {"HOME": folder, "TMPDIR": folder, "TEMP": folder, "TMP": folder}
    return {**kept, **apart, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all it started."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _broken(code: int, limits: Limits) -> RefusalError:
    """Why a process gave no answer: killed for its memory, or brought down by the file."""
    if code == -signal.SIGKILL if sys.platform != "win32" else False:
        return RefusalError(SourceMemoryError, most=limits.memory_bytes // _MIB)
    return RefusalError(SourceDamagedError)
