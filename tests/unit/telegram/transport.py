"""A Telegram in place of the HTTP client: writes calls down, and answers or fails them."""

import json
from http import HTTPStatus
from itertools import count
from typing import Any

from telegram.request import BaseRequest, RequestData

TOKEN = "7000000001:a-token-that-opens-nothing"
ME = {"id": 7000000001, "is_bot": True, "first_name": "reformbot", "username": "reformbot_bot"}
Params = dict[str, Any]


class Transport(BaseRequest):
    """Answers each call as Telegram would; `failing` names the methods it refuses."""

    def __init__(self, failing: dict[str, tuple[int, str]] | None = None) -> None:
        self.calls: list[tuple[str, Params]] = []
        self.failing = failing or {}
        self._ids = count(1000)
        self._shown: dict[int, str] = {}

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
        if name in ("sendMessage", "editMessageText"):
            chat = {"id": params["chat_id"], "type": "private"}
            message_id = params.get("message_id") or next(self._ids)
            self._shown[message_id] = params["text"]
            return {"message_id": message_id, "date": 1, "chat": chat, "text": "x"}
        return True

    def texts(self) -> list[str]:
        """What stands in the chat, in order."""
        return list(self._shown.values())

    def methods(self) -> list[str]:
        return [name for name, _ in self.calls if name != "getMe"]


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def written(
    text: str | None = None,
    *,
    by: int = 42,
    language_code: str | None = "zh-hans",
    kind: str = "message",
    chat: Params | None = None,
    number: int = 1,
    **more: Any,
) -> Params:
    """An update with a message in it."""
    sender = {"id": by, "is_bot": False, "first_name": "Lin", "language_code": language_code}
    body = {"message_id": 5, "date": 1, "chat": chat or {"id": by, "type": "private"}}
    return {"update_id": number, kind: body | {"from": sender, "text": text} | more}
