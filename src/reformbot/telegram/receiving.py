"""How updates reach the bot: it asks for them, or Telegram brings them."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import cast
from urllib.parse import urlsplit

from telegram.constants import UpdateType
from telegram.error import TelegramError
from telegram.ext import Updater

from reformbot.errors import ConfigurationError
from reformbot.telegram.context import BotApplication
from reformbot.telegram.settings import TelegramSettings, Webhook

_LONG_POLL = 30  # seconds
_WANTED = [
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    "stopped_message_generation",  # newer than the library
]
_log = logging.getLogger(__name__)


@asynccontextmanager
async def receive(application: BotApplication, settings: TelegramSettings) -> AsyncGenerator[None]:
    """Receive updates until the block ends, by polling or by a webhook.

    Raises:
        TelegramError: Telegram cannot be reached, or refuses.
        ConfigurationError: the address to listen at cannot be used.
    """
    updater = cast(Updater, application.updater)  # None only where a builder asks for none
    if settings.webhook is None:
        await updater.start_polling(
            timeout=_LONG_POLL, allowed_updates=_WANTED, error_callback=_polling_failed
        )
    else:
        await _listen(updater, settings.webhook)
    try:
        yield
    finally:
        await updater.stop()


async def _listen(updater: Updater, webhook: Webhook) -> None:
    try:
        await updater.start_webhook(
            listen=webhook.host,
            port=webhook.port,
            url_path=urlsplit(webhook.url).path,
            webhook_url=webhook.url,
            secret_token=webhook.secret,
            allowed_updates=_WANTED,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(setting="telegram.listen", reason=reason) from None


def _polling_failed(error: TelegramError) -> None:
    """Say so in a line; the library tries again, with growing pauses."""
    _log.warning("no updates from Telegram, trying again: %s", error)
