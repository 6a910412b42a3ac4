"""The local chat model: a GGUF file that llama.cpp serves in this process, on loopback.

It is spoken to like any other endpoint, so what holds for those holds for it.
"""

from __future__ import annotations

import atexit
import importlib
import importlib.util
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reformbot.errors import ChatModelError, LibraryMissingError, WeightsMissingError
from reformbot.models.chat import REPLY_TOKENS, TIMEOUT_SECONDS, OpenAIChatModel
from reformbot.models.gguf import QWEN_CODER, GgufFile, is_fetched, weights_path

_LIBRARY = "xllamacpp"
_CONTEXT_TOKENS = 8192
_CACHED_PREFIXES_MIB = 512
_ERRORS_ONLY = -1


class LocalChatModel:
    """A `ChatModel` over a GGUF file in the cache folder.

    The weights are loaded when it is first asked, which takes some seconds and one gigabyte of
    memory, and given back by `close` or at exit. One request runs at a time; others wait for it,
    and their waiting counts as the endpoint's silence.

    Args:
        folder: the cache folder, with the weights in it.
        timeout_seconds: the longest a call may keep its caller waiting, loading not counted.

    Raises:
        LibraryMissingError: the optional library is not installed.
        WeightsMissingError: the weights have not been fetched.
    """

    def __init__(
        self,
        folder: Path,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        file: GgufFile = QWEN_CODER,
    ) -> None:
        if importlib.util.find_spec(_LIBRARY) is None:
            raise LibraryMissingError(library=_LIBRARY)
        self._path = weights_path(folder, file)
        if not is_fetched(folder, file):
            raise WeightsMissingError(path=self._path)
        self._name = file.name
        self._seconds = timeout_seconds
        self._lock = threading.Lock()
        self._server: Any = None
        self._endpoint: OpenAIChatModel | None = None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    def load(self) -> None:
        """Load the weights now rather than at the first request; a second call does nothing.

        Raises:
            ChatModelError: llama.cpp refuses them.
        """
        self._opened()

    def close(self) -> None:
        """Give the memory back; the next request loads the weights again."""
        with self._lock:
            self._endpoint = None
            self._server = None
        atexit.unregister(self.close)

    def stream(
        self, instructions: str, request: str, *, limit: int = REPLY_TOKENS
    ) -> Iterator[str]:
        """Pieces of the reply, as `ChatModel.stream` says."""
        yield from self._opened().stream(instructions, request, limit=limit)

    def prefer(self, instructions: str, request: str, first: str, second: str) -> float:
        """Log-odds of two beginnings, as `ChatModel.prefer` says."""
        return self._opened().prefer(instructions, request, first, second)

    def json(
        self,
        instructions: str,
        request: str,
        schema: Mapping[str, Any],
        *,
        limit: int = REPLY_TOKENS,
    ) -> dict[str, Any]:
        """One JSON object, as `ChatModel.json` says."""
        return self._opened().json(instructions, request, schema, limit=limit)

    def _opened(self) -> OpenAIChatModel:
        with self._lock:
            if self._endpoint is None:
                # Other users of the machine can reach the port, so it wants a key.
                key = secrets.token_urlsafe()
                try:
                    self._server = _serve(self._path, key)
                    address = f"{self._server.listening_address}/v1"
                except Exception as error:  # whatever llama.cpp finds wrong with the file
                    reason = type(error).__name__
                    raise ChatModelError(model=self._name, reason=reason) from error
                atexit.register(self.close)
                self._endpoint = OpenAIChatModel(
                    self._name, address, key, timeout_seconds=self._seconds, retries=0
                )
            return self._endpoint


def _serve(path: Path, key: str) -> Any:
    """A running server; it stops when nothing refers to it any more."""
    library = importlib.import_module(_LIBRARY)
    options = library.CommonParams()
    options.model.path = str(path)
    options.n_ctx = _CONTEXT_TOKENS
    options.n_parallel = 1
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = _processors()
    options.cache_prompt = True
    options.cache_ram_mib = _CACHED_PREFIXES_MIB
    options.hostnames = ["127.0.0.1"]
    options.port = 0
    options.api_keys = [key]
    options.ui = False
    options.endpoint_slots = False
    options.verbosity = _ERRORS_ONLY
    return library.Server(options)


def _processors() -> int:
    """How many processors this process may use, which in a container are fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
