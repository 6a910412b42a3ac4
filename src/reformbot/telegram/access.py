"""Who may use the bot: roles, held by numeric user id."""

from __future__ import annotations

from enum import StrEnum

from reformbot.telegram.settings import TelegramSettings


class Role(StrEnum):
    """What a person may do, the most first."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    BLOCKED = "blocked"


def role_of(user_id: int, settings: TelegramSettings) -> Role | None:
    """The highest role a person holds; None for a stranger."""
    if user_id in settings.owners:
        return Role.OWNER
    if user_id in settings.admins:
        return Role.ADMIN
    if user_id in settings.members:
        return Role.MEMBER
    return None
