"""Who somebody on Telegram is to the register."""

from __future__ import annotations

import unicodedata

from telegram import User

from reformbot.operations.people import Caller

_LONGEST_NAME = 64


def caller_of(user: User) -> Caller:
    """Somebody as the register knows them, their name fit to be shown to an admin."""
    name = one_line(f"{user.first_name} {user.last_name or ''}")
    return Caller(user.id, name[:_LONGEST_NAME].strip(), user.language_code)


def one_line(text: str) -> str:
    """What somebody wrote, as one line that shows what it holds.

    A line break, or a mark that turns the writing direction, could make a card say something else.
    """
    return " ".join("".join(char if _is_shown(char) else " " for char in text).split())


def _is_shown(char: str) -> bool:
    return not unicodedata.category(char).startswith(("C", "Z")) and char != "\u3164"
