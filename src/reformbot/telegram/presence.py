"""Signs that a question was received and is being worked on; none of them matters if it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import TelegramError

from reformbot.telegram.routing import Bot

_TYPING_LASTS = 4.0  # seconds; Telegram shows it for five
_UNNOTICED = 0.2  # seconds; an answer that comes sooner needs no sign before it
_log = logging.getLogger(__name__)


async def acknowledge(bot: Bot, chat_id: int, message_id: int) -> None:
    """Put 👀 on a message."""
    try:
        await bot.set_message_reaction(chat_id, message_id, ReactionEmoji.EYES)
    except TelegramError as error:
        _log.debug("no reaction: %s", error)


@asynccontextmanager
async def typing(
    bot: Bot, chat_id: int, unless: Callable[[], bool] = lambda: False
) -> AsyncGenerator[None]:
    """Show "typing" in a chat until the block ends, while nothing else says as much."""
    showing = asyncio.create_task(_keep_typing(bot, chat_id, unless))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


async def _keep_typing(bot: Bot, chat_id: int, unless: Callable[[], bool]) -> None:
    await asyncio.sleep(_UNNOTICED)
    while True:
        if not unless():
            try:
                await bot.send_chat_action(chat_id, ChatAction.TYPING)
            except TelegramError as error:
                _log.debug("no typing: %s", error)
        await asyncio.sleep(_TYPING_LASTS)
