"""What every `ChatModel` promises, held against the shipped fake and a loopback endpoint."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

import pytest

from reformbot.errors import ChatModelError
from reformbot.models.chat import ChatModel, OpenAIChatModel
from reformbot.testing.chat import ScriptedChatModel

KEY = "sk-very-secret"
Make: TypeAlias = Callable[[Sequence[str], int | None], ChatModel]


class Endpoint(ThreadingHTTPServer):
    """An OpenAI-compatible endpoint on loopback that streams a script.

    Attributes:
        pieces: of the reply.
        fails_after: after how many of them the connection is cut; 0 refuses outright.
        requests: bodies it was sent.
        keys: authorisations it was sent.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pieces: Sequence[str] = ()
        self.fails_after: int | None = None
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if self.server.fails_after == 0:
            self._refuse()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at, piece in enumerate(self.server.pieces):
            if at == self.server.fails_after:
                self.close_connection = True
                return
            self._send({"role": "assistant", "content": piece})
        self._send({}, "stop")
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self._chunk(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _refuse(self) -> None:
        said = json.dumps({"error": {"message": f"key {KEY} is refused"}}).encode()
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield endpoint
        endpoint.shutdown()
        thread.join()


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as started:
        yield started


@pytest.fixture(params=["scripted", "openai"])
def make(request: pytest.FixtureRequest) -> Make:
    if request.param == "scripted":
        return ScriptedChatModel
    endpoint: Endpoint = request.getfixturevalue("endpoint")

    def made(pieces: Sequence[str], fails_after: int | None = None) -> ChatModel:
        endpoint.pieces, endpoint.fails_after = pieces, fails_after
        return OpenAIChatModel("a model", endpoint.url, KEY)

    return made


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["扬州", "有13家", "。"], id="several"),
        pytest.param(["一次说完。"], id="one"),
        pytest.param(["a\n\nb", " ", "🚀", "data: x\n"], id="odd"),
        pytest.param(["段"] * 500, id="many"),
    ],
)
def test_pieces_come_in_order(make: Make, pieces: list[str]) -> None:
    assert list(make(pieces, None).stream("说明", "问题")) == pieces


def test_empty_pieces_are_left_out(make: Make) -> None:
    assert list(make(["", "a", "", "b"], None).stream("i", "r")) == ["a", "b"]


def test_a_reply_of_nothing(make: Make) -> None:
    assert list(make([], None).stream("i", "r")) == []


def test_nothing_is_asked_before_the_first_piece_is_wanted(make: Make) -> None:
    model = make(["a"], 0)
    model.stream("i", "r")  # no error: nobody listens


def test_a_refusal(make: Make) -> None:
    model = make(["a"], 0)
    with pytest.raises(ChatModelError) as caught:
        list(model.stream("i", "r"))
    assert caught.value.details.keys() == {"model", "reason"}
    assert caught.value.details["model"] == model.name
    assert caught.value.retryable


def test_stopping_half_way(make: Make) -> None:
    told: list[str] = []
    model = make(["a", "b", "c"], 2)
    with pytest.raises(ChatModelError):
        for piece in model.stream("i", "r"):
            told.append(piece)  # noqa: PERF402
    assert told == ["a", "b"]


def test_the_same_model_again(make: Make) -> None:
    model = make(["a"], None)
    assert [list(model.stream("i", "r")) for _ in range(3)] == [["a"]] * 3


def test_it_has_a_name(make: Make) -> None:
    assert make([], None).name


class TestOpenAI:
    """What only the adapter over an endpoint promises."""

    def test_what_is_sent(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"]
        list(OpenAIChatModel("a model", endpoint.url, KEY).stream("说明", "问题"))
        (body,) = endpoint.requests
        assert [(one["role"], one["content"]) for one in body["messages"]] == [
            ("system", "说明"),
            ("user", "问题"),
        ]
        assert (body["model"], body["temperature"], body["stream"]) == ("a model", 0, True)
        assert endpoint.keys == [f"Bearer {KEY}"]

    def test_an_endpoint_without_keys(self, endpoint: Endpoint) -> None:
        endpoint.pieces = ["a"]
        assert list(OpenAIChatModel("m", endpoint.url, "").stream("i", "r")) == ["a"]

    def test_errors_never_show_the_key(self, endpoint: Endpoint) -> None:
        endpoint.fails_after = 0
        with pytest.raises(ChatModelError) as caught:
            list(OpenAIChatModel("m", endpoint.url, KEY).stream("i", "r"))
        assert KEY not in str(caught.value)
        assert KEY not in repr(OpenAIChatModel("m", endpoint.url, KEY))

    def test_nobody_listens(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with ExitStack() as stack:
            url = stack.enter_context(serving()).url
        with pytest.raises(ChatModelError):
            list(OpenAIChatModel("m", url, KEY).stream("i", "r"))
