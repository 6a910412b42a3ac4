"""The messages of an answer: each has its place in the chat written down, and is then edited."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from reformbot.library.deliveries import NOTICE, Deliveries, Delivery, Part
from reformbot.telegram.delivery import is_gone, rewrite, send_text
from reformbot.telegram.routing import Visit


class Courier:
    """Says each answer once, however often it is begun anew.

    A message of the bot cannot be sent under a key, but it can be edited any number of times. So
    a placeholder is sent, its id is written down, and then it is made to say the answer. A crash
    in between costs at most a placeholder that stays one.
    """

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    async def notify(self, visit: Visit, words: str) -> None:
        """Say something that goes when the answer comes, unless that was said.

        Raises:
            TelegramError: it could not be sent.
            StorageError: its id could not be written down.
        """
        if await self._find(visit, NOTICE) is None:
            await self._place(visit, NOTICE, words, reply=True)

    async def renotify(self, visit: Visit, words: str) -> None:
        """Let what was said by `notify` say something else, and stay.

        Raises:
            TelegramError: it could not be done, for a reason that waiting does not mend.
        """
        notice = await self._find(visit, NOTICE)
        if notice is not None and notice.message_id is not None:
            await self._rewrite(visit, notice.message_id, Part(html.escape(words, quote=False)))

    async def resume(self, visit: Visit) -> bool:
        """Begin to answer, or go on; whether it was written down what is to be said.

        Raises:
            StorageError: the deliveries cannot be read.
        """
        known = await visit.work(self._deliveries.of, visit.update_id)
        for one in known:
            if one.part == NOTICE and one.message_id is not None:
                with suppress(TelegramError):  # it was deleted before
                    await visit.bot.delete_message(visit.chat_id, one.message_id)
                await visit.work(self._deliveries.removed, visit.update_id, NOTICE)
        return any(one.content for one in known)

    async def place(self, visit: Visit, words: str) -> int:
        """Take the first message's place with a placeholder, unless it is taken; the message's id.

        Raises:
            TelegramError: it could not be sent.
            StorageError: its id could not be written down.
        """
        known = await self._find(visit, 0)
        if known is not None and known.message_id is not None:
            return known.message_id
        return await self._place(visit, 0, words, reply=not visit.is_private)

    async def is_placed(self, visit: Visit) -> bool:
        """Whether the first message's place is taken."""
        return await self._find(visit, 0) is not None

    async def plan(self, visit: Visit, parts: Sequence[Part], answer_id: int | None = None) -> None:
        """Write down what is to be said, before any of it is.

        Raises:
            StorageError: it could not be written down.
        """
        await visit.work(self._deliveries.plan, visit.update_id, parts, answer_id)

    async def deliver(self, visit: Visit, words: str) -> Sequence[Delivery]:
        """Say what was planned; what the messages are then.

        In a group the first message is shown as a reply.

        Args:
            words: of a placeholder.

        Raises:
            TelegramError: a message could not be sent, for a reason that waiting does not mend.
            StorageError: the messages' ids could not be written down.
        """
        known = await visit.work(self._deliveries.of, visit.update_id)
        return [
            replace(one, message_id=await self._say(visit, one, one.content, words))
            for one in known
            if one.content is not None
        ]

    async def _say(self, visit: Visit, one: Delivery, content: Part, words: str) -> int:
        """Let a part's message say what it is to say; the message's id."""
        if one.message_id is not None:
            try:
                await self._rewrite(visit, one.message_id, content)
            except BadRequest as error:
                if not is_gone(error):
                    raise
            else:
                return one.message_id
        reply = one.part == 0 and not visit.is_private
        message_id = await self._place(visit, one.part, words, reply=reply, patient=True)
        if content != Part(html.escape(words, quote=False)):
            await self._rewrite(visit, message_id, content)
        return message_id

    async def _find(self, visit: Visit, part: int) -> Delivery | None:
        known = await visit.work(self._deliveries.of, visit.update_id)
        return next((one for one in known if one.part == part), None)

    async def _place(
        self, visit: Visit, part: int, words: str, *, reply: bool, patient: bool = False
    ) -> int:
        reply_to = visit.message.message_id if reply and visit.message else None
        bot, chat = visit.bot, visit.chat_id
        message_id = await send_text(bot, chat, words, reply_to=reply_to, patient=patient)
        await visit.work(self._deliveries.placed, visit.update_id, part, message_id)
        return message_id

    async def _rewrite(self, visit: Visit, message_id: int, content: Part) -> None:
        markup = None
        if content.markup is not None:
            markup = InlineKeyboardMarkup.de_json(json.loads(content.markup), visit.bot)
        await rewrite(visit.bot, visit.chat_id, message_id, content.text, markup)
