"""The chat model's weights by HTTP, from a loopback address."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reformbot.errors import WeightsError
from reformbot.models.gguf import GgufFile, fetch_weights
from reformbot.models.sources import from_address

CONTENT = bytes(range(256)) * 5
FILE = GgufFile(
    name="small",
    repository="nobody/small",
    file="small.gguf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    part=500,
)


class Hub(ThreadingHTTPServer):
    """Serves the file, with or without ranges.

    Attributes:
        ranges: whether it can begin in the middle.
        stops_after: after how many bytes the connection is cut.
        page: what it says instead of the file.
        begun: from which byte each request wanted the file.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges = True
        self.stops_after: int | None = None
        self.page: tuple[int, bytes] | None = None
        self.begun: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/small.gguf"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


class Handler(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        begin = int(self.headers["Range"].removeprefix("bytes=").partition("-")[0])
        self.server.begun.append(begin)
        if self.path == "/moved":
            self._send(302, b"", Location=self.server.url)
        elif self.server.page is not None:
            self._send(*self.server.page)
        elif begin and self.server.ranges:
            stated = f"bytes {begin}-{FILE.size - 1}/{FILE.size}"
            self._send(206, CONTENT[begin:], **{"Content-Range": stated})
        else:
            self._send(200, CONTENT)

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: self.server.stops_after])
        self.close_connection = self.server.stops_after is not None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Hub() as started:
        thread = threading.Thread(target=started.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield started
        started.shutdown()
        thread.join()


def get(folder: Path, address: str) -> Path:
    return fetch_weights(folder, [from_address("hub", address, FILE)], file=FILE)


def test_the_whole(hub: Hub, tmp_path: Path) -> None:
    assert get(tmp_path, hub.url).read_bytes() == CONTENT


def test_an_address_that_leads_elsewhere(hub: Hub, tmp_path: Path) -> None:
    assert get(tmp_path, hub.url.replace("small.gguf", "moved")).read_bytes() == CONTENT


@pytest.mark.parametrize("ranges", [True, False])
def test_what_came_is_not_fetched_again(hub: Hub, tmp_path: Path, *, ranges: bool) -> None:
    hub.stops_after = 700
    with pytest.raises(WeightsError):
        get(tmp_path, hub.url)
    hub.stops_after, hub.ranges = None, ranges
    assert get(tmp_path, hub.url).read_bytes() == CONTENT
    assert hub.begun == [0, 700]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param((200, b"<html>Please log in</html>"), id="a page"),
        pytest.param((200, b""), id="nothing"),
        pytest.param((404, b""), id="not there"),
        pytest.param((503, CONTENT), id="down"),
        pytest.param((204, b""), id="no content"),
    ],
)
def test_something_else_spoils_nothing(hub: Hub, tmp_path: Path, page: tuple[int, bytes]) -> None:
    partial = tmp_path / "small.gguf.partial"
    partial.write_bytes(CONTENT[:600])
    hub.page = page
    with pytest.raises(WeightsError):
        get(tmp_path, hub.url)
    assert partial.read_bytes() == CONTENT[:600]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "http://nowhere.invalid/x", "no address", "http://[::1"]
)
def test_nobody_is_there(tmp_path: Path, address: str) -> None:
    with pytest.raises(WeightsError) as caught:
        get(tmp_path, address)
    assert str(caught.value.details["reason"]).startswith("hub: ")
