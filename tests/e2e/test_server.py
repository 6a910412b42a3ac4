"""What the server does for each call, and what it refuses, asked without a bot of ours."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from tests.e2e.emulator import Emulator

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton("More", callback_data="v1:more:1", api_kwargs={"style": "primary"})]]
)


def test_a_file_over_the_limit_cannot_be_fetched(emulator: Emulator) -> None:
    message_id = emulator.user(id=42).sends_file("big.pdf", b"%PDF", size=21 * 1024 * 1024)
    reference = emulator.messages[message_id].message["document"]["file_id"]
    with pytest.raises(BadRequest, match="File is too big"):
        emulator.as_bot(lambda bot: bot.get_file(reference))


@pytest.mark.parametrize("html", ["<b>open", "<p>paragraph</p>", "a &nbsp; b", "<b><i>x</b></i>"])
def test_bad_markup_is_refused(emulator: Emulator, html: str) -> None:
    emulator.user(id=42)
    with pytest.raises(BadRequest, match="Can't parse entities: "):
        emulator.as_bot(lambda bot: bot.send_message(42, html, parse_mode="HTML"))
    (refused,) = emulator.calls("sendMessage", status=400)
    assert refused.params["text"] == html
    assert refused.error.startswith("Bad Request: can't parse entities: ")
    assert emulator.shown(42) == []


def test_lengths_count_after_parsing(emulator: Emulator) -> None:
    emulator.user(id=42)
    full = "<b>" + "&lt;" * 4094 + "\U0001f600</b>"
    emulator.as_bot(lambda bot: bot.send_message(42, full, parse_mode="HTML"))
    assert emulator.shown(42)[0].text == "<" * 4094 + "\U0001f600"
    with pytest.raises(BadRequest, match="Message is too long"):
        emulator.as_bot(lambda bot: bot.send_message(42, "a" * 4095 + "\U0001f600"))
    with pytest.raises(BadRequest, match="Text must be non-empty"):
        emulator.as_bot(lambda bot: bot.send_message(42, "<b> </b>", parse_mode="HTML"))
    with pytest.raises(BadRequest, match="Message caption is too long"):
        emulator.as_bot(lambda bot: bot.send_document(42, b"x", filename="x", caption="a" * 1025))


def test_edits_must_change_something(emulator: Emulator) -> None:
    emulator.user(id=42)
    (sent,) = emulator.as_bot(lambda bot: bot.send_message(42, "one", reply_markup=KEYBOARD))
    with pytest.raises(BadRequest, match="Message is not modified"):
        emulator.as_bot(
            lambda bot: bot.edit_message_text(
                "<b></b>one ", 42, sent.message_id, parse_mode="HTML", reply_markup=KEYBOARD
            )
        )
    emulator.as_bot(lambda bot: bot.edit_message_text("one", 42, sent.message_id))
    assert emulator.shown(42)[0].rows == ()
    with pytest.raises(BadRequest, match="Message is not modified"):
        emulator.as_bot(lambda bot: bot.edit_message_reply_markup(42, sent.message_id))
    with pytest.raises(BadRequest, match="Message to edit not found"):
        emulator.as_bot(lambda bot: bot.edit_message_text("two", 42, 999))
    emulator.as_bot(lambda bot: bot.delete_message(42, sent.message_id))
    assert emulator.shown(42) == []


def test_faults_come_as_often_as_asked(emulator: Emulator) -> None:
    emulator.user(id=42)
    emulator.fail_next("sendMessage", status=400, description="Bad Request: no", times=2)
    emulator.fail_next("sendMessage", status=429, retry_after=7)
    for problem in (BadRequest, BadRequest, RetryAfter):
        with pytest.raises(problem):
            emulator.as_bot(lambda bot: bot.send_message(42, "one"))
    emulator.as_bot(lambda bot: bot.send_message(42, "one"))
    assert [call.status for call in emulator.calls("sendMessage", status=None)] == [
        *(400, 400, 429, 200)
    ]


def test_a_message_can_arrive_although_the_call_failed(emulator: Emulator) -> None:
    emulator.user(id=42)
    emulator.fail_next("sendMessage", status=502, delivered=True)
    with pytest.raises(NetworkError):
        emulator.as_bot(lambda bot: bot.send_message(42, "one"))
    assert [message.text for message in emulator.shown(42)] == ["one"]
    assert emulator.transcript[-1].status == 502


def test_strangers_and_blockers_get_nothing(emulator: Emulator) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        emulator.as_bot(lambda bot: bot.send_message(42, "hello"))
    emulator.user(id=42).blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        emulator.as_bot(lambda bot: bot.send_message(42, "hello"))


def test_newer_methods_and_parameters(emulator: Emulator) -> None:
    lin = emulator.user(id=42)
    asked = lin.sends("question")
    lin.adds_bot(-1001)
    commands = [BotCommand("ask", "Ask a question")]
    emulator.as_bot(
        lambda bot: bot.set_my_commands(
            commands, scope=BotCommandScopeChat(42), language_code="zh"
        ),
        lambda bot: bot.set_message_reaction(42, asked, "\U0001f440"),
        lambda bot: bot.send_chat_action(42, "typing"),
        lambda bot: bot.send_message_draft(42, 1, "ans", api_kwargs={"can_stop": True}),
    )
    assert emulator.draft(42) == "ans"
    assert emulator.shown(42)[0].reaction == "\U0001f440"
    got, sent, _ = emulator.as_bot(
        lambda bot: bot.get_my_commands(scope=BotCommandScopeChat(42), language_code="zh"),
        lambda bot: bot.send_message(
            42,
            "answer",
            reply_markup=ForceReply(selective=True, input_field_placeholder="why"),
            reply_parameters=ReplyParameters(asked, quote="quest"),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        lambda bot: bot.leave_chat(-1001),
    )
    assert list(got) == commands
    assert sent.reply_to_message.text == "question"
    assert emulator.draft(42) is None
    assert emulator.shown(42)[1].reply_to == asked
    with pytest.raises(Forbidden):
        emulator.as_bot(lambda bot: bot.send_message(-1001, "hello"))


@pytest.mark.parametrize(
    ("problem", "call"),
    [
        ("Invalid language code", lambda bot: bot.set_my_commands([], language_code="zh-hans")),
        ("Bot_command_invalid", lambda bot: bot.set_my_commands([("Ask", "question")])),
        ("Query is too old", lambda bot: bot.answer_callback_query("1")),
        ("Textdraft_peer_invalid", lambda bot: bot.send_message_draft(-1001, 1, "a")),
        ("Message to react not found", lambda bot: bot.set_message_reaction(42, 9, "\U0001f440")),
        (
            "Message to be replied not found",
            lambda bot: bot.send_message(42, "a", reply_parameters=ReplyParameters(9)),
        ),
        ("Message to delete not found", lambda bot: bot.delete_message(42, 9)),
        ("Message can't be edited", lambda bot: bot.edit_message_text("a", 42, 1)),
        ("Reaction_invalid", lambda bot: bot.set_message_reaction(42, 1, "\u2705")),
    ],
)
def test_other_refusals(
    emulator: Emulator, problem: str, call: Callable[[Bot], Awaitable[Any]]
) -> None:
    lin = emulator.user(id=42)
    assert lin.sends("mine") == 1
    lin.adds_bot(-1001)
    with pytest.raises(BadRequest, match=f"(?i){problem}"):
        emulator.as_bot(call)


def test_unconfirmed_updates_come_again(emulator: Emulator) -> None:
    emulator.user(id=42).sends("once")
    first, again, confirmed = emulator.as_bot(
        lambda bot: bot.get_updates(timeout=0),
        lambda bot: bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES),
        lambda bot: bot.get_updates(offset=2, timeout=0),
    )
    assert [update.update_id for update in first + again] == [1, 1]
    assert confirmed == ()
