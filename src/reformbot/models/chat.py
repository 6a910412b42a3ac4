"""Chat models: the `ChatModel` port, and LangChain's OpenAI client behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from reformbot.errors import ChatModelError

_TIMEOUT_SECONDS = 60
_RETRIES = 2


class ChatModel(Protocol):
    """What continues a conversation; it proposes, it never decides what reaches a reader."""

    @property
    def name(self) -> str:
        """The model's name, for status and logs."""
        ...

    def stream(self, instructions: str, request: str) -> Iterator[str]:
        """Pieces of the reply to one request, as they come.

        Raises:
            ChatModelError: the endpoint cannot be reached, refuses, or stops half-way.
        """
        ...


class OpenAIChatModel:
    """Any OpenAI-compatible endpoint, through LangChain.

    Args:
        base_url: the endpoint's root, None for the vendor's own.
        api_key: sent as bearer token; endpoints without keys take any.
    """

    def __init__(self, model: str, base_url: str | None, api_key: str) -> None:
        # LangChain takes a second and a half to import; answers by quotation do not need it.
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        self._model = model
        self._client = ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=SecretStr(api_key or "none"),
            temperature=0,
            timeout=_TIMEOUT_SECONDS,
            max_retries=_RETRIES,
        )

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def stream(self, instructions: str, request: str) -> Iterator[str]:
        """Pieces of the reply to one request, as they come.

        Raises:
            ChatModelError: the endpoint cannot be reached, refuses, or stops half-way.
        """
        from langchain_core.messages import HumanMessage, SystemMessage
        from openai import OpenAIError

        messages = [SystemMessage(instructions), HumanMessage(request)]
        try:
            for chunk in self._client.stream(messages):
                if text := str(chunk.text):
                    yield text
        except (OpenAIError, ValueError, OSError) as error:
            raise ChatModelError(model=self._model, reason=type(error).__name__) from error
