"""What is replied to whom, through the library and a transport of our own."""

import asyncio
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest
from blockbuster import blockbuster_ctx
from telegram import Update

from reformbot.answering.model import Answer, Refusal
from reformbot.errors import EmptyIndexError, ReformbotError
from reformbot.locale import load_messages
from reformbot.telegram import TelegramSettings
from reformbot.telegram.handlers import Desk
from tests.unit.telegram.answers import QUOTE, answer, refused
from tests.unit.telegram.transport import TOKEN, Transport, connected, handle, written

ZH, EN = load_messages("zh"), load_messages("en")
SETTINGS = TelegramSettings(TOKEN, members=frozenset({42}))
GROUP = {"id": -100, "type": "supergroup", "title": "简报"}


class Library:
    """Gives the same answer to every question, or does what it is told to."""

    def __init__(self, reply: Answer | Callable[[], Answer] | Exception) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def ask(self, question: str) -> Answer:
        self.asked.append(question)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply() if callable(self.reply) else self.reply


@pytest.fixture
def workers() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


async def test_a_question_is_acknowledged_and_answered(workers: Executor) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？"))
    assert library.asked == ["扬州？"]
    (said,) = transport.texts()
    assert said.startswith(f"{QUOTE}[1]\n<blockquote expandable>")
    assert transport.calls[-1][0] in {"sendMessage", "setMessageReaction"}
    reaction = dict(transport.calls)["setMessageReaction"]
    assert reaction["reaction"] == [{"type": "emoji", "emoji": "👀"}]
    sent = dict(transport.calls)["sendMessage"]
    assert sent["parse_mode"] == "HTML"
    assert sent["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in sent


async def test_asking_runs_in_a_worker_thread(workers: Executor) -> None:
    """On the event loop the sleep would raise, the loop would be found, the threads be one."""
    threads: list[int] = []

    def slowly() -> Answer:
        threads.append(threading.get_ident())
        time.sleep(0.01)
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return answer(QUOTE)

    transport = Transport()
    desk = Desk(SETTINGS, Library(slowly), workers)
    async with connected(transport, desk) as application:
        update = Update.de_json(written("扬州？"), application.bot)
        with blockbuster_ctx():
            await application.process_update(update)
    assert len(threads) == len(transport.texts()) == 1
    assert threads[0] != threading.get_ident()


@pytest.mark.parametrize("failing", [{"setMessageReaction"}, {"sendChatAction"}])
async def test_signs_may_fail(failing: set[str], workers: Executor) -> None:
    transport = Transport(dict.fromkeys(failing, (400, "Bad Request: no")))

    def slowly() -> Answer:
        time.sleep(0.05)
        return answer(QUOTE)

    await handle(transport, Desk(SETTINGS, Library(slowly), workers), written("扬州？"))
    assert failing < set(transport.methods())
    assert len(transport.texts()) == 1


@pytest.mark.parametrize("text", ["扬州？", "/start", "/help", "/ask 扬州？", "/weather", None])
@pytest.mark.parametrize(("code", "messages"), [("zh-hans", ZH), ("en", EN), (None, EN)])
async def test_a_stranger_gets_the_notice_alone(
    text: str | None, code: str | None, messages: Any, workers: Executor
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    more = {} if text else {"dice": {"emoji": "🎲", "value": 1}}
    update = written(text, by=666, language_code=code, **more)
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert transport.texts() == [messages("telegram-stranger", id=666)]
    assert "666" in transport.texts()[0]
    assert transport.methods() == ["sendMessage"]
    assert library.asked == []


@pytest.mark.parametrize("status", [400, 403])
async def test_a_stranger_who_cannot_be_told_gets_no_further(
    status: int, workers: Executor
) -> None:
    transport, library = Transport({"sendMessage": (status, "no")}), Library(answer(QUOTE))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？", by=666))
    assert library.asked == []
    assert set(transport.methods()) == {"sendMessage"}


async def test_with_empty_lists_everybody_is_a_stranger(workers: Executor) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    await handle(transport, Desk(TelegramSettings(TOKEN), library, workers), written("扬州？"))
    assert transport.texts() == [ZH("telegram-stranger", id=42)]
    assert library.asked == []


@pytest.mark.parametrize(
    "update",
    [
        written("扬州？", kind="edited_message"),
        written("扬州？", kind="channel_post"),
        written("扬州？", chat=GROUP),
        written("/ask@other_bot 扬州？", chat=GROUP),
        written("扬州？", chat=GROUP, by=666),
        written("/ask 扬州？", **{"from": {"id": 42, "is_bot": True, "first_name": "Anon"}}),
        written(None, new_chat_title="新名"),
        {"update_id": 1, "callback_query": {
            "id": "1", "from": {"id": 42, "is_bot": False, "first_name": "Lin"},
            "chat_instance": "1", "data": "v1:more",
        }},
    ],
)  # fmt: skip
async def test_what_is_not_meant_for_the_bot_is_ignored(
    update: dict[str, Any], workers: Executor
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert transport.methods() == []
    assert library.asked == []


async def test_in_a_group_the_question_is_quoted(workers: Executor) -> None:
    long = answer(*["扬州市总工会建成工匠学院，培训职工一万二千人次。"] * 200)
    transport, library = Transport(), Library(long)
    update = written("@reformbot_bot 扬州？", chat=GROUP)
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert library.asked == ["扬州？"]
    first, second = (params for name, params in transport.calls if name == "sendMessage")
    assert first["text"].startswith("(1/2)\n")
    assert first["reply_parameters"] == {"message_id": 5, "allow_sending_without_reply": True}
    assert "reply_parameters" not in second


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("/start", "zh-cn", f"{ZH('telegram-welcome')}\n\n{ZH('telegram-help')}"),
        ("/start", "en", f"{EN('telegram-welcome')}\n\n{EN('telegram-help')}"),
        ("/help", "zh", ZH("telegram-help")),
        ("/help", "fr", EN("telegram-help")),
        ("/weather", "zh", ZH("telegram-unknown-command")),
    ],
)
async def test_guidance_is_in_the_persons_language(
    text: str, code: str, said: str, workers: Executor
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    update = written(text, language_code=code)
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert transport.texts() == [said]
    assert library.asked == []


async def test_an_attachment_is_declined_kindly(workers: Executor) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    update = written(None, dice={"emoji": "🎲", "value": 1})
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert transport.texts() == [ZH("telegram-unsupported")]
    assert library.asked == []


async def test_an_answer_is_framed_in_the_questions_language(workers: Executor) -> None:
    transport = Transport()
    library = Library(answer(QUOTE, language="en"))
    await handle(transport, Desk(SETTINGS, library, workers), written("How many?"))
    assert "Sources" in transport.texts()[0]


async def test_nothing_asked_is_refused_in_the_persons_language(workers: Executor) -> None:
    transport, library = Transport(), Library(refused(Refusal.EMPTY_QUESTION, question=""))
    update = written("/ask", language_code="en")
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert library.asked == [""]
    assert transport.texts() == [EN("refusal-empty-question", subject="")]


@pytest.mark.parametrize(("code", "messages"), [("zh", ZH), ("en", EN)])
async def test_one_of_our_errors_has_its_sentence(
    code: str, messages: Any, workers: Executor
) -> None:
    error: ReformbotError = EmptyIndexError()
    transport, library = Transport(), Library(error)
    update = written("扬州？", language_code=code)
    await handle(transport, Desk(SETTINGS, library, workers), update)
    assert transport.texts() == [messages.error(error)]


async def test_any_other_error_has_a_number(
    workers: Executor, caplog: pytest.LogCaptureFixture
) -> None:
    transport, library = Transport(), Library(ZeroDivisionError("a detail"))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？"))
    (said,) = transport.texts()
    found = re.search(r"\b[0-9a-f]{8}\b", said)
    assert found is not None
    assert said == ZH("telegram-failed", id=found[0])
    (record,) = [record for record in caplog.records if found[0] in record.getMessage()]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert "a detail" in caplog.text


async def test_whoever_blocked_the_bot_is_not_written_to_again(
    workers: Executor, caplog: pytest.LogCaptureFixture
) -> None:
    transport = Transport({"sendMessage": (403, "Forbidden: bot was blocked by the user")})
    library = Library(answer(QUOTE))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？"))
    assert transport.methods().count("sendMessage") == 1
    assert "bot was blocked by the user" in caplog.text


async def test_a_message_not_modified_is_no_error(
    workers: Executor, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Bad Request: message is not modified: specified new message content is the same"
    transport = Transport({"sendMessage": (400, words)})
    library = Library(answer(QUOTE))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？"))
    assert transport.methods().count("sendMessage") == 1
    assert caplog.records == []


async def test_refused_markup_is_sent_as_text(workers: Executor) -> None:
    class Picky(Transport):
        async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            self.failing = {}
            data = kwargs.get("request_data") or args[1]
            if url.endswith("/sendMessage") and "parse_mode" in data.parameters:
                words = "Bad Request: can't parse entities: Unsupported start tag"
                self.failing = {"sendMessage": (400, words)}
            return await super().do_request(url, *args, **kwargs)

    transport, library = Picky(), Library(answer("A&B <甲>"))
    await handle(transport, Desk(SETTINGS, library, workers), written("扬州？"))
    refused_, plain = transport.texts()
    assert "&lt;甲&gt;" in refused_
    assert plain.startswith("A&B <甲>[1]\n出处\n[1] ")
    assert "<blockquote" not in plain
