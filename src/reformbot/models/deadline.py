"""Time limits around work that has none of its own for the whole."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def bounded(work: Callable[[], Iterable[T]], seconds: float) -> Iterator[T]:
    """What `work` yields, as it comes, as long as waiting for it takes no more than so long.

    The work runs in a thread of its own, which is left behind when the time is over and ends at
    its next item. Time that the caller spends between two items does not count.

    Raises:
        TimeoutError: the time is over.
        Exception: whatever the work raises.
    """
    items: queue.SimpleQueue[T | _Ended] = queue.SimpleQueue()
    unwanted = threading.Event()

    def run() -> None:
        ended = _Ended()
        try:
            for item in work():
                items.put(item)
                if unwanted.is_set():
                    return
        except Exception as error:  # handed over, and raised where somebody can catch it
            ended = _Ended(error)
        items.put(ended)

    threading.Thread(target=run, name="bounded", daemon=True).start()
    left = seconds
    try:
        while True:
            asked = time.monotonic()
            try:
                item = items.get(timeout=max(left, 0))
            except queue.Empty:
                raise TimeoutError(f"not done within {seconds:g} s") from None
            left -= time.monotonic() - asked
            if not isinstance(item, _Ended):
                yield item
            elif item.error is None:
                return
            else:
                raise item.error
    finally:
        unwanted.set()


class _Ended:
    """The end of the items, with the error it came by."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
