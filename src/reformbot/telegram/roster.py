"""The roster: who may use the bot, changed and forgotten by those who may, and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from reformbot.errors import PeopleError, PersonUnknownError
from reformbot.library.people import Entry, Role
from reformbot.locale import Messages, load_messages
from reformbot.operations.admission import Admission
from reformbot.operations.audit import INDEX_ACTIONS, index_change, megabytes
from reformbot.operations.people import People, Standing
from reformbot.operations.roles import may_change, may_forget, outranks
from reformbot.telegram.cards import short
from reformbot.telegram.entrance import name_of
from reformbot.telegram.menus import Menus
from reformbot.telegram.notices import alert, button, number_in, say, show, tell
from reformbot.telegram.routing import Routes, Visit

PER_PAGE = 8
_NO_ROLE = "none"
_HASH_SHOWN = 12
_MOST_TOUCHED = 4  # issues or files of one line
_CHOICES = (Role.OWNER, Role.ADMIN, Role.MEMBER, Role.BLOCKED, None)
_SIGNS = {Role.OWNER: "👑", Role.ADMIN: "⭐", Role.MEMBER: "✅", Role.BLOCKED: "⛔"}


def register(routes: Routes, people: People, admission: Admission, menus: Menus) -> None:
    """Let admins look at people and decide about them, and everybody be forgotten."""
    roster = Roster(people, admission, menus)
    routes.command("forget", roster.ask_to_forget, private=True)
    routes.command("users", roster.list_people, least=Role.ADMIN, private=True)
    routes.command("revoke", roster.revoke, least=Role.ADMIN, private=True)
    routes.command("audit", roster.show_log, least=Role.ADMIN, private=True)
    routes.tap("users", roster.list_people, least=Role.ADMIN, waits=True)
    routes.tap("user", roster.show_person, least=Role.ADMIN, waits=True)
    routes.tap("role", roster.change, least=Role.ADMIN, waits=True)
    routes.tap("forget", roster.forget, waits=True)
    routes.tap("audit", roster.show_log, least=Role.ADMIN, waits=True)


class Roster:
    """The list of people, one person of it, and the log."""

    def __init__(self, people: People, admission: Admission, menus: Menus) -> None:
        self._people = people
        self._admission = admission
        self._menus = menus

    async def list_people(self, visit: Visit, rest: str) -> None:
        """`/users`, and turning its pages."""
        everybody = await visit.work(self._people.everybody)
        requests = await visit.work(self._admission.open)
        messages, pages = visit.messages, _pages(len(everybody))
        page = _page(rest, pages)
        shown = everybody[(page - 1) * PER_PAGE : page * PER_PAGE]
        rows = [
            [button(f"{_sign(one)} {name_of(one, messages)} · {one.id}", "user", one.id, page)]
            for one in shown
        ]
        rows += _turning("users", page, pages)
        if requests:
            label = messages("people-button-requests", count=len(requests))
            rows.append([button(label, "requests")])
        said = messages("people-users", count=len(everybody), page=page, pages=pages)
        await show(visit, said, InlineKeyboardMarkup(rows))

    async def show_person(self, visit: Visit, rest: str) -> None:
        """One person, with what may be done about them."""
        number, _, page = rest.partition(":")
        try:
            standing = await visit.work(self._people.find, _number(number))
        except PeopleError as error:
            await alert(visit, visit.messages.error(error))
            return
        await show(visit, *_person(visit, standing, page))

    async def change(self, visit: Visit, rest: str) -> None:
        """A tap that gives somebody another role."""
        number, _, choice = rest.partition(":")
        role, _, page = choice.partition(":")
        standing = await self._change(visit, number, role)
        if standing is not None:
            await show(visit, *_person(visit, standing, page))

    async def revoke(self, visit: Visit, rest: str) -> None:
        """`/revoke` and a number."""
        if not rest:
            await say(visit, visit.messages("people-revoke-usage"))
            return
        standing = await self._change(visit, rest, _NO_ROLE)
        if standing is not None:
            messages = visit.messages
            said = messages(
                "people-changed",
                name=name_of(standing, messages),
                id=standing.id,
                role=_role(standing, messages),
            )
            await say(visit, said)

    async def _change(self, visit: Visit, number: str, role: str) -> Standing | None:
        """Give somebody a role and tell them; None where it may not be."""
        try:
            before = await visit.work(self._people.find, _number(number))
            wanted = None if role == _NO_ROLE else Role(role)
            standing = await visit.work(self._people.change, visit.user.id, before.id, wanted)
        except PeopleError as error:
            await alert(visit, visit.messages.error(error))
            return None
        except ValueError:  # no role of ours: a button of another release
            return None
        if standing.role is not before.role:
            if standing.role is not Role.BLOCKED:
                messages = load_messages(standing.language)
                await tell(
                    visit.bot, standing.id, messages(f"people-told-{standing.role or _NO_ROLE}")
                )
            await self._menus.offer_to(visit.bot, standing)
        return standing

    async def ask_to_forget(self, visit: Visit, rest: str) -> None:
        """`/forget`, alone for oneself or with a number: asks before it is done."""
        try:
            number = _number(rest) if rest else visit.user.id
            standing = await visit.work(self._people.find, number)
        except PeopleError as error:
            await say(visit, visit.messages.error(error))
            return
        await say(visit, *_question(visit.messages, standing))

    async def forget(self, visit: Visit, rest: str) -> None:
        """A tap that asks, confirms, or gives up."""
        number, _, word = rest.partition(":")
        messages = visit.messages
        try:
            standing = await visit.work(self._people.find, _number(number))
            if word == "no":
                await show(visit, messages("people-kept"))
            elif word == "yes":
                erased = await visit.work(self._people.forget, visit.user.id, standing.id)
                name = name_of(standing, messages)
                said = messages("people-forgotten", name=name, id=standing.id, count=erased)
                await show(visit, said)
            else:
                await show(visit, *_question(messages, standing))
        except PeopleError as error:
            await alert(visit, messages.error(error))

    async def show_log(self, visit: Visit, rest: str) -> None:
        """`/audit`, and turning its pages."""
        _, count = await visit.work(self._people.log, 0)
        pages = _pages(count)
        page = _page(rest, pages)
        entries, count = await visit.work(self._people.log, PER_PAGE, (page - 1) * PER_PAGE)
        names = await visit.work(self._people.names)
        messages = visit.messages
        said = messages("people-log", count=count, page=page, pages=pages)
        lines = _log_lines(entries, names, messages) or [messages("people-log-empty")]
        turning = _turning("audit", page, pages)
        keyboard = InlineKeyboardMarkup(turning) if turning else None
        await show(visit, "\n".join((said, *lines)), keyboard)


def _person(visit: Visit, standing: Standing, page: str) -> tuple[str, InlineKeyboardMarkup]:
    """One person, with the buttons that the visitor may use."""
    messages = visit.messages
    said = messages(
        "people-user",
        name=name_of(standing, messages),
        id=standing.id,
        role=_role(standing, messages),
    )
    if standing.appointed:
        said = messages("people-user-appointed", card=said)
    own = standing.id == visit.user.id
    choices = [
        button(
            messages(f"people-button-{role or _NO_ROLE}"),
            "role",
            standing.id,
            role or _NO_ROLE,
            page,
        )
        for role in _CHOICES
        if not own and role is not standing.role
        if may_change(visit.role, standing.role, role)
        if not standing.appointed or outranks(role, standing.role)
    ]
    rows = [choices[:3], choices[3:]]
    if may_forget(visit.role, standing.role, own=own):
        rows.append([button(messages("people-button-forget"), "forget", standing.id, "ask")])
    rows.append([button(messages("people-button-back"), "users", page)])
    return said, InlineKeyboardMarkup([row for row in rows if row])


def _question(messages: Messages, standing: Standing) -> tuple[str, InlineKeyboardMarkup]:
    said = messages("people-forget-question", name=name_of(standing, messages), id=standing.id)
    buttons = [
        button(messages(f"people-button-{word}"), "forget", standing.id, word)
        for word in ("yes", "no")
    ]
    return said, InlineKeyboardMarkup([buttons])


def _log_lines(entries: Sequence[Entry], names: dict[int, str], messages: Messages) -> list[str]:
    def called(number: int | None) -> str:
        if number is None:
            return messages("people-program")
        return f"{names[number]} {number}" if names.get(number) else str(number)

    return [
        messages(
            "people-log-line",
            at=one.at,
            actor=called(one.actor),
            did=_index_change(one, messages)
            if one.action in INDEX_ACTIONS
            else messages(
                f"audit-{one.action}",
                subject=called(one.subject),
                role=messages(f"role-{one.detail or _NO_ROLE}"),
            ),
        )
        for one in entries
    ]


def _index_change(entry: Entry, messages: Messages) -> str:
    """What was done to the index, the first files by the beginnings of their hashes."""
    told = index_change(entry)
    touched = [
        messages(f"audit-{kind}", issue=one.label, hash=one.sha256[:_HASH_SHOWN])
        for kind in ("added", "replaced", "removed")
        for one in getattr(told.changes, kind)
    ]
    files = [
        messages("audit-file", name=one.label or short(one.stem), hash=one.sha256[:_HASH_SHOWN])
        for one in told.files
    ]

    def listed(said: Sequence[str]) -> str:
        shown = messages("reference-separator").join(said[:_MOST_TOUCHED])
        left = len(said) - _MOST_TOUCHED
        return messages("audit-more", shown=shown, count=left) if left > 0 else shown

    return messages(
        f"audit-{entry.action}",
        files=listed(files),
        version=told.version or 0,
        changes=listed(touched) or messages("audit-rebuilt"),
        freed=megabytes(told.freed),
    )


def _turning(verb: str, page: int, pages: int) -> list[list[InlineKeyboardButton]]:
    """The buttons that turn pages, where there are several."""
    row: list[InlineKeyboardButton] = []
    if page > 1:
        row.append(button("◀", verb, page - 1))
    if page < pages:
        row.append(button("▶", verb, page + 1))
    return [row] if row else []


def _pages(count: int) -> int:
    return max(1, -(-count // PER_PAGE))


def _page(asked: str, pages: int) -> int:
    """The page asked for, as far as there is one: the list may have become shorter."""
    return min(max(number_in(asked) or 1, 1), pages)


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise PersonUnknownError(person=text)
    return number


def _role(standing: Standing, messages: Messages) -> str:
    return messages(f"role-{standing.role or _NO_ROLE}")


def _sign(standing: Standing) -> str:
    return _SIGNS[standing.role] if standing.role else ""
