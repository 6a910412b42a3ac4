"""While the bot serves, what is too old goes every hour."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reformbot.library.database import Database
from reformbot.library.lookups import Lookups
from reformbot.library.retention import Retention
from reformbot.telegram import ageing
from reformbot.telegram.routing import Routes

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


async def test_rows_go_at_the_start_and_again_later(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db")
    lookups, routes = Lookups(database), Routes()
    ageing.register(routes, Retention(database, 30), interval=0.01)
    (task,) = routes.tasks

    async def work(function: Any, /, *args: Any, **named: Any) -> Any:
        return await asyncio.to_thread(function, *args, **named)

    running = asyncio.ensure_future(task(None, work))  # pyright: ignore[reportArgumentType]
    for _ in range(2):
        number = await asyncio.to_thread(lookups.keep, "42", "词", LONG_AGO)
        while await asyncio.to_thread(lookups.words, number, "42") is not None:
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    database.close()


async def test_a_database_that_fails_does_not_end_it(tmp_path: Path) -> None:
    database, tried = Database(tmp_path / "catalog.db"), asyncio.Event()
    routes = Routes()
    ageing.register(routes, Retention(database, 30), interval=0.01)
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE lookup RENAME TO elsewhere")

    calls = 0

    async def work(function: Any, /, *args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 1:
            tried.set()
        return await asyncio.to_thread(function, *args, **named)

    (task,) = routes.tasks
    running = asyncio.ensure_future(task(None, work))  # pyright: ignore[reportArgumentType]
    await asyncio.wait_for(tried.wait(), 10)
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    database.close()
