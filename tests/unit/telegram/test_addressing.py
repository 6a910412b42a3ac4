"""Which messages are meant for the bot, and what they ask."""

from typing import Any

import pytest
from telegram import Message, User

from reformbot.telegram.addressing import Request, Wish, read
from tests.unit.telegram.transport import ME

BOT = User.de_json(ME)
GROUP = {"id": -100, "type": "supergroup", "title": "简报"}
TO_BOT = {"reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": ME}}
TO_LIN = {
    "reply_to_message": {
        "message_id": 1,
        "date": 1,
        "chat": GROUP,
        "from": {"id": 7, "is_bot": False, "first_name": "Lin"},
    }
}
STICKER = {
    "file_id": "f",
    "file_unique_id": "u",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def said(text: str | None, chat: dict[str, Any], **more: Any) -> Request | None:
    body = {"message_id": 5, "date": 1, "chat": chat, "text": text} | more
    return read(Message.de_json(body), BOT, {"ask", "start", "help"})


def private(text: str | None, **more: Any) -> Request | None:
    return said(text, {"id": 42, "type": "private"}, **more)


def group(text: str | None, **more: Any) -> Request | None:
    return said(text, GROUP, **more)


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("扬州有几家？", Request(Wish.ASK, "扬州有几家？")),
        ("  两边有空格  ", Request(Wish.ASK, "两边有空格")),
        ("/ask 扬州有几家？", Request(Wish.COMMAND, "扬州有几家？", "ask")),
        ("/ASK 扬州", Request(Wish.COMMAND, "扬州", "ask")),
        ("/ask\n第一行\n第二行", Request(Wish.COMMAND, "第一行\n第二行", "ask")),
        ("/ask扬州有几家？", Request(Wish.COMMAND, "扬州有几家？", "ask")),
        ("/ask@reformbot_bot 扬州", Request(Wish.COMMAND, "扬州", "ask")),
        ("/ask", Request(Wish.COMMAND, "", "ask")),
        ("@reformbot_bot", Request(Wish.ASK, "")),
        ("/asking 扬州", Request(Wish.UNKNOWN_COMMAND)),
        ("/start", Request(Wish.COMMAND, "", "start")),
        ("/start invite-1", Request(Wish.COMMAND, "invite-1", "start")),
        ("/help", Request(Wish.COMMAND, "", "help")),
        ("/reindex", Request(Wish.UNKNOWN_COMMAND)),
        ("/2024年有几期？", Request(Wish.ASK, "/2024年有几期？")),
        ("/etc/hosts 是什么", Request(Wish.ASK, "/etc/hosts 是什么")),
        ("/ 是什么", Request(Wish.ASK, "/ 是什么")),
        ("问 /ask 是什么", Request(Wish.ASK, "问 /ask 是什么")),
    ],
)
def test_in_private_every_text_is_meant_for_the_bot(text: str, request_: Request) -> None:
    assert private(text) == request_


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@reformbot_bot 扬州？", "扬州？"),
        ("@ReformBot_Bot扬州？", "扬州？"),
        ("请问@reformbot_bot，扬州？", "请问，扬州？"),
        ("扬州？ @reformbot_bot", "扬州？"),
        ("@reformbot_bot /ask 扬州？", "扬州？"),
        ("/ask 扬州？", "扬州？"),
        ("/ask@reformbot_bot 扬州？", "扬州？"),
        ("/ask@REFORMBOT_BOT 扬州？", "扬州？"),
    ],
)
def test_in_a_group_a_mention_or_ask_is(text: str, question: str) -> None:
    read_ = group(text)
    assert read_ in (Request(Wish.ASK, question), Request(Wish.COMMAND, question, "ask"))


@pytest.mark.parametrize(
    "text",
    [
        "扬州？",
        "@reformbot_bot2 扬州？",
        "x@reformbot_bot",
        "https://example.org/@reformbot_bot",
        "/ask@other_bot 扬州？",
        "/start@other_bot",
        "/weather 扬州",
        "/2024年",
    ],
)
def test_in_a_group_nothing_else_is(text: str) -> None:
    assert group(text) is None
    assert group(text, **TO_LIN) is None


def test_in_a_group_a_reply_to_the_bot_is() -> None:
    assert group("还有呢？", **TO_BOT) == Request(Wish.ASK, "还有呢？")
    assert group("/weather", **TO_BOT) == Request(Wish.UNKNOWN_COMMAND)
    assert group("/weather@reformbot_bot") == Request(Wish.UNKNOWN_COMMAND)
    assert group("/help") == Request(Wish.COMMAND, "", "help")


def test_attachments_are_not_understood() -> None:
    unsupported = Request(Wish.UNSUPPORTED)
    assert private(None, sticker=STICKER) == unsupported
    assert group(None, sticker=STICKER) is None
    assert group(None, sticker=STICKER, **TO_BOT) == unsupported


def test_files_and_pictures_may_be_dealt_with() -> None:
    document = {"file_id": "f", "file_unique_id": "u"}
    assert private(None, photo=PHOTO, caption="扬州？") == Request(Wish.FILE, "扬州？")
    assert private(None, document=document) == Request(Wish.FILE)
    assert group(None, document=document) is None
    assert group(None, photo=PHOTO, caption="@reformbot_bot 看") == Request(Wish.FILE, "看")


def test_service_messages_are_nobodys_business() -> None:
    lin = {"id": 7, "is_bot": False, "first_name": "Lin"}
    assert group(None, new_chat_members=[lin]) is None
    assert private(None, message_auto_delete_timer_changed={"message_auto_delete_time": 1}) is None
