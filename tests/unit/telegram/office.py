"""The bot put together on a transport of our own, with a home on disk."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from telegram import Update

from reformbot.answering.composing import Hear
from reformbot.answering.model import Answer
from reformbot.library.database import Database
from reformbot.library.deliveries import Deliveries
from reformbot.library.inbox import Inbox
from reformbot.library.people import Register
from reformbot.library.retention import Retention
from reformbot.operations.admission import Admission
from reformbot.operations.answers import Answered
from reformbot.operations.people import People
from reformbot.operations.quota import Quota
from reformbot.operations.roles import Appointed
from reformbot.telegram import TelegramServices, TelegramSettings
from reformbot.telegram.application import Bot, build
from reformbot.telegram.streaming import Pace
from reformbot.telegram.workers import Workers
from tests.unit.telegram.transport import TOKEN, Params, Transport

MEMBER, OWNER = 42, 41
SETTINGS = TelegramSettings(TOKEN)
APPOINTED = Appointed(frozenset({OWNER}), members=frozenset({MEMBER}))


class Library:
    """Gives the same answer to every question, or does what it is told to."""

    def __init__(self, reply: Answer | Callable[[], Answer] | Exception) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def ask(
        self, question: str, history: Sequence[str], hear: Hear, *, person: str, chat: int | None
    ) -> Answered:
        self.asked.append(question)
        if isinstance(self.reply, Exception):
            raise self.reply
        given = self.reply() if callable(self.reply) else self.reply
        return Answered(len(self.asked), given, person, chat)


class Office:
    """A bot that is handed updates as if Telegram had sent them."""

    def __init__(self, services: TelegramServices, transport: Transport, bot: Bot) -> None:
        self.services = services
        self.transport = transport
        self.bot = bot

    async def handle(self, *updates: Params) -> None:
        """Deal with updates as the library would."""
        application = self.bot.application
        async with application:
            for update in updates:
                await self.bot.intake.put(Update.de_json(update, application.bot))
            while not self.bot.intake.empty():
                await application.process_update(self.bot.intake.get_nowait())


@contextmanager
def office(
    home: Path,
    asker: Any,
    transport: Transport | None = None,
    appointed: Appointed = APPOINTED,
) -> Iterator[Office]:
    database = Database(home / "catalog.db")
    register = Register(database)
    people = People(register, appointed)
    services = TelegramServices(
        asker,
        Inbox(database),
        Deliveries(database),
        people,
        Admission(register, people),
        Quota(register, 1000),
        Retention(database, 365),
    )
    transport = transport or Transport()
    with ThreadPoolExecutor(2) as threads:
        work, pace = Workers(threads), Pace()
        bot = build(SETTINGS, services, transport, transport, threads, work, pace)
        yield Office(services, transport, bot)
    database.close()
