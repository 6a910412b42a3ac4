"""The bot on a Telegram of its own: what people in a chat see."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reformbot.answering.model import Answer, Item
from reformbot.errors import ConfigurationError, DeliveryError, EmptyIndexError, TokenError
from reformbot.locale import load_messages
from reformbot.telegram import Asker, TelegramSettings, serve
from reformbot.telegram.application import run
from tests.e2e.background import LoopThread
from tests.e2e.emulator import TOKEN, USERNAME, Emulator
from tests.e2e.markup import utf16_length
from tests.unit.telegram.answers import QUOTE, answer, citation

pytestmark = pytest.mark.e2e

ZH, EN = load_messages("zh"), load_messages("en")
GROUP = -1001
LIN, WEI, STRANGER = 42, 43, 7123456789


class Library:
    """Gives every question an answer, each question's name in it, and remembers them."""

    def __init__(self, reply: Callable[[str], Answer] = lambda _: answer(QUOTE)) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        return self.reply(question)


def settings_for(emulator: Emulator, **changed: Any) -> TelegramSettings:
    chosen = {"token": TOKEN, "api_url": emulator.url, "members": frozenset({LIN, WEI})} | changed
    return TelegramSettings(**chosen)


@contextmanager
def serving(emulator: Emulator, asker: Asker, **changed: Any) -> Iterator[str]:
    """Run the bot in a thread of its own until the block ends; yield its username."""
    thread, stop, ready, names = LoopThread("bot"), asyncio.Event(), threading.Event(), list[str]()

    def on_ready(username: str) -> None:
        names.append(username)
        ready.set()

    life = asyncio.run_coroutine_threadsafe(
        run(settings_for(emulator, **changed), asker, stop, on_ready), thread.loop
    )
    life.add_done_callback(lambda _: ready.set())
    try:
        assert ready.wait(20)
        if life.done():
            life.result()
        yield names[0]
        thread.loop.call_soon_threadsafe(stop.set)
        life.result(20)
    finally:
        thread.close()


def said(emulator: Emulator, chat_id: int) -> list[str]:
    """What the bot said in a chat, in order."""
    return [message.text for message in emulator.shown(chat_id) if message.by_bot]


def test_the_commands_are_offered_in_both_languages(emulator: Emulator) -> None:
    with serving(emulator, Library()) as username:
        assert username == USERNAME
        default, chinese = emulator.calls("setMyCommands")
    assert "language_code" not in default.params
    assert chinese.params["language_code"] == "zh"
    for call, messages in ((default, EN), (chinese, ZH)):
        assert call.params["commands"] == [
            {"command": name, "description": messages(f"telegram-command-{name}")}
            for name in ("ask", "help")
        ]


@pytest.mark.parametrize(("code", "messages"), [("zh-hans", ZH), ("en", EN), (None, EN)])
def test_start_and_help(emulator: Emulator, code: str | None, messages: Any) -> None:
    lin = emulator.user(id=LIN, language_code=code)
    with serving(emulator, Library()):
        lin.sends("/start")
        lin.sends("/help")
        emulator.wait_for("sendMessage", count=2)
    start, guide = said(emulator, LIN)
    assert start == f"{messages('telegram-welcome')}\n\n{messages('telegram-help')}"
    assert guide == messages("telegram-help")


@pytest.mark.parametrize("text", ["扬州有多少家？", "/ask 扬州有多少家？"])
def test_a_question_gets_a_cited_answer(emulator: Emulator, text: str) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with serving(emulator, library):
        lin.sends(text)
        emulator.wait_for("sendMessage", chat_id=LIN)
    asked, reply = emulator.shown(LIN)
    assert library.asked == ["扬州有多少家？"]
    assert asked.reaction == "👀"
    assert reply.text == (
        f"{QUOTE}[1]\n出处\n[1] 2024年第6期 · 2024-06-20 · 《扬州办好工匠学院》 · 扬州市总工会"
    )
    (quote,) = reply.entities
    assert quote["type"] == "expandable_blockquote"
    assert reply.reply_to is None


def test_typing_is_shown_while_the_answer_is_made(emulator: Emulator) -> None:
    lin, gate = emulator.user(id=LIN), threading.Event()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    with serving(emulator, Library(wait)):
        lin.sends("扬州？")
        shown = emulator.wait_for("sendChatAction", chat_id=LIN)
        gate.set()
        emulator.wait_for("sendMessage", chat_id=LIN, after=shown)
    assert shown.params["action"] == "typing"


def test_signs_that_fail_do_not_keep_the_answer(emulator: Emulator) -> None:
    lin, gate = emulator.user(id=LIN), threading.Event()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    emulator.fail_next("setMessageReaction", status=400, description="Bad Request: no")
    emulator.fail_next("sendChatAction", status=403, description="Forbidden: no", times=9)
    with serving(emulator, Library(wait)):
        lin.sends("扬州？")
        emulator.wait_for("sendChatAction", status=403)
        emulator.wait_for("setMessageReaction", status=400)
        gate.set()
        emulator.wait_for("sendMessage", chat_id=LIN)
    assert len(said(emulator, LIN)) == 1


def test_special_characters_survive(emulator: Emulator) -> None:
    hard = "A&B <甲> &lt;乙&gt; </b> \"丙\" '丁' 😀"
    given = answer(hard, citations=(citation(1, quote=f"引文{hard}", title=hard),))
    lin = emulator.user(id=LIN)
    with serving(emulator, Library(lambda _: given)):
        lin.sends("扬州？")
        emulator.wait_for("sendMessage", chat_id=LIN)
    (reply,) = said(emulator, LIN)
    assert reply.startswith(f"{hard}[1]\n出处\n[1] 2024年第6期 · 2024-06-20 · 《{hard}》 · ")
    assert reply.endswith(f"“引文{hard}”")


def test_a_long_answer_arrives_in_parts(emulator: Emulator) -> None:
    items = tuple(
        Item(f"第{n}家", "建成工匠学院，培训职工一万二千人次😀。" * 3, (1,)) for n in range(1, 101)
    )
    lin = emulator.user(id=LIN)
    with serving(emulator, Library(lambda _: answer(items=items))):
        lin.sends("哪些？")
        emulator.wait_until(lambda: said(emulator, LIN)[-1:] and "出处" in said(emulator, LIN)[-1])
    parts = said(emulator, LIN)
    assert len(parts) == 2
    assert [part.partition("\n")[0] for part in parts] == ["(1/2)", "(2/2)"]
    assert all(utf16_length(part) <= 3900 for part in parts)
    whole = "\n".join(part.partition("\n")[2] for part in parts)
    assert all(f"{at}. {item.name}：{item.text}[1]" in whole for at, item in enumerate(items, 1))


def test_a_stranger_gets_the_notice_and_nothing_else(emulator: Emulator) -> None:
    stranger, library = emulator.user(id=STRANGER, language_code="zh-hans"), Library()
    with serving(emulator, library):
        for text in ("扬州？", "/start", "/help", "/ask 扬州？", "/weather"):
            stranger.sends(text)
        stranger.sends_file("notes.txt", b"x")
        emulator.wait_for("sendMessage", count=6)
    assert set(said(emulator, STRANGER)) == {ZH("telegram-stranger", id=STRANGER)}
    assert library.asked == []
    methods = {call.method for call in emulator.transcript}
    assert methods <= {"getMe", "setMyCommands", "deleteWebhook", "sendMessage"}


def test_empty_lists_admit_nobody(emulator: Emulator) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with serving(emulator, library, members=frozenset()):
        lin.sends("扬州？")
        emulator.wait_for("sendMessage", text=EN("telegram-stranger", id=LIN))
    assert library.asked == []


def test_in_a_group_only_what_is_meant_for_the_bot(emulator: Emulator) -> None:
    lin, stranger, library = emulator.user(id=LIN), emulator.user(id=STRANGER), Library()
    with serving(emulator, library):
        lin.sends("扬州？", chat_id=GROUP)
        lin.sends("/ask@other_bot 扬州？", chat_id=GROUP)
        stranger.sends("大家好", chat_id=GROUP)
        asked = [
            lin.sends(f"@{USERNAME} 一？", chat_id=GROUP),
            lin.sends("/ask 二？", chat_id=GROUP),
        ]
        first = emulator.wait_for("sendMessage", chat_id=GROUP, count=2)
        asked.append(lin.sends("三？", chat_id=GROUP, reply_to=first.message_id))
        emulator.wait_for("sendMessage", chat_id=GROUP, count=3)
        stranger.sends(f"@{USERNAME} 四？", chat_id=GROUP)
        emulator.wait_for("sendMessage", text=EN("telegram-stranger", id=STRANGER))
    assert library.asked == ["一？", "二？", "三？"]
    replies = [message.reply_to for message in emulator.shown(GROUP) if message.by_bot]
    assert replies[:3] == asked


def test_what_is_not_text_is_declined_and_edits_are_ignored(emulator: Emulator) -> None:
    lin, library = emulator.user(id=LIN, language_code="zh"), Library()
    with serving(emulator, library):
        asked = lin.sends("扬州？")
        emulator.wait_for("sendMessage", chat_id=LIN)
        edited = {"message_id": asked, "date": 1, "edit_date": 2, "text": "苏州？"}
        chat = {"id": LIN, "type": "private"}
        emulator.inject(edited_message=edited | {"chat": chat, "from": lin.as_json()})
        lin.sends_file("photo.png", b"x")
        emulator.wait_for("sendMessage", text=ZH("telegram-unsupported"))
    assert library.asked == ["扬州？"]
    assert len(said(emulator, LIN)) == 2


def test_refused_markup_arrives_as_plain_text(emulator: Emulator) -> None:
    lin = emulator.user(id=LIN)
    words = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'
    emulator.fail_next("sendMessage", status=400, description=words)
    with serving(emulator, Library(lambda _: answer("A&B <甲>"))):
        lin.sends("扬州？")
        sent = emulator.wait_for("sendMessage", chat_id=LIN)
    assert "parse_mode" not in sent.params
    assert sent.params["text"].startswith("A&B <甲>[1]\n出处\n[1] ")


@pytest.mark.parametrize("times", [1, 3])
def test_a_rate_limit_is_waited_out(emulator: Emulator, times: int) -> None:
    lin = emulator.user(id=LIN)
    emulator.fail_next("sendMessage", status=429, retry_after=1, times=times)
    with serving(emulator, Library()):
        lin.sends("扬州？")
        sent = emulator.wait_for("sendMessage", chat_id=LIN)
    refused = emulator.calls("sendMessage", status=429)
    assert len(refused) == times
    assert sent.at - refused[0].at >= times
    assert len(said(emulator, LIN)) == 1


def test_a_network_fault_is_tried_again(emulator: Emulator) -> None:
    lin = emulator.user(id=LIN)
    emulator.fail_next("sendMessage", status=502)
    with serving(emulator, Library()):
        lin.sends("扬州？")
        emulator.wait_for("sendMessage", chat_id=LIN)
    assert len(said(emulator, LIN)) == 1


@pytest.mark.parametrize(("code", "messages"), [("zh", ZH), ("en", EN)])
def test_errors_are_told_without_their_traceback(
    emulator: Emulator, code: str, messages: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise EmptyIndexError if question == "空" else ZeroDivisionError(f"detail {TOKEN}")

    lin = emulator.user(id=LIN, language_code=code)
    with serving(emulator, Library(fail)):
        lin.sends("空")
        lin.sends("别的")
        emulator.wait_for("sendMessage", chat_id=LIN, count=2)
    ours, other = said(emulator, LIN)
    assert ours == messages.error(EmptyIndexError())
    (number,) = [
        word
        for record in caplog.records
        for word in record.getMessage().split()
        if len(word) == 8 and messages("telegram-failed", id=word) == other
    ]
    assert f"error {number}" in caplog.text
    assert "ZeroDivisionError: detail <token>" in caplog.text
    assert "detail" not in other
    assert TOKEN not in caplog.text


def test_a_chat_keeps_its_order_and_waits_for_no_other(emulator: Emulator) -> None:
    lin, wei, gate = emulator.user(id=LIN), emulator.user(id=WEI), threading.Event()

    def reply(question: str) -> Answer:
        if question == "慢":
            gate.wait(20)
        return answer(f"答{question}。")

    library = Library(reply)
    with serving(emulator, library):
        for question in ("慢", "二", "三"):
            lin.sends(question)
        emulator.wait_for("sendChatAction", chat_id=LIN)
        for question in ("甲", "乙"):
            wei.sends(question)
        emulator.wait_for("sendMessage", chat_id=WEI, count=2)
        assert said(emulator, LIN) == []
        assert "二" not in library.asked
        gate.set()
        emulator.wait_for("sendMessage", chat_id=LIN, count=3)
    assert [text[:2] for text in said(emulator, WEI)] == ["答甲", "答乙"]
    assert [text[:2] for text in said(emulator, LIN)] == ["答慢", "答二", "答三"]


def test_stopping_waits_for_the_questions_received(emulator: Emulator) -> None:
    lin, gate = emulator.user(id=LIN), threading.Event()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    with serving(emulator, Library(wait)):
        lin.sends("一？")
        lin.sends("二？")
        emulator.wait_until(lambda: emulator.unconfirmed == 0)
        threading.Timer(0.3, gate.set).start()
    assert len(said(emulator, LIN)) == 2


@pytest.mark.parametrize("token", ["7000000002:another-token", "nonsense", "", "7000000001:a b"])
def test_a_token_that_is_not_accepted(
    emulator: Emulator, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TokenError) as caught:
        serve(settings_for(emulator, token=token), Library(), pytest.fail)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "another-token" not in caplog.text


def test_a_token_that_is_revoked_stops_the_bot(emulator: Emulator) -> None:
    def revoke(_: str) -> None:
        emulator.fail_next("getUpdates", status=401, description="Unauthorized", times=9)
        emulator.inject(message={"message_id": 1})

    thread = LoopThread("bot")
    try:
        life = run(settings_for(emulator), Library(), asyncio.Event(), revoke)
        error = asyncio.run_coroutine_threadsafe(life, thread.loop).exception(20)
    finally:
        thread.close()
    assert isinstance(error, TokenError)


def test_telegram_out_of_reach(emulator: Emulator) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(DeliveryError) as caught:
        serve(settings_for(emulator, api_url=address), Library(), pytest.fail)
    assert "ConnectError" in str(caught.value.details["reason"])
    with pytest.raises(DeliveryError):
        serve(settings_for(emulator, proxy=address), Library(), pytest.fail)
    with pytest.raises(ConfigurationError) as refused:
        serve(settings_for(emulator, proxy="gopher://127.0.0.1"), Library(), pytest.fail)
    assert refused.value.details["setting"] == "telegram.proxy"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_good_order(emulator: Emulator, number: int) -> None:
    lin = emulator.user(id=LIN)
    program = [sys.executable, "-c", f"from {__name__} import main; main({emulator.url!r})"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            lin.sends("扬州？")
            emulator.wait_for("sendChatAction", chat_id=LIN, timeout=60)
            process.send_signal(number)
            output, _ = process.communicate(timeout=20)
        finally:
            process.kill()
    log = output.decode()
    assert process.returncode == 0, log
    assert len(said(emulator, LIN)) == 1
    assert f"ready {USERNAME}" in log
    assert "getUpdates" in log
    assert TOKEN not in log
    assert TOKEN.partition(":")[2] not in log


def main(url: str) -> None:
    """The program of the test above: logs all it can, and takes its time to answer."""
    logging.basicConfig(level=logging.DEBUG)

    def slowly(_: str) -> Answer:
        threading.Event().wait(0.5)
        return answer(QUOTE)

    settings = TelegramSettings(TOKEN, api_url=url, members=frozenset({LIN}))
    serve(settings, Library(slowly), lambda name: logging.info("ready %s", name))
