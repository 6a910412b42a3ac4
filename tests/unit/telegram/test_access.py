"""Who somebody on Telegram is to the register."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import User

from reformbot.operations.people import Caller
from reformbot.telegram import TelegramSettings
from reformbot.telegram.access import caller_of


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("李", None, "李"),
        ("Lin", "Wei", "Lin Wei"),
        ("李\n编号：1", None, "李 编号：1"),
        ("\u202e李", None, "李"),
        ("\u200b", None, ""),
        ("\u3164", "\u00a0", ""),
        ("👍🏽 甲", None, "👍🏽 甲"),
        ("甲" * 100, None, "甲" * 64),
    ],
)
def test_a_name_is_one_line_that_shows_itself(first: str, last: str | None, name: str) -> None:
    user = User(42, first, is_bot=False, last_name=last, language_code="zh")
    assert caller_of(user) == Caller(42, name, "zh")


@given(st.text(max_size=80))
def test_no_name_breaks_a_line_or_turns_it(text: str) -> None:
    name = caller_of(User(1, text, is_bot=False)).name
    assert len(name) <= 64
    assert name == name.strip()
    assert not any(unicodedata.category(char)[0] == "C" for char in name)
    assert len(name.splitlines()) <= 1


def test_settings_do_not_show_secrets() -> None:
    settings = TelegramSettings("123:secret", proxy="http://me:password@127.0.0.1:1")
    assert "secret" not in repr(settings)
    assert "password" not in repr(settings)
