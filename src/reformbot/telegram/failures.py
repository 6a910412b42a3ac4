"""What people are told, and what the log says, when something could not be dealt with."""

from __future__ import annotations

import asyncio
import html
import logging
import secrets
import traceback

from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from reformbot.errors import ReformbotError
from reformbot.library.deliveries import Part
from reformbot.locale import load_messages
from reformbot.telegram.courier import Courier
from reformbot.telegram.delivery import NO_PREVIEW, says_so_already
from reformbot.telegram.reception import Reception
from reformbot.telegram.redaction import redact
from reformbot.telegram.routing import Bot, Visit, Work

_SHOWN = 3000  # characters of a trace, its end
_QUIET = 600.0  # seconds in which owners are not told the same again
_log = logging.getLogger(__name__)


class Failures:
    """Tells a person a sentence, the owners a trace, and the log everything.

    One of our errors has its own sentence. Any other gets a number, which finds its trace in the
    log and in what the owners were sent. Where Telegram did not take a message, the person is not
    given another one to refuse.
    """

    def __init__(self, token: str, courier: Courier, reception: Reception, work: Work) -> None:
        self._token = token
        self._courier = courier
        self._reception = reception
        self._work = work
        self._told: dict[str, float] = {}

    async def answer_for(self, error: Exception, bot: Bot, visit: Visit | None) -> None:
        """Deal with an error; in itself it fails quietly, for there is nobody left to tell."""
        if says_so_already(error):
            return
        if isinstance(error, ReformbotError):
            _log.warning("an update could not be dealt with: %s", error)
            if visit is not None:
                await self._tell(visit, visit.messages.error(error))
            return
        number = secrets.token_hex(4)
        _log.error("error %s", number, exc_info=error)
        if visit is not None and not _undeliverable(error):
            await self._tell(visit, visit.messages("telegram-failed", id=number))
        if not isinstance(error, TelegramError):
            await self._tell_owners(bot, number, error)

    async def _tell(self, visit: Visit, sentence: str) -> None:
        try:
            if not await self._courier.resume(visit):
                await self._courier.plan(visit, [Part(html.escape(sentence, quote=False))])
            await self._courier.deliver(visit, sentence)
        except (TelegramError, ReformbotError) as second:
            _log.warning("the person could not be told: %s", second)

    async def _tell_owners(self, bot: Bot, number: str, error: Exception) -> None:
        trace = redact("".join(traceback.format_exception(error)), self._token)
        now, where = asyncio.get_running_loop().time(), _where(error)
        if now < self._told.get(where, 0.0):
            return
        self._told = {known: until for known, until in self._told.items() if until > now}
        self._told[where] = now + _QUIET
        try:
            owners = await self._work(self._reception.owners)
        except ReformbotError as second:
            _log.warning("the owners are not known: %s", second)
            return
        shown = html.escape(trace[-_SHOWN:], quote=False)
        for owner, language in owners.items():
            words = load_messages(language)("telegram-failure", id=number)
            try:
                await bot.send_message(
                    owner,
                    f"{html.escape(words, quote=False)}\n<pre>{shown}</pre>",
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                )
            except TelegramError as second:
                _log.warning("an owner could not be told: %s", second)


def _where(error: Exception) -> str:
    """What kind of error arose at which line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {place}"


def _undeliverable(error: Exception) -> bool:
    """Whether Telegram, or the chat, is out of reach; a bad request is one message's alone."""
    return isinstance(error, TelegramError) and not isinstance(error, BadRequest)
