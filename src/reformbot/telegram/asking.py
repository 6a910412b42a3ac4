"""A question on its way to its answer: asked in a worker thread, shown meanwhile, delivered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from telegram import Update
from telegram.error import TelegramError

from reformbot.answering.model import Answer, Statement
from reformbot.library.deliveries import Part
from reformbot.locale import Messages
from reformbot.operations.answers import Answered
from reformbot.telegram.cards import Card, answer_cards
from reformbot.telegram.courier import Courier
from reformbot.telegram.delivery import send_text
from reformbot.telegram.presence import typing
from reformbot.telegram.routing import Routes, Visit
from reformbot.telegram.settings import Asker
from reformbot.telegram.streaming import Pace, Stream
from reformbot.telegram.turns import Turn, Turns

_log = logging.getLogger(__name__)


class AbandonedError(Exception):
    """Ends the work on a question that nobody waits for any more; it reaches no person."""


async def no_history(_: Visit) -> Sequence[str]:
    """Every question stands alone."""
    return ()


async def nothing_remembered(_: Visit, _number: int, _messages: Sequence[int]) -> None:
    """No answer is come back to."""


def without_buttons(_: int | None, answer: Answer, messages: Messages) -> Sequence[Card]:
    """Answers have no buttons."""
    return answer_cards(None, answer, messages)


@dataclass(frozen=True, slots=True)
class Companions:
    """What other rooms add to questions and answers.

    Attributes:
        history: earlier questions that a visit's question may lean on, oldest first.
        cards: an answer as messages, by its number in the journal.
        remember: told of an answer by number and of its messages once they stand in the chat; also
            told again, where that was interrupted.
    """

    history: Callable[[Visit], Awaitable[Sequence[str]]] = no_history
    cards: Callable[[int | None, Answer, Messages], Sequence[Card]] = without_buttons
    remember: Callable[[Visit, int, Sequence[int]], Awaitable[None]] = nothing_remembered


class Asking:
    """Answers questions, one at a time in a chat.

    Args:
        workers: threads that answer; answering blocks, and the event loop must not.
        pace: how often what is shown changes.
    """

    def __init__(
        self,
        asker: Asker,
        courier: Courier,
        turns: Turns,
        routes: Routes,
        workers: Executor,
        companions: Companions,
        pace: Pace,
    ) -> None:
        self._asker = asker
        self._courier = courier
        self._turns = turns
        self._routes = routes
        self._workers = workers
        self._companions = companions
        self._pace = pace

    def register(self) -> None:
        """Take the commands that ask, and that give up asking."""
        self._routes.command("ask", self.ask)
        self._routes.command("cancel", self._cancel, waits=False)

    async def ask(self, visit: Visit, question: str) -> None:
        """Answer a question; one whose answer was begun to be said is not asked again.

        Raises:
            ReformbotError: it could not be dealt with.
            TelegramError: the answer could not be sent, for a reason that waiting does not mend.
        """
        if not await self._courier.resume(visit):
            if not await self._routes.open_to(visit):
                return
            answered = await self._answered(visit, question)
            if answered is None:
                await self._courier.plan(visit, [Part(visit.messages("telegram-stopped"))])
            else:
                parts = self._parts(visit, answered)
                await self._courier.plan(visit, parts, answered.number)
        said = await self._courier.deliver(visit, visit.messages("telegram-searching"))
        messages = [one.message_id for one in said if one.message_id is not None]
        if said and said[0].answer_id is not None:
            await self._companions.remember(visit, said[0].answer_id, messages)

    async def queue(self, visit: Visit) -> None:
        """Say that a question has to wait."""
        try:
            await self._courier.notify(visit, visit.messages("telegram-queued"))
        except TelegramError as error:
            _log.info("a person could not be told to wait: %s", error)

    async def withdraw(self, visit: Visit) -> None:
        """Say of a question that was told to wait that it was given up."""
        await self._courier.renotify(visit, visit.messages("telegram-cancelled"))

    def stop(self, update: Update) -> None:
        """Give up the question whose draft carries the Stop button that was pressed."""
        pressed = update.api_kwargs["stopped_message_generation"]
        turn = self._turns.of(int(pressed["draft_id"]))
        if turn is not None and turn.chat_id == pressed["chat"]["id"]:
            turn.stop()

    async def _cancel(self, visit: Visit, _: str) -> None:
        count = self._turns.stop(visit.chat_id, visit.user.id)
        count += await self._routes.cancelled(visit)
        key = "telegram-cancelled-all" if count else "telegram-nothing-to-cancel"
        await send_text(visit.bot, visit.chat_id, visit.messages(key))

    async def _answered(self, visit: Visit, question: str) -> Answered | None:
        """The answer; None where the person gave it up."""
        turn = self._turns.of(visit.update_id)
        if turn is None:
            raise RuntimeError(f"update {visit.update_id} has no turn")
        history = await self._companions.history(visit)
        stream = Stream(visit, self._courier, self._pace)
        ask = partial(
            self._asker.ask,
            question,
            history,
            self._listener(turn, stream),
            person=str(visit.user.id),
            chat=visit.chat_id,
        )
        answering = asyncio.get_running_loop().run_in_executor(self._workers, ask)
        stopped = asyncio.create_task(turn.until_stopped())
        showing = asyncio.create_task(stream.run())
        try:
            async with typing(visit.bot, visit.chat_id, unless=lambda: stream.is_drafting):
                await asyncio.wait({answering, stopped}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            turn.stop()
            raise
        finally:
            stopped.cancel()
            stream.end()
            await asyncio.wait({showing})
        if (error := showing.exception()) is not None:
            _log.warning("an answer could not be shown while it was made: %s", error)
        if turn.is_stopped:
            answering.add_done_callback(_drop)
            return None
        return answering.result()

    @staticmethod
    def _listener(turn: Turn, stream: Stream) -> Callable[[Statement], None]:
        loop = asyncio.get_running_loop()

        def hear(statement: Statement) -> None:
            """Runs in the worker thread."""
            if turn.is_stopped:
                raise AbandonedError
            loop.call_soon_threadsafe(stream.hear, statement)

        return hear

    def _parts(self, visit: Visit, answered: Answered) -> list[Part]:
        """The messages of an answer, the buttons below the last."""
        cards = self._companions.cards(answered.number, answered.answer, visit.messages)
        return [
            Part(card.text, card.keyboard.to_json() if card.keyboard else None) for card in cards
        ]


def _drop(answering: asyncio.Future[Answered]) -> None:
    """Look at the outcome that nobody waits for, so that it is not reported as unseen."""
    if not answering.cancelled() and (error := answering.exception()) is not None:
        _log.debug("a question that was given up ended with %r", error)
