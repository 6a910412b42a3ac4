"""Construction: what was confirmed is built, one after the other, and its chat is shown how far."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from pathlib import Path

from telegram.error import TelegramError

from reformbot.errors import BuildBrokenError, ReformbotError
from reformbot.library.submissions import State, Submission
from reformbot.locale import Messages, load_messages
from reformbot.operations.building import Builder, Progress
from reformbot.operations.submissions import Acquisitions
from reformbot.telegram.announcing import Language
from reformbot.telegram.boards import Board
from reformbot.telegram.previews import progress_card
from reformbot.telegram.routing import Bot, Work

PACE = 2.0
"""Seconds between two edits of a message that shows progress."""

REST = 15.0
"""Seconds after something that should not have happened."""

_TRIES = 3  # of a build whose process ends without a word, and of showing how a build ended
_log = logging.getLogger(__name__)


class Construction:
    """Builds in the order of arrival, as long as the bot serves.

    What was confirmed before the bot ended, or was being built, is begun again at its start. An
    end that Telegram does not let a chat show is shown later, in a few tries of each life.

    Args:
        language: the catalog a person reads, by numeric id.
        pace: seconds between two edits.
        rest: seconds before something that went wrong is tried again.
    """

    def __init__(
        self,
        acquisitions: Acquisitions,
        builder: Builder,
        board: Board,
        language: Language,
        pace: float = PACE,
        rest: float = REST,
    ) -> None:
        self._acquisitions = acquisitions
        self._builder = builder
        self._board = board
        self._language = language
        self._pace = pace
        self._rest = rest
        self._unshown = Counter[int]()  # how often the end of each could not be shown
        self._wanted = asyncio.Event()

    def wake(self) -> None:
        """Say that there is something to build."""
        self._wanted.set()

    async def run(self, bot: Bot, work: Work) -> None:
        """Build what was confirmed until cancelled; no error ends it."""
        while True:
            self._wanted.clear()
            is_left = False
            try:
                for submission in await work(self._acquisitions.untold):
                    is_left |= await self._finish(bot, work, submission)
            except ReformbotError as error:
                _log.warning("what was confirmed could not be built: %s", error)
                await asyncio.sleep(self._rest)
                continue
            except Exception as error:  # a defect here must not silence later uploads
                _log.error("what was confirmed could not be built", exc_info=error)
                await asyncio.sleep(self._rest)
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(self._rest if is_left else None):
                    await self._wanted.wait()

    async def _finish(self, bot: Bot, work: Work, submission: Submission) -> bool:
        """Build a submission, if it is not yet, and show what became of it.

        Returns:
            whether that is still to be shown, soon.
        """
        submission = await work(self._acquisitions.find, submission.id) or submission
        if submission.state is not State.CONFIRMED and self._unshown[submission.id] >= _TRIES:
            return False
        messages = await work(self._language, submission.person) or load_messages("")
        for _ in range(_TRIES):
            if submission.state is not State.CONFIRMED:
                break
            await self._build(bot, work, submission, messages)
            submission = await work(self._acquisitions.find, submission.id) or submission
        else:
            if submission.state is State.CONFIRMED:
                error = BuildBrokenError(name=Path(submission.name).name)
                await work(self._acquisitions.give_back, submission, error)
                submission = await work(self._acquisitions.find, submission.id) or submission
        if submission.state is not State.DECLINED:  # which its message says already
            try:
                await self._board.show_result(bot, work, submission, messages)
            except TelegramError as error:
                _log.warning("what became of an upload could not be shown: %s", error)
                self._unshown[submission.id] += 1
                return self._unshown[submission.id] < _TRIES
        self._unshown.pop(submission.id, None)
        await work(self._acquisitions.told, submission)
        return False

    async def _build(
        self, bot: Bot, work: Work, submission: Submission, messages: Messages
    ) -> None:
        """Build a submission, and meanwhile show how far it is."""
        heard, ended = list[Progress](), asyncio.Event()
        watching = self._watch(bot, work, submission, messages, heard, ended)
        showing = asyncio.create_task(watching)
        try:
            await self._builder.build(submission.id, heard.append)
            ended.set()
            await showing  # an edit that came after the result would stand in its place
        finally:
            showing.cancel()

    async def _watch(
        self,
        bot: Bot,
        work: Work,
        submission: Submission,
        messages: Messages,
        heard: list[Progress],
        ended: asyncio.Event,
    ) -> None:
        name, shown = Path(submission.name).name, None
        while not ended.is_set():
            card = progress_card(name, heard[-1] if heard else None, messages)
            heard[:-1] = []
            if card != shown:
                try:
                    submission = await self._board.show(bot, work, submission, card)
                except (TelegramError, ReformbotError) as error:
                    _log.info("progress could not be shown: %s", error)
                shown = card
            # Not `wait_for`: in Python 3.11 it loses a cancellation that comes as the event does.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace):
                    await ended.wait()
