"""A builder that needs no other process."""

from __future__ import annotations

import asyncio

from reformbot.operations.building import Hear, Progress, Works


class ThreadBuilder:
    """A `Builder` that takes submissions in in a thread of this process; it cannot be given up."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def build(self, number: int, hear: Hear) -> None:
        """Take a submission in, if it is confirmed."""
        loop = asyncio.get_running_loop()

        def report(step: str, done: int, total: int) -> None:
            loop.call_soon_threadsafe(hear, Progress(step, done, total))

        await asyncio.to_thread(self._works.take_in, number, report)
