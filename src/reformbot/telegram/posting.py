"""Put cards into a chat, turn those that are there, and say that a button is stale."""

from __future__ import annotations

import logging

from telegram import Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from reformbot.telegram.cards import Card
from reformbot.telegram.delivery import NO_PREVIEW, is_gone, persist, says_so_already
from reformbot.telegram.rendering import without_markup
from reformbot.telegram.routing import Bot, Visit

_log = logging.getLogger(__name__)


async def post(visit: Visit, card: Card) -> None:
    """Send a card: below the message whose button was tapped, or in a group that was written.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """
    told = visit.message.message_id if visit.message is not None else None
    answers = told if visit.query is not None or not visit.is_private else None
    await post_to(visit.bot, visit.chat_id, card, answers)


async def post_to(bot: Bot, chat_id: int, card: Card, reply_to: int | None = None) -> None:
    """Send a card to a chat; one whose markup Telegram refuses goes without it.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """
    reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None

    async def send(text: str, mode: ParseMode | None) -> Message:
        return await persist(
            lambda: bot.send_message(
                chat_id,
                text,
                parse_mode=mode,
                link_preview_options=NO_PREVIEW,
                reply_parameters=reply,
                reply_markup=card.keyboard,
            )
        )

    try:
        await send(card.text, ParseMode.HTML)
    except BadRequest as error:
        if not _is_refused_markup(error):
            raise
        await send(without_markup(card.text), None)


async def turn(visit: Visit, card: Card) -> None:
    """Let the message whose button was tapped become a card; a new one where it cannot.

    Raises:
        TelegramError: it could not be done, even in several attempts.
    """
    if visit.query is None or visit.message is None:
        await post(visit, card)
        return
    message_id = visit.message.message_id

    async def edit(text: str, mode: ParseMode | None) -> None:
        await persist(
            lambda: visit.bot.edit_message_text(
                text,
                visit.chat_id,
                message_id,
                parse_mode=mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=card.keyboard,
            )
        )

    try:
        await edit(card.text, ParseMode.HTML)
    except BadRequest as error:
        if says_so_already(error):
            return
        if _is_refused_markup(error):
            await edit(without_markup(card.text), None)
        elif is_gone(error):
            await post(visit, card)
        else:
            raise


async def turn_buttons(visit: Visit, card: Card) -> None:
    """Change the buttons alone of the message whose button was tapped.

    Raises:
        TelegramError: it could not be done, even in several attempts.
    """
    if visit.message is None:
        return
    message_id = visit.message.message_id
    try:
        await persist(
            lambda: visit.bot.edit_message_reply_markup(
                visit.chat_id, message_id, reply_markup=card.keyboard
            )
        )
    except BadRequest as error:
        if not says_so_already(error) and not is_gone(error):
            raise


async def accept(visit: Visit) -> None:
    """End a button's waiting sign before what takes long is begun."""
    if visit.query is None:
        return
    try:
        await visit.query.answer()
    except TelegramError as error:
        _log.info("a tap could not be answered: %s", error)


async def alert(visit: Visit, sentence: str) -> None:
    """Answer a tap with a sentence that has to be dismissed."""
    if visit.query is None:
        return
    try:
        await visit.query.answer(sentence, show_alert=True)
    except TelegramError as error:  # after some minutes Telegram takes no answer any more
        _log.info("a tap could not be answered: %s", error)


def _is_refused_markup(error: BadRequest) -> bool:
    refused = "can't parse entities" in error.message.lower()
    if refused:
        _log.error("Telegram refuses the markup of a card: %s", error)
    return refused
