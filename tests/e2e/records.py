"""What the emulator remembers, as values a test can compare."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.markup import Entity, utf16_length

Params = dict[str, Any]

_NEVER_JSON = {"text", "caption", "url", "callback_query_id", "file_id", "secret_token"}
_TYPED = re.compile(r"(?<![\w/@])(?:(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]+)?)|@[A-Za-z0-9_]{5,32})")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it was sent."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot, its JSON parameters decoded, and how it was answered."""

    method: str
    params: Params
    at: float
    number: int = 0
    status: int = 200
    error: str = ""
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in the chat now."""

    message_id: int
    text: str
    html: str
    by_bot: bool
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[Params, ...], ...] = ()
    file: Attachment | None = None
    reply_to: int | None = None
    reaction: str = ""

    def data(self, label: str) -> str:
        """The callback data of the one button with this label."""
        found = [button for row in self.rows for button in row if button["text"] == label]
        if len(found) != 1:
            labels = [[button["text"] for button in row] for row in self.rows]
            raise LookupError(f"{len(found)} buttons are labelled {label!r} in {labels}")
        return found[0]["callback_data"]


def decode(fields: Params, uploads: Params) -> Params:
    """The parameters of a request: JSON values decoded, uploads as attachments."""
    files = {name: Attachment(item["filename"], item["data"]) for name, item in uploads.items()}
    params: Params = {}
    for name, value in fields.items():
        params[name] = value
        if not isinstance(value, str) or name in _NEVER_JSON:
            continue
        if value.startswith("attach://"):
            params[name] = files.pop(value.removeprefix("attach://"), value)
            continue
        try:
            params[name] = json.loads(value)
        except ValueError:
            continue
    return params | files


def typed_entities(text: str) -> list[Entity]:
    """The commands and mentions that Telegram finds in what a person types."""
    return [
        {
            "type": "bot_command" if match[1] else "mention",
            "offset": utf16_length(text[: match.start()]),
            "length": utf16_length(match[0]),
        }
        for match in _TYPED.finditer(text)
    ]
