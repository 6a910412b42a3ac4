"""A Telegram in place of the HTTP client: writes calls down, and answers or fails them."""

import json
from http import HTTPStatus
from itertools import count
from typing import Any

from telegram import Update
from telegram.ext import Application, TypeHandler
from telegram.request import BaseRequest, RequestData

from reformbot.telegram.context import BotApplication
from reformbot.telegram.failures import report
from reformbot.telegram.handlers import Desk

TOKEN = "7000000001:a-token-that-opens-nothing"
ME = {"id": 7000000001, "is_bot": True, "first_name": "reformbot", "username": "reformbot_bot"}
Params = dict[str, Any]


class Transport(BaseRequest):
    """Answers each call as Telegram would; `failing` names the methods it refuses."""

    def __init__(self, failing: dict[str, tuple[int, str]] | None = None) -> None:
        self.calls: list[tuple[str, Params]] = []
        self.failing = failing or {}
        self._ids = count(1000)

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        params = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, params))
        if name in self.failing:
            status, words = self.failing[name]
            return status, _json({"ok": False, "error_code": status, "description": words})
        return HTTPStatus.OK, _json({"ok": True, "result": self._result(name, params)})

    def _result(self, name: str, params: Params) -> Any:
        if name == "getMe":
            return ME
        if name == "sendMessage":
            chat = {"id": params["chat_id"], "type": "private"}
            return {"message_id": next(self._ids), "date": 1, "chat": chat, "text": "x"}
        return True

    def texts(self) -> list[str]:
        """What was said, in order."""
        return [params["text"] for name, params in self.calls if name == "sendMessage"]

    def methods(self) -> list[str]:
        return [name for name, _ in self.calls if name != "getMe"]


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def connected(transport: Transport, desk: Desk) -> BotApplication:
    """The library, with a transport in place of Telegram and a desk to hand updates to."""
    application: BotApplication = (
        Application.builder()
        .token(TOKEN)
        .request(transport)
        .get_updates_request(transport)
        .job_queue(None)
        .build()
    )
    application.add_handler(TypeHandler(Update, desk.receive))
    application.add_error_handler(report)
    return application


async def handle(transport: Transport, desk: Desk, update: Params) -> None:
    """Let the library deal with an update as it would with one it had polled."""
    async with connected(transport, desk) as application:
        await application.process_update(Update.de_json(update, application.bot))


def written(
    text: str | None = None,
    *,
    by: int = 42,
    language_code: str | None = "zh-hans",
    kind: str = "message",
    chat: Params | None = None,
    **more: Any,
) -> Params:
    """An update with a message in it."""
    sender = {"id": by, "is_bot": False, "first_name": "Lin", "language_code": language_code}
    body = {"message_id": 5, "date": 1, "chat": chat or {"id": by, "type": "private"}}
    return {"update_id": 1, kind: body | {"from": sender, "text": text} | more}
