"""Feedback: thumbs that toggle, reasons, and the right answer as the person's next text."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from reformbot.library.feedback import Feedback, Reason, Verdict
from reformbot.library.journal import Journal
from reformbot.telegram.cards import Card, answer_keyboard, numbers
from reformbot.telegram.posting import alert, post, turn, turn_buttons
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit, callback
from reformbot.telegram.sources import own_answer

_LONGEST_RIGHT = 2000  # characters of a right answer


def register(routes: Routes, journal: Journal, feedback: Feedback) -> None:
    """Take the taps that rate, and the texts awaited from whoever offered one."""
    room = _Rating(journal, feedback)
    routes.tap("rate", room.rate)
    routes.tap("why", room.why)
    routes.tap("right", room.right)
    routes.tap("never", room.never)
    routes.awaiting(room.take)
    routes.on_cancel(room.give_up)


class _Rating:
    def __init__(self, journal: Journal, feedback: Feedback) -> None:
        self._journal = journal
        self._feedback = feedback

    async def rate(self, visit: Visit, data: str) -> None:
        """Put a thumb up or down, or take it back."""
        await self._change(visit, data, Verdict)

    async def why(self, visit: Visit, data: str) -> None:
        """Say what is wrong with an answer, or take it back."""
        await self._change(visit, data, Reason)

    async def _change(self, visit: Visit, data: str, kind: type[Verdict] | type[Reason]) -> None:
        before, _, said = data.rpartition(":")
        number, page = [*numbers(before), 0, 0][:2]
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        now = datetime.now(UTC)
        try:
            chosen = kind(said)
        except ValueError:
            await alert(visit, visit.messages("card-stale"))
            return
        if isinstance(chosen, Verdict):
            rating = await visit.work(self._feedback.toggle, number, chosen, now)
        else:
            rating = await visit.work(self._feedback.give_reason, number, chosen, now)
        keyboard = answer_keyboard(number, answered.answer, visit.messages, page, rating)
        await turn_buttons(visit, Card("", keyboard))

    async def right(self, visit: Visit, data: str) -> None:
        """Ask for the right answer."""
        number = next(iter(numbers(data)), 0)
        if await own_answer(visit, self._journal, number) is None:
            return
        person, now = str(visit.user.id), datetime.now(UTC)
        await visit.work(self._feedback.await_text, visit.chat_id, person, number, now)
        label = visit.messages("card-right-never")
        button = InlineKeyboardButton(label, callback_data=callback("never", person))
        key = "card-right-private" if visit.is_private else "card-right-group"
        await post(visit, Card(escaped(visit.messages(key)), InlineKeyboardMarkup([[button]])))

    async def never(self, visit: Visit, data: str) -> None:
        """Take the next text as a question after all."""
        if data != str(visit.user.id):
            await alert(visit, visit.messages("card-foreign"))
            return
        await visit.work(self._feedback.stop_awaiting, visit.chat_id, data)
        await turn(visit, Card(escaped(visit.messages("card-right-not"))))

    async def take(self, visit: Visit, text: str) -> bool:
        """Keep a text as the right answer where one is awaited; whether it was."""
        answer = await visit.work(
            self._feedback.take_text,
            visit.chat_id,
            str(visit.user.id),
            text[:_LONGEST_RIGHT],
            datetime.now(UTC),
        )
        if answer is None:
            return False
        await post(visit, Card(escaped(visit.messages("card-right-kept"))))
        return True

    async def give_up(self, visit: Visit) -> bool:
        """Await no text any more; whether one was."""
        person = str(visit.user.id)
        return await visit.work(self._feedback.stop_awaiting, visit.chat_id, person)
