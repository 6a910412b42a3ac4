"""The process in which a stranger's file is read: little memory, little time, no network.

Run as `python -m reformbot.files.child FORMAT LIMITS`, with the file on standard input; what was
found goes to standard output, see `reformbot.files.wire`.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable

from reformbot.errors import SourceDamagedError, SourceMemoryError
from reformbot.files import wire
from reformbot.files.confinement import confine
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
_MIB = 1024 * 1024


def main(arguments: list[str]) -> None:
    """Read standard input as the format that the arguments name."""
    limits = wire.unpack_limits(arguments[1])
    confine(limits)
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


if __name__ == "__main__":
    main(sys.argv[1:])
