"""Short messages with buttons: sent, redrawn in place, or shown as an alert."""

from __future__ import annotations

import logging

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.constants import CallbackQueryLimit
from telegram.error import BadRequest, TelegramError

from reformbot.telegram.delivery import NO_PREVIEW, persist
from reformbot.telegram.routing import Bot, Visit, callback

_LONGEST_NUMBER = 18  # digits, so that the database can hold it
_log = logging.getLogger(__name__)


def button(label: str, verb: str, *parts: object) -> InlineKeyboardButton:
    """A button that leads to a verb."""
    return InlineKeyboardButton(label, callback_data=callback(verb, *map(str, parts)))


def number_in(text: str) -> int | None:
    """The number that a button carries, or that somebody wrote; None where it is none."""
    plausible = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if plausible else None


async def say(visit: Visit, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Send a message to where the visit is.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """
    await persist(lambda: _send(visit.bot, visit.chat_id, text, keyboard))


async def tell(
    bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None = None
) -> int | None:
    """Send somebody else a message; its id, or None where they cannot be reached."""
    try:
        sent = await persist(lambda: _send(bot, chat_id, text, keyboard))
    except TelegramError as error:
        _log.info("%d could not be told: %s", chat_id, error)
        return None
    return sent.message_id


async def show(visit: Visit, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Let the message whose button was tapped say something else; send one where it is gone.

    Raises:
        TelegramError: neither could be done.
    """
    if visit.query is None or visit.message is None:
        await say(visit, text, keyboard)
        return
    message_id = visit.message.message_id
    if not await redraw(visit.bot, visit.chat_id, message_id, text, keyboard):
        await say(visit, text, keyboard)


async def redraw(
    bot: Bot,
    chat_id: int,
    message_id: int,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
) -> bool:
    """Let a message of the bot say something else; whether it does."""
    try:
        await persist(
            lambda: bot.edit_message_text(
                text,
                chat_id,
                message_id,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
        )
    except BadRequest as error:
        return "message is not modified" in error.message.lower()
    except TelegramError as error:
        _log.info("a message in %d could not be changed: %s", chat_id, error)
        return False
    return True


async def alert(visit: Visit, text: str) -> None:
    """Answer a tap with a text to be read and closed; say it where nothing was tapped."""
    if visit.query is None:
        await say(visit, text)
        return
    try:
        most = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
        await visit.query.answer(text[:most], show_alert=True)
    except TelegramError as error:  # too old a tap; nobody is waiting for it
        _log.info("a tap could not be answered: %s", error)


async def _send(
    bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None
) -> Message:
    return await bot.send_message(
        chat_id, text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
    )
