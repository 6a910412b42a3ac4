"""The Telegram surface: questions come in as messages, cited answers go out."""

from reformbot.telegram.application import serve
from reformbot.telegram.settings import Asker, TelegramServices, TelegramSettings, Webhook

__all__ = ["Asker", "TelegramServices", "TelegramSettings", "Webhook", "serve"]
