"""End-to-end tests: a fresh Telegram for each, and no network beyond this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.bot import listening_post
from tests.e2e.emulator import Emulator

LOOPBACK = ["127.0.0.1", "::1"]
RETRY_AFTER_WARNING = "ignore:.*retry_after.*:telegram.warnings.PTBDeprecationWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these tests, and only these, connect to loopback."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
            item.add_marker(pytest.mark.filterwarnings(RETRY_AFTER_WARNING))


@pytest.fixture(autouse=True)
def _no_name_lookups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to ask a name server, which the allowed hosts alone would not stop."""
    look_up = socket.getaddrinfo

    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in (None, "", "localhost"):
            try:
                ipaddress.ip_address(name)
            except ValueError:
                raise socket.gaierror(f"an end-to-end test looked up {name!r}") from None
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both_ways` with a bot that polls, and with one that has a webhook."""
    if metafunc.definition.get_closest_marker("both_ways"):
        metafunc.parametrize("emulator", ["polling", "webhook"], indirect=True)


@pytest.fixture
def emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """A Telegram with no chats and no history."""
    with Emulator() as started:
        if getattr(request, "param", "polling") == "webhook":
            started.webhook = listening_post()
        yield started
