"""The language a person reads the interface in, changed by a tap."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from reformbot.locale import LANGUAGES, load_messages
from reformbot.operations.people import People
from reformbot.telegram.access import caller_of
from reformbot.telegram.menus import Menus
from reformbot.telegram.notices import button, say, show
from reformbot.telegram.routing import Routes, Visit

_FOLLOW = "auto"


def register(routes: Routes, people: People, menus: Menus) -> None:
    """Let people choose their language."""

    async def offer(visit: Visit, _: str) -> None:
        buttons = [
            button(visit.messages(f"people-button-{choice}"), "lang", choice)
            for choice in (*LANGUAGES, _FOLLOW)
        ]
        await say(visit, visit.messages("people-language"), InlineKeyboardMarkup([buttons]))

    async def choose(visit: Visit, choice: str) -> None:
        if choice not in (*LANGUAGES, _FOLLOW):
            return
        language = None if choice == _FOLLOW else choice
        standing = await visit.work(people.choose_language, caller_of(visit.user), language)
        key = "people-language-chosen" if language else "people-language-followed"
        await show(visit, load_messages(standing.language)(key))
        await menus.offer_to(visit.bot, standing)

    routes.command("lang", offer, private=True)
    routes.tap("lang", choose, waits=True)
