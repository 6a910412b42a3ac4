"""Updates on their way in: written down before Telegram is told that they arrived."""

from __future__ import annotations

import asyncio
import json
import logging

from telegram import Bot, Update
from telegram.error import TelegramError

from reformbot.errors import StorageError
from reformbot.library.inbox import Inbox, Kept
from reformbot.telegram.routing import Work

_log = logging.getLogger(__name__)


class Intake(asyncio.Queue[object]):
    """The library's queue of updates, kept in the inbox as well.

    Telegram forgets an update once `put` has returned: polling asks for the next ones then, and a
    webhook is answered. One that arrives again is not queued again.
    """

    def __init__(self, inbox: Inbox, work: Work) -> None:
        super().__init__()
        self._inbox = inbox
        self._work = work

    async def put(self, item: object) -> None:
        """Keep and queue an update; anything else is queued alone.

        Raises:
            TelegramError: it could not be written down, so Telegram has to bring it again.
        """
        if isinstance(item, Update):
            try:
                fresh = await self._work(self._inbox.keep, _kept(item))
            except StorageError as error:
                _log.error("an update could not be written down: %s", error)
                raise TelegramError("an update could not be written down") from None
            if not fresh:
                _log.debug("update %d came again", item.update_id)
                return
        await super().put(item)

    async def replay(self, bot: Bot) -> None:
        """Queue what an earlier process received and did not finish.

        Raises:
            StorageError: the inbox cannot be read.
        """
        await self._work(self._inbox.prune)
        waiting = await self._work(self._inbox.waiting)
        for kept in waiting:
            self.put_nowait(Update.de_json(json.loads(kept.body), bot))
        if waiting:
            _log.info("%d updates were waiting", len(waiting))


def _kept(update: Update) -> Kept:
    chat, person = update.effective_chat, update.effective_user
    return Kept(
        update.update_id,
        chat.id if chat else None,
        person.id if person else None,
        update.to_json(),
    )
