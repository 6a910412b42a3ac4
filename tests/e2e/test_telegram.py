"""The bot on a Telegram of its own: what people in a chat see."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from reformbot.answering.model import Answer, Item
from reformbot.errors import ConfigurationError, DeliveryError, EmptyIndexError, TokenError
from reformbot.locale import load_messages
from reformbot.operations.roles import Appointed
from reformbot.telegram import TelegramSettings, serve
from reformbot.telegram.application import run
from tests.e2e.background import LoopThread
from tests.e2e.bot import (
    GROUP,
    LIN,
    STRANGER,
    WEI,
    Library,
    said,
    services_in,
    serving,
    settings_for,
    settled,
)
from tests.e2e.emulator import TOKEN, USERNAME, Emulator
from tests.e2e.markup import utf16_length
from tests.unit.telegram.answers import QUOTE, answer, citation

pytestmark = pytest.mark.e2e

OWNER = 41
ZH, EN = load_messages("zh"), load_messages("en")


@pytest.mark.both_ways
def test_the_commands_are_offered_in_both_languages(emulator: Emulator, tmp_path: Path) -> None:
    with serving(emulator, tmp_path, Library()) as username:
        assert username == USERNAME
        emulator.wait_for("setMyCommands", count=2)
        default, chinese = emulator.calls("setMyCommands")
    assert "language_code" not in default.params
    assert chinese.params["language_code"] == "zh"
    for call, messages in ((default, EN), (chinese, ZH)):
        assert call.params["commands"] == [
            {"command": name, "description": messages(f"telegram-command-{name}")}
            for name in ("ask", "cancel", "help", "lang", "forget")
        ]


@pytest.mark.parametrize(("code", "messages"), [("zh-hans", ZH), ("en", EN), (None, EN)])
def test_start_and_help(
    emulator: Emulator, tmp_path: Path, code: str | None, messages: Any
) -> None:
    lin = emulator.user(id=LIN, language_code=code)
    with serving(emulator, tmp_path, Library()):
        lin.sends("/start")
        lin.sends("/help")
        emulator.wait_for("sendMessage", count=2)
    start, guide = said(emulator, LIN)
    assert start == f"{messages('telegram-welcome')}\n\n{messages('telegram-help')}"
    assert guide == messages("telegram-help")


@pytest.mark.parametrize("text", ["扬州有多少家？", "/ask 扬州有多少家？"])
def test_a_question_gets_a_cited_answer(emulator: Emulator, tmp_path: Path, text: str) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with serving(emulator, tmp_path, library):
        lin.sends(text)
        settled(emulator, LIN)
    asked, reply = emulator.shown(LIN)
    assert library.asked == ["扬州有多少家？"]
    assert asked.reaction == "👀"
    assert reply.text == (
        f"{QUOTE}[1]\n出处\n[1] 2024年第6期 · 2024-06-20 · 《扬州办好工匠学院》 · 扬州市总工会"
    )
    (quote,) = reply.entities
    assert quote["type"] == "expandable_blockquote"
    assert reply.reply_to is None


def test_typing_is_shown_while_the_answer_is_made(emulator: Emulator, tmp_path: Path) -> None:
    lin, gate = emulator.user(id=LIN), threading.Event()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    with serving(emulator, tmp_path, Library(wait)):
        lin.sends("扬州？")
        shown = emulator.wait_for("sendChatAction", chat_id=LIN)
        gate.set()
        settled(emulator, LIN)
    assert shown.params["action"] == "typing"


def test_signs_that_fail_do_not_keep_the_answer(emulator: Emulator, tmp_path: Path) -> None:
    lin, gate = emulator.user(id=LIN), threading.Event()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    emulator.fail_next("setMessageReaction", status=400, description="Bad Request: no")
    emulator.fail_next("sendChatAction", status=403, description="Forbidden: no", times=9)
    with serving(emulator, tmp_path, Library(wait)):
        lin.sends("扬州？")
        emulator.wait_for("sendChatAction", status=403)
        emulator.wait_for("setMessageReaction", status=400)
        gate.set()
        settled(emulator, LIN)
    assert len(said(emulator, LIN)) == 1


def test_special_characters_survive(emulator: Emulator, tmp_path: Path) -> None:
    hard = "A&B <甲> &lt;乙&gt; </b> \"丙\" '丁' 😀"
    given = answer(hard, citations=(citation(1, quote=f"引文{hard}", title=hard),))
    lin = emulator.user(id=LIN)
    with serving(emulator, tmp_path, Library(lambda _: given)):
        lin.sends("扬州？")
        settled(emulator, LIN)
    (reply,) = said(emulator, LIN)
    assert reply.startswith(f"{hard}[1]\n出处\n[1] 2024年第6期 · 2024-06-20 · 《{hard}》 · ")
    assert reply.endswith(f"“引文{hard}”")


def test_a_long_answer_arrives_in_parts(emulator: Emulator, tmp_path: Path) -> None:
    items = tuple(
        Item(f"第{n}家", "建成工匠学院，培训职工一万二千人次😀。" * 3, (1,)) for n in range(1, 101)
    )
    lin = emulator.user(id=LIN)
    with serving(emulator, tmp_path, Library(lambda _: answer(items=items))):
        lin.sends("哪些？")
        settled(emulator, LIN, 2)
    parts = said(emulator, LIN)
    assert len(parts) == 2
    assert [part.partition("\n")[0] for part in parts] == ["(1/2)", "(2/2)"]
    assert all(utf16_length(part) <= 3900 for part in parts)
    whole = "\n".join(part.partition("\n")[2] for part in parts)
    assert all(f"{at}. {item.name}：{item.text}[1]" in whole for at, item in enumerate(items, 1))


@pytest.mark.both_ways
def test_a_stranger_gets_the_notice_and_nothing_else(emulator: Emulator, tmp_path: Path) -> None:
    stranger, library = emulator.user(id=STRANGER, language_code="zh-hans"), Library()
    with serving(emulator, tmp_path, library):
        for text in ("扬州？", "/start", "/help", "/ask 扬州？", "/weather"):
            stranger.sends(text)
        stranger.sends_file("notes.txt", b"x")
        emulator.wait_for("sendMessage", count=6)
    assert set(said(emulator, STRANGER)) == {ZH("people-greeting", id=STRANGER)}
    assert library.asked == []
    methods = {call.method for call in emulator.transcript}
    arriving = {"setWebhook", "deleteWebhook"}
    assert methods <= {"getMe", "setMyCommands", "sendMessage", *arriving}


def test_empty_lists_admit_nobody(emulator: Emulator, tmp_path: Path) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with serving(emulator, tmp_path, library, appointed=Appointed()):
        lin.sends("扬州？")
        emulator.wait_for("sendMessage", text=EN("people-greeting", id=LIN))
    assert library.asked == []


def test_in_a_group_only_what_is_meant_for_the_bot(emulator: Emulator, tmp_path: Path) -> None:
    lin, stranger, library = emulator.user(id=LIN), emulator.user(id=STRANGER), Library()
    with serving(emulator, tmp_path, library):
        lin.sends("扬州？", chat_id=GROUP)
        lin.sends("/ask@other_bot 扬州？", chat_id=GROUP)
        stranger.sends("大家好", chat_id=GROUP)
        asked = [
            lin.sends(f"@{USERNAME} 一？", chat_id=GROUP),
            lin.sends("/ask 二？", chat_id=GROUP),
        ]
        first = emulator.wait_for("editMessageText", chat_id=GROUP, count=2)
        asked.append(lin.sends("三？", chat_id=GROUP, reply_to=first.message_id))
        settled(emulator, GROUP, 3)
        stranger.sends(f"@{USERNAME} 四？", chat_id=GROUP)
        emulator.wait_for("sendMessage", text=EN("telegram-stranger", id=STRANGER))
    assert library.asked == ["一？", "二？", "三？"]
    replies = [message.reply_to for message in emulator.shown(GROUP) if message.by_bot]
    assert replies[:3] == asked


@pytest.mark.both_ways
def test_a_group_that_a_stranger_opens_is_left(emulator: Emulator, tmp_path: Path) -> None:
    lin, stranger = emulator.user(id=LIN), emulator.user(id=STRANGER)
    with serving(emulator, tmp_path, Library()):
        lin.adds_bot(GROUP)
        stranger.adds_bot(GROUP - 1)
        emulator.wait_for("leaveChat", chat_id=GROUP - 1)
        lin.sends("/ask 扬州？", chat_id=GROUP)
        settled(emulator, GROUP)
    assert len(emulator.calls("leaveChat")) == 1


def test_whoever_blocks_the_bot_keeps_nobody_waiting(emulator: Emulator, tmp_path: Path) -> None:
    lin, wei = emulator.user(id=LIN), emulator.user(id=WEI)
    with serving(emulator, tmp_path, Library()):
        lin.blocks_bot()
        lin.sends("扬州？")
        emulator.wait_for("sendMessage", status=403)
        wei.sends("扬州？")
        settled(emulator, WEI)
    assert said(emulator, LIN) == []


@pytest.mark.both_ways
def test_what_is_not_text_is_declined_kindly(emulator: Emulator, tmp_path: Path) -> None:
    lin, library = emulator.user(id=LIN, language_code="zh"), Library()
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    sticker |= {"is_animated": False, "is_video": False}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 1}
    with serving(emulator, tmp_path, library):
        lin.sends_file("photo.png", b"x")
        emulator.say(lin, {"sticker": sticker})
        emulator.say(lin, {"voice": voice})
        emulator.wait_for("sendMessage", text=ZH("telegram-unsupported"), count=3)
    assert library.asked == []


@pytest.mark.both_ways
def test_an_edit_is_not_answered_but_told_of(emulator: Emulator, tmp_path: Path) -> None:
    lin, library = emulator.user(id=LIN, language_code="zh"), Library()
    with serving(emulator, tmp_path, library):
        asked = lin.sends("扬州？")
        settled(emulator, LIN)
        edited = {"message_id": asked, "date": 1, "edit_date": 2, "text": "苏州？"}
        person, chat = {"from": lin.as_json()}, {"id": LIN, "type": "private"}
        emulator.inject(edited_message=edited | person | {"chat": chat})
        group = {"id": GROUP, "type": "supergroup", "title": "简报"}
        emulator.inject(edited_message=edited | person | {"chat": group})
        emulator.wait_for("sendMessage", text=ZH("telegram-edited"))
    assert library.asked == ["扬州？"]
    assert said(emulator, GROUP) == []


@pytest.mark.both_ways
def test_refused_markup_arrives_as_plain_text(emulator: Emulator, tmp_path: Path) -> None:
    lin = emulator.user(id=LIN)
    words = 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0'
    emulator.fail_next("editMessageText", status=400, description=words)
    with serving(emulator, tmp_path, Library(lambda _: answer("A&B <甲>"))):
        lin.sends("扬州？")
        sent = emulator.wait_for("editMessageText", chat_id=LIN)
    assert "parse_mode" not in sent.params
    assert sent.params["text"].startswith("A&B <甲>[1]\n出处\n[1] ")


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
@pytest.mark.both_ways
def test_a_rate_limit_is_waited_out(
    emulator: Emulator, tmp_path: Path, method: str, times: int
) -> None:
    lin = emulator.user(id=LIN)
    emulator.fail_next(method, status=429, retry_after=1, times=times)
    with serving(emulator, tmp_path, Library()):
        lin.sends("扬州？")
        settled(emulator, LIN)
        sent = emulator.calls(method)[0]
    refused = emulator.calls(method, status=429)
    assert len(refused) == times
    assert sent.at - refused[0].at >= times
    assert len(said(emulator, LIN)) == 1


def test_a_network_fault_is_tried_again(emulator: Emulator, tmp_path: Path) -> None:
    lin = emulator.user(id=LIN)
    emulator.fail_next("sendMessage", status=502)
    emulator.fail_next("editMessageText", status=502, times=4)
    with serving(emulator, tmp_path, Library()):
        lin.sends("扬州？")
        settled(emulator, LIN, timeout=60)
    assert len(said(emulator, LIN)) == 1


@pytest.mark.parametrize(("code", "messages"), [("zh", ZH), ("en", EN)])
def test_errors_are_told_without_their_traceback(
    emulator: Emulator, tmp_path: Path, code: str, messages: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise EmptyIndexError if question == "空" else ZeroDivisionError(f"detail {TOKEN}")

    lin, boss = emulator.user(id=LIN, language_code=code), emulator.user(id=OWNER)
    appointed = Appointed(frozenset({OWNER}), members=frozenset({LIN}))
    with serving(emulator, tmp_path, Library(fail), appointed=appointed):
        for question in ("空", "别的", "再来"):
            lin.sends(question)
        emulator.wait_for("sendMessage", chat_id=LIN, count=3)
        emulator.wait_for("sendMessage", chat_id=OWNER)
    ours, other, again = said(emulator, LIN)
    assert ours == messages.error(EmptyIndexError())
    number, second = (number_in(text, messages, caplog) for text in (other, again))
    assert number != second
    assert "ZeroDivisionError: detail <token>" in caplog.text
    assert "detail" not in other
    assert TOKEN not in caplog.text
    (report,) = said(emulator, boss.id)
    assert report.startswith(ZH("telegram-failure", id=number))
    assert report.endswith("ZeroDivisionError: detail <token>")


def number_in(text: str, messages: Any, caplog: pytest.LogCaptureFixture) -> str:
    """The error number that a person was told, which the log has as well."""
    (number,) = [
        word
        for record in caplog.records
        for word in record.getMessage().split()
        if len(word) == 8 and messages("telegram-failed", id=word) == text
    ]
    return number


def test_a_chat_keeps_its_order_and_waits_for_no_other(emulator: Emulator, tmp_path: Path) -> None:
    lin, wei, gate = emulator.user(id=LIN), emulator.user(id=WEI), threading.Event()

    def reply(question: str) -> Answer:
        if question == "慢":
            gate.wait(20)
        return answer(f"答{question}。")

    library = Library(reply)
    with serving(emulator, tmp_path, library):
        for question in ("慢", "二", "三"):
            lin.sends(question)
        emulator.wait_for("sendChatAction", chat_id=LIN)
        for question in ("甲", "乙"):
            wei.sends(question)
        settled(emulator, WEI, 2)
        emulator.wait_for("sendMessage", chat_id=LIN, text=EN("telegram-queued"), count=2)
        assert "二" not in library.asked
        gate.set()
        settled(emulator, LIN, 3)
    assert [text[:2] for text in said(emulator, WEI)] == ["答甲", "答乙"]
    assert [text[:2] for text in said(emulator, LIN)] == ["答慢", "答二", "答三"]


def test_stopping_answers_what_is_in_hand_and_keeps_the_rest(
    emulator: Emulator, tmp_path: Path
) -> None:
    lin, gate, library = emulator.user(id=LIN), threading.Event(), Library()

    def wait(_: str) -> Answer:
        gate.wait(20)
        return answer(QUOTE)

    with serving(emulator, tmp_path, Library(wait)):
        lin.sends("一？")
        lin.sends("二？")
        emulator.wait_until(lambda: emulator.unconfirmed == 0)
        emulator.wait_for("sendMessage", chat_id=LIN, text=EN("telegram-queued"))
        threading.Timer(2, gate.set).start()
    queued, answered = said(emulator, LIN)
    assert queued == EN("telegram-queued") != answered
    lin.sends("三？")
    with serving(emulator, tmp_path, library):
        settled(emulator, LIN, 3)
    assert library.asked == ["二？", "三？"]
    assert len(said(emulator, LIN)) == 3


@pytest.mark.parametrize("token", ["7000000002:another-token", "nonsense", "", "7000000001:a b"])
def test_a_token_that_is_not_accepted(
    emulator: Emulator, tmp_path: Path, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        services_in(tmp_path, Library()) as services,
        pytest.raises(TokenError) as caught,
    ):
        serve(settings_for(emulator, token=token), services, pytest.fail)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "another-token" not in caplog.text


def test_a_token_that_is_revoked_stops_the_bot(emulator: Emulator, tmp_path: Path) -> None:
    def revoke(_: str) -> None:
        emulator.fail_next("getUpdates", status=401, description="Unauthorized", times=9)
        emulator.inject(message={"message_id": 1})

    thread = LoopThread("bot")
    try:
        with services_in(tmp_path, Library()) as services:
            life = run(settings_for(emulator), services, asyncio.Event(), revoke)
            error = asyncio.run_coroutine_threadsafe(life, thread.loop).exception(20)
    finally:
        thread.close()
    assert isinstance(error, TokenError)


def test_telegram_out_of_reach(emulator: Emulator, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with services_in(tmp_path, Library()) as services:
        with pytest.raises(DeliveryError) as caught:
            serve(settings_for(emulator, api_url=address), services, pytest.fail)
        assert "ConnectError" in str(caught.value.details["reason"])
        with pytest.raises(DeliveryError):
            serve(settings_for(emulator, proxy=address), services, pytest.fail)
        with pytest.raises(ConfigurationError) as refused:
            serve(settings_for(emulator, proxy="gopher://127.0.0.1"), services, pytest.fail)
    assert refused.value.details["setting"] == "telegram.proxy"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_good_order(
    emulator: Emulator, tmp_path: Path, number: int
) -> None:
    lin = emulator.user(id=LIN)
    call = f"main({emulator.url!r}, {str(tmp_path)!r})"
    program = [sys.executable, "-c", f"from {__name__} import main; {call}"]
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


def main(url: str, home: str) -> None:
    """The program of the test above: logs all it can, and takes its time to answer."""
    logging.basicConfig(level=logging.DEBUG)

    def slowly(_: str) -> Answer:
        threading.Event().wait(0.8)
        return answer(QUOTE)

    settings = TelegramSettings(TOKEN, api_url=url)
    with services_in(Path(home), Library(slowly)) as services:
        serve(settings, services, lambda name: logging.info("ready %s", name))
