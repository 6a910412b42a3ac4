"""Conversation: what a question may lean on, and how a new topic is begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from reformbot.library.conversations import Conversations, Moment
from reformbot.telegram.cards import Card
from reformbot.telegram.posting import post
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit

_REMEMBERED = 6  # earlier questions that a follow-up may lean on
_AGAIN = "v1:again:"


class Conversation:
    """The threads of a chat, as its visits see them."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    def register(self, routes: Routes) -> None:
        """Take the command that begins a new topic."""
        routes.command("new", self._begin_anew)

    async def history(self, visit: Visit) -> Sequence[str]:
        """Earlier questions that a visit's question may lean on, oldest first.

        A question that is asked again leans on what it leant on before.

        Raises:
            StorageError: they cannot be read.
        """
        if (again := _asked_again(visit)) is not None:
            return await visit.work(self._conversations.before, again, _REMEMBERED)
        parent = await visit.work(self._conversations.parent, _moment(visit))
        return await visit.work(self._conversations.questions, parent, _REMEMBERED)

    async def remember(self, visit: Visit, number: int, messages: Sequence[int]) -> None:
        """Keep an answer's place in its thread, and the messages it stands in.

        Raises:
            StorageError: it cannot be written.
        """
        moment = _moment(visit)
        if (again := _asked_again(visit)) is not None:
            parent = await visit.work(self._conversations.parent_of, again)
        else:
            parent = await visit.work(self._conversations.parent, moment)
        await visit.work(self._conversations.remember, number, moment, parent, messages)

    async def _begin_anew(self, visit: Visit, _: str) -> None:
        await visit.work(self._conversations.begin_anew, visit.chat_id, str(visit.user.id))
        await post(visit, Card(escaped(visit.messages("card-new-topic"))))


def _moment(visit: Visit) -> Moment:
    replied = None
    at = datetime.now(UTC)
    if visit.query is None and visit.message is not None:
        at = visit.message.date
        origin = visit.message.reply_to_message
        replied = origin.message_id if origin is not None else None
    return Moment(visit.chat_id, str(visit.user.id), visit.update_id, at, replied)


def _asked_again(visit: Visit) -> int | None:
    """The answer whose question a tap asks again; None for what was written."""
    data = (visit.query.data or "") if visit.query is not None else ""
    number = data.removeprefix(_AGAIN)
    return int(number) if number != data and number.isascii() and number.isdigit() else None
