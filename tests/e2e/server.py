"""The bot's side of the emulator: what each Bot API method does, and what Telegram refuses.

`lo-bot-api-emulator` brings the transport (long polling with confirmed offsets, webhooks, uploads,
downloads) and checks the shape of requests. `Server` keeps the messages of each chat, checks
markup, lengths and targets, and writes down every call. Refusals are worded as Telegram's.
"""

import asyncio
import copy
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal, LoBotApiEmulator
from lo_bot_api_emulator.updates import ALLOWED_UPDATE_TYPES, KINDS
from telegram.constants import ReactionEmoji

from tests.e2e.markup import MarkupError, parse_html, trim, utf16_length
from tests.e2e.records import Call, Params, decode

# The base class knows older kinds of update, and delivers three of them.
ALLOWED_UPDATE_TYPES.update({"guest_message", "managed_bot", "stopped_message_generation"})
KINDS.update(ALLOWED_UPDATE_TYPES)

_DOWNLOAD_LIMIT = 20 * 1024 * 1024
_ACCEPTED = {  # real parameters that the base class refuses
    "allow_paid_broadcast",
    "disable_content_type_detection",
    "disable_web_page_preview",
    "ip_address",
    "link_preview_options",
    "message_effect_id",
    "message_thread_id",
    "protect_content",
    "show_caption_above_media",
}
_REPLY_KEYS = ("message_id", "chat_id", "allow_sending_without_reply")
_CONTENT = {  # method: key of its text, length limit, words when that is passed
    "sendMessage": ("text", 4096, "message"),
    "sendMessageDraft": ("text", 4096, "message"),
    "editMessageText": ("text", 4096, "message"),
    **dict.fromkeys(
        ("sendDocument", "sendPhoto", "sendVideo", "sendAudio", "editMessageCaption"),
        ("caption", 1024, "message caption"),
    ),
}
_ENTITIES = {"text": "entities", "caption": "caption_entities"}


@dataclass(slots=True)
class Stored:
    """A message as the server keeps it, with its text as the bot sent it."""

    message: Params
    html: str
    reaction: str = ""

    @property
    def rows(self) -> list[list[Params]]:
        """The buttons below the message."""
        return self.message.get("reply_markup", {}).get("inline_keyboard", [])


@dataclass(slots=True)
class Fault:
    """A refusal to give `times` times, before or after doing what was asked."""

    refusal: ApiRefusal
    times: int
    delivered: bool


def refuse(problem: str) -> ApiRefusal:
    """The refusal Telegram gives most."""
    return ApiRefusal(f"Bad Request: {problem}")


class Server(LoBotApiEmulator):
    """One bot's Telegram. All state is guarded by `changed`, which tells of every change."""

    def __init__(self, token: str, username: str) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True)
        self.token = token
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "reformbot",
            "username": username,
        }
        self.changed = threading.Condition()
        self.assets: dict[str, Params] = {}
        self.answered: list[Call] = []
        self.messages: dict[int, Stored] = {}
        self.chats: dict[int, Params] = {}
        self.closed: dict[int, ApiRefusal] = {}
        self.drafts: dict[int, str] = {}
        self.queries: set[str] = set()
        self.faults: dict[str, list[Fault]] = {}
        self._commands: dict[str, list[Params]] = {}
        self._own: dict[str, Callable[[Params], Any]] = {
            "sendMessageDraft": self._draft,
            "setMessageReaction": self._react,
            "leaveChat": self._leave,
            "getMyCommands": lambda params: self._commands.get(_audience(params), []),
        }
        self._checks: dict[str, Callable[[Params], object]] = {
            "answerCallbackQuery": self._check_query,
            "deleteMessage": self._delete,
            "deleteMyCommands": lambda params: self._commands.pop(_audience(params), None),
            "getFile": self._check_download,
            "setMyCommands": self._set_commands,
        }

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Check the token, then answer as the base class does, through `validate`."""
        token = request.match_info["token"]
        if token != self.token:
            well_formed = re.fullmatch(r"\d+:[\w-]+", token)
            status = HTTPStatus.UNAUTHORIZED if well_formed else HTTPStatus.NOT_FOUND
            body = {"ok": False, "error_code": status, "description": status.phrase}
            return web.json_response(body, status=status)
        if request.match_info["method"] == "getUpdates":
            await self._release_abandoned_poll()
        return await super().handle(request)

    async def _release_abandoned_poll(self) -> None:
        """Let a poll whose client is gone notice it, so that a bot can stop and start again."""
        inbox = self._update_queues._state(self.token)
        for _ in range(20):
            async with inbox.condition:
                if not inbox.polling:
                    return
                inbox.condition.notify_all()
            await asyncio.sleep(0.01)

    def validate(self, method: str, fields: Params, uploads: Params) -> Any:
        """Answer one call or refuse it, and write it down."""
        at, params = time.monotonic(), decode(fields, uploads)
        status, error, result = 400, "Bad Request: malformed request", None
        with self.changed:
            try:
                fault = self._next_fault(method)
                if fault is None or fault.delivered:
                    result = self._answer(method, dict(fields), uploads, params)
                if fault is not None:
                    raise fault.refusal
            except ApiRefusal as refusal:
                status, error = refusal.status, refusal.description
                raise
            else:
                status, error = 200, ""
                return result
            finally:
                sent = result.get("message_id") if isinstance(result, dict) else None
                number = len(self.answered) + 1
                if method != "getUpdates":
                    self.answered.append(Call(method, params, at, number, status, error, sent))
                self.changed.notify_all()

    def _next_fault(self, method: str) -> Fault | None:
        faults = self.faults.get(method)
        if not faults:
            return None
        faults[0].times -= 1
        return faults[0] if faults[0].times else faults.pop(0)

    def _answer(self, method: str, fields: Params, uploads: Params, params: Params) -> Any:
        for name in _ACCEPTED & fields.keys():
            del fields[name]
        chat_id = params.get("chat_id")
        if chat_id is not None and chat_id not in self.chats:
            raise refuse("chat not found")
        if chat_id in self.closed:
            raise self.closed[chat_id]
        if method in self._own:
            return self._own[method](params)
        if method in self._checks:
            self._checks[method](params)
        if method.startswith("editMessage"):
            return self._edit(method, fields, uploads, params)
        if method.startswith("send") and method != "sendChatAction":
            return self._send(method, fields, uploads, params)
        answer = super().validate(method, fields, uploads)
        return answer | self.me if method == "getMe" else answer

    def _send(self, method: str, fields: Params, uploads: Params, params: Params) -> Any:
        chat_id, reply_to = params["chat_id"], self._check_reply(fields, params)
        content = self._content(method, fields, params)
        result = super().validate(method, fields, uploads)
        sent = result if isinstance(result, list) else [result]
        for place, message in enumerate(sent):
            message["message_id"] += place  # the base class gives an album one id
            message.update(content | self.envelope(chat_id, self.me, reply_to))
            if "document" in message:
                message["document"] |= self.document(message["document"]["file_id"])
            html = params.get("text", params.get("caption", ""))
            self.messages[message["message_id"]] = Stored(message, html)
        self.drafts.pop(chat_id, None)
        return result

    def _edit(self, method: str, fields: Params, uploads: Params, params: Params) -> Params:
        stored = self.messages.get(params.get("message_id", 0))
        if stored is None or stored.message["chat"]["id"] != params.get("chat_id"):
            raise refuse("message to edit not found")
        if stored.message["from"]["id"] != self.me["id"]:
            raise refuse("message can't be edited")
        replaced = {"reply_markup", "edit_date"}
        if method == "editMessageText":
            replaced |= {"text", "entities"}
            if "text" not in stored.message:
                raise refuse("there is no text in the message to edit")
        if method == "editMessageCaption":
            replaced |= {"caption", "caption_entities"}
        content = self._content(method, fields, params)
        super().validate(method, fields, uploads)
        kept = {name: value for name, value in stored.message.items() if name not in replaced}
        edited = kept | content
        if (params.get("reply_markup") or {}).get("inline_keyboard"):
            edited["reply_markup"] = params["reply_markup"]
        if edited == {k: v for k, v in stored.message.items() if k != "edit_date"}:
            raise refuse(
                "message is not modified: specified new message content and reply markup are"
                " exactly the same as a current content and reply markup of the message"
            )
        stored.message = edited | {"edit_date": int(time.time())}
        stored.html = params.get("text", params.get("caption", stored.html))
        return stored.message

    def _content(self, method: str, fields: Params, params: Params) -> Params:
        """The text and entities to store; `fields` gets the plain text for the base class."""
        key, limit, words = _CONTENT.get(method, ("", 0, ""))
        source = params.get(key)
        if not isinstance(source, str):
            return {}
        if key == "text" and not source:
            raise refuse("message text is empty")
        text, entities = source, params.get(_ENTITIES[key], [])
        mode = params.get("parse_mode", "").lower()
        if mode not in ("", "html"):
            raise ApiRefusal(f"Emulator does not model parse_mode {mode!r}", 501)
        if mode:
            try:
                text, entities = parse_html(source)
            except MarkupError as error:
                raise refuse(f"can't parse entities: {error}") from error
        text, entities = trim(text, entities)
        if key == "text" and not text:
            raise refuse("text must be non-empty")
        if utf16_length(text) > limit:
            raise refuse(f"{words} is too long")
        fields[key] = text
        content = {key: text, _ENTITIES[key]: entities}
        return {name: value for name, value in content.items() if value}

    def _check_reply(self, fields: Params, params: Params) -> int | None:
        reply = params.get("reply_parameters")
        if not isinstance(reply, dict):
            return None
        known = {name: reply[name] for name in _REPLY_KEYS if name in reply}
        fields["reply_parameters"] = json.dumps(known)
        target = self.messages.get(reply.get("message_id", 0))
        if target and target.message["chat"]["id"] == reply.get("chat_id", params["chat_id"]):
            return target.message["message_id"]
        if not reply.get("allow_sending_without_reply"):
            raise refuse("message to be replied not found")
        return None

    @classmethod
    def validate_markup(cls, markup: Params, *, private_chat: bool = True) -> None:
        """Accept what is newer than the base class: a forced reply, styled buttons."""
        if markup.get("force_reply") is True:
            return
        known = copy.deepcopy(markup)
        for row in known.get("inline_keyboard", known.get("keyboard", [])):
            for button in row:
                if not isinstance(button, dict):
                    continue
                button.pop("icon_custom_emoji_id", None)
                if button.pop("style", "primary") not in ("danger", "success", "primary"):
                    raise refuse("invalid button style specified")
                if len(str(button.get("callback_data", "")).encode()) > 64:
                    raise refuse("BUTTON_DATA_INVALID")
        super().validate_markup(known, private_chat=private_chat)

    def _draft(self, params: Params) -> bool:
        if params.get("chat_id", 0) <= 0:
            raise refuse("TEXTDRAFT_PEER_INVALID")
        if not params.get("draft_id"):
            raise refuse("draft_id must be non-zero")
        content = self._content("sendMessageDraft", {}, params) if params.get("text") else {}
        self.drafts[params["chat_id"]] = content.get("text", "")
        return True

    def _react(self, params: Params) -> bool:
        stored = self.messages.get(params.get("message_id", 0))
        if stored is None or stored.message["chat"]["id"] != params.get("chat_id"):
            raise refuse("message to react not found")
        emoji = [item.get("emoji") for item in params.get("reaction") or []]
        if len(emoji) > 1:
            raise refuse("REACTIONS_TOO_MANY")
        if not set(emoji) <= {str(known.value) for known in ReactionEmoji}:
            raise refuse("REACTION_INVALID")
        stored.reaction = "".join(emoji)
        return True

    def _leave(self, params: Params) -> bool:
        if params.get("chat_id", 0) >= 0:
            raise refuse("chat not found")
        words = "Forbidden: bot is not a member of the supergroup chat"
        self.closed[params["chat_id"]] = ApiRefusal(words, HTTPStatus.FORBIDDEN)
        return True

    def _set_commands(self, params: Params) -> None:
        if not re.fullmatch(r"(?:[a-z]{2})?", params.get("language_code", "")):
            raise refuse("invalid language code specified")
        for item in params["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", item["command"]):
                raise refuse("BOT_COMMAND_INVALID")
            if not 1 <= len(item["description"]) <= 256:
                raise refuse("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[_audience(params)] = params["commands"]

    def _check_query(self, params: Params) -> None:
        if params.get("callback_query_id") not in self.queries:
            raise refuse("query is too old and response timeout expired or query ID is invalid")

    def _check_download(self, params: Params) -> None:
        if self.assets.get(params.get("file_id", ""), {"size": 0})["size"] > _DOWNLOAD_LIMIT:
            raise refuse("file is too big")

    def _delete(self, params: Params) -> None:
        stored = self.messages.get(params.get("message_id", 0))
        if stored is None or stored.message["chat"]["id"] != params.get("chat_id"):
            raise refuse("message to delete not found")
        del self.messages[stored.message["message_id"]]

    def chat(self, chat_id: int) -> Params:
        """Telegram's Chat object; a group comes into being when first named."""
        group = {"id": chat_id, "type": "supergroup", "title": f"Group {chat_id}"}
        return self.chats[chat_id] if chat_id > 0 else self.chats.setdefault(chat_id, group)

    def envelope(self, chat_id: int, sender: Params, reply_to: int | None) -> Params:
        """What every message has around its content."""
        around = {"date": int(time.time()), "chat": self.chat(chat_id), "from": sender}
        if reply_to is not None:
            target = self.messages[reply_to].message
            around["reply_to_message"] = {
                name: value for name, value in target.items() if name != "reply_to_message"
            }
        return around

    def document(self, reference: str) -> Params:
        """Telegram's Document object for a file the server holds."""
        asset = self.assets[reference]
        return {
            "file_id": reference,
            "file_unique_id": f"{reference}-unique",
            "file_name": asset["filename"],
            "file_size": asset["size"],
        }


def _audience(params: Params) -> str:
    return json.dumps([params.get("scope"), params.get("language_code", "")], sort_keys=True)
