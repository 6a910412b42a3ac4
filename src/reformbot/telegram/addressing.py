"""What a message asks of the bot, if it is meant for the bot at all."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from telegram import Message, User
from telegram.constants import ChatType

# Telegram marks no command where a letter follows, yet `/ask扬州…` is how many people type.
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?![A-Za-z0-9_@/])")


class Wish(StrEnum):
    """What a person wants."""

    ASK = "ask"
    COMMAND = "command"
    UNKNOWN_COMMAND = "unknown-command"
    FILE = "file"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Request:
    """A message meant for the bot.

    Attributes:
        text: what is asked, follows the command, or is written below a file; without mention.
        command: its name; empty unless that is what the person wants.
    """

    wish: Wish
    text: str = ""
    command: str = ""


def read(message: Message, me: User, commands: Collection[str]) -> Request | None:
    """What a message asks of the bot `me`; None where it is none of the bot's business.

    In private every text and every attachment is meant for the bot. In a group it is meant only
    where it mentions the bot, replies to it, or begins with one of its commands.

    Args:
        commands: names of those that somebody deals with.
    """
    mention = _mention(me)
    said = message.text if message.text is not None else message.caption or ""
    called = (
        message.chat.type == ChatType.PRIVATE
        or _replies_to(message, me)
        or mention.search(said) is not None
    )
    if message.text is None:
        # Without an attachment it is a service message, such as a pinned message.
        attached = message.effective_attachment is not None
        is_file = message.document is not None or bool(message.photo)
        wish = Wish.FILE if is_file else Wish.UNSUPPORTED
        return Request(wish, mention.sub("", said).strip()) if called and attached else None
    text = mention.sub("", said).strip()
    command = _COMMAND.match(text)
    if command is None:
        return Request(Wish.ASK, text) if called else None
    return _command(command, text, me, commands, called=called)


def command_in(text: str) -> tuple[str, str]:
    """The command that a caption begins with, and what follows it; no name where it has none."""
    command = _COMMAND.match(text)
    return (command[1].lower(), text[command.end() :].strip()) if command else ("", text)


def _command(
    command: re.Match[str], text: str, me: User, commands: Collection[str], *, called: bool
) -> Request | None:
    name, target, rest = command[1].lower(), command[2], text[command.end() :]
    if target is not None:
        called = called or target.lower() == (me.username or "").lower()
        if not called:
            return None
    if name in commands:
        return Request(Wish.COMMAND, rest.strip(), name)
    if not called:
        return None
    ended = not rest[:1].strip()
    return Request(Wish.UNKNOWN_COMMAND) if ended else Request(Wish.ASK, text)


def _mention(me: User) -> re.Pattern[str]:
    """Finds @username, but not inside an address, a longer name or a command."""
    name = re.escape(me.username or "")
    return re.compile(rf"(?<![A-Za-z0-9_@/])@{name}(?![A-Za-z0-9_])", re.IGNORECASE)


def _replies_to(message: Message, me: User) -> bool:
    origin = message.reply_to_message
    return origin is not None and origin.from_user is not None and origin.from_user.id == me.id
