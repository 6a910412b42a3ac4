"""What was confirmed is built and its end shown, though builds die and Telegram refuses."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from reformbot.files import FileReader
from reformbot.library.submissions import State, Submission, Submissions
from reformbot.locale import load_messages
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import Builder, ChildBuilder, Hear, Works
from reformbot.operations.submissions import Acquisitions
from reformbot.telegram.boards import Board
from reformbot.telegram.construction import Construction
from reformbot.telegram.routing import Routes
from reformbot.testing import ThreadBuilder
from tests.unit.telegram.visits import Line, Visitor, work
from tests.unit.workshop import Workshop, printed

ZH = load_messages("zh")
LIN = 42
REFUSED = {"editMessageText": (400, "Bad Request: not today")}
DIES = "import os, sys; open(sys.argv[1], 'a').write('x'); os.kill(os.getpid(), 9)"


class Site:
    """A workshop with one version live, and files that Lin sent and confirmed."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        self.store = Submissions(workshop.database)
        shelf = Shelf(workshop.catalog, workshop.originals)
        self.verbs = Acquisitions(self.store, workshop.originals, shelf, FileReader())
        self.builder: Builder = ThreadBuilder(
            Works(self.store, workshop.originals, shelf, workshop.indexer)
        )
        self.line = Line()

    def confirmed(self, number: int) -> int:
        submission = self.verbs.announced(number, LIN, LIN, f"2024-{number:02}.txt")
        self.verbs.read(submission, printed(number).encode())
        self.verbs.confirm(submission.id, LIN, LIN)
        return submission.id

    def found(self, number: int) -> Submission:
        found = self.store.find(number)
        assert found is not None
        return found

    @asynccontextmanager
    async def at_work(self):
        """A bot's life, as far as it builds."""
        construction = Construction(
            self.verbs,
            self.builder,
            Board(self.verbs, self.workshop.catalog),
            lambda _: ZH,
            pace=0.01,
            rest=0.02,
        )
        running = asyncio.create_task(construction.run(Visitor(Routes(), self.line).bot, work))
        self.running = running
        try:
            yield construction
        finally:
            running.cancel()
            await asyncio.wait([running])

    async def stopped(self) -> None:
        """Wait until a bot that was stopped has ended."""
        await asyncio.wait([self.running])


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture
def site(workshop: Workshop) -> Iterator[Site]:
    yield Site(workshop)


async def test_what_was_confirmed_is_built_and_its_end_is_shown(site: Site) -> None:
    number = site.confirmed(2)
    async with site.at_work() as construction:
        await until(lambda: not site.found(number).untold)
        second = site.confirmed(3)
        construction.wake()
        await until(lambda: not site.found(second).untold)
    assert [text[0] for text in site.line.texts()] == ["✅", "✅"]
    assert site.workshop.live_stems() == {"2024-01", "2024-02", "2024-03"}


async def test_an_end_that_telegram_refuses_is_shown_later(site: Site) -> None:
    number = site.confirmed(2)
    site.line.failing = dict(REFUSED)
    async with site.at_work():
        await until(lambda: site.found(number).state is State.LIVE)
        assert site.found(number).untold
        site.line.failing.clear()
        await until(lambda: not site.found(number).untold)
    (text,) = site.line.texts()
    assert text.startswith("✅")


async def test_after_some_tries_it_is_left_to_the_next_start(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    number = site.confirmed(2)
    site.line.failing = dict(REFUSED)

    def tries() -> int:
        return caplog.text.count("what became of an upload could not be shown")

    async with site.at_work() as construction:
        await until(lambda: tries() == 3)
        await asyncio.sleep(0.1)
        assert tries() == 3
        other = site.confirmed(3)  # which it does not keep from being built
        construction.wake()
        await until(lambda: site.found(other).state is State.LIVE)
        assert site.found(number).untold
    site.line.failing.clear()
    async with site.at_work():
        await until(lambda: not site.found(number).untold and not site.found(other).untold)
    assert [text[0] for text in site.line.texts()] == ["✅", "✅"]
    assert len(site.workshop.catalog.versions()) == 3


class StoppedAtTheEnd:
    """A builder after whose end, so many turns of the event loop later, the bot is stopped."""

    def __init__(self, builder: Builder, turns: int) -> None:
        self._builder = builder
        self._turns = turns

    async def build(self, number: int, hear: Hear) -> None:
        await self._builder.build(number, hear)
        task = asyncio.current_task()
        assert task is not None
        loop = asyncio.get_running_loop()

        def stop(left: int) -> None:
            if left:
                loop.call_soon(stop, left - 1)
            else:
                task.cancel()

        loop.call_soon(stop, self._turns)


@pytest.mark.parametrize("turns", range(6))
async def test_a_stop_is_heard_whenever_it_comes_as_a_build_ends(site: Site, turns: int) -> None:
    site.confirmed(2)
    site.builder = StoppedAtTheEnd(site.builder, turns)
    async with site.at_work(), asyncio.timeout(20):
        await site.stopped()


async def test_a_build_that_dies_is_given_up_and_may_be_confirmed_again(site: Site) -> None:
    number = site.confirmed(2)
    lives, builder = site.workshop.folder / "lives", site.builder
    site.builder = ChildBuilder([sys.executable, "-S", "-c", DIES, str(lives)])
    async with site.at_work():
        await until(lambda: not site.found(number).untold)
    assert lives.read_text() == "xxx"
    assert site.found(number).state is State.READ
    (text,) = site.line.texts()
    assert ZH("error-build-broken", name="2024-02.txt") in text
    assert site.workshop.live_stems() == {"2024-01"}
    site.builder = builder
    site.verbs.confirm(number, LIN, LIN)
    async with site.at_work():
        await until(lambda: not site.found(number).untold)
    assert site.workshop.live_stems() == {"2024-01", "2024-02"}


async def test_what_was_given_up_meanwhile_stays_as_its_message_says(site: Site) -> None:
    number = site.confirmed(2)
    site.store.move(number, State.CONFIRMED, State.HELD)
    site.verbs.decline(number, LIN, LIN)
    async with site.at_work():
        await until(lambda: not site.found(number).untold)
    assert site.line.methods() == []
