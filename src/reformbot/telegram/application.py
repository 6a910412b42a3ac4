"""The bot's life: reach Telegram, receive updates, stop when told to."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, SimpleUpdateProcessor, TypeHandler
from telegram.request import BaseRequest

from reformbot.errors import DeliveryError, TokenError
from reformbot.locale import Messages, load_messages
from reformbot.operations.people import People
from reformbot.telegram import ageing, entrance, guidance, languages, limits, roster
from reformbot.telegram.asking import Asking, Companions
from reformbot.telegram.cards import answer_cards
from reformbot.telegram.connection import general_request, polling_request
from reformbot.telegram.context import BotApplication
from reformbot.telegram.conversation import Conversation
from reformbot.telegram.courier import Courier
from reformbot.telegram.failures import Failures
from reformbot.telegram.handlers import Desk
from reformbot.telegram.intake import Intake
from reformbot.telegram.menus import Menus
from reformbot.telegram.pacing import Pacing
from reformbot.telegram.receiving import receive
from reformbot.telegram.reception import Reception
from reformbot.telegram.redaction import redact, redacted_logs
from reformbot.telegram.rooms import open_rooms
from reformbot.telegram.routing import Routes
from reformbot.telegram.settings import TelegramServices, TelegramSettings
from reformbot.telegram.streaming import Pace
from reformbot.telegram.turns import Turns
from reformbot.telegram.workers import Workers

OnReady = Callable[[str], None]

_ANSWERING = 8  # questions answered at once; the rest wait
_LOOKING_UP = 4  # threads for all that is quick but blocks
# Updates that wait for their turn count too, so one busy chat must not fill this up. What is
# scarce is the threads that answer.
_IN_HAND = 65536
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, put together and not yet started."""

    application: BotApplication
    desk: Desk
    intake: Intake
    routes: Routes
    work: Workers


def serve(
    settings: TelegramSettings, services: TelegramServices, on_ready: OnReady | None = None
) -> None:
    """Run the bot until SIGTERM or SIGINT.

    What is being answered then is answered first; what waits is left to the next start. A second
    signal does what it does to any program: it does not wait.

    Args:
        on_ready: called with the bot's username once updates are received.

    Raises:
        TokenError: Telegram does not accept the token, at the start or later.
        DeliveryError: Telegram cannot be reached at the start.
        ConfigurationError: the proxy's address, or the one to listen at, cannot be used.
        StorageError: the inbox cannot be read.
    """
    asyncio.run(_until_signalled(settings, services, on_ready))


async def _until_signalled(
    settings: TelegramSettings, services: TelegramServices, on_ready: OnReady | None
) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGTERM, signal.SIGINT)

    def signalled() -> None:
        stop.set()
        for each in signals:
            loop.remove_signal_handler(each)

    # Not to be had on Windows, nor outside the main thread.
    with suppress(NotImplementedError, RuntimeError):
        for each in signals:
            loop.add_signal_handler(each, signalled)
    await run(settings, services, stop, on_ready)


async def run(
    settings: TelegramSettings,
    services: TelegramServices,
    stop: asyncio.Event,
    on_ready: OnReady | None = None,
    pace: Pace | None = None,
) -> None:
    """Run the bot until `stop` is set; in all else as `serve`.

    Args:
        pace: how often what is shown of an answer changes.
    """
    if settings.token.split() != [settings.token]:
        raise TokenError
    polling = polling_request(settings, stop)
    with redacted_logs(settings.token), _threads() as (answering, looking_up):
        try:
            general, work = general_request(settings), Workers(looking_up)
            bot = build(settings, services, general, polling, answering, work, pace or Pace())
            await _live(bot, settings, stop, on_ready)
        except InvalidToken:
            raise TokenError from None  # the library's message holds the token
        except TelegramError as error:
            raise DeliveryError(reason=redact(str(error), settings.token)) from None
    if polling.refused:
        raise TokenError


@contextmanager
def _threads() -> Generator[tuple[ThreadPoolExecutor, ThreadPoolExecutor]]:
    with (
        ThreadPoolExecutor(_ANSWERING, thread_name_prefix="ask") as answering,
        ThreadPoolExecutor(_LOOKING_UP, thread_name_prefix="look-up") as looking_up,
    ):
        yield answering, looking_up


def _reads(people: People, number: int) -> Messages | None:
    """The catalog somebody reads; None for one who may not use the bot, or no longer."""
    language = people.language_of(number)
    return load_messages(language) if language is not None else None


def build(
    settings: TelegramSettings,
    services: TelegramServices,
    general: BaseRequest,
    polling: BaseRequest,
    answering: Executor,
    work: Workers,
    pace: Pace,
) -> Bot:
    """Put the bot together: each room registers what it deals with."""
    routes, turns = Routes(), Turns()
    reception, courier = Reception(services.people), Courier(services.deliveries)
    companions, conversation = Companions(), None
    if services.rooms is not None:
        conversation = Conversation(services.rooms.conversations)
        companions = Companions(conversation.history, answer_cards, conversation.remember)
    asking = Asking(services.asker, courier, turns, routes, answering, companions, pace)
    asking.register()
    guidance.register(routes)
    if services.rooms is not None and conversation is not None:
        reads = partial(_reads, services.people)
        open_rooms(routes, services.rooms, conversation, asking.ask, reads, services.people)
    _register_people(routes, services)
    ageing.register(routes, services.retention)
    failures = Failures(settings.token, courier, reception, work)
    desk = Desk(reception, routes, asking, turns, services.inbox, failures, work)
    intake = Intake(services.inbox, work)
    root = settings.api_url.rstrip("/")
    application: BotApplication = (
        Application.builder()
        .token(settings.token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(general)
        .get_updates_request(polling)
        .rate_limiter(Pacing())
        .concurrent_updates(SimpleUpdateProcessor(_IN_HAND))
        .update_queue(intake)
        .job_queue(None)
        .build()
    )
    application.add_handler(TypeHandler(Update, desk.receive))
    return Bot(application, desk, intake, routes, work)


def _register_people(routes: Routes, services: TelegramServices) -> None:
    """Let in whom the register names, and decide about them."""
    people, menus = services.people, Menus(routes)
    limits.register(routes, services.quota)
    languages.register(routes, people, menus)
    entrance.register(routes, people, services.admission, menus)
    roster.register(routes, people, services.admission, menus)
    menus.register(people)


async def _live(
    bot: Bot, settings: TelegramSettings, stop: asyncio.Event, on_ready: OnReady | None
) -> None:
    """Start step by step, wait, and undo in reverse what was started."""
    application = bot.application
    async with AsyncExitStack() as started:
        started.push_async_callback(application.bot.shutdown)
        await application.initialize()
        started.push_async_callback(application.shutdown)
        await bot.intake.replay(application.bot)
        await application.start()
        started.push_async_callback(application.stop)
        await started.enter_async_context(receive(application, settings))
        await started.enter_async_context(_alongside(bot))
        started.callback(bot.desk.close)
        if on_ready is not None:
            on_ready(application.bot.username)
        await stop.wait()


@asynccontextmanager
async def _alongside(bot: Bot) -> AsyncGenerator[None]:
    """Run what runs beside the chats until the block ends."""
    tasks = [
        asyncio.ensure_future(task(bot.application.bot, bot.work)) for task in bot.routes.tasks
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
