"""Who deals with what: commands, buttons and texts, each with the least role it is open to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeAlias, TypeVar

from telegram import CallbackQuery, Message, User
from telegram.constants import InlineKeyboardButtonLimit
from telegram.ext import ExtBot

from reformbot.library.people import Role
from reformbot.locale import Messages

P = ParamSpec("P")
T = TypeVar("T")
Bot: TypeAlias = ExtBot[Any]

_VERSION = "v1"
_RANKS = {role: rank for rank, role in enumerate(Role)}


class Work(Protocol):
    """Runs what blocks, such as the database, in a worker thread: never on the event loop."""

    async def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns, or raises."""
        ...


@dataclass(frozen=True, slots=True)
class Visit:
    """One update of one person being dealt with.

    Attributes:
        update_id: Telegram's number of the update; the same one when it is dealt with again.
        role: what the person holds; None for a stranger.
        messages: the catalog of the person's interface language.
        message: the one written, or the one whose button was tapped; None where it is too old.
        query: the tap; None where something was written.
        work: runs what blocks.
    """

    bot: Bot
    update_id: int
    chat_id: int
    is_private: bool
    user: User
    role: Role | None
    messages: Messages
    message: Message | None
    query: CallbackQuery | None
    work: Work


CommandHandler: TypeAlias = Callable[[Visit, str], Awaitable[None]]
"""Given the text after the command."""

TapHandler: TypeAlias = Callable[[Visit, str], Awaitable[None]]
"""Given what follows the verb in the callback data."""

TextHandler: TypeAlias = Callable[[Visit, str], Awaitable[bool]]
"""Given a text; says whether it took it."""

FileHandler: TypeAlias = Callable[[Visit, str], Awaitable[bool]]
"""Given the caption of a file or picture; says whether it took it."""

Gate: TypeAlias = Callable[[Visit], Awaitable[bool]]
"""Says whether a question may be asked now; where not, it has told the person why."""

Cancel: TypeAlias = Callable[[Visit], Awaitable[bool]]
"""Gives up what a room has begun with the person; says whether there was anything."""

Task: TypeAlias = Callable[[Bot, Work], Awaitable[None]]
"""Runs beside the chats from the bot's start; cancelled when it stops."""


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and whom it is open to.

    Attributes:
        least: the least role that may come this way; None for strangers too.
        private: whether it is for private chats alone.
        waits: whether it waits until all earlier messages of the chat are done.
        listed: whether a menu offers it.
    """

    handler: Callable[[Visit, str], Awaitable[None]]
    least: Role | None
    private: bool
    waits: bool
    listed: bool = False

    def admits(self, role: Role | None) -> bool:
        """Whether a role is enough."""
        if self.least is None:
            return role is not Role.BLOCKED
        return role is not None and _RANKS[role] <= _RANKS[self.least]


class Routes:
    """What the rooms of the bot have registered.

    Free text goes to `awaiting` handlers in order, and becomes a question where none takes it; a
    file goes to `awaiting_file` handlers, and then to the one for files.
    """

    def __init__(self) -> None:
        self._commands: dict[str, Route] = {}
        self._taps: dict[str, Route] = {}
        self._awaiting: list[TextHandler] = []
        self._awaiting_file: list[FileHandler] = []
        self._gates: list[Gate] = []
        self._cancels: list[Cancel] = []
        self._tasks: list[Task] = []
        self._stranger: CommandHandler | None = None
        self._file: Route | None = None

    def command(
        self,
        name: str,
        handler: CommandHandler,
        *,
        least: Role | None = Role.MEMBER,
        private: bool = False,
        waits: bool = True,
        listed: bool = True,
    ) -> None:
        """Let `/name` lead to a handler; a menu offers it where `listed`, by `telegram-command-`.

        Menus have the commands in the order they were registered in.
        """
        _add(self._commands, name, Route(handler, least, private, waits, listed))

    def tap(
        self,
        verb: str,
        handler: TapHandler,
        *,
        least: Role | None = Role.MEMBER,
        waits: bool = False,
    ) -> None:
        """Let buttons whose data `callback` made with this verb lead to a handler.

        After the handler the tap is answered without words, which ends the button's waiting sign;
        whoever has words for it, or takes long, answers first, with `query.answer`.
        """
        _add(self._taps, verb, Route(handler, least, private=False, waits=waits))

    def awaiting(self, handler: TextHandler) -> None:
        """Offer each free text of members to a room that may have asked the person for it."""
        self._awaiting.append(handler)

    def awaiting_file(self, handler: FileHandler) -> None:
        """Offer each file that members send in private to a room that may have asked for it."""
        self._awaiting_file.append(handler)

    def gate(self, gate: Gate) -> None:
        """Ask a room before each question whether it may be asked."""
        self._gates.append(gate)

    def on_cancel(self, cancel: Cancel) -> None:
        """Tell a room when a person sends /cancel."""
        self._cancels.append(cancel)

    def stranger(self, handler: CommandHandler) -> None:
        """Let what strangers write in private lead to a handler, unless a command admits them."""
        self._stranger = handler

    def file(self, handler: CommandHandler, *, least: Role | None = Role.MEMBER) -> None:
        """Let files and pictures that are sent in private lead to a handler.

        They have a line of their own in each chat: what is asked meanwhile waits for no file.
        """
        if self._file is not None:
            raise ValueError("files are dealt with twice")
        self._file = Route(handler, least, private=True, waits=True)

    def alongside(self, task: Task) -> None:
        """Run a task as long as the bot serves; it looks after its own errors."""
        self._tasks.append(task)

    @property
    def commands(self) -> frozenset[str]:
        """The names of all commands."""
        return frozenset(self._commands)

    def menu(self, role: Role) -> list[str]:
        """The names of the commands that a role is offered."""
        listed = ((name, route) for name, route in self._commands.items() if route.listed)
        return [name for name, route in listed if route.admits(role)]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What runs beside the chats."""
        return tuple(self._tasks)

    @property
    def for_files(self) -> Route | None:
        """Who deals with files; None where no room does."""
        return self._file

    @property
    def for_strangers(self) -> CommandHandler | None:
        """Who deals with strangers; None where no room does."""
        return self._stranger

    def for_command(self, name: str) -> Route | None:
        """Who deals with a command."""
        return self._commands.get(name)

    def for_tap(self, data: str) -> tuple[Route, str] | None:
        """Who deals with a button's data, and what follows the verb; None for what is not ours."""
        version, _, rest = data.partition(":")
        verb, _, parts = rest.partition(":")
        route = self._taps.get(verb)
        return (route, parts) if version == _VERSION and route is not None else None

    async def taken(self, visit: Visit, text: str) -> bool:
        """Whether a room awaited this text, and took it."""
        return await _first_taking(self._awaiting, visit, text)

    async def file_taken(self, visit: Visit, caption: str) -> bool:
        """Whether a room awaited this file, and took it."""
        return await _first_taking(self._awaiting_file, visit, caption)

    async def cancelled(self, visit: Visit) -> int:
        """Let every room give up what it has begun with a person; how many had anything."""
        return sum([await cancel(visit) for cancel in self._cancels])

    async def open_to(self, visit: Visit) -> bool:
        """Whether every gate lets a question pass."""
        for gate in self._gates:
            if not await gate(visit):
                return False
        return True


def callback(verb: str, *parts: str) -> str:
    """The data of a button that leads to a verb.

    Raises:
        ValueError: it is longer than Telegram takes.
    """
    data = ":".join((_VERSION, verb, *parts))
    if len(data.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ValueError(f"a button cannot carry {data!r}")
    return data


async def _first_taking(handlers: Sequence[TextHandler], visit: Visit, text: str) -> bool:
    for handler in handlers:
        if await handler(visit, text):
            return True
    return False


def _add(routes: dict[str, Route], name: str, route: Route) -> None:
    if name in routes:
        raise ValueError(f"{name!r} is dealt with twice")
    routes[name] = route
