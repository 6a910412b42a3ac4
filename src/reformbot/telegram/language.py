"""The language a person reads the interface in."""

from __future__ import annotations

from telegram import User


def language_for(user: User) -> str:
    """Chinese for a person whose Telegram is Chinese, English for others."""
    return "zh" if (user.language_code or "").lower().startswith("zh") else "en"
