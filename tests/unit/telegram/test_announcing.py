"""New issues are told to each subscriber once, through blocks, faults and restarts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from reformbot.library.subscriptions import Subscriptions
from reformbot.locale import Messages, load_messages
from reformbot.operations.browsing import Shelf
from reformbot.telegram.announcing import Announcer
from reformbot.telegram.routing import Routes
from tests.unit.telegram.visits import Line, Visitor, buttons, work
from tests.unit.workshop import Workshop, printed

ZH = load_messages("zh")


class Office:
    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.people = {42: "zh", 43: "en"}
        self.publish(1)
        self.restart()

    def restart(self) -> None:
        shelf = Shelf(self.workshop.catalog, self.workshop.originals)
        subscriptions = Subscriptions(self.workshop.database)
        self.announcer = Announcer(subscriptions, shelf, self.language, interval=0.01)
        self.routes = Routes()
        self.announcer.register(self.routes)

    def language(self, person: int) -> Messages | None:
        code = self.people.get(person)
        return load_messages(code) if code else None

    def publish(self, *numbers: int) -> None:
        for number in numbers:
            self.workshop.write(f"2024-{number:02}.txt", printed(number))
        self.workshop.index()

    async def subscribe(self, *people: int) -> None:
        for person in people:
            await Visitor(self.routes, id=person, chat_id=person).writes("subscribe")

    async def announce(self, line: Line | None = None) -> Line:
        lin = Visitor(self.routes, line or Line())
        await self.announcer.announce(lin.bot, work)
        return lin.line


@pytest.fixture
def office(workshop: Workshop) -> Office:
    return Office(workshop)


def told(line: Line) -> list[tuple[int, str]]:
    return [
        (params["chat_id"], params["text"].splitlines()[0])
        for name, params in line.calls
        if name == "sendMessage"
    ]


async def test_each_subscriber_is_told_once(office: Office) -> None:
    await office.subscribe(42, 43)
    assert told(await office.announce()) == []
    office.publish(2)
    line = await office.announce()
    assert told(line) == [
        (42, "🆕 新一期已入库，点编号看文章："),
        (43, "🆕 A new issue is here; tap a number to read an article:"),
    ]
    assert "1" in buttons(line.last("sendMessage"))
    assert told(await office.announce()) == []
    office.restart()
    assert told(await office.announce()) == []
    # Read anew, it is no news.
    office.workshop.write("2024-02.txt", printed(2) + "\n")
    office.workshop.index()
    assert told(await office.announce()) == []


async def test_many_new_issues_make_one_message(office: Office) -> None:
    await office.subscribe(42)
    office.publish(2, 3, 4)
    assert len(told(await office.announce())) == 3
    office.publish(5, 6, 7, 8)
    assert told(await office.announce()) == [(42, ZH("card-new-issues", count=4))]


async def test_subscribing_and_leaving(office: Office) -> None:
    lin = Visitor(office.routes)
    for command in ("unsubscribe", "subscribe", "subscribe", "unsubscribe"):
        await lin.writes(command)
    assert lin.line.texts() == [
        ZH("card-not-subscribed"),
        ZH("card-subscribed"),
        ZH("card-subscribed-already"),
        ZH("card-unsubscribed"),
    ]
    office.publish(2)
    assert told(await office.announce()) == []


@pytest.mark.parametrize("status", [403, 400])
async def test_whoever_cannot_be_told(office: Office, status: int) -> None:
    await office.subscribe(42)
    office.publish(2)
    words = "Forbidden: bot was blocked by the user" if status == 403 else "Bad Request: no"
    failed = await office.announce(Line({"sendMessage": (status, words)}))
    assert failed.methods() == ["sendMessage"]
    # Who has blocked the bot is left alone; any other fault is tried again.
    assert len(told(await office.announce())) == (0 if status == 403 else 1)


async def test_whoever_may_no_longer_use_the_bot_is_not_told(office: Office) -> None:
    await office.subscribe(42)
    office.people.clear()
    office.publish(2)
    assert told(await office.announce()) == []
    office.people[42] = "zh"
    assert told(await office.announce()) == []


async def test_the_announcer_outlives_errors(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.subscribe(42)
    (office.workshop.home / "catalog.db").rename(office.workshop.home / "elsewhere.db")
    office.workshop.catalog.close()
    Path(office.workshop.home / "catalog.db").mkdir()
    lin = Visitor(office.routes)
    running = asyncio.create_task(office.announcer.run(lin.bot, work))
    await asyncio.sleep(0.1)
    assert not running.done()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert "could not be announced" in caplog.text


async def test_a_message_on_its_way_is_written_down_though_the_bot_stops(office: Office) -> None:
    sent = asyncio.Event()

    class Slow(Line):
        async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            sent.set()
            await asyncio.sleep(0.1)
            return await super().do_request(*args, **kwargs)

    await office.subscribe(42)
    office.publish(2)
    slow = Visitor(office.routes, Slow())
    running = asyncio.create_task(office.announcer.run(slow.bot, work))
    await sent.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len(told(slow.line)) == 1
    assert told(await office.announce()) == []
