"""Show an answer while it is written: in private as a draft, elsewhere by editing a message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram.error import RetryAfter, TelegramError

from reformbot.answering.model import Statement
from reformbot.telegram.courier import Courier
from reformbot.telegram.delivery import NO_PREVIEW, says_so_already, seconds_asked
from reformbot.telegram.rendering import LIMIT
from reformbot.telegram.routing import Visit
from reformbot.telegram.splitting import split

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often what is shown changes, in seconds.

    Attributes:
        patience: how long an answer is waited for before any of it is shown.
        draft: between drafts.
        keep: the longest between drafts; Telegram takes one away after 30.
        private, group: between edits of a message.
    """

    patience: float = 1.0
    draft: float = 0.8
    keep: float = 20.0
    private: float = 1.5
    group: float = 5.0


class Stream:
    """Shows the verified statements of one answer until `end`.

    Drafts that fail give way to edits, and edits that fail to nothing: the answer itself is sent
    by the courier.
    """

    def __init__(self, visit: Visit, courier: Courier, pace: Pace) -> None:
        self._visit = visit
        self._courier = courier
        self._pace = pace
        self._heard: list[str] = []
        self._ended = asyncio.Event()
        self._drafting = False

    @property
    def is_drafting(self) -> bool:
        """Whether a draft stands in the chat, which itself shows that an answer is coming."""
        return self._drafting

    def hear(self, statement: Statement) -> None:
        """Show one more statement; on the event loop only."""
        self._heard.append(statement.text)

    def end(self) -> None:
        """Show nothing more; a call on its way is let through."""
        self._ended.set()

    async def run(self) -> None:
        """Show what is heard, from when the answer takes its time."""
        if await self._ends_within(self._pace.patience):
            return
        # The final answer would not take a draft away if it were an edit of an older message.
        drafts = self._visit.is_private and not await self._courier.is_placed(self._visit)
        if drafts and await self._by(self._draft, self._pace.draft, self._pace.keep):
            return
        self._drafting = False
        await self._by_edits()

    async def _by_edits(self) -> None:
        words = self._visit.messages("telegram-searching")
        try:
            message_id = await self._courier.place(self._visit, words)
        except TelegramError as error:
            _log.info("no message to stream into: %s", error)
            return

        async def edit(text: str) -> None:
            if text:
                await self._edit(message_id, text)

        pause = self._pace.private if self._visit.is_private else self._pace.group
        if not await self._ends_within(pause):
            await self._by(edit, pause, None)

    async def _by(
        self, show: Callable[[str], Awaitable[None]], pause: float, keep: float | None
    ) -> bool:
        """Show what is new, or what is old after `keep` seconds; False where showing fails."""
        shown, age = None, 0.0
        while True:
            text, wait = self._text(), pause
            if text != shown or (keep is not None and age >= keep):
                try:
                    await show(text)
                except RetryAfter as error:
                    wait = max(pause, seconds_asked(error))
                except TelegramError as error:
                    _log.info("streaming failed: %s", error)
                    return False
                else:
                    shown, age = text, 0.0
            if await self._ends_within(wait):
                return True
            age += wait

    async def _draft(self, text: str) -> None:
        await self._visit.bot.send_message_draft(
            self._visit.chat_id,
            self._visit.update_id,  # finds the question again when Stop is pressed
            text,
            api_kwargs={"can_stop": True},
        )
        self._drafting = True

    async def _edit(self, message_id: int, text: str) -> None:
        try:
            await self._visit.bot.edit_message_text(
                text, self._visit.chat_id, message_id, link_preview_options=NO_PREVIEW
            )
        except TelegramError as error:
            if not says_so_already(error):
                raise

    async def _ends_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            return False
        return True

    def _text(self) -> str:
        said = "\n".join(self._heard)
        return split(said, LIMIT)[0] if said else ""
