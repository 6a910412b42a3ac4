"""Every hour the bot lets go of what was kept as long as it may be kept."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from reformbot.errors import ReformbotError
from reformbot.library.retention import Retention
from reformbot.telegram.routing import Bot, Routes, Work

INTERVAL = 3600.0
"""Seconds between two times."""

_log = logging.getLogger(__name__)


def register(routes: Routes, retention: Retention, interval: float = INTERVAL) -> None:
    """Apply the retention as long as the bot serves, the first time at its start."""

    async def run(bot: Bot, work: Work) -> None:
        del bot
        while True:
            try:
                gone = await work(retention.apply, datetime.now(UTC))
            except ReformbotError as error:
                _log.warning("what is too old could not be deleted: %s", error)
            else:
                if gone:
                    _log.info("rows deleted for their age: %d", gone)
            await asyncio.sleep(interval)

    routes.alongside(run)
