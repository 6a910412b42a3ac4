"""What the Telegram surface is given: its settings, and the services it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from reformbot.library.catalog import Catalog
from reformbot.library.conversations import Conversations
from reformbot.library.deliveries import Deliveries
from reformbot.library.feedback import Feedback
from reformbot.library.inbox import Inbox
from reformbot.library.journal import Journal
from reformbot.library.lookups import Lookups
from reformbot.library.retention import Retention
from reformbot.library.subscriptions import Subscriptions
from reformbot.operations.admission import Admission
from reformbot.operations.answers import Answered
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import Builder
from reformbot.operations.people import People
from reformbot.operations.quota import Quota
from reformbot.operations.submissions import Acquisitions
from reformbot.operations.versions import Versions

if TYPE_CHECKING:  # a chat model's libraries take a second to load, and not every asker has one
    from reformbot.answering.composing import Hear


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is to bring updates, instead of being asked for them.

    Attributes:
        url: the address Telegram calls, https.
        secret: what Telegram has to show with each call; never shown.
        host, port: where this process listens, behind whatever ends the encryption.
    """

    url: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8080


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How to reach Telegram.

    Attributes:
        token: the bot's, from @BotFather; never shown.
        api_url: the Bot API root without `/bot`.
        proxy: URL of a proxy to reach Telegram through; None for a direct way.
        webhook: how Telegram reaches the bot; None where the bot polls.
    """

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    proxy: str | None = field(default=None, repr=False)
    webhook: Webhook | None = None


class Asker(Protocol):
    """Answers questions; called from several worker threads at once."""

    def ask(
        self, question: str, history: Sequence[str], hear: Hear, *, person: str, chat: int | None
    ) -> Answered:
        """The answer to a question, or a refusal; may take long.

        Args:
            history: earlier questions of the conversation, oldest first.
            hear: told of each statement as soon as it may be shown; what it raises ends the work.

        Raises:
            ReformbotError: the question could not be dealt with.
        """
        ...


@dataclass(frozen=True, slots=True)
class UploadServices:
    """What the rooms stand on in which admins change the index.

    Attributes:
        builder: builds what was confirmed, elsewhere.
    """

    acquisitions: Acquisitions
    catalog: Catalog
    versions: Versions
    builder: Builder


@dataclass(frozen=True, slots=True)
class RoomServices:
    """What the rooms beside asking stand on.

    Attributes:
        uploads: None for a bot whose index is changed on the command line alone.
    """

    journal: Journal
    feedback: Feedback
    conversations: Conversations
    shelf: Shelf
    lookups: Lookups
    subscriptions: Subscriptions
    uploads: UploadServices | None = None


@dataclass(frozen=True, slots=True)
class TelegramServices:
    """What the surface stands on.

    Attributes:
        rooms: None for a bot that answers questions and does no more.
    """

    asker: Asker
    inbox: Inbox
    deliveries: Deliveries
    people: People
    admission: Admission
    quota: Quota
    retention: Retention
    rooms: RoomServices | None = None
