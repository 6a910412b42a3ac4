"""One chat in order, several at once."""

import asyncio
from typing import Any

from telegram import Update

from reformbot.telegram.order import ChatOrder
from tests.unit.telegram.transport import written


def update(chat_id: int) -> Update:
    return Update.de_json(written("x", by=chat_id), None)


async def test_a_chat_keeps_its_order_and_blocks_no_other() -> None:
    order, done, gate = ChatOrder(), list[str](), asyncio.Event()

    async def work(name: str) -> None:
        done.append(f"{name} begins")
        if name == "slow":
            await gate.wait()
        done.append(f"{name} ends")

    def start(chat_id: int, name: str) -> asyncio.Task[Any]:
        return asyncio.create_task(order.process_update(update(chat_id), work(name)))

    slow, later = start(1, "slow"), start(1, "later")
    await asyncio.wait_for(start(2, "other"), 5)
    assert done == ["slow begins", "other begins", "other ends"]
    gate.set()
    await asyncio.wait_for(asyncio.gather(slow, later), 5)
    assert done[3:] == ["slow ends", "later begins", "later ends"]


async def test_many_questions_of_one_chat_do_not_use_up_the_room() -> None:
    order, gate = ChatOrder(), asyncio.Event()

    async def wait() -> None:
        await gate.wait()

    async def nothing() -> None: ...

    queued = [asyncio.create_task(order.process_update(update(1), wait())) for _ in range(1000)]
    await asyncio.sleep(0)
    await asyncio.wait_for(order.process_update(update(2), nothing()), 5)
    gate.set()
    await asyncio.gather(*queued)


async def test_a_failure_gives_up_its_turn() -> None:
    order, done = ChatOrder(), list[str]()

    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        done.append("done")

    first, second = (
        asyncio.create_task(order.process_update(update(1), coroutine))
        for coroutine in (fail(), work())
    )
    await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(first.exception(), ValueError)
    assert done == ["done"]


async def test_an_update_of_no_chat_needs_no_turn() -> None:
    done = list[str]()

    async def work() -> None:
        done.append("done")

    await ChatOrder().process_update(object(), work())
    assert done == ["done"]
