"""Updates of one chat are handled one after the other; chats do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# Updates that wait for their turn count too, so one busy chat must not fill this up. What is
# scarce is the threads that answer.
_AT_ONCE = 4096


class ChatOrder(BaseUpdateProcessor):
    """Holds a lock for each chat that has updates in hand."""

    __slots__ = ("_locks",)

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        # Whoever holds a lock or waits for it keeps it alive; then it goes.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when all earlier ones of its chat are done."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        async with lock:  # first come, first served
            await coroutine

    async def initialize(self) -> None:
        """There is nothing to set up."""

    async def shutdown(self) -> None:
        """There is nothing to give back."""
