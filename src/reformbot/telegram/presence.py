"""Signs that a question was received and is being worked on; none of them matters if it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from telegram import Message
from telegram.constants import ChatAction, ReactionEmoji
from telegram.error import TelegramError

_TYPING_LASTS = 4.0  # seconds; Telegram shows it for five
_log = logging.getLogger(__name__)


async def acknowledge(message: Message) -> None:
    """Put 👀 on a message."""
    try:
        await message.set_reaction(ReactionEmoji.EYES)
    except TelegramError as error:
        _log.debug("no reaction: %s", error)


@asynccontextmanager
async def typing(message: Message) -> AsyncGenerator[None]:
    """Show "typing" in the message's chat until the block ends."""
    showing = asyncio.create_task(_keep_typing(message))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.wait([showing])


async def _keep_typing(message: Message) -> None:
    while True:
        try:
            await message.reply_chat_action(ChatAction.TYPING)
        except TelegramError as error:
            _log.debug("no typing: %s", error)
        await asyncio.sleep(_TYPING_LASTS)
