"""What is built from which settings, as far as a chat model goes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from reformbot.config import ChatSettings, Settings, TelegramOptions
from reformbot.errors import (
    ConfigurationError,
    LibraryMissingError,
    WeightsError,
    WeightsMissingError,
)
from reformbot.models import ignore_progress
from reformbot.models.gguf import QWEN_CODER, weights_path
from reformbot.telegram import Webhook
from reformbot.wiring import Services


def services(folder: Path, **llm: object) -> Services:
    chat = ChatSettings.model_validate(llm)
    return Services(Settings(home=folder, cache_dir=folder, llm=chat), ignore_progress)


def test_without_a_chat_model(tmp_path: Path) -> None:
    made = services(tmp_path)
    assert made.chat_model is None
    assert made.recipient is None


def test_the_local_model_is_missed_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = services(tmp_path, provider="local")
    assert made.recipient is None
    assert made.status()["chat_model"] == QWEN_CODER.name
    monkeypatch.setitem(sys.modules, "xllamacpp", json)
    with pytest.raises(WeightsMissingError):
        _ = made.chat_model
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(LibraryMissingError):
        _ = made.chat_model


@pytest.mark.parametrize(
    ("address", "recipient"),
    [
        (None, "api.openai.com"),
        ("https://llm.example/v1", "llm.example"),
        ("http://10.0.0.1:8000/v1", "10.0.0.1"),
        ("http://127.0.0.1:8000/v1", None),
        ("http://[::1]:8000/v1", None),
        ("http://localhost:8000/v1", None),
    ],
)
def test_who_gets_passages(tmp_path: Path, address: str | None, recipient: str | None) -> None:
    made = services(tmp_path, provider="openai", model="m", base_url=address)
    assert made.recipient == recipient
    assert made.status()["chat_model"] == "m"


def test_the_models_that_are_there(tmp_path: Path) -> None:
    weights_path(tmp_path).write_bytes(b"12345")
    embedding, chat = services(tmp_path, provider="local").models()
    assert (embedding["bytes"], embedding["used"]) == (0, True)
    assert chat == {
        "name": QWEN_CODER.name,
        "path": weights_path(tmp_path),
        "bytes": 5,
        "used": True,
    }


def test_weights_from_a_copy_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"other")
    with pytest.raises(WeightsError, match="5 bytes"):
        services(tmp_path).fetch_chat_weights(tmp_path / "copy")


HOOK = {"token": "1:x", "webhook_url": "https://bot.example/updates", "webhook_secret": "s-1_"}


def webhook(folder: Path, **options: object) -> Webhook | None:
    telegram = TelegramOptions.model_validate(options)
    settings = Settings(home=folder, cache_dir=folder, telegram=telegram)
    return Services(settings, ignore_progress).telegram_settings().webhook


def test_a_webhook_is_served_where_it_is_said(tmp_path: Path) -> None:
    assert webhook(tmp_path, token="1:x") is None
    url = "https://bot.example/updates"
    assert webhook(tmp_path, **HOOK) == Webhook(url, "s-1_", "127.0.0.1", 8080)
    made = webhook(tmp_path, **HOOK, listen="[::1]:99")
    assert made == Webhook(url, "s-1_", "::1", 99)
    assert "s-1_" not in repr(made)


@pytest.mark.parametrize(
    ("changed", "setting"),
    [
        ({"webhook_secret": ""}, "telegram.webhook_secret"),
        ({"webhook_secret": "white space"}, "telegram.webhook_secret"),
        ({"webhook_secret": "x" * 257}, "telegram.webhook_secret"),
        ({"webhook_url": "https://bot.example/"}, "telegram.webhook_url"),
        ({"listen": "8080"}, "telegram.listen"),
        ({"listen": "0.0.0.0:https"}, "telegram.listen"),
    ],
)
def test_a_webhook_that_cannot_be(tmp_path: Path, changed: dict[str, object], setting: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        webhook(tmp_path, **(HOOK | changed))
    assert refused.value.details["setting"] == setting
