"""The harness itself, with an echo bot over real HTTP."""

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest
from aiohttp import web
from pytest_socket import SocketConnectBlockedError
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.error import InvalidToken
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.e2e.background import AnyApplication, running
from tests.e2e.emulator import TOKEN, USERNAME, Emulator

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("More", callback_data="v1:more:1", api_kwargs={"style": "primary"})]]
)


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_html(
        f"<b>{update.effective_message.text}</b>", reply_markup=KEYBOARD
    )


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    assert update.effective_user is not None
    await update.effective_message.reply_text(
        f"{update.effective_user.language_code} {context.args}"
    )


async def _more(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("one moment")
    await update.callback_query.edit_message_text("more")


async def _store(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    assert update.effective_message.document is not None
    document = update.effective_message.document
    data = bytes(await (await document.get_file()).download_as_bytearray())
    await update.effective_message.reply_document(
        data.upper(), filename="copy.txt", caption=f"{document.file_name} {document.file_size}"
    )


def echo_bot(emulator: Emulator) -> AnyApplication:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(emulator.base_url)
        .base_file_url(emulator.base_file_url)
        .rate_limiter(AIORateLimiter(max_retries=1))
        .build()
    )
    application.add_handler(CommandHandler("start", _start))
    application.add_handler(CallbackQueryHandler(_more))
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.add_handler(MessageHandler(filters.Document.ALL, _store))
    return application


def test_an_echo_arrives(emulator: Emulator) -> None:
    lin = emulator.user(id=42, first_name="Lin")
    with running(echo_bot(emulator)):
        asked = lin.sends("hello")
        reply = emulator.wait_for("sendMessage", chat_id=42)
    assert reply.params["text"] == "<b>hello</b>"
    assert reply.params["reply_markup"]["inline_keyboard"][0][0]["style"] == "primary"
    question, answer = emulator.shown(42)
    assert (question.message_id, question.text, question.by_bot) == (asked, "hello", False)
    assert (answer.message_id, answer.text, answer.by_bot) == (reply.message_id, "hello", True)
    assert answer.html == "<b>hello</b>"
    assert answer.entities == ({"type": "bold", "offset": 0, "length": 5},)
    assert emulator.unconfirmed == 0


def test_commands_carry_arguments_and_language(emulator: Emulator) -> None:
    wei = emulator.user(id=43, first_name="Wei", language_code="zh-hans")
    with running(echo_bot(emulator)):
        wei.sends("/start invite-1")
        emulator.wait_for("sendMessage", chat_id=43, text="zh-hans ['invite-1']")
        wei.sends(f"/start@{USERNAME} again", chat_id=-1001)
        emulator.wait_for("sendMessage", chat_id=-1001, text="zh-hans ['again']")
    assert emulator.shown(-1001)[0].text == f"/start@{USERNAME} again"


def test_a_tap_is_answered_and_edits_the_message(emulator: Emulator) -> None:
    lin = emulator.user(id=42)
    with running(echo_bot(emulator)):
        lin.sends("hello")
        emulator.wait_for("sendMessage", chat_id=42)
        answer = emulator.shown(42)[-1]
        with pytest.raises(LookupError, match="v1:other"):
            lin.taps(answer.message_id, "v1:other")
        query = lin.taps(answer.message_id, answer.data("More"))
        answered = emulator.wait_for("answerCallbackQuery", callback_query_id=query)
        emulator.wait_for("editMessageText", message_id=answer.message_id, after=answered)
    assert answered.params["text"] == "one moment"
    assert [message.text for message in emulator.shown(42)] == ["hello", "more"]
    assert emulator.shown(42)[-1].rows == ()


def test_files_travel_both_ways(emulator: Emulator) -> None:
    lin = emulator.user(id=42)
    with running(echo_bot(emulator)):
        lin.sends_file("notes.txt", b"bulletin", mime_type="text/plain")
        sent = emulator.wait_for("sendDocument", chat_id=42)
    assert sent.params["document"].data == b"BULLETIN"
    assert sent.params["caption"] == "notes.txt 8"
    shown = emulator.shown(42)[-1].file
    assert shown is not None
    assert (shown.name, shown.data) == ("copy.txt", b"BULLETIN")


def test_the_transcript_keeps_the_order(emulator: Emulator) -> None:
    lin = emulator.user(id=42)
    with running(echo_bot(emulator)):
        for number in range(20):
            lin.sends(str(number))
        last = emulator.wait_for("sendMessage", chat_id=42, count=20)
    assert last.params["text"] == "<b>19</b>"
    sent = emulator.calls("sendMessage")
    assert [call.params["text"] for call in sent] == [f"<b>{n}</b>" for n in range(20)]
    assert [call.number for call in emulator.transcript] == list(
        range(1, len(emulator.transcript) + 1)
    )
    moments = [call.at for call in emulator.transcript]
    assert moments == sorted(moments)
    assert emulator.transcript[0].method == "getMe"


def test_waiting_says_what_was_seen_instead(emulator: Emulator) -> None:
    emulator.user(id=42)
    emulator.as_bot(lambda bot: bot.send_message(42, "one"))
    with pytest.raises(AssertionError, match=r"sendMessage(?s:.*)'text': 'one'"):
        emulator.wait_for("sendMessage", text="two", timeout=0.01)


def test_too_many_requests_then_success(emulator: Emulator) -> None:
    lin = emulator.user(id=42)
    emulator.fail_next("sendMessage", status=429, retry_after=1)
    with running(echo_bot(emulator)):
        lin.sends("patience")
        sent = emulator.wait_for("sendMessage", chat_id=42)
    (refused,) = emulator.calls("sendMessage", status=429)
    assert refused.error == "Too Many Requests: retry after 1"
    assert sent.at - refused.at >= 1.0
    assert [message.text for message in emulator.shown(42)] == ["patience", "patience"]


@pytest.mark.parametrize("token", ["7000000002:another-token", "nonsense"])
def test_a_wrong_token_is_rejected(emulator: Emulator, token: str) -> None:
    with pytest.raises(InvalidToken):
        emulator.as_bot(token=token)
    answer = httpx.post(f"{emulator.base_url}{token}/getMe")
    assert answer.status_code == answer.json()["error_code"] == (401 if ":" in token else 404)
    assert emulator.transcript == []


def test_the_token_can_be_chosen() -> None:
    with Emulator(token="7000000009:mine", username="other_bot") as emulator:
        (me,) = emulator.as_bot(lambda bot: bot.get_me(), token="7000000009:mine")
    assert (me.id, me.username, me.is_bot) == (7000000009, "other_bot", True)


def test_a_bot_can_stop_and_start_again(
    emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    lin = emulator.user(id=42)
    lin.sends("before")
    with running(echo_bot(emulator)):
        emulator.wait_for("sendMessage", text="<b>before</b>")
    lin.sends("between")
    with running(echo_bot(emulator)):
        emulator.wait_for("sendMessage", text="<b>between</b>")
    assert len(emulator.calls("sendMessage")) == 2
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_webhooks_carry_the_secret(emulator: Emulator) -> None:
    received: asyncio.Queue[tuple[str | None, Any]] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await received.put((secret, json.loads(await request.read())))
        return web.Response()

    async def main() -> tuple[str | None, Any]:
        application = web.Application()
        application.router.add_post("/hook", receive)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        async with Bot(TOKEN, base_url=emulator.base_url) as bot:
            await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
        lin = emulator.user(id=42)
        await asyncio.to_thread(lin.sends, "hello")
        delivery = await received.get()
        await runner.cleanup()
        return delivery

    secret, update = asyncio.run(main())
    assert secret == "s3cret"
    assert update["message"]["text"] == "hello"
    assert emulator.unconfirmed == 0


def test_nothing_beyond_loopback_can_be_reached() -> None:
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(socket.gaierror):
        socket.create_connection(("example.org", 80), timeout=1)
