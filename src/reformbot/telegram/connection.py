"""The HTTP connections to Telegram."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import httpx
from telegram.request import HTTPXRequest

from reformbot.errors import ConfigurationError
from reformbot.telegram.settings import TelegramSettings

# Seconds. A send whose answer comes late is sent twice, so there is time to answer.
_TIMEOUTS: dict[str, Any] = {"connect_timeout": 10.0, "read_timeout": 20.0, "write_timeout": 20.0}
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


class PollingRequest(HTTPXRequest):
    """The connection for long polls, which notices when the token is no longer accepted.

    The library would end its polling then, and leave the rest of the bot running for nobody.

    Attributes:
        refused: whether Telegram has refused the token; `stop` was set then.
    """

    def __init__(self, stop: asyncio.Event, **options: Any) -> None:
        super().__init__(connection_pool_size=1, **options)
        self.refused = False
        self._stop = stop

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request, and look at the status of the reply."""
        status, body = await super().do_request(*args, **kwargs)
        if status in _REFUSED:
            self.refused = True
            self._stop.set()
        return status, body


def polling_request(settings: TelegramSettings, stop: asyncio.Event) -> PollingRequest:
    """The connection for long polls; `stop` ends the bot.

    Raises:
        ConfigurationError: the proxy's address cannot be used.
    """
    try:
        return PollingRequest(stop, proxy=settings.proxy, **_TIMEOUTS)
    except (ValueError, RuntimeError, httpx.InvalidURL) as error:
        raise ConfigurationError(setting="telegram.proxy", reason=str(error)) from None


def general_request(settings: TelegramSettings) -> HTTPXRequest:
    """The connection for everything but long polls."""
    return HTTPXRequest(proxy=settings.proxy, **_TIMEOUTS)
