"""The entrance: strangers ask to be let in, admins decide, invitations are made and used."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup
from telegram.helpers import create_deep_linked_url

from reformbot.errors import InviteError, PeopleError, RequestGoneError, RequestTooSoonError
from reformbot.library.people import Card, Role
from reformbot.locale import Messages, load_messages
from reformbot.operations.admission import DECISIONS, Admission, Application
from reformbot.operations.people import People, Standing
from reformbot.telegram.access import caller_of, one_line
from reformbot.telegram.menus import Menus
from reformbot.telegram.notices import alert, button, number_in, redraw, say, show, tell
from reformbot.telegram.routing import Bot, Routes, Visit, Work


def register(routes: Routes, people: People, admission: Admission, menus: Menus) -> None:
    """Let strangers, and whoever decides about them, come this way."""
    entrance = Entrance(people, admission, menus)
    routes.stranger(entrance.greet)
    routes.command("start", entrance.start, least=None, private=True, listed=False)
    routes.command("claim", entrance.start, least=None, private=True, listed=False)
    routes.command("invite", entrance.invite, least=Role.ADMIN, private=True)
    routes.tap("request", entrance.request, least=None, waits=True)
    routes.tap("decide", entrance.decide, least=Role.ADMIN, waits=True)
    routes.tap("requests", entrance.show_requests, least=Role.ADMIN, waits=True)


class Entrance:
    """How somebody comes to use the bot.

    Whatever is done twice, because the program stopped half-way, changes nothing: a card is sent to
    those alone who have none, and a person is told once.
    """

    def __init__(self, people: People, admission: Admission, menus: Menus) -> None:
        self._people = people
        self._admission = admission
        self._menus = menus

    async def start(self, visit: Visit, code: str) -> None:
        """`/start`, with or without a code."""
        if code:
            await self._redeem(visit, code)
        elif visit.role is None:
            await self._greet(visit)
        else:
            await say(visit, _welcome(visit.messages))

    async def greet(self, visit: Visit, text: str) -> None:
        """What a stranger writes: the first words after a request are its note."""
        words = one_line(text)
        # Of a command, only what follows it is handed over.
        written = (visit.message.text if visit.message else None) or ""
        if words and not written.startswith("/"):
            noted = await visit.work(self._admission.note, visit.user.id, words)
            if noted is not None:
                await say(visit, visit.messages("people-noted"))
                await self._redraw(visit.bot, visit.work, noted)
                return
        await self._greet(visit)

    async def _greet(self, visit: Visit, first: str = "") -> None:
        """Say how to be let in, after what there is to say first."""
        messages, keyboard = visit.messages, None
        if await visit.work(self._admission.pending, visit.user.id) is not None:
            said = messages("people-waiting", id=visit.user.id)
        else:
            said = messages("people-greeting", id=visit.user.id)
            ask = button(messages("people-button-request"), "request")
            keyboard = InlineKeyboardMarkup([[ask]])
        await say(visit, f"{first}\n\n{said}".strip(), keyboard)

    async def request(self, visit: Visit, _: str) -> None:
        """A stranger's tap on "ask for access"."""
        try:
            application = await visit.work(self._admission.request, caller_of(visit.user))
        except RequestTooSoonError as error:
            await alert(visit, visit.messages.error(error))
            pending = await visit.work(self._admission.pending, visit.user.id)
            if pending is not None:
                await self._show(visit, pending)
            return
        except PeopleError as error:
            await alert(visit, visit.messages.error(error))
            return
        await show(visit, visit.messages("people-requested"))
        await self._show(visit, application)

    async def _show(self, visit: Visit, application: Application) -> None:
        """Send the request to every owner and admin who was not sent it."""
        staff = await visit.work(self._people.staff)
        having = {card.chat for card in application.cards}
        for one in staff:
            if one.id not in having:
                messages = load_messages(one.language)
                sent = await tell(visit.bot, one.id, *_card(application, messages))
                if sent is not None:
                    card = Card(one.id, sent)
                    await visit.work(self._admission.shown, application.request.id, card)

    async def show_requests(self, visit: Visit, _: str) -> None:
        """Show the open requests to an admin."""
        applications = await visit.work(self._admission.open)
        if not applications:
            await alert(visit, visit.messages("people-no-requests"))
        for one in applications:
            sent = await tell(visit.bot, visit.chat_id, *_card(one, visit.messages))
            if sent is not None:
                await visit.work(self._admission.shown, one.request.id, Card(visit.chat_id, sent))

    async def decide(self, visit: Visit, rest: str) -> None:
        """An admin's tap on a request."""
        word, _, role = rest.partition(":")
        try:
            number = number_in(word)
            if number is None or role not in DECISIONS:
                raise RequestGoneError
            decision = await visit.work(self._admission.decide, visit.user.id, number, Role(role))
        except PeopleError as error:
            await alert(visit, visit.messages.error(error))
            return
        application = decision.application
        own = application.request.decided_by == visit.user.id
        if not own:
            decided = _decision(application, "people-decided-already", visit.messages)
            await alert(visit, decided)
        await self._redraw(visit.bot, visit.work, application)
        if own and not application.request.told:
            await self._tell(visit, application)

    async def _tell(self, visit: Visit, application: Application) -> None:
        person = application.person
        messages = load_messages(person.language)
        said = messages(f"people-told-{application.request.decision}")
        if application.request.decision is not Role.BLOCKED:
            said = f"{said}\n\n{messages('telegram-help')}"
        await tell(visit.bot, person.id, said)
        await visit.work(self._admission.told, application.request.id)
        await self._menus.offer_to(visit.bot, person)

    async def _redraw(self, bot: Bot, work: Work, application: Application) -> None:
        languages = {one.id: one.language for one in await work(self._people.staff)}
        for card in application.cards:
            messages = load_messages(languages.get(card.chat, application.person.language))
            await redraw(bot, card.chat, card.message, *_card(application, messages))

    async def invite(self, visit: Visit, _: str) -> None:
        """`/invite`: a link for one person."""
        made = await visit.work(self._admission.invite, visit.user.id)
        link = create_deep_linked_url(visit.bot.username, made.code)
        await say(visit, visit.messages("people-invitation", link=link, until=made.until))

    async def _redeem(self, visit: Visit, code: str) -> None:
        try:
            standing = await visit.work(self._admission.redeem, caller_of(visit.user), code)
        except InviteError as error:
            refused = visit.messages.error(error)
            if visit.role is None:
                await self._greet(visit, refused)
            else:
                await say(visit, refused)
            return
        messages = load_messages(standing.language)
        if standing.role is visit.role:
            await say(visit, _welcome(messages))
            return
        told = messages(f"people-told-{standing.role}")
        await say(visit, f"{told}\n\n{messages('telegram-help')}")
        await self._menus.offer_to(visit.bot, standing)


def _welcome(messages: Messages) -> str:
    return f"{messages('telegram-welcome')}\n\n{messages('telegram-help')}"


def _card(application: Application, messages: Messages) -> tuple[str, InlineKeyboardMarkup | None]:
    """A request as an admin sees it: with buttons until it is decided."""
    request = application.request
    said = messages(
        "people-card",
        name=application.person.name,
        id=application.person.id,
        note=request.note or messages("people-no-note"),
    )
    if request.decision is not None:
        return _decision(application, "people-card-decided", messages, card=said), None
    buttons = [
        button(messages(f"people-button-{role}"), "decide", request.id, role) for role in DECISIONS
    ]
    return said, InlineKeyboardMarkup([buttons])


def _decision(application: Application, key: str, messages: Messages, **more: str) -> str:
    decider, decision = application.decider, application.request.decision
    by = name_of(decider, messages) if decider else ""
    return messages(key, by=by, role=messages(f"role-{decision}"), **more)


def name_of(person: Standing, messages: Messages) -> str:
    """What to call somebody who may never have been here."""
    return person.name or messages("people-nameless")
