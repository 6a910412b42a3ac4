"""What is wrong with settings, prompts and the token."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class ConfigurationError(ReformbotError):
    """A setting is missing or has a value that cannot be used (details: setting, reason)."""

    code: ClassVar[str] = "configuration"


class PromptError(ConfigurationError):
    """A prompt file cannot be read or is not as its use needs it (details: file, reason)."""

    code: ClassVar[str] = "prompt"


class TokenMissingError(ConfigurationError):
    """The bot is started without a token (no details)."""

    code: ClassVar[str] = "token-missing"


class TokenError(ConfigurationError):
    """Telegram refuses the bot token (no details: a token is never shown)."""

    code: ClassVar[str] = "token"
