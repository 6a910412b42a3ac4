"""Unit tests reach no network: sockets are refused, but for those that asyncio makes for itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket

from tests.unit.workshop import Workshop


@pytest.fixture(autouse=True)
def _no_sockets() -> Iterator[None]:
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """An empty home with what it takes to index and ask."""
    with Workshop(tmp_path) as made:
        yield made
