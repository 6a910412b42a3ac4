"""A Telegram on loopback for end-to-end tests: users who write and tap, and a bot that answers.

A test waits in its own thread, so the bot must run elsewhere: in `background.running`, in another
process, or with the waits wrapped in `asyncio.to_thread`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self

from aiohttp import web
from lo_bot_api_emulator import ApiRefusal
from telegram import Bot

from reformbot.telegram import Webhook
from tests.e2e.background import LoopThread, in_event_loop
from tests.e2e.records import Attachment, Call, Params, Shown, typed_entities
from tests.e2e.server import Fault, Server, Stored

__all__ = ["TOKEN", "USERNAME", "Attachment", "Call", "Emulator", "Shown", "User"]

TOKEN = "7000000001:e2e-token-that-opens-no-real-bot"
USERNAME = "reformbot_test_bot"


@dataclass(frozen=True, slots=True)
class User:
    """A person who talks to the bot: in private, or in the group that `chat_id` names."""

    emulator: "Emulator" = field(repr=False)
    id: int
    first_name: str
    language_code: str | None = None

    def sends(self, text: str, *, chat_id: int | None = None, reply_to: int | None = None) -> int:
        """Write a message; return its id."""
        body = {"text": text, "entities": typed_entities(text)}
        return self.emulator.say(self, body, chat_id, reply_to)

    def sends_file(
        self,
        name: str,
        data: bytes,
        *,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        size: int | None = None,
        chat_id: int | None = None,
    ) -> int:
        """Send a document, pretending to `size` bytes if given; return the message id."""
        document = self.emulator.upload(name, data, size) | {"mime_type": mime_type}
        body: Params = {"document": document} | ({"caption": caption} if caption else {})
        return self.emulator.say(self, body, chat_id)

    def taps(self, message_id: int, callback_data: str, *, stale: bool = False) -> str:
        """Tap a button, one that is not shown only if `stale`; return the query id."""
        return self.emulator.tap(self, message_id, callback_data, stale=stale)

    def adds_bot(self, chat_id: int) -> None:
        """Make the bot a member of a group."""
        self.emulator.change_membership(self, chat_id, "left", "member")

    def blocks_bot(self) -> None:
        """Refuse with 403 whatever the bot sends in private from now on."""
        self.emulator.change_membership(self, self.id, "member", "kicked")

    def as_json(self) -> Params:
        """Telegram's User object."""
        person = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return person | ({"language_code": self.language_code} if self.language_code else {})


class Emulator(Server):
    """The server, started by a `with` block, and what a test sees and does on it.

    Attributes:
        webhook: where a bot that is started here listens; None where it polls.
    """

    def __init__(self, *, token: str = TOKEN, username: str = USERNAME) -> None:
        super().__init__(token, username)
        self.url = ""
        self.webhook: Webhook | None = None

    def __enter__(self) -> Self:
        self._thread = LoopThread("telegram")
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=0.2)
        self._thread.run(self._listen())
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.run(self._runner.cleanup())
        self._thread.close()

    async def _listen(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()

    @property
    def base_url(self) -> str:
        """For `ApplicationBuilder.base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `ApplicationBuilder.base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def transcript(self) -> list[Call]:
        """Every call so far except `getUpdates`, in the order the server answered them."""
        with self.changed:
            return list(self.answered)

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return int(self._update_queues.info(self.token)["pending_update_count"])

    def calls(
        self, method: str, *, after: Call | None = None, status: int | None = 200, **params: Any
    ) -> list[Call]:
        """The calls of a method with these parameters; `status=None` includes refused ones."""
        return [
            call
            for call in self.transcript
            if call.method == method
            and (after is None or call.number > after.number)
            and status in (None, call.status)
            and all(call.params.get(name) == value for name, value in params.items())
        ]

    def wait_for(
        self, method: str, *, count: int = 1, timeout: float = 20.0, **matching: Any
    ) -> Call:
        """Wait until `count` calls match, as in `calls`; return the last of these."""
        self.wait_until(
            lambda: len(self.calls(method, **matching)) >= count,
            timeout=timeout,
            what=f"{count} x {method} {matching}",
        )
        return self.calls(method, **matching)[count - 1]

    def wait_until(
        self, condition: Callable[[], object], *, timeout: float = 20.0, what: str = "change"
    ) -> None:
        """Wait until `condition` holds, looking whenever the bot or a user did something."""
        if in_event_loop():
            raise AssertionError("waiting here stops the event loop: await asyncio.to_thread(...)")
        with self.changed:
            if not self.changed.wait_for(condition, timeout):
                seen = "".join(f"\n  {call}" for call in self.answered[-15:])
                raise AssertionError(f"no {what} within {timeout} s; the last calls:{seen}")

    def shown(self, chat_id: int) -> list[Shown]:
        """The chat as a person sees it: both sides, edits applied, deleted messages gone."""
        with self.changed:
            messages = [self.messages[key] for key in sorted(self.messages)]
            return [self._show(item) for item in messages if item.message["chat"]["id"] == chat_id]

    def _show(self, stored: Stored) -> Shown:
        message, file = stored.message, None
        if "document" in message:
            asset = self.assets[message["document"]["file_id"]]
            file = Attachment(asset["filename"], asset["data"])
        return Shown(
            message_id=message["message_id"],
            text=message.get("text", message.get("caption", "")),
            html=stored.html,
            by_bot=message["from"]["is_bot"],
            entities=tuple(message.get("entities", message.get("caption_entities", ()))),
            rows=tuple(tuple(row) for row in stored.rows),
            file=file,
            reply_to=message.get("reply_to_message", {}).get("message_id"),
            reaction=stored.reaction,
        )

    def draft(self, chat_id: int) -> str | None:
        """The streamed draft on screen, until a message of the bot replaces it."""
        with self.changed:
            return self.drafts.get(chat_id)

    def user(
        self,
        *,
        id: int,  # noqa: A002  # as Telegram names it
        first_name: str = "Lin",
        language_code: str | None = None,
    ) -> User:
        """A person who has pressed Start; to anybody else the bot may not write."""
        with self.changed:
            self.chats[id] = {"id": id, "type": "private", "first_name": first_name}
        return User(self, id, first_name, language_code)

    def fail_next(
        self,
        method: str,
        *,
        status: int = 429,
        description: str = "",
        retry_after: int = 1,
        times: int = 1,
        delivered: bool = False,
    ) -> None:
        """Refuse the next calls; `delivered` does what was asked and then says it failed."""
        words, parameters = HTTPStatus(status).phrase, None
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            words, parameters = f"{words}: retry after {retry_after}", {"retry_after": retry_after}
        refusal = ApiRefusal(description or words, status, parameters)
        with self.changed:
            self.faults.setdefault(method, []).append(Fault(refusal, times, delivered))

    def as_bot(self, *calls: Callable[[Bot], Awaitable[Any]], token: str = "") -> list[Any]:
        """Make calls as a bot that handles no updates; return their results."""

        async def main() -> list[Any]:
            async with Bot(token or self.token, base_url=self.base_url) as bot:
                return [await call(bot) for call in calls]

        return asyncio.run(main())

    def inject(self, **update: Params) -> int:
        """Send the bot an update as it is, for example `edited_message={...}`; return its id."""
        return self._thread.run(self.enqueue_update(update, token=self.token))

    def upload(self, name: str, data: bytes, size: int | None = None) -> Params:
        """Keep a file for the bot to fetch; return its Document object."""
        with self.changed:
            reference = f"user-file-{len(self.assets) + 1}"
            self.assets[reference] = {"filename": name, "data": data, "size": size or len(data)}
            return self.document(reference)

    def say(
        self, user: User, body: Params, chat_id: int | None = None, reply_to: int | None = None
    ) -> int:
        """Put a user's message with this content into a chat; return its id."""
        with self.changed:
            message_id, self.next_id = self.next_id, self.next_id + 1
            envelope = self.envelope(chat_id or user.id, user.as_json(), reply_to)
            message = {"message_id": message_id} | envelope | body
            html = body.get("text", body.get("caption", ""))
            self.messages[message_id] = Stored(message, html)
            self.changed.notify_all()
        self.inject(message=message)
        return message_id

    def tap(self, user: User, message_id: int, data: str, *, stale: bool = False) -> str:
        """Send the callback query of a button; return the query id."""
        with self.changed:
            stored = self.messages.get(message_id)
            rows = stored.rows if stored else []
            offered = [button.get("callback_data") for row in rows for button in row]
            if data not in offered and not stale:
                raise LookupError(f"message {message_id} offers {offered}, not {data!r}")
            gone = {"message_id": message_id, "date": 0, "chat": self.chat(user.id)}
            query: Params = {
                "id": str(5_000_000_001 + len(self.queries)),
                "from": user.as_json(),
                "message": stored.message if stored else gone,
                "chat_instance": "1",
                "data": data,
            }
            self.queries.add(query["id"])
        self.inject(callback_query=query)
        return query["id"]

    def change_membership(self, user: User, chat_id: int, old: str, new: str) -> None:
        """Tell the bot that `user` changed its own standing in a chat."""
        with self.changed:
            self.closed.pop(chat_id, None)
            until = {}
            if new == "kicked":
                until = {"until_date": 0}
                words = "Forbidden: bot was blocked by the user"
                self.closed[chat_id] = ApiRefusal(words, HTTPStatus.FORBIDDEN)
            change = {
                "chat": self.chat(chat_id),
                "from": user.as_json(),
                "date": int(time.time()),
                "old_chat_member": {"user": self.me, "status": old},
                "new_chat_member": {"user": self.me, "status": new} | until,
            }
        self.inject(my_chat_member=change)
