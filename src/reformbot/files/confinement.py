"""What a process that reads a stranger's file gives up: memory, disk, the network."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from reformbot.files.limits import Limits

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def confine(limits: Limits) -> None:
    """Give up, for this process and all it starts, what reading a file does not need.

    The network goes on Linux alone, where the kernel allows namespaces; the rest on any Unix.
    """
    if sys.platform != "win32":
        _bound(limits)
    if sys.platform == "linux":
        _leave_network()


def _bound(limits: Limits) -> None:
    """Bound memory and the size of any file written; nothing is dumped when it ends badly."""
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
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None)
    if libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
