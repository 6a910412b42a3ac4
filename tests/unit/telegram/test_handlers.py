"""What is replied to whom, through the library and a transport of our own."""

import asyncio
import logging
import re
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from blockbuster import blockbuster_ctx
from telegram import Update

from reformbot.answering.model import Answer, Refusal
from reformbot.errors import EmptyIndexError, ReformbotError
from reformbot.library.deliveries import Part
from reformbot.locale import load_messages
from reformbot.operations.roles import Appointed
from tests.unit.telegram.answers import QUOTE, answer, refused
from tests.unit.telegram.office import OWNER, Library, office
from tests.unit.telegram.transport import TOKEN, Transport, written

ZH, EN = load_messages("zh"), load_messages("en")
GROUP = {"id": -100, "type": "supergroup", "title": "简报"}


async def test_a_question_is_acknowledged_and_answered(tmp_path: Path) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("扬州？"))
    assert library.asked == ["扬州？"]
    (said,) = transport.texts()
    assert said.startswith(f"{QUOTE}[1]\n<blockquote expandable>")
    reaction = dict(transport.calls)["setMessageReaction"]
    assert reaction["reaction"] == [{"type": "emoji", "emoji": "👀"}]
    placed, said_ = (dict(transport.calls)[name] for name in ("sendMessage", "editMessageText"))
    assert said_["parse_mode"] == "HTML"
    assert placed["link_preview_options"] == said_["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in placed


async def test_nothing_blocks_the_event_loop(tmp_path: Path) -> None:
    """On it the sleep would raise, as would the database; the loop would be found."""
    threads: list[int] = []

    def slowly() -> Answer:
        threads.append(threading.get_ident())
        time.sleep(0.01)
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        return answer(QUOTE)

    transport = Transport()
    tap = {"update_id": 2, "callback_query": {
        "id": "1", "from": {"id": 42, "is_bot": False, "first_name": "Lin"},
        "chat_instance": "1", "data": "v1:more",
    }}  # fmt: skip
    with office(tmp_path, Library(slowly), transport) as place, blockbuster_ctx():
        await place.handle(written("扬州？"), tap, written("/help", number=3))
        await place.handle(written("扬州？"), written("/cancel", number=4))
    assert len(threads) == 1
    assert len(transport.texts()) == 3
    assert threads[0] != threading.get_ident()


@pytest.mark.parametrize("failing", [{"setMessageReaction"}, {"sendChatAction"}])
async def test_signs_may_fail(failing: set[str], tmp_path: Path) -> None:
    transport = Transport(dict.fromkeys(failing, (400, "Bad Request: no")))

    def slowly() -> Answer:
        time.sleep(0.4)
        return answer(QUOTE)

    with office(tmp_path, Library(slowly), transport) as place:
        await place.handle(written("扬州？"))
    assert failing < set(transport.methods())
    assert len(transport.texts()) == 1


@pytest.mark.parametrize("text", ["扬州？", "/start", "/help", "/ask 扬州？", "/weather", None])
@pytest.mark.parametrize(("code", "messages"), [("zh-hans", ZH), ("en", EN), (None, EN)])
async def test_a_stranger_gets_the_notice_alone(
    text: str | None, code: str | None, messages: Any, tmp_path: Path
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    more = {} if text else {"dice": {"emoji": "🎲", "value": 1}}
    update = written(text, by=666, language_code=code, **more)
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert transport.texts() == [messages("people-greeting", id=666)]
    assert "666" in transport.texts()[0]
    assert transport.methods() == ["sendMessage"]
    assert library.asked == []


@pytest.mark.parametrize("status", [400, 403])
async def test_a_stranger_who_cannot_be_told_gets_no_further(status: int, tmp_path: Path) -> None:
    transport, library = Transport({"sendMessage": (status, "no")}), Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("扬州？", by=666))
    assert library.asked == []
    assert set(transport.methods()) == {"sendMessage"}


async def test_with_empty_lists_everybody_is_a_stranger(tmp_path: Path) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    with office(tmp_path, library, transport, Appointed()) as place:
        await place.handle(written("扬州？"))
    assert transport.texts() == [ZH("people-greeting", id=42)]
    assert library.asked == []


@pytest.mark.parametrize(
    "update",
    [
        written("扬州？", kind="edited_message", chat=GROUP),
        written("扬州？", kind="edited_message", by=666),
        written("扬州？", kind="channel_post"),
        written("扬州？", chat=GROUP),
        written("/ask@other_bot 扬州？", chat=GROUP),
        written("扬州？", chat=GROUP, by=666),
        written("/ask 扬州？", **{"from": {"id": 42, "is_bot": True, "first_name": "Anon"}}),
        written(None, new_chat_title="新名"),
    ],
)
async def test_what_is_not_meant_for_the_bot_is_ignored(
    update: dict[str, Any], tmp_path: Path
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert transport.methods() == []
    assert library.asked == []


async def test_in_a_group_the_question_is_quoted(tmp_path: Path) -> None:
    long = answer(*["扬州市总工会建成工匠学院，培训职工一万二千人次。"] * 200)
    transport, library = Transport(), Library(long)
    update = written("@reformbot_bot 扬州？", chat=GROUP)
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert library.asked == ["扬州？"]
    first, second = (params for name, params in transport.calls if name == "sendMessage")
    assert [text[:5] for text in transport.texts()] == ["(1/2)", "(2/2)"]
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
    text: str, code: str, said: str, tmp_path: Path
) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    update = written(text, language_code=code)
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert transport.texts() == [said]
    assert library.asked == []


async def test_an_attachment_is_declined_kindly(tmp_path: Path) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    update = written(None, dice={"emoji": "🎲", "value": 1})
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert transport.texts() == [ZH("telegram-unsupported")]
    assert library.asked == []


async def test_an_answer_is_framed_in_the_questions_language(tmp_path: Path) -> None:
    transport = Transport()
    library = Library(answer(QUOTE, language="en"))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("How many?"))
    assert "Sources" in transport.texts()[0]


async def test_nothing_asked_is_refused_in_the_persons_language(tmp_path: Path) -> None:
    transport, library = Transport(), Library(refused(Refusal.EMPTY_QUESTION, question=""))
    update = written("/ask", language_code="en")
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert library.asked == [""]
    assert transport.texts() == [EN("refusal-empty-question", subject="")]


@pytest.mark.parametrize(("code", "messages"), [("zh", ZH), ("en", EN)])
async def test_one_of_our_errors_has_its_sentence(code: str, messages: Any, tmp_path: Path) -> None:
    error: ReformbotError = EmptyIndexError()
    transport, library = Transport(), Library(error)
    update = written("扬州？", language_code=code)
    with office(tmp_path, library, transport) as place:
        await place.handle(update)
    assert transport.texts() == [messages.error(error)]


async def test_any_other_error_has_a_number(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    transport, library = Transport(), Library(ZeroDivisionError("a detail"))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("扬州？"))
    said, report = transport.texts()
    found = re.search(r"\b[0-9a-f]{8}\b", said)
    assert found is not None
    assert said == ZH("telegram-failed", id=found[0])
    (record,) = [record for record in caplog.records if found[0] in record.getMessage()]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert found[0] in report
    assert "a detail" in caplog.text


async def test_whoever_blocked_the_bot_is_not_written_to_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    transport = Transport({"sendMessage": (403, "Forbidden: bot was blocked by the user")})
    library = Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("扬州？"))
    assert transport.methods().count("sendMessage") == 1
    assert "bot was blocked by the user" in caplog.text


async def test_a_message_not_modified_is_no_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Bad Request: message is not modified: specified new message content is the same"
    transport = Transport({"editMessageText": (400, words)})
    with office(tmp_path, Library(answer(QUOTE)), transport) as place:
        await place.handle(written("扬州？"))
    assert transport.methods().count("editMessageText") == 1
    assert caplog.records == []


async def test_refused_markup_is_sent_as_text(tmp_path: Path) -> None:
    class Picky(Transport):
        async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
            self.failing = {}
            data = kwargs.get("request_data") or args[1]
            if url.endswith("/editMessageText") and "parse_mode" in data.parameters:
                words = "Bad Request: can't parse entities: Unsupported start tag"
                self.failing = {"editMessageText": (400, words)}
            return await super().do_request(url, *args, **kwargs)

    transport = Picky()
    with office(tmp_path, Library(answer("A&B <甲>")), transport) as place:
        await place.handle(written("扬州？"))
    (plain,) = transport.texts()
    assert plain.startswith("A&B <甲>[1]\n出处\n[1] ")
    assert "<blockquote" not in plain


async def test_owners_are_sent_the_trace_once(tmp_path: Path) -> None:
    transport = Transport()
    with office(tmp_path, Library(ZeroDivisionError(f"detail {TOKEN}")), transport) as place:
        await place.handle(written("扬州？"), written("苏州？", number=2))
    reports = [params for _, params in transport.calls if params.get("chat_id") == OWNER]
    assert len(reports) == 1
    assert "detail &lt;token&gt;" in reports[0]["text"]


async def test_an_update_that_came_before_is_done_once(tmp_path: Path) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        await place.handle(written("扬州？"), written("扬州？"))
        await place.handle(written("扬州？"))
        assert place.services.inbox.waiting() == []
    assert library.asked == ["扬州？"]


async def test_an_answer_that_was_begun_is_finished_and_not_asked_again(tmp_path: Path) -> None:
    transport, library = Transport(), Library(answer(QUOTE))
    with office(tmp_path, library, transport) as place:
        application = place.bot.application
        async with application:
            await place.bot.intake.put(Update.de_json(written("扬州？"), application.bot))
            place.services.deliveries.plan(1, [Part("先前的回答")], 7)
            place.services.deliveries.placed(1, 0, 900)
            await application.process_update(place.bot.intake.get_nowait())
    assert library.asked == []
    assert transport.texts() == ["先前的回答"]
    assert "sendMessage" not in transport.methods()


async def test_a_button_nobody_knows_is_told_to_be_stale(tmp_path: Path) -> None:
    transport = Transport()
    tap = {"update_id": 1, "callback_query": {
        "id": "1", "from": {"id": 42, "is_bot": False, "first_name": "Lin", "language_code": "zh"},
        "chat_instance": "1", "data": "v0:gone",
    }}  # fmt: skip
    with office(tmp_path, Library(answer(QUOTE)), transport) as place:
        await place.handle(tap)
    alert = next(params for name, params in transport.calls if name == "answerCallbackQuery")
    assert (alert["text"], alert["show_alert"]) == (ZH("telegram-button-stale"), True)


@pytest.mark.parametrize(("by", "left"), [(666, True), (42, False)])
async def test_a_group_that_a_stranger_opened_is_left(
    tmp_path: Path, by: int, *, left: bool
) -> None:
    transport = Transport()
    bot = {"id": 1, "is_bot": True, "first_name": "reformbot"}
    change = {"chat": GROUP, "from": {"id": by, "is_bot": False, "first_name": "X"}, "date": 1}
    change["old_chat_member"] = {"user": bot, "status": "left"}
    change["new_chat_member"] = {"user": bot, "status": "member"}
    with office(tmp_path, Library(answer(QUOTE)), transport) as place:
        await place.handle({"update_id": 1, "my_chat_member": change})
    assert ("leaveChat" in transport.methods()) == left
