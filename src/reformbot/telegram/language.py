"""The language a person reads the interface in."""

from __future__ import annotations

from telegram import User

from reformbot.locale import Messages, load_messages


def messages_for(user: User | None) -> Messages:
    """The Chinese catalog for a person whose Telegram is Chinese, the English one for others."""
    code = (user.language_code or "") if user else ""
    return load_messages("zh" if code.lower().startswith("zh") else "en")
