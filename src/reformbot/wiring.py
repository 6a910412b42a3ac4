"""The one place that builds everything, from settings to ready services."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from reformbot.answering.answerer import Answerer
from reformbot.answering.assistant import Assistant
from reformbot.answering.thresholds import BUILTIN_THRESHOLDS, ODDS, WORDS_ONLY, Thresholds
from reformbot.bulletin.chunk import BUDGET
from reformbot.config import Settings, TelegramOptions
from reformbot.errors import ConfigurationError, StorageError, TokenMissingError
from reformbot.library.catalog import Catalog
from reformbot.library.conversations import Conversations
from reformbot.library.database import Database
from reformbot.library.deliveries import Deliveries
from reformbot.library.feedback import Feedback
from reformbot.library.inbox import Inbox
from reformbot.library.journal import Journal
from reformbot.library.lookups import Lookups
from reformbot.library.originals import Originals
from reformbot.library.people import Register
from reformbot.library.records import Snapshot
from reformbot.library.subscriptions import Subscriptions
from reformbot.library.vectors import ChromaStore, VectorStore
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
from reformbot.models.prompts import load_prompts, packaged_prompts
from reformbot.models.sources import from_file, usual_sources
from reformbot.models.tokens import count_tokens
from reformbot.operations.admission import Admission
from reformbot.operations.browsing import Shelf
from reformbot.operations.enquiries import Enquiries
from reformbot.operations.indexing import Indexer
from reformbot.operations.people import People
from reformbot.operations.quota import Quota
from reformbot.operations.roles import Appointed
from reformbot.telegram import TelegramServices, TelegramSettings, Webhook
from reformbot.telegram.settings import RoomServices

_WRITE_TEST = ".writable"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_VENDOR = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Services:
    """Everything a surface may be handed, each built when it is first asked for.

    Attributes:
        report: told how far long steps have come.
    """

    settings: Settings
    report: Report

    @cached_property
    def home(self) -> Path:
        """The home directory, created and known to be writable.

        Raises:
            HomeUnwritableError, DiskFullError: it is not.
        """
        return _writable(self.settings.home)

    @cached_property
    def database(self) -> Database:
        """The database of the home, its tables up to date."""
        return Database(self.home / "catalog.db")

    @cached_property
    def catalog(self) -> Catalog:
        """What is indexed."""
        return Catalog(self.database)

    @cached_property
    def vectors(self) -> VectorStore:
        """The vector indexes of all versions."""
        return ChromaStore(self.home / "vectors")

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, its weights in place."""
        model = self.settings.embedding.model
        return load_embedder(model, _writable(self.settings.cache_dir), self.report)

    @cached_property
    def reranker(self) -> Reranker | None:
        """What reads the best passages again; None where none is configured."""
        model = self.settings.reranker.model
        return load_reranker(model) if model else None

    @cached_property
    def originals(self) -> Originals:
        """The files as they came in."""
        return Originals(self.home / "originals")

    @cached_property
    def indexer(self) -> Indexer:
        """What takes files in."""
        return Indexer(
            self.catalog,
            self.vectors,
            self.originals,
            self.embedder,
            count_tokens,
            lock=self.home / "build.lock",
            budget=BUDGET,
            thresholds=asdict(self._thresholds),
        )

    @property
    def _thresholds(self) -> Thresholds:
        return BUILTIN_THRESHOLDS if self.settings.embedding.model == BUILTIN else WORDS_ONLY

    @cached_property
    def answerer(self) -> Answerer:
        """What answers questions."""
        return Answerer(
            self.catalog,
            self.vectors,
            self.embedder,
            self._thresholds,
            self.reranker,
            self.assistant,
        )

    @cached_property
    def assistant(self) -> Assistant | None:
        """What the configured chat model does for an answer; None where none is configured.

        Raises:
            PromptError: a prompt is not as its use needs it.
            The errors of `chat_model`.
        """
        model = self.chat_model
        if model is None:
            return None
        prompts = load_prompts(self.settings.prompts.dir or packaged_prompts())
        return Assistant(model, prompts, ODDS, self.settings.llm.judged)

    def enquiries(self, surface: str) -> Enquiries:
        """What answers questions of a surface, and writes them down."""
        return Enquiries(self.answerer, self.journal, surface)

    def telegram_services(self) -> TelegramServices:
        """What the bot stands on."""
        return TelegramServices(
            self.enquiries("telegram"),
            Inbox(self.database),
            Deliveries(self.database),
            self.people,
            self.admission,
            self.quota,
            self.room_services(),
        )

    @cached_property
    def journal(self) -> Journal:
        """Where answers are written down."""
        return Journal(self.database)

    @cached_property
    def shelf(self) -> Shelf:
        """What is indexed, to be read."""
        return Shelf(self.catalog, self.originals)

    @cached_property
    def conversations(self) -> Conversations:
        """Which answer followed which."""
        return Conversations(self.database)

    @cached_property
    def feedback(self) -> Feedback:
        """What people say of answers."""
        return Feedback(self.database)

    @cached_property
    def lookups(self) -> Lookups:
        """Word searches that people made."""
        return Lookups(self.database)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Who is told of new issues."""
        return Subscriptions(self.database)

    def room_services(self) -> RoomServices:
        """What the bot's rooms beside asking stand on."""
        return RoomServices(
            self.journal,
            self.feedback,
            self.conversations,
            self.shelf,
            self.lookups,
            self.subscriptions,
        )

    @cached_property
    def people(self) -> People:
        """Who may use the bot."""
        lists = self.settings.telegram
        appointed = Appointed(lists.owners, lists.admins, lists.members)
        return People(self._register, appointed)

    @cached_property
    def admission(self) -> Admission:
        """How people come in."""
        return Admission(self._register, self.people)

    @cached_property
    def quota(self) -> Quota:
        """How many questions a member may ask."""
        return Quota(self._register, self.settings.quota.questions_per_hour)

    @cached_property
    def _register(self) -> Register:
        return Register(self.database)

    def snapshot(self) -> Snapshot | None:
        """The live version read whole; None before the first index."""
        version = self.catalog.live_version()
        return Snapshot.of(version, self.catalog.editions(version)) if version else None

    def status(self) -> dict[str, object]:
        """What is indexed and configured, by name."""
        snapshot = self.snapshot()
        settings = self.settings
        return {
            "home": settings.home,
            "version": snapshot.version.id if snapshot else None,
            "issues": len(snapshot.editions) if snapshot else 0,
            "articles": snapshot.article_count if snapshot else 0,
            "passages": len(snapshot.passages) if snapshot else 0,
            "embedding": settings.embedding.model,
            "indexed_with": snapshot.version.fingerprint if snapshot else None,
            "reranker": settings.reranker.model,
            "chat_model": self._chat_name(),
            "answers": self.journal.count_answers(),
            "findings": " ".join(f"{k} {n}" for k, n in self.journal.count_findings().items()),
            "telegram": bool(settings.telegram.token.get_secret_value()),
        }

    def _chat_name(self) -> str | None:
        llm = self.settings.llm
        return {"none": None, "local": QWEN_CODER.name, "openai": llm.model}[llm.provider]

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
        return fetch_weights(_writable(self.settings.cache_dir), sources, self.report)

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

    def telegram_settings(self) -> TelegramSettings:
        """What the bot is started with.

        Raises:
            TokenMissingError: no token is set.
            ConfigurationError: the webhook's address or secret cannot be used.
        """
        options = self.settings.telegram
        token = options.token.get_secret_value()
        if not token:
            raise TokenMissingError
        return TelegramSettings(
            token=token,
            api_url=options.api_url.rstrip("/"),
            proxy=options.proxy,
            webhook=_webhook(options) if options.webhook_url else None,
        )


def _webhook(options: TelegramOptions) -> Webhook:
    url, secret = options.webhook_url or "", options.webhook_secret.get_secret_value()
    host, _, port = options.listen.rpartition(":")
    if not urlsplit(url).path.strip("/"):
        raise ConfigurationError(setting="telegram.webhook_url", reason="no path in it")
    if not _SECRET.fullmatch(secret):
        reason = "wanted: 1 to 256 of A-Z a-z 0-9 _ -"
        raise ConfigurationError(setting="telegram.webhook_secret", reason=reason)
    if not host or not port.isdecimal():
        raise ConfigurationError(setting="telegram.listen", reason="wanted: HOST:PORT")
    return Webhook(url, secret, host.strip("[]"), int(port))


def _bytes_at(path: Path) -> int:
    """The size of a file, or of the files in a folder; 0 where there is nothing."""
    files = [path, *path.rglob("*")] if path.exists() else []
    return sum(one.stat().st_size for one in files if one.is_file())


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / _WRITE_TEST
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError.of(folder, error) from error
    return folder
