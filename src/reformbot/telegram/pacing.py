"""How fast Telegram is called: within its limits, and not at all where it asked for a pause."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.constants import FloodLimit
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from reformbot.telegram.delivery import seconds_asked

_MINUTE = 60.0
_MANY_CHATS = 512
_SPARE = 0.1  # seconds that a pause is longer than asked


class Pacing(BaseRateLimiter[None]):
    """Holds calls back until they may be made.

    Messages sent and edited share the bot's limit; messages sent to a group have the group's too.
    Where Telegram wants a pause in a chat, that chat alone pauses: the call fails with RetryAfter,
    and calls after it wait. Signs such as "typing" and answers to taps are not messages.
    """

    def __init__(self) -> None:
        self._overall = AsyncLimiter(FloodLimit.MESSAGES_PER_SECOND, 1)
        self._groups: dict[int | str, AsyncLimiter] = {}
        self._pauses: dict[int | str, float] = {}

    async def initialize(self) -> None:
        """There is nothing to set up."""

    async def shutdown(self) -> None:
        """There is nothing to give back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> Any:
        """Make a call when it may be made.

        Raises:
            RetryAfter: Telegram wants a pause; the chat's next call waits for it to pass.
        """
        chat: int | str | None = data.get("chat_id")
        if chat is None or not endpoint.startswith(("send", "edit", "copy", "forward")):
            return await callback(*args, **kwargs)
        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        async with AsyncExitStack() as limits:
            if _is_group(chat) and not endpoint.startswith("edit"):
                await limits.enter_async_context(self._group(chat))
            await self._pause(chat)
            await limits.enter_async_context(self._overall)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._pauses[chat] = time.monotonic() + seconds_asked(error) + _SPARE
                raise

    async def _pause(self, chat: int | str) -> None:
        while (left := self._pauses.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(left)
        self._pauses.pop(chat, None)

    def _group(self, chat: int | str) -> AsyncLimiter:
        if len(self._groups) > _MANY_CHATS:
            idle = [one for one, used in self._groups.items() if used.has_capacity(used.max_rate)]
            for one in idle:
                del self._groups[one]
        limit = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP
        return self._groups.setdefault(chat, AsyncLimiter(limit, _MINUTE))


def _is_group(chat: int | str) -> bool:
    return isinstance(chat, str) or chat < 0
