"""What happens to a message: who sent it, what it asks, what is replied."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Executor

from telegram import Message, Update, User

from reformbot.answering.model import Answer, Refusal
from reformbot.locale import Messages, load_messages
from reformbot.telegram.access import role_of
from reformbot.telegram.addressing import Request, Wish, read
from reformbot.telegram.context import Context
from reformbot.telegram.delivery import send_html, send_text
from reformbot.telegram.language import messages_for
from reformbot.telegram.presence import acknowledge, typing
from reformbot.telegram.rendering import html_parts
from reformbot.telegram.settings import Asker, TelegramSettings

_log = logging.getLogger(__name__)


class Desk:
    """Where every update arrives, so that nothing gets past the question of who sent it.

    Args:
        workers: threads that answer; answering blocks, and the event loop must not.
    """

    def __init__(self, settings: TelegramSettings, asker: Asker, workers: Executor) -> None:
        self._settings = settings
        self._asker = asker
        self._workers = workers

    async def receive(self, update: Update, context: Context) -> None:
        """Deal with a new message; any other update, edited messages too, is ignored.

        So are messages of bots, among them the accounts that stand for anonymous admins and for
        channels: a role given to one would be given to anybody.
        """
        message = update.message
        if message is None or message.from_user is None or message.from_user.is_bot:
            return
        request = read(message, context.bot.bot)
        if request is None:
            return
        user = message.from_user
        messages = messages_for(user)
        if role_of(user.id, self._settings) is None:
            _log.info("a stranger wrote: %d", user.id)
            await send_text(message, messages("telegram-stranger", id=user.id))
        elif request.wish is Wish.ASK:
            await self._answer(message, user, request)
        else:
            await send_text(message, _guidance(request.wish, messages))

    async def _answer(self, message: Message, user: User, request: Request) -> None:
        acknowledging = asyncio.create_task(acknowledge(message))
        try:
            async with typing(message):
                answer = await self._ask(request.question)
            await send_html(message, html_parts(answer, _framing(answer, user)))
        finally:
            await acknowledging

    async def _ask(self, question: str) -> Answer:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, self._asker.ask, question)


def _framing(answer: Answer, user: User) -> Messages:
    """The catalog in the question's language; nothing asked has none, so then the person's."""
    if answer.refusal is Refusal.EMPTY_QUESTION:
        return messages_for(user)
    return load_messages(answer.language)


def _guidance(wish: Wish, messages: Messages) -> str:
    if wish is Wish.START:
        return f"{messages('telegram-welcome')}\n\n{messages('telegram-help')}"
    return messages(f"telegram-{wish}")
