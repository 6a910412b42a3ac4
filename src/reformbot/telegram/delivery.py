"""Get a message to its chat in spite of rate limits, network faults and refused markup."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from telegram import LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter

from reformbot.telegram.rendering import without_markup

ATTEMPTS = 4
LONGEST_PAUSE = 60.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[object]]
T = TypeVar("T")


async def send_text(message: Message, text: str) -> None:
    """Reply to a message with plain text.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """
    await persist(lambda: _reply(message, text))


async def send_html(message: Message, parts: Sequence[str]) -> None:
    """Reply to a message with the parts of an answer, in order.

    A part whose markup Telegram refuses is sent again without it. In a group the first part
    quotes the message.

    Raises:
        TelegramError: a part could not be sent, even in several attempts; those after it are not
            tried.
    """
    for at, part in enumerate(parts):
        await _send_part(message, part, first=at == 0)


async def _send_part(message: Message, part: str, *, first: bool) -> None:
    try:
        await persist(lambda: _reply(message, part, parse_mode=ParseMode.HTML, first=first))
    except BadRequest as error:
        if "can't parse entities" not in error.message.lower():
            raise
        _log.error("Telegram refuses the markup of an answer: %s", error)
        await persist(lambda: _reply(message, without_markup(part), first=first))


async def persist(send: Callable[[], Awaitable[T]], pause: Pause = asyncio.sleep) -> T:
    """Do `send` until it succeeds, `ATTEMPTS` times at most.

    Sends carry no key, so a message whose acknowledgement was lost arrives twice; better than
    not at all.

    Args:
        pause: waits for a number of seconds.

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
            if wanted is None or attempt == ATTEMPTS:
                raise
            _log.warning("attempt %d to send failed, again in %g s: %s", attempt, wanted, error)
        await pause(wanted)
        attempt += 1


def _wanted_pause(error: RetryAfter | NetworkError, attempt: int) -> float | None:
    """Seconds until the next attempt; None where there should be none."""
    if isinstance(error, BadRequest):  # a NetworkError to this library, but not one in fact
        return None
    if isinstance(error, NetworkError):
        return 2.0 ** (attempt - 1)
    asked = error.retry_after
    seconds = asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
    return seconds if seconds <= LONGEST_PAUSE else None


async def _reply(
    message: Message, text: str, *, parse_mode: ParseMode | None = None, first: bool = True
) -> Message:
    return await message.reply_text(
        text,
        parse_mode=parse_mode,
        link_preview_options=_NO_PREVIEW,
        # By default the library quotes the message in a group, and in a group alone.
        do_quote=None if first else False,
        allow_sending_without_reply=True,
    )
