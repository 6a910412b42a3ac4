"""The models that settings name, each loaded when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from reformbot.answering.assistant import Assistant
from reformbot.answering.thresholds import BUILTIN_THRESHOLDS, ODDS, WORDS_ONLY, Thresholds
from reformbot.config import Settings
from reformbot.models import (
    BUILTIN,
    Embedder,
    Report,
    Reranker,
    builtin_folder,
    load_embedder,
    load_reranker,
)
from reformbot.models.chat import ChatModel, OpenAIChatModel
from reformbot.models.gguf import QWEN_CODER, fetch_weights, weights_path
from reformbot.models.local import LocalChatModel
from reformbot.models.prompts import Prompts, load_prompts, packaged_prompts
from reformbot.models.sources import from_file, usual_sources
from reformbot.wiring.folders import writable

_VENDOR = "https://api.openai.com/v1"


@dataclass(frozen=True)
class ModelServices:
    """Models, their weights in place.

    Attributes:
        report: told how far long steps have come.
    """

    settings: Settings
    report: Report

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, its weights in place."""
        model = self.settings.embedding.model
        return load_embedder(model, writable(self.settings.cache_dir), self.report)

    @cached_property
    def reranker(self) -> Reranker | None:
        """What reads the best passages again; None where none is configured."""
        model = self.settings.reranker.model
        return load_reranker(model) if model else None

    @cached_property
    def assistant(self) -> Assistant | None:
        """What the configured chat model does for an answer; None where none is configured.

        Raises:
            The errors of `prompts` and `chat_model`.
        """
        model = self.chat_model
        if model is None:
            return None
        return Assistant(model, self.prompts, ODDS, self.settings.llm.judged)

    @cached_property
    def prompts(self) -> Prompts:
        """The prompts that come with reformbot, or those of the folder configured.

        Raises:
            PromptError: a prompt is not as its use needs it.
        """
        return load_prompts(self.settings.prompts.dir or packaged_prompts())

    @cached_property
    def chat_model(self) -> ChatModel | None:
        """The chat model configured; None where answers are quotations alone.

        Raises:
            LibraryMissingError, WeightsMissingError: the local one is configured, and not here.
        """
        llm = self.settings.llm
        if llm.provider == "none":
            return None
        if llm.provider == "local":
            return LocalChatModel(self.settings.cache_dir, timeout_seconds=llm.timeout_seconds)
        return OpenAIChatModel(
            llm.model,
            llm.base_url,
            llm.api_key.get_secret_value(),
            timeout_seconds=llm.timeout_seconds,
            retries=llm.retries,
        )

    @property
    def recipient(self) -> str | None:
        """The host that a chat model sends passages to; None where they stay on this machine."""
        llm = self.settings.llm
        if llm.provider != "openai":
            return None
        host = urlsplit(llm.base_url or _VENDOR).hostname or ""
        return None if _is_this_machine(host) else host

    def fetch_chat_weights(self, given: Path | None) -> Path:
        """Get the local chat model's weights.

        Args:
            given: a copy of the file, or a folder that holds one; the usual sources if None.

        Raises:
            WeightsError, BuildInProgressError, StorageError: as `fetch_weights` says.
        """
        sources = usual_sources() if given is None else (from_file(given),)
        return fetch_weights(writable(self.settings.cache_dir), sources, self.report)

    def models(self) -> list[dict[str, object]]:
        """The models that reformbot brings: name, path, bytes on disk, and whether in use."""
        cache, settings = self.settings.cache_dir, self.settings
        found = (
            ("multilingual-e5-small", builtin_folder(cache), settings.embedding.model == BUILTIN),
            (QWEN_CODER.name, weights_path(cache), settings.llm.provider == "local"),
        )
        return [
            {"name": name, "path": path, "bytes": _bytes_at(path), "used": used}
            for name, path, used in found
        ]

    def _chat_name(self) -> str | None:
        llm = self.settings.llm
        return {"none": None, "local": QWEN_CODER.name, "openai": llm.model}[llm.provider]

    @property
    def _thresholds(self) -> Thresholds:
        return BUILTIN_THRESHOLDS if self.settings.embedding.model == BUILTIN else WORDS_ONLY


def _bytes_at(path: Path) -> int:
    """The size of a file, or of the files in a folder; 0 where there is nothing."""
    files = [path, *path.rglob("*")] if path.exists() else []
    return sum(one.stat().st_size for one in files if one.is_file())


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
