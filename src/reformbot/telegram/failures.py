"""What a person is told, and what the log says, when a message could not be dealt with."""

from __future__ import annotations

import logging
import secrets

from telegram import Update
from telegram.error import BadRequest, TelegramError

from reformbot.errors import ReformbotError
from reformbot.telegram.context import Context
from reformbot.telegram.delivery import send_text
from reformbot.telegram.language import messages_for

_log = logging.getLogger(__name__)


async def report(update: object, context: Context) -> None:
    """The error handler: a sentence to the person, the rest to the log.

    One of our errors has its own sentence. Any other gets a number that finds its traceback in
    the log. Where Telegram did not take a message, it is not given another one to refuse.
    """
    error = context.error
    if error is None or _harmless(error):
        return
    message = update.message if isinstance(update, Update) else None
    messages = messages_for(message.from_user if message else None)
    if isinstance(error, ReformbotError):
        _log.warning("a message could not be dealt with: %s", error)
        sentence = messages.error(error)
    else:
        number = secrets.token_hex(4)
        _log.error("error %s", number, exc_info=error)
        sentence = messages("telegram-failed", id=number)
    if message is None or _undeliverable(error):
        return
    try:
        await send_text(message, sentence)
    except TelegramError as second:
        _log.warning("the person could not be told: %s", second)


def _harmless(error: Exception) -> bool:
    """Whether an edit changed nothing, which is as good as done."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def _undeliverable(error: Exception) -> bool:
    """Whether Telegram, or the chat, is out of reach; a bad request is one message's alone."""
    return isinstance(error, TelegramError) and not isinstance(error, BadRequest)
