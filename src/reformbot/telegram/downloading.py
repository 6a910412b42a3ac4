"""What a file that was sent is called, and its bytes."""

from __future__ import annotations

from pathlib import Path

from telegram import Document, Message
from telegram.error import TelegramError

from reformbot.errors import DeliveryError, SourceTooLargeError, UploadTooLargeError
from reformbot.files import Limits
from reformbot.telegram.delivery import persist
from reformbot.telegram.redaction import redact
from reformbot.telegram.routing import Visit

_MIB = 1024 * 1024
_MOST_NAME = 120  # characters


async def download(visit: Visit, document: Document, name: str) -> bytes:
    """A file's bytes.

    Raises:
        SourceTooLargeError, UploadTooLargeError: it is larger than is read, or than Telegram gives.
        DeliveryError: Telegram does not give it.
    """
    size, most = -(-(document.file_size or 0) // _MIB), Limits().file_bytes // _MIB
    if size > most:
        raise SourceTooLargeError(path=name, size=size, most=most)
    try:
        file = await persist(lambda: visit.bot.get_file(document.file_id))
        return bytes(await persist(file.download_as_bytearray))
    except TelegramError as error:
        if "file is too big" in error.message.lower():
            raise UploadTooLargeError(name=name) from error
        raise DeliveryError(reason=redact(error.message, visit.bot.token)) from error


def file_name(document: Document, message: Message) -> str:
    """What a file is called; Telegram names some of those that were forwarded not at all."""
    name = Path((document.file_name or "").replace("\\", "/")).name.strip()
    return name[:_MOST_NAME] or f"{message.message_id}"
