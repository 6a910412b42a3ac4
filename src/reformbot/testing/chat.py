"""A chat model without a model: it says what it was given to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reformbot.errors import ChatModelError


class ScriptedChatModel:
    """A `ChatModel` that answers every request with the same pieces.

    Args:
        pieces: of the reply, in order.
        fails_after: how many pieces come before it fails; None where it does not.

    Attributes:
        requests: the instructions and the request of every call.
    """

    def __init__(self, pieces: Sequence[str], fails_after: int | None = None) -> None:
        self._pieces = tuple(pieces)
        self._fails_after = fails_after
        self.requests: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        """The model's name."""
        return "scripted"

    def stream(self, instructions: str, request: str) -> Iterator[str]:
        """The pieces, as far as it is to come.

        Raises:
            ChatModelError: it is to fail.
        """
        self.requests.append((instructions, request))
        for at, piece in enumerate(self._pieces):
            if at == self._fails_after:
                break
            if piece:
                yield piece
        if self._fails_after is not None:
            raise ChatModelError(model=self.name, reason="scripted")
