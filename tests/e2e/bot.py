"""The bot in a thread of its own, with a home on disk and answers of the test's making."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reformbot.answering.composing import Hear
from reformbot.answering.model import Answer
from reformbot.library.database import Database
from reformbot.library.deliveries import Deliveries
from reformbot.library.inbox import Inbox
from reformbot.library.people import Register
from reformbot.library.retention import Retention
from reformbot.operations.admission import Admission
from reformbot.operations.answers import Answered
from reformbot.operations.people import Clock, People, now
from reformbot.operations.quota import Quota
from reformbot.operations.roles import Appointed
from reformbot.telegram import Asker, TelegramServices, TelegramSettings, Webhook
from reformbot.telegram.application import run
from reformbot.telegram.settings import RoomServices
from reformbot.telegram.streaming import Pace
from tests.e2e.background import LoopThread
from tests.e2e.emulator import TOKEN, Emulator
from tests.unit.telegram.answers import QUOTE, answer

LIN, WEI, STRANGER = 42, 43, 7123456789
GROUP = -1001
SECRET = "only-telegram-knows"
STAFFLESS = Appointed(members=frozenset({LIN, WEI}))


class Library:
    """Gives every question an answer and remembers them; a second parameter is what to hear."""

    def __init__(self, reply: Callable[..., Answer] = lambda _: answer(QUOTE)) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def ask(
        self, question: str, history: Sequence[str], hear: Hear, *, person: str, chat: int | None
    ) -> Answered:
        self.asked.append(question)
        streams = self.reply.__code__.co_argcount > 1
        given = self.reply(question, hear) if streams else self.reply(question)
        return Answered(len(self.asked), given, person, chat)


def settings_for(emulator: Emulator, **changed: Any) -> TelegramSettings:
    usual = {"token": TOKEN, "api_url": emulator.url, "webhook": emulator.webhook}
    return TelegramSettings(**(usual | changed))


def listening_post(port: int | None = None) -> Webhook:
    """A webhook at a port; None for one that nobody listens at."""
    if port is None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
    return Webhook(f"http://127.0.0.1:{port}/updates", SECRET, "127.0.0.1", port)


def services_on(
    database: Database,
    asker: Asker,
    appointed: Appointed = STAFFLESS,
    clock: Clock = now,
    quota: int = 1000,
    rooms: RoomServices | None = None,
) -> TelegramServices:
    """What a bot stands on that has this database."""
    register = Register(database)
    people = People(register, appointed, clock)
    return TelegramServices(
        asker,
        Inbox(database),
        Deliveries(database),
        people,
        Admission(register, people, clock),
        Quota(register, quota, clock),
        Retention(database, 365),
        rooms,
    )


@contextmanager
def services_in(
    home: Path,
    asker: Asker,
    appointed: Appointed = STAFFLESS,
    clock: Clock = now,
    quota: int = 1000,
) -> Iterator[TelegramServices]:
    database = Database(home / "catalog.db")
    try:
        yield services_on(database, asker, appointed, clock, quota)
    finally:
        database.close()


@contextmanager
def serving(
    emulator: Emulator,
    home: Path,
    asker: Asker,
    pace: Pace | None = None,
    *,
    appointed: Appointed = STAFFLESS,
    clock: Clock = now,
    quota: int = 1000,
    **changed: Any,
) -> Iterator[str]:
    """Run a bot that only answers, as `serving_with` does."""
    with (
        services_in(home, asker, appointed, clock, quota) as services,
        serving_with(emulator, services, pace, **changed) as username,
    ):
        yield username


@contextmanager
def serving_with(
    emulator: Emulator, services: TelegramServices, pace: Pace | None = None, **changed: Any
) -> Iterator[str]:
    """Run the bot in a thread of its own until the block ends; yield its username."""
    thread, stop, ready, names = LoopThread("bot"), asyncio.Event(), threading.Event(), list[str]()

    def on_ready(username: str) -> None:
        names.append(username)
        ready.set()

    life = asyncio.run_coroutine_threadsafe(
        run(settings_for(emulator, **changed), services, stop, on_ready, pace), thread.loop
    )
    life.add_done_callback(lambda _: ready.set())
    try:
        assert ready.wait(20)
        if life.done():
            life.result()
        yield names[0]
        thread.loop.call_soon_threadsafe(stop.set)
        life.result(30)
    finally:
        thread.close()


def said(emulator: Emulator, chat_id: int) -> list[str]:
    """What the bot said in a chat, in order, as it stands there now."""
    return [message.text for message in emulator.shown(chat_id) if message.by_bot]


def settled(
    emulator: Emulator, chat_id: int, count: int = 1, *, timeout: float = 20.0
) -> list[str]:
    """What the bot said, once `count` messages have been made to say what they are to say."""

    def edited() -> bool:
        done = emulator.calls("editMessageText", status=None, chat_id=chat_id)
        return len({call.params["message_id"] for call in done if call.status == 200}) >= count

    emulator.wait_until(edited, timeout=timeout, what=f"{count} answers in {chat_id}")
    return said(emulator, chat_id)
