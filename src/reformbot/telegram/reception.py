"""Who is at the door: what a person may do, and which language they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from telegram import User

from reformbot.telegram.access import Role, role_of
from reformbot.telegram.language import language_for
from reformbot.telegram.settings import TelegramSettings


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a person.

    Attributes:
        role: None for a stranger.
        language: of the interface, as `load_messages` takes it.
    """

    role: Role | None
    language: str


class Reception(Protocol):
    """Knows people; it may block, and is called from several worker threads at once."""

    def standing(self, user: User) -> Standing:
        """What is known of a person."""
        ...

    def owners(self) -> Mapping[int, str]:
        """The owners' ids, each with the language they read."""
        ...


class Configured:
    """Knows the people whom the configuration names."""

    def __init__(self, settings: TelegramSettings) -> None:
        self._settings = settings

    def standing(self, user: User) -> Standing:
        """The role the configuration gives, and the language of the person's Telegram."""
        return Standing(role_of(user.id, self._settings), language_for(user))

    def owners(self) -> Mapping[int, str]:
        """The configured owners; whether they read Chinese is not known before they write."""
        return dict.fromkeys(self._settings.owners, "zh")
