"""An OpenAI-compatible endpoint on loopback that does what a test tells it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: a status, other bytes than JSON, or silence."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    silence: float = 0.0
    hangs_up: bool = False


class Endpoint(ThreadingHTTPServer):
    """Answers chat requests from a script.

    Attributes:
        pieces: of the reply; one that is not streamed has them joined.
        fails_after: after how many of them the connection is cut; 0 refuses outright.
        finishes: whether a stream says that it is complete.
        pause: seconds before each piece of a stream.
        logprobs: tokens with their log-probabilities; None where the endpoint tells none.
        faults: come first, one a request; the last of them again and again if `faulty`.
        requests: bodies it was sent.
        keys: authorisations it was sent.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pieces: Sequence[str] = ()
        self.fails_after: int | None = None
        self.finishes = True
        self.pause = 0.0
        self.logprobs: Sequence[tuple[str, float]] | None = None
        self.refuses_logprobs = False
        self.faults: list[Fault] = []
        self.faulty = False
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def next_fault(self) -> Fault | None:
        if not self.faults:
            return None
        return self.faults[0] if self.faulty else self.faults.pop(0)


class Handler(BaseHTTPRequestHandler):
    server: Endpoint
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        self.server.keys.append(self.headers["Authorization"])
        if fault := self.server.next_fault():
            self._fail(fault)
        elif self.server.fails_after == 0:
            self._whole(401, json.dumps({"error": {"message": f"key {KEY} is refused"}}).encode())
        elif body.get("logprobs") and self.server.refuses_logprobs:
            self._whole(400, b'{"error": {"message": "logprobs is not known"}}')
        elif body.get("stream"):
            self._stream()
        else:
            self._reply(body)

    def _fail(self, fault: Fault) -> None:
        time.sleep(fault.silence)
        if fault.hangs_up:
            self.close_connection = True
            return
        self._whole(fault.status, fault.body, fault.headers)

    def _reply(self, body: Mapping[str, Any]) -> None:
        message = {"role": "assistant", "content": "".join(self.server.pieces)}
        choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": "stop"}
        if body.get("logprobs") and self.server.logprobs is not None:
            top = [{"token": token, "logprob": log} for token, log in self.server.logprobs]
            choice["logprobs"] = {"content": [{**top[0], "top_logprobs": top}] if top else []}
        said = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
        self._whole(200, json.dumps({**said, "choices": [choice]}).encode())

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at, piece in enumerate(self.server.pieces):
            if at == self.server.fails_after:
                self.close_connection = True
                return
            time.sleep(self.server.pause)
            self._send({"role": "assistant", "content": piece})
        if self.server.finishes:
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

    def _whole(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Endpoint]:
    with Endpoint() as endpoint:
        thread = threading.Thread(target=endpoint.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.shutdown()
            thread.join()
