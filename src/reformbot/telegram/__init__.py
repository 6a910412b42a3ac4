"""The Telegram surface: questions come in as messages, cited answers go out."""

from reformbot.telegram.application import serve
from reformbot.telegram.settings import Asker, TelegramSettings

__all__ = ["Asker", "TelegramSettings", "serve"]
