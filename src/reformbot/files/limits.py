"""How much a file may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a file, and on the process that reads it.

    Attributes:
        file_bytes: of a file as it comes.
        pages: of a file.
        pixels: of one page or picture.
        entries: in an archive, or in a file that is one.
        unpacked_bytes: of all entries of an archive together.
        ratio: unpacked to packed bytes of an archive.
        seconds: that reading a file may take, without recognition.
        seconds_per_page: that recognition of a page may take, on top.
        archive_seconds: that reading all files of an archive may take.
        memory_bytes: address space of the process that reads.
    """

    file_bytes: int = 100 * _MIB
    pages: int = 300
    pixels: int = 50_000_000
    entries: int = 2000
    unpacked_bytes: int = 200 * _MIB
    ratio: int = 100
    seconds: float = 120.0
    seconds_per_page: float = 20.0
    archive_seconds: float = 3600.0
    memory_bytes: int = 4096 * _MIB
