"""An event loop in a thread of its own, and a bot running in one."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, TypeVar

from telegram.ext import Application, Updater

T = TypeVar("T")
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Starter = Callable[[Updater], Coroutine[Any, Any, Any]]


class LoopThread:
    """Runs coroutines for a thread that is not asynchronous, and waits for their results."""

    def __init__(self, name: str) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], timeout: float = 20.0) -> T:
        """Return what `work` returns; raise `TimeoutError` when it takes longer than `timeout`."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def close(self) -> None:
        """Stop the loop and wait for its thread."""
        self.run(_cancel_others())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10.0)
        self.loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def in_event_loop() -> bool:
    """Whether waiting here would stop an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def by_polling(updater: Updater) -> Coroutine[Any, Any, Any]:
    """The usual way to start a bot in a test."""
    return updater.start_polling(poll_interval=0.0, timeout=10)


@contextmanager
def running(application: AnyApplication, start: Starter = by_polling) -> Generator[AnyApplication]:
    """Run a bot in a thread, as `run_polling` would, until the block ends."""
    thread = LoopThread("bot")
    try:
        thread.run(_start(application, start))
        try:
            yield application
        finally:
            thread.run(_stop(application))
    finally:
        thread.close()


async def _start(application: AnyApplication, start: Starter) -> None:
    assert application.updater is not None
    await application.initialize()
    if application.post_init:
        await application.post_init(application)
    await start(application.updater)
    await application.start()


async def _stop(application: AnyApplication) -> None:
    assert application.updater is not None
    await application.updater.stop()
    await application.stop()
    if application.post_stop:
        await application.post_stop(application)
    await application.shutdown()
    if application.post_shutdown:
        await application.post_shutdown(application)
