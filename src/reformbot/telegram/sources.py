"""The buttons below answers: their sources, further pages, spreadsheet, nearest titles, retry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import ReplyParameters

from reformbot.answering.model import Answer, Citation
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.operations.answers import Answered, recall
from reformbot.operations.browsing import Shelf
from reformbot.operations.spreadsheet import workbook
from reformbot.telegram.cards import answer_page, framing_of, numbers
from reformbot.telegram.delivery import persist
from reformbot.telegram.posting import accept, alert, post, turn
from reformbot.telegram.reading import article_card, source_card
from reformbot.telegram.routing import Routes, Visit

_MOST_CAPTION = 500  # characters; Telegram takes 1,024 UTF-16 units

Ask = Callable[[Visit, str], Awaitable[None]]


def register(routes: Routes, journal: Journal, feedback: Feedback, shelf: Shelf, ask: Ask) -> None:
    """Take the taps below answers.

    Args:
        ask: asks a question again.
    """
    room = _Sources(journal, feedback, shelf, ask)
    routes.tap("cite", room.cite)
    routes.tap("look", room.look)
    routes.tap("page", room.page)
    routes.tap("sheet", room.sheet)
    routes.tap("near", room.near)
    routes.tap("again", room.again, waits=True)


async def own_answer(visit: Visit, journal: Journal, number: int) -> Answered | None:
    """The answer of a number, if the person asked for it here; else they are told, and None."""
    answered = await visit.work(recall, journal, number)
    if answered is None:
        await alert(visit, visit.messages("card-stale"))
        return None
    if answered.person != str(visit.user.id) or answered.chat != visit.chat_id:
        await alert(visit, visit.messages("card-foreign"))
        return None
    return answered


class _Sources:
    def __init__(self, journal: Journal, feedback: Feedback, shelf: Shelf, ask: Ask) -> None:
        self._journal = journal
        self._feedback = feedback
        self._shelf = shelf
        self._ask = ask

    async def cite(self, visit: Visit, data: str) -> None:
        """Show the passage that a citation quotes."""
        number, n = _two(data)
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        citation = _citation(answered.answer, n)
        if citation is None:
            await alert(visit, visit.messages("card-stale"))
            return
        place = await visit.work(self._shelf.cited, citation)
        await post(visit, source_card(number, citation, place, visit.messages))

    async def look(self, visit: Visit, data: str) -> None:
        """Turn a source to a neighbouring passage."""
        number, n, at = [*numbers(data), 0, 0, 0][:3]
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        citation = _citation(answered.answer, n)
        place = await visit.work(self._shelf.cited, citation, at) if citation else None
        if citation is None or place is None:
            await alert(visit, visit.messages("card-stale"))
            return
        await turn(visit, source_card(number, citation, place, visit.messages))

    async def page(self, visit: Visit, data: str) -> None:
        """Turn a list to another page."""
        number, at = _two(data)
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        if answered.answer.items is None:
            await alert(visit, visit.messages("card-stale"))
            return
        rating = await visit.work(self._feedback.of, number)
        await turn(visit, answer_page(number, answered.answer, visit.messages, at, rating))

    async def sheet(self, visit: Visit, data: str) -> None:
        """Send a list as a spreadsheet."""
        number, _ = _two(data)
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        answer = answered.answer
        if answer.items is None:
            await alert(visit, visit.messages("card-stale"))
            return
        await accept(visit)
        messages = framing_of(answer, visit.messages)
        file = await visit.work(workbook, answer, messages)
        name = f"{messages('sheet-title')}-{number}.xlsx"
        await send_file(visit, file, name, answer.understood or answer.question)

    async def near(self, visit: Visit, data: str) -> None:
        """Open one of the articles nearest to a refused question."""
        number, at = _two(data)
        answered = await own_answer(visit, self._journal, number)
        if answered is None:
            return
        near = answered.answer.nearest[at : at + 1]
        found = await visit.work(self._shelf.refer, near[0]) if near else None
        if found is None:
            await alert(visit, visit.messages("card-stale"))
            return
        await post(visit, article_card(*found, 0, visit.messages))

    async def again(self, visit: Visit, data: str) -> None:
        """Ask a question again."""
        number, _ = _two(data)
        answered = await own_answer(visit, self._journal, number)
        if answered is not None:
            await accept(visit)
            await self._ask(visit, answered.answer.question)


async def send_file(visit: Visit, data: bytes, name: str, caption: str) -> None:
    """Send a file as a reply to the message whose button was tapped.

    Raises:
        TelegramError: it could not be sent, even in several attempts.
    """
    told = visit.message.message_id if visit.message is not None else None
    reply = ReplyParameters(told, allow_sending_without_reply=True) if told else None
    await persist(
        lambda: visit.bot.send_document(
            visit.chat_id,
            data,
            filename=name,
            caption=caption[:_MOST_CAPTION],
            reply_parameters=reply,
        )
    )


def _citation(answer: Answer, n: int) -> Citation | None:
    return next((one for one in answer.citations if one.n == n), None)


def _two(data: str) -> tuple[int, int]:
    """An answer's number and what follows it, 0 for what is not there: no answer has that."""
    number, at = [*numbers(data), 0, 0][:2]
    return number, at
