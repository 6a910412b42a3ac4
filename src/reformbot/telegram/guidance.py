"""What a person is told who asks how the bot is used."""

from __future__ import annotations

from reformbot.telegram.delivery import send_text
from reformbot.telegram.routing import Routes, Visit


def register(routes: Routes) -> None:
    """Take the commands that explain the bot."""
    routes.command("help", _help)


async def _help(visit: Visit, _: str) -> None:
    await send_text(visit.bot, visit.chat_id, visit.messages("telegram-help"))
