"""Subscriptions: members are told of each new issue once, with its contents to tap."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

from telegram.error import Forbidden, TelegramError

from reformbot.errors import ReformbotError
from reformbot.library.records import Edition
from reformbot.library.subscriptions import Due, Subscriptions
from reformbot.locale import Messages
from reformbot.operations.browsing import Shelf
from reformbot.telegram.cards import Card
from reformbot.telegram.posting import post, post_to
from reformbot.telegram.reading import issue_card, issues_card
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Bot, Routes, Visit, Work

INTERVAL = 15.0
"""Seconds between two looks at which version is live."""

_MOST_SINGLY = 3  # more new issues than this are told of in one message
_BETWEEN = 0.05  # seconds between two people, so that Telegram's 30 a second are kept
_GRACE = 5.0  # seconds that a message on its way has when the bot stops
_log = logging.getLogger(__name__)

Language = Callable[[int], Messages | None]
"""The catalog a person reads, by numeric id; None for one who may no longer use the bot."""


class Announcer:
    """Tells subscribers of new issues.

    How far a person was told is written down after each message, so that after a crash nobody is
    left out; whoever had just been sent one may get it again.

    Args:
        language: looked up, in a worker thread, for each person who is to be told.
        interval: seconds between two looks.
    """

    def __init__(
        self,
        subscriptions: Subscriptions,
        shelf: Shelf,
        language: Language,
        interval: float = INTERVAL,
    ) -> None:
        self._subscriptions = subscriptions
        self._shelf = shelf
        self._language = language
        self._interval = interval

    def register(self, routes: Routes) -> None:
        """Take the commands, and announce as long as the bot serves."""
        routes.command("subscribe", self._subscribe, private=True)
        routes.command("unsubscribe", self._unsubscribe, private=True)
        routes.alongside(self.run)

    async def run(self, bot: Bot, work: Work) -> None:
        """Look for new issues until cancelled; no error ends it."""
        while True:
            try:
                await self.announce(bot, work)
            except ReformbotError as error:
                _log.warning("new issues could not be announced: %s", error)
            except Exception as error:  # a defect here must not silence later issues
                _log.error("new issues could not be announced", exc_info=error)
            await asyncio.sleep(self._interval)

    async def announce(self, bot: Bot, work: Work) -> None:
        """Tell everybody what they have not been told.

        Raises:
            StorageError: it cannot be read or written down who was told.
        """
        editions = await work(self._shelf.editions)
        await work(self._subscriptions.know, [one.key for one in editions])
        for due in await work(self._subscriptions.due):
            await self._tell(bot, work, due, editions)

    async def _tell(self, bot: Bot, work: Work, due: Due, editions: Sequence[Edition]) -> None:
        person = int(due.person)
        messages = await work(self._language, person)
        if messages is None:
            await work(self._subscriptions.remove, due.person)
            return
        read = {one.key: one for one in editions}
        new = [(number, read[key]) for number, key in due.issues if key in read]
        try:
            for number, card in _cards(new, messages):
                await _finished(self._say(bot, work, person, card, number))
                await asyncio.sleep(_BETWEEN)
        except Forbidden as error:
            _log.info("a subscriber has blocked the bot: %s", error)
            await work(self._subscriptions.remove, due.person)
        except TelegramError as error:
            _log.warning("a subscriber could not be told, trying again later: %s", error)

    async def _say(self, bot: Bot, work: Work, person: int, card: Card, number: int) -> None:
        await post_to(bot, person, card)
        await work(self._subscriptions.told, str(person), number)

    async def _subscribe(self, visit: Visit, _: str) -> None:
        editions = await visit.work(self._shelf.editions)
        keys = [one.key for one in editions]
        person, now = str(visit.user.id), datetime.now(UTC)
        added = await visit.work(self._subscriptions.add, person, keys, now)
        key = "card-subscribed" if added else "card-subscribed-already"
        await post(visit, Card(escaped(visit.messages(key))))

    async def _unsubscribe(self, visit: Visit, _: str) -> None:
        gone = await visit.work(self._subscriptions.remove, str(visit.user.id))
        key = "card-unsubscribed" if gone else "card-not-subscribed"
        await post(visit, Card(escaped(visit.messages(key))))


def _cards(new: Sequence[tuple[int, Edition]], messages: Messages) -> list[tuple[int, Card]]:
    """What a person is told of new issues, the oldest first, each with the last it tells of."""
    if len(new) > _MOST_SINGLY:
        editions = [edition for _, edition in reversed(new)]
        lead = messages("card-new-issues", count=len(new))
        return [(new[-1][0], issues_card(editions, 0, messages, lead))]
    lead = messages("card-new-issue")
    return [(number, issue_card(edition, 0, messages, lead)) for number, edition in new]


async def _finished(saying: Coroutine[Any, Any, None]) -> None:
    """Let a message and its record be done together, also where the bot stops meanwhile."""
    task = asyncio.ensure_future(saying)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=_GRACE)
        raise
