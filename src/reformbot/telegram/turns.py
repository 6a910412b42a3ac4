"""Whose turn it is: updates of one line are dealt with one after the other, lines independently."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from types import TracebackType
from typing import Self


class Turn:
    """An update's place in its line, held by a `with` block.

    Attributes:
        update_id, chat_id, person_id: what is dealt with, where and for whom.
    """

    def __init__(
        self,
        turns: Turns,
        line: Hashable,
        update_id: int,
        of: tuple[int, int],
        earlier: Turn | None,
    ) -> None:
        self.update_id = update_id
        self.chat_id, self.person_id = of
        self.line = line
        self._turns = turns
        self._called: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._stopped = asyncio.Event()
        self._earlier = earlier
        self._noticed = asyncio.Event()

    async def come(self) -> bool:
        """Wait until it is this update's turn; False where it never will be."""
        return await asyncio.shield(self._called)

    def call(self, *, come: bool) -> None:
        """Say that it is this update's turn, or that it never will be."""
        if not self._called.done():
            self._called.set_result(come)

    async def after_earlier(self) -> None:
        """Wait until whoever waits before this update was told so, so that notices keep order."""
        if self._earlier is not None:
            await self._earlier.until_noticed()

    async def until_noticed(self) -> None:
        """Wait until there is no notice of this update to come."""
        await self._noticed.wait()

    def noticed(self) -> None:
        """Say that there is no notice of this update to come, or no more."""
        self._noticed.set()
        self._earlier = None

    def stop(self) -> None:
        """Ask whoever deals with the update, or waits to, to give it up."""
        self._stopped.set()
        self.call(come=False)

    @property
    def is_stopped(self) -> bool:
        """Whether it was given up; may be asked from any thread."""
        return self._stopped.is_set()

    async def until_stopped(self) -> None:
        """Wait until it is given up."""
        await self._stopped.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._turns.leave(self)


class Turns:
    """The lines of updates that are in hand or wait; for one event loop."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, deque[Turn]] = {}
        self._in_hand: dict[int, Turn] = {}
        self._closed = False

    def take(self, line: Hashable, update_id: int, chat_id: int, person_id: int) -> Turn:
        """A place at the end of a line; one of its own where `line` is None."""
        waiting = self._lines.setdefault(line, deque())
        earlier = waiting[-1] if waiting and line is not None else None
        turn = Turn(self, line, update_id, (chat_id, person_id), earlier)
        waiting.append(turn)
        self._in_hand[update_id] = turn
        if self._closed:
            turn.call(come=False)
        elif line is None or len(waiting) == 1:
            turn.call(come=True)
        return turn

    def leave(self, turn: Turn) -> None:
        """Give a place up, so that the next in line comes."""
        turn.noticed()
        waiting = self._lines[turn.line]
        waiting.remove(turn)
        del self._in_hand[turn.update_id]
        if not waiting:
            del self._lines[turn.line]
        elif turn.line is not None:
            waiting[0].call(come=True)

    def of(self, update_id: int) -> Turn | None:
        """The place of an update that is in hand or waits."""
        return self._in_hand.get(update_id)

    def stop(self, line: Hashable, person_id: int) -> int:
        """Give up what a person has in a line; how many updates that was."""
        theirs = [turn for turn in self._lines.get(line, ()) if turn.person_id == person_id]
        for turn in theirs:
            turn.stop()
        return len(theirs)

    def close(self) -> None:
        """From now on let nobody come; what is in hand goes on."""
        self._closed = True
        for turn in self._in_hand.values():
            turn.call(come=False)
