"""How updates arrive: brought by a webhook, brought twice, brought before a crash."""

import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from reformbot.errors import ConfigurationError
from reformbot.telegram import Webhook, serve
from tests.e2e.bot import (
    LIN,
    SECRET,
    Library,
    listening_post,
    said,
    services_in,
    serving,
    settings_for,
    settled,
)
from tests.e2e.emulator import Emulator

pytestmark = pytest.mark.e2e


@pytest.fixture
def webhook() -> Webhook:
    return listening_post()


def written(number: int) -> dict[str, Any]:
    person = {"id": LIN, "is_bot": False, "first_name": "Lin"}
    chat = {"id": LIN, "type": "private", "first_name": "Lin"}
    message = {"message_id": 5, "date": 1, "chat": chat, "from": person, "text": "扬州？"}
    return {"update_id": number, "message": message}


def test_updates_are_brought_by_a_webhook(
    emulator: Emulator, tmp_path: Path, webhook: Webhook
) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with serving(emulator, tmp_path, library, webhook=webhook):
        lin.sends("一？")
        lin.sends("二？")
        settled(emulator, LIN, 2)
    (asked,) = emulator.calls("setWebhook")
    assert asked.params["secret_token"] == SECRET
    assert "stopped_message_generation" in asked.params["allowed_updates"]
    assert library.asked == ["一？", "二？"]
    assert emulator.calls("deleteWebhook") == []  # Telegram keeps what comes while we are away


def test_only_telegram_is_listened_to(emulator: Emulator, tmp_path: Path, webhook: Webhook) -> None:
    emulator.user(id=LIN)
    library = Library()
    with serving(emulator, tmp_path, library, webhook=webhook):
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            assert httpx.post(webhook.url, json=written(1), headers=headers).status_code == 403
        known = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        assert httpx.post(webhook.url, json=written(2), headers=known).status_code == 200
        assert httpx.post(webhook.url, json=written(2), headers=known).status_code == 200
        settled(emulator, LIN)
    assert library.asked == ["扬州？"]


def test_a_webhook_that_cannot_be_served(emulator: Emulator, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        hook = Webhook("http://127.0.0.1/updates", SECRET, "127.0.0.1", port)
        with services_in(tmp_path, Library()) as services, pytest.raises(ConfigurationError) as e:
            serve(settings_for(emulator, webhook=hook), services, pytest.fail)
    assert e.value.details["setting"] == "telegram.listen"


@pytest.mark.both_ways
def test_what_cannot_be_written_down_is_brought_again(
    emulator: Emulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lin, library = emulator.user(id=LIN), Library()
    with services_in(tmp_path, library) as services, serving(emulator, tmp_path, library):
        database = services.inbox._database
        with database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE inbox RENAME TO hidden")
        lin.sends("一？")
        emulator.wait_until(lambda: "could not be written down" in caplog.text, timeout=20)
        assert emulator.unconfirmed == 1
        with database.writing() as connection:
            connection.exec_driver_sql("ALTER TABLE hidden RENAME TO inbox")
        lin.sends("二？")  # with it, Telegram tries the first again
        settled(emulator, LIN, 2)
    assert library.asked == ["一？", "二？"]


@pytest.mark.both_ways
def test_a_restart_answers_nothing_twice(emulator: Emulator, tmp_path: Path) -> None:
    lin, library = emulator.user(id=LIN), Library()
    for at, question in enumerate(("一？", "二？"), 1):
        with serving(emulator, tmp_path, library):
            lin.sends(question)
            settled(emulator, LIN, at)
    assert library.asked == ["一？", "二？"]
    assert len(said(emulator, LIN)) == 2
