"""Somebody who visits the rooms of the bot, with a transport in place of Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from telegram import CallbackQuery, Chat, Message, User
from telegram.ext import ExtBot

from reformbot.library.people import Role
from reformbot.locale import load_messages
from reformbot.telegram.routing import Routes, Visit
from tests.unit.telegram.transport import TOKEN, Params, Transport

BOT = User(7000000001, "reformbot", is_bot=True, username="reformbot_bot")


class Line(Transport):
    """A transport that also takes files and edits, and notes the bytes sent."""

    def __init__(self, failing: dict[str, tuple[int, str]] | None = None) -> None:
        super().__init__(failing)
        self.files: list[tuple[str, bytes]] = []

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        if request_data is not None and request_data.multipart_data:
            for name, content, *_ in request_data.multipart_data.values():
                self.files.append((name, content))
        return await super().do_request(url, method, request_data, *args, **kwargs)

    def _result(self, name: str, params: Params) -> Any:
        if name == "sendDocument":
            return super()._result("sendMessage", params | {"text": "x"})
        return super()._result(name, params)

    def last(self, method: str) -> Params:
        """The parameters of the last call of a method."""
        return [params for name, params in self.calls if name == method][-1]


async def work(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Runs what blocks in a thread."""
    return await asyncio.to_thread(function, *args, **kwargs)


@dataclass
class Visitor:
    """A person who writes commands and taps buttons."""

    routes: Routes
    line: Line = field(default_factory=Line)
    id: int = 42
    chat_id: int = 42
    language: str = "zh"
    _updates: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.bot: ExtBot[Any] = ExtBot(TOKEN, request=self.line, get_updates_request=self.line)

    def visit(
        self, *, data: str | None = None, reply_to: int | None = None, at: datetime | None = None
    ) -> Visit:
        """An update: a tap where there is data, else something written."""
        user = User(self.id, "Lin", is_bot=False, language_code=self.language)
        update_id = next(self._updates)
        chat = Chat(self.chat_id, Chat.PRIVATE if self.chat_id > 0 else Chat.SUPERGROUP)
        origin = Message(reply_to, datetime.now(UTC), chat, from_user=BOT) if reply_to else None
        message = Message(
            500 + update_id,
            at or datetime.now(UTC),
            chat,
            from_user=user if data is None else BOT,
            reply_to_message=origin,
        )
        query = None
        if data is not None:
            query = CallbackQuery(str(update_id), user, "1", message=message, data=data)
            query.set_bot(self.bot)
        return Visit(
            bot=self.bot,
            update_id=update_id,
            chat_id=self.chat_id,
            is_private=self.chat_id > 0,
            user=user,
            role=Role.MEMBER,
            messages=load_messages(self.language),
            message=message,
            query=query,
            work=work,
        )

    async def writes(self, command: str, rest: str = "") -> None:
        """Write a command."""
        route = self.routes.for_command(command)
        assert route is not None
        await route.handler(self.visit(), rest)

    async def taps(self, data: str) -> None:
        """Tap a button."""
        found = self.routes.for_tap(data)
        assert found is not None, data
        route, rest = found
        await route.handler(self.visit(data=data), rest)

    async def says(self, text: str) -> bool:
        """Write something that is no command; whether a room took it."""
        return await self.routes.taken(self.visit(), text)

    @property
    def alerts(self) -> list[str]:
        """What taps were answered with."""
        calls = [params for name, params in self.line.calls if name == "answerCallbackQuery"]
        return [params["text"] for params in calls if params.get("show_alert")]


def buttons(params: Params) -> dict[str, Any]:
    """The buttons of a message by label: data, or what they copy."""
    rows = params["reply_markup"]["inline_keyboard"]
    return {
        button["text"]: button.get("callback_data") or button.get("copy_text")
        for row in rows
        for button in row
    }
