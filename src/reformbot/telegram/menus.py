"""The menu of commands that Telegram offers, by role and language."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from reformbot.errors import StorageError
from reformbot.library.people import Role
from reformbot.locale import load_messages
from reformbot.operations.people import People, Standing
from reformbot.operations.roles import STAFF
from reformbot.telegram.routing import Bot, Routes, Work

_CODES = {"en": None, "zh": "zh"}  # English is for whoever has no menu in their own language
_log = logging.getLogger(__name__)


class Menus:
    """Offers each person the commands their role may use.

    Everybody is offered a member's menu in the language of their Telegram. Admins, owners, and
    members who chose a language, have a menu in their own chat.
    """

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def register(self, people: People) -> None:
        """Offer everybody their menu when the bot starts."""

        async def offer(bot: Bot, work: Work) -> None:
            for language, code in _CODES.items():
                await self._set(bot, Role.MEMBER, language, code, None)
            try:
                everybody = await work(people.everybody)
            except StorageError as error:
                _log.warning("the menus of admins are not known: %s", error)
                return
            for one in everybody:
                if one.chosen or one.role in STAFF:
                    await self.offer_to(bot, one)

        self._routes.alongside(offer)

    async def offer_to(self, bot: Bot, person: Standing) -> None:
        """Offer somebody their menu, after their role or their language has changed."""
        role, scope = person.role, BotCommandScopeChat(person.id)
        wanted: dict[str | None, str] = {}  # a menu's language for a Telegram's
        if person.chosen and role in (Role.MEMBER, *STAFF):
            wanted = {None: person.language}
        elif role in STAFF:
            wanted = {code: language for language, code in _CODES.items()}
        for code in _CODES.values():
            if role is None or code not in wanted:
                await self._drop(bot, scope, code)
            else:
                await self._set(bot, role, wanted[code], code, scope)

    async def _set(
        self,
        bot: Bot,
        role: Role,
        language: str,
        code: str | None,
        scope: BotCommandScopeChat | None,
    ) -> None:
        messages = load_messages(language)
        commands = [
            BotCommand(name, messages(f"telegram-command-{name}"))
            for name in self._routes.menu(role)
        ]
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=code)
        except TelegramError as error:  # the bot answers without a menu too
            _log.info("a menu was not set: %s", error)

    async def _drop(self, bot: Bot, scope: BotCommandScopeChat, code: str | None) -> None:
        try:
            await bot.delete_my_commands(scope=scope, language_code=code)
        except TelegramError as error:
            _log.info("a menu was not dropped: %s", error)
