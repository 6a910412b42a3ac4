"""The process in which a stranger's file is read: little memory, little time, no network.

Run as `python -m reformbot.files.child FORMAT LIMITS`, with the file on standard input; what was
found goes to standard output, see `reformbot.files.wire`.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from reformbot.errors import SourceDamagedError, SourceMemoryError
from reformbot.files import wire
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

# By name, so that a process loads the libraries of its own format only.
_READERS = {
    Format.MARKDOWN: "reformbot.files.markdown:read_markdown",
    Format.HTML: "reformbot.files.html:read_html",
    Format.DOCX: "reformbot.files.docx:read_docx",
    Format.DOC: "reformbot.files.office:read_doc",
    Format.PDF: "reformbot.files.pdf:read_pdf",
    Format.IMAGE: "reformbot.files.images:read_image",
    Format.OFD: "reformbot.files.ofd:read_ofd",
}
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_MIB = 1024 * 1024


def main(arguments: list[str]) -> None:
    """Read standard input as the format that the arguments name."""
    limits = wire.unpack_limits(arguments[1])
    _confine(limits)
    _leave_network()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the result
    result = _read(Format(arguments[0]), sys.stdin.buffer.read(), limits)
    out.write(wire.pack(result))
    out.close()


def _read(kind: Format, data: bytes, limits: Limits) -> Extract | RefusalError:
    module, _, name = _READERS[kind].partition(":")
    read: Callable[[bytes, Limits], Extract] = getattr(importlib.import_module(module), name)
    try:
        return read(data, limits)
    except RefusalError as refusal:
        return refusal
    except MemoryError:
        return RefusalError(SourceMemoryError, most=limits.memory_bytes // _MIB)
    except Exception as error:  # whatever a library raises over a broken file
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return RefusalError(SourceDamagedError)


def _confine(limits: Limits) -> None:
    """Bound memory and the size of any file written; nothing is dumped when it ends badly."""
    if sys.platform == "win32":
        return
    import resource  # there on Unix only

    for which, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 4 * limits.unpacked_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(which)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (allowed, allowed))
        except (ValueError, OSError):  # a system that does not know this one
            continue


def _leave_network() -> None:
    """Enter a namespace without network where the kernel allows it."""
    if sys.platform != "linux":
        return
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    if libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


if __name__ == "__main__":
    main(sys.argv[1:])
