"""What the Telegram surface is given: its settings, and the service that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from reformbot.answering.model import Answer


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How to reach Telegram, and who may use the bot.

    Attributes:
        token: the bot's, from @BotFather; never shown.
        api_url: the Bot API root without `/bot`.
        proxy: URL of a proxy to reach Telegram through; None for a direct way.
        owners, admins, members: numeric user ids that hold a role; empty sets admit nobody.
    """

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    proxy: str | None = field(default=None, repr=False)
    owners: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()


class Asker(Protocol):
    """Answers questions; called from several worker threads at once."""

    def ask(self, question: str) -> Answer:
        """The answer to a question, or a refusal; may take long.

        Raises:
            ReformbotError: the question could not be dealt with.
        """
        ...
