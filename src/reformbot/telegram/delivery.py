"""Get a message to its chat in spite of rate limits, network faults and refused markup."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import (
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter

from reformbot.telegram.rendering import without_markup
from reformbot.telegram.routing import Bot

ATTEMPTS = 4
LONGEST_PAUSE = 60.0
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_WAIT = 30.0  # seconds between attempts, where there is no end to them
_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[object]]
T = TypeVar("T")


async def send_text(
    bot: Bot, chat_id: int, text: str, *, reply_to: int | None = None, patient: bool = False
) -> int:
    """Send plain text; the message's id.

    Args:
        reply_to: the message it answers, if that is to be shown.
        patient: as `persist` says.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """

    async def send() -> Message:
        return await bot.send_message(
            chat_id,
            text,
            link_preview_options=NO_PREVIEW,
            reply_parameters=_reply(reply_to),
        )

    return (await persist(send, patient=patient)).message_id


async def rewrite(
    bot: Bot, chat_id: int, message_id: int, html: str, markup: InlineKeyboardMarkup | None
) -> None:
    """Let a message of the bot say something else; if it says so already, nothing happens.

    Markup that Telegram refuses is left out. A network that is down is waited for.

    Raises:
        TelegramError: it could not be done, for a reason that waiting does not mend.
    """

    async def edit(text: str, mode: ParseMode | None) -> None:
        await persist(
            lambda: bot.edit_message_text(
                text,
                chat_id,
                message_id,
                parse_mode=mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=markup,
            ),
            patient=True,
        )

    try:
        await edit(html, ParseMode.HTML)
    except BadRequest as error:
        if says_so_already(error):
            return
        if "can't parse entities" not in error.message.lower():
            raise
        _log.error("Telegram refuses the markup of an answer: %s", error)
        try:
            await edit(without_markup(html), None)
        except BadRequest as second:
            if not says_so_already(second):
                raise


def says_so_already(error: Exception) -> bool:
    """Whether an edit failed for changing nothing, which is as good as done."""
    return isinstance(error, BadRequest) and "message is not modified" in error.message.lower()


def is_gone(error: BadRequest) -> bool:
    """Whether an edit failed because its message was deleted, or has become too old."""
    said = error.message.lower()
    return "message to edit not found" in said or "message can't be edited" in said


async def persist(
    send: Callable[[], Awaitable[T]], pause: Pause = asyncio.sleep, *, patient: bool = False
) -> T:
    """Do `send` until it succeeds, `ATTEMPTS` times at most.

    Sends carry no key, so a message whose acknowledgement was lost arrives twice; better than
    not at all.

    Args:
        pause: waits for a number of seconds.
        patient: whether to try without end while the network fails or Telegram wants a pause.

    Raises:
        TelegramError: the last attempt failed, Telegram wants a pause longer than `LONGEST_PAUSE`
            seconds, or the error is one that another attempt cannot mend.
    """
    attempt = 1
    while True:
        try:
            return await send()
        except (RetryAfter, NetworkError) as error:
            wanted = _wanted_pause(error, attempt)
            if wanted is None:
                raise
            if not patient and (attempt == ATTEMPTS or wanted > LONGEST_PAUSE):
                raise
            _log.warning("attempt %d to send failed, again in %g s: %s", attempt, wanted, error)
        await pause(wanted)
        attempt += 1


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram wants a pause to be."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def _wanted_pause(error: RetryAfter | NetworkError, attempt: int) -> float | None:
    """Seconds until the next attempt; None where there should be none."""
    if isinstance(error, BadRequest):  # a NetworkError to this library, but not one in fact
        return None
    if isinstance(error, NetworkError):
        return min(2.0 ** (attempt - 1), _LONGEST_WAIT)
    return seconds_asked(error)


def _reply(message_id: int | None) -> ReplyParameters | None:
    if message_id is None:
        return None
    return ReplyParameters(message_id, allow_sending_without_reply=True)
