"""A chat model without a model: it says what it was given to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from reformbot.errors import ChatModelError

T = TypeVar("T")
Script: TypeAlias = Mapping[str, T] | Callable[[str], T | None]
"""What to say to a request: by the first of its substrings that is a key, or by a function."""


class ScriptedChatModel:
    """A `ChatModel` whose replies are written down beforehand.

    Args:
        pieces: of the reply to a request that `replies` does not know, in order.
        fails_after: how many pieces come before a reply fails; None where it does not, and 0
            where log-odds and objects fail, too.
        replies: the pieces for particular requests.
        odds: log-odds for particular requests; 0 for all others.
        objects: JSON objects for particular requests; asked for another, it fails.

    Attributes:
        requests: the instructions and the request of every call.
    """

    def __init__(
        self,
        pieces: Sequence[str] = (),
        fails_after: int | None = None,
        *,
        replies: Script[Sequence[str]] | None = None,
        odds: Script[float] | None = None,
        objects: Script[dict[str, Any]] | None = None,
    ) -> None:
        self._pieces = tuple(pieces)
        self._fails_after = fails_after
        self._replies = replies or {}
        self._odds = odds or {}
        self._objects = objects or {}
        self.requests: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return "scripted"

    def stream(self, instructions: str, request: str, *, limit: int = 400) -> Iterator[str]:  # noqa: ARG002
        """The pieces, as far as they are to come; their number is the script's, not `limit`.

        Raises:
            ChatModelError: it is to fail.
        """
        self.requests.append((instructions, request))
        pieces = _scripted(self._replies, request)
        for at, piece in enumerate(self._pieces if pieces is None else pieces):
            if at == self._fails_after:
                break
            if piece:
                yield piece
        if self._fails_after is not None:
            raise self._failure()

    def prefer(self, instructions: str, request: str, first: str, second: str) -> float:  # noqa: ARG002
        """The log-odds written down, whatever the two options are.

        Raises:
            ChatModelError: it is to fail.
        """
        self._note(instructions, request)
        return _scripted(self._odds, request) or 0.0

    def json(
        self,
        instructions: str,
        request: str,
        schema: Mapping[str, Any],  # noqa: ARG002
        *,
        limit: int = 400,  # noqa: ARG002
    ) -> dict[str, Any]:
        """The object written down.

        Raises:
            ChatModelError: it is to fail, or there is none for this request.
        """
        self._note(instructions, request)
        found = _scripted(self._objects, request)
        if found is None:
            raise self._failure()
        return found

    def _note(self, instructions: str, request: str) -> None:
        self.requests.append((instructions, request))
        if self._fails_after == 0:
            raise self._failure()

    def _failure(self) -> ChatModelError:
        return ChatModelError(model=self.name, reason="scripted")


def _scripted(script: Script[T], request: str) -> T | None:
    if callable(script):
        return script(request)
    return next((said for part, said in script.items() if part in request), None)
