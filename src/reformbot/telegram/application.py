"""The bot's life: reach Telegram, poll, stop when told to."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from typing import cast

from telegram import BotCommand, Update
from telegram.constants import UpdateType
from telegram.error import InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, Application, TypeHandler, Updater

from reformbot.errors import DeliveryError, TokenError
from reformbot.locale import load_messages
from reformbot.telegram.connection import PollingRequest, general_request, polling_request
from reformbot.telegram.context import BotApplication
from reformbot.telegram.failures import report
from reformbot.telegram.handlers import Desk
from reformbot.telegram.order import ChatOrder
from reformbot.telegram.redaction import redact, redacted_logs
from reformbot.telegram.settings import Asker, TelegramSettings

OnReady = Callable[[str], None]

_WORKERS = 8  # questions answered at once; the rest wait
_LONG_POLL = 30  # seconds
_log = logging.getLogger(__name__)


def serve(settings: TelegramSettings, asker: Asker, on_ready: OnReady | None = None) -> None:
    """Run the bot until SIGTERM or SIGINT; questions already received are answered first.

    A second signal does what it does to any program: it does not wait for them.

    Args:
        on_ready: called with the bot's username once polling has begun.

    Raises:
        TokenError: Telegram does not accept the token, at the start or later.
        DeliveryError: Telegram cannot be reached at the start.
        ConfigurationError: the proxy's address cannot be used.
    """
    asyncio.run(_until_signalled(settings, asker, on_ready))


async def _until_signalled(
    settings: TelegramSettings, asker: Asker, on_ready: OnReady | None
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
    await run(settings, asker, stop, on_ready)


async def run(
    settings: TelegramSettings, asker: Asker, stop: asyncio.Event, on_ready: OnReady | None = None
) -> None:
    """Run the bot until `stop` is set; in all else as `serve`."""
    if settings.token.split() != [settings.token]:
        raise TokenError
    polling = polling_request(settings, stop)
    with redacted_logs(settings.token):
        try:
            with ThreadPoolExecutor(_WORKERS, thread_name_prefix="ask") as workers:
                application = _build(settings, Desk(settings, asker, workers), polling)
                await _live(application, stop, on_ready)
        except InvalidToken:
            raise TokenError from None  # the library's message holds the token
        except TelegramError as error:
            raise DeliveryError(reason=redact(str(error), settings.token)) from None
    if polling.refused:
        raise TokenError


def _build(settings: TelegramSettings, desk: Desk, polling: PollingRequest) -> BotApplication:
    root = settings.api_url.rstrip("/")
    application: BotApplication = (
        Application.builder()
        .token(settings.token)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(general_request(settings))
        .get_updates_request(polling)
        .rate_limiter(AIORateLimiter(max_retries=1))
        .concurrent_updates(ChatOrder())
        .job_queue(None)
        .build()
    )
    application.add_handler(TypeHandler(Update, desk.receive))
    application.add_error_handler(report)
    return application


async def _live(application: BotApplication, stop: asyncio.Event, on_ready: OnReady | None) -> None:
    """Start step by step, wait, and undo in reverse what was started."""
    updater = cast(Updater, application.updater)  # None only where a builder asks for none
    async with AsyncExitStack() as started:
        started.push_async_callback(application.bot.shutdown)
        await application.initialize()
        started.push_async_callback(application.shutdown)
        await _register_commands(application)
        await application.start()
        started.push_async_callback(application.stop)
        await updater.start_polling(
            timeout=_LONG_POLL,
            allowed_updates=[UpdateType.MESSAGE],
            error_callback=_polling_failed,
        )
        started.push_async_callback(updater.stop)
        if on_ready is not None:
            on_ready(application.bot.username)
        await stop.wait()


async def _register_commands(application: BotApplication) -> None:
    """Offer the commands in Chinese, and in English to everybody else."""
    for language, code in (("en", None), ("zh", "zh")):
        messages = load_messages(language)
        commands = [
            BotCommand(name, messages(f"telegram-command-{name}")) for name in ("ask", "help")
        ]
        try:
            await application.bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:  # the bot answers without a menu too
            _log.warning("the commands were not registered: %s", error)


def _polling_failed(error: TelegramError) -> None:
    """Say so in a line; the library tries again, with growing pauses."""
    _log.warning("no updates from Telegram, trying again: %s", error)
