"""Everything a surface may be handed, built from the stores and the models."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reformbot import __version__
from reformbot.answering.answerer import Answerer
from reformbot.bulletin.chunk import BUDGET
from reformbot.config import TelegramOptions
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.polishing import Polisher
from reformbot.errors import ConfigurationError, TokenMissingError
from reformbot.files import FileReader
from reformbot.library.deliveries import Deliveries
from reformbot.library.inbox import Inbox
from reformbot.locale import load_messages
from reformbot.models.tokens import count_tokens
from reformbot.operations.admission import Admission
from reformbot.operations.archive import Archive
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import Builder, ChildBuilder, Works
from reformbot.operations.compacting import Compactor
from reformbot.operations.drafting import Drafting
from reformbot.operations.embedding import PassageEmbedder
from reformbot.operations.enquiries import Enquiries
from reformbot.operations.indexing import Indexer
from reformbot.operations.people import People
from reformbot.operations.quota import Quota
from reformbot.operations.reading import Reader
from reformbot.operations.roles import Appointed
from reformbot.operations.smoke import SmokeQuestions
from reformbot.operations.submissions import Acquisitions
from reformbot.operations.versions import Versions
from reformbot.wiring.library import LibraryServices
from reformbot.wiring.models import ModelServices

if TYPE_CHECKING:  # at run time where a bot is begun: commands do not wait for its library
    from reformbot.telegram import TelegramServices, TelegramSettings, Webhook
    from reformbot.telegram.settings import RoomServices

_QUESTIONS = "evaluation.jsonl"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class Services(ModelServices, LibraryServices):
    """Everything a surface may be handed, each built when it is first asked for."""

    @cached_property
    def indexer(self) -> Indexer:
        """What takes files in."""
        return Indexer(
            self.catalog,
            self.vectors,
            self.originals,
            Reader(self.originals, FileReader(), count_tokens, BUDGET),
            PassageEmbedder(self.catalog, self.embedder),
            self.versions,
            self.build_lock,
            thresholds=asdict(self._thresholds),
            smoke=self._smoke,
        )

    @cached_property
    def versions(self) -> Versions:
        """The versions of the index."""
        return Versions(
            self.catalog, self.vectors, self.build_lock, lambda: self.embedder.fingerprint
        )

    @cached_property
    def compactor(self) -> Compactor:
        """What gives disk space back."""
        return Compactor(
            self.database,
            self.catalog,
            self.vectors,
            self.versions,
            self._register,
            self.build_lock,
            self.home,
        )

    @property
    def _smoke(self) -> SmokeQuestions | None:
        options = self.settings.evaluation
        path = options.questions or self.home / _QUESTIONS
        if options.questions is None and not path.exists():
            return None
        setup = f"{__version__} {self.settings.reranker.model} {self._chat_name()}"
        return SmokeQuestions(path, options.margin, self.catalog, lambda: self.answerer, setup)

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
    def drafter(self) -> Drafter:
        """What makes drafts; a chat model words them where one is configured."""
        model = self.chat_model
        polisher = Polisher(model, self.prompts, self._archive.precedents) if model else None
        return Drafter(polisher, self._archive.quotations)

    @cached_property
    def drafting(self) -> Drafting:
        """What people do with drafts in chats."""
        most = self.settings.quota.drafts_per_day
        return Drafting(self.drafts, lambda: self.drafter, FileReader(), most)

    @cached_property
    def _archive(self) -> Archive:
        # A reference in an annex is part of the bulletin, whatever language a writer reads.
        return Archive(self.catalog, lambda: self.answerer, load_messages("zh"))

    def enquiries(self, surface: str) -> Enquiries:
        """What answers questions of a surface, and writes them down."""
        return Enquiries(self.answerer, self.journal, surface)

    def telegram_services(self) -> TelegramServices:
        """What the bot stands on."""
        from reformbot.telegram import TelegramServices

        return TelegramServices(
            self.enquiries("telegram"),
            Inbox(self.database),
            Deliveries(self.database),
            self.people,
            self.admission,
            self.quota,
            self.retention,
            self.room_services(),
        )

    @cached_property
    def shelf(self) -> Shelf:
        """What is indexed, to be read."""
        return Shelf(self.catalog, self.originals)

    def room_services(self) -> RoomServices:
        """What the bot's rooms beside asking stand on."""
        from reformbot.telegram.settings import RoomServices, UploadServices

        return RoomServices(
            self.journal,
            self.feedback,
            self.conversations,
            self.shelf,
            self.lookups,
            self.subscriptions,
            self.drafting,
            UploadServices(self.acquisitions, self.catalog, self.versions, self._builder),
        )

    @cached_property
    def acquisitions(self) -> Acquisitions:
        """What admins do with the files they send."""
        return Acquisitions(self.submissions, self.originals, self.shelf, FileReader())

    def works(self) -> Works:
        """What takes in the files that admins confirmed."""
        return Works(self.submissions, self.originals, self.shelf, lambda: self.indexer)

    @property
    def _builder(self) -> Builder:
        home = str(self.home.resolve())
        return ChildBuilder((sys.executable, "-m", "reformbot", "--home", home, "build"))

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

    def status(self) -> dict[str, object]:
        """What is indexed and configured, by name."""
        snapshot = self.snapshot()
        settings = self.settings
        return {
            "home": settings.home,
            "version": snapshot.version.id if snapshot else None,
            "version_since": snapshot.version.live_since if snapshot else None,
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

    def telegram_settings(self) -> TelegramSettings:
        """What the bot is started with.

        Raises:
            TokenMissingError: no token is set.
            ConfigurationError: the webhook's address or secret cannot be used.
        """
        from reformbot.telegram import TelegramSettings

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
    from reformbot.telegram import Webhook

    return Webhook(url, secret, host.strip("[]"), int(port))
