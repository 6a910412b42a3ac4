"""Chat models: the `ChatModel` port, and LangChain's OpenAI client behind it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from reformbot.errors import ChatModelError
from reformbot.models.deadline import bounded

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

TIMEOUT_SECONDS = 60.0
RETRIES = 2
REPLY_TOKENS = 400
CERTAIN = 10.0
"""The log-odds where an endpoint tells its words and not how sure it was of them."""

_ALTERNATIVES = 20
_OPTION_TOKENS = 8
_SCHEMA_NAME = "reply"


class ChatModel(Protocol):
    """What continues a conversation; it proposes, it never decides what reaches a reader.

    An implementation may be called from several threads at once.
    """

    @property
    def name(self) -> str:
        """The model's name, for status and logs."""
        ...

    def stream(
        self, instructions: str, request: str, *, limit: int = REPLY_TOKENS
    ) -> Iterator[str]:
        """Pieces of the reply to one request, as they come.

        Args:
            limit: the most tokens of the reply; it ends there.

        Raises:
            ChatModelError: the endpoint cannot be reached, refuses, takes too long, or stops
                half-way.
        """
        ...

    def prefer(self, instructions: str, request: str, first: str, second: str) -> float:
        """Log-odds (natural log) that the reply begins with `first` rather than `second`.

        Raises:
            ChatModelError: the endpoint cannot be reached, refuses, takes too long, or gives no
                reply.
        """
        ...

    def json(
        self,
        instructions: str,
        request: str,
        schema: Mapping[str, Any],
        *,
        limit: int = REPLY_TOKENS,
    ) -> dict[str, Any]:
        """The reply as one JSON object that follows a JSON schema.

        Args:
            limit: the most tokens of the reply.

        Raises:
            ChatModelError: as in `prefer`; or the reply is not such an object.
        """
        ...


class OpenAIChatModel:
    """Any OpenAI-compatible endpoint, through LangChain.

    Timeouts, lost connections, status 429 and 5xx are tried again with growing pauses, or after
    the pause that the endpoint asks for; the time for the whole of a call stays the same. Silence
    is taken for a fault after half of it, so that there is time for another try.

    Args:
        base_url: the endpoint's root, None for the vendor's own.
        api_key: sent as bearer token; endpoints without keys take any.
        timeout_seconds: the longest a call may keep its caller waiting, tries included.
        retries: how often a call that failed is tried again.
    """

    def __init__(
        self,
        model: str,
        base_url: str | None,
        api_key: str,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        # LangChain takes a second and a half to import; answers by quotation do not need it.
        from langchain_openai import ChatOpenAI
        from langchain_openai.chat_models.base import BaseChatOpenAI
        from pydantic import SecretStr

        self._model = model
        self._seconds = timeout_seconds
        self._tells_odds = True
        # The vendor's newest models know the limit by another name than everybody else's.
        client = ChatOpenAI if base_url is None else BaseChatOpenAI
        self._client = client(
            model=model,
            base_url=base_url,
            api_key=SecretStr(api_key or "none"),
            temperature=0,
            timeout=timeout_seconds / 2 if retries else timeout_seconds,
            max_retries=retries,
        )

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def stream(
        self, instructions: str, request: str, *, limit: int = REPLY_TOKENS
    ) -> Iterator[str]:
        """Pieces of the reply, as `ChatModel.stream` says."""
        messages = _messages(instructions, request)
        complete = False

        def chunks() -> Iterable[AIMessageChunk]:
            return self._client.stream(messages, max_tokens=limit)

        try:
            for chunk in bounded(chunks, self._seconds):
                if text := str(chunk.text):
                    yield text
                complete = complete or bool(chunk.response_metadata.get("finish_reason"))
        except Exception as error:  # the vendors raise errors of four libraries
            raise self._failed(error) from error
        if not complete:
            raise ChatModelError(model=self._model, reason="the reply was cut off")

    def prefer(self, instructions: str, request: str, first: str, second: str) -> float:
        """Log-odds of two beginnings, as `ChatModel.prefer` says.

        They come from the likeliest tokens that the endpoint lists for the reply's first place.
        An endpoint that lists none is taken by its word: ±`CERTAIN`, or 0 where it says neither.
        """
        messages = _messages(instructions, request)
        if self._tells_odds and (listed := self._listed(messages)):
            return _log_odds(listed, first, second)
        said = str(self._invoke(messages, max_tokens=_OPTION_TOKENS).text)
        self._tells_odds = False  # not before an answer shows that the rest of the request is good
        return CERTAIN * (_begins(said, first, second) - _begins(said, second, first))

    def _listed(self, messages: list[BaseMessage]) -> list[tuple[bytes, float]]:
        """The tokens that could have come first; none where the endpoint does not tell."""
        from openai import BadRequestError

        options = {"max_tokens": 1, "logprobs": True, "top_logprobs": _ALTERNATIVES}
        try:
            return _likeliest(self._invoke(messages, **options))
        except ChatModelError as error:
            if isinstance(error.__cause__, BadRequestError):
                return []
            raise

    def json(
        self,
        instructions: str,
        request: str,
        schema: Mapping[str, Any],
        *,
        limit: int = REPLY_TOKENS,
    ) -> dict[str, Any]:
        """One JSON object, as `ChatModel.json` says."""
        from jsonschema import ValidationError, validate
        from langchain_core.utils.json import parse_json_markdown

        form = {"name": _SCHEMA_NAME, "schema": dict(schema), "strict": True}
        reply = self._invoke(
            _messages(instructions, request),
            max_tokens=limit,
            response_format={"type": "json_schema", "json_schema": form},
        )
        try:
            value: object = parse_json_markdown(str(reply.text), parser=json.loads)
            validate(value, schema)
        except (ValueError, RecursionError, ValidationError) as error:
            reason = "the reply is not the JSON asked for"
            raise ChatModelError(model=self._model, reason=reason) from error
        if not isinstance(value, dict):
            raise ChatModelError(model=self._model, reason="the reply is no JSON object")
        return cast(dict[str, Any], value)

    def _invoke(self, messages: list[BaseMessage], **options: Any) -> AIMessage:
        def reply() -> Iterable[AIMessage]:
            return (self._client.invoke(messages, **options),)

        try:
            return next(bounded(reply, self._seconds))
        except Exception as error:  # the vendors raise errors of four libraries
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> ChatModelError:
        # What a vendor says may hold the key or the passages; its kind says enough.
        return ChatModelError(model=self._model, reason=type(error).__name__)


def _messages(instructions: str, request: str) -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [SystemMessage(instructions), HumanMessage(request)]


def _likeliest(reply: AIMessage) -> list[tuple[bytes, float]]:
    """The tokens that could have come first, with their natural log-probabilities."""
    try:
        places = reply.response_metadata["logprobs"]["content"]
        return [
            (
                bytes(one["bytes"]) if one.get("bytes") else str(one["token"]).encode(),
                float(one["logprob"]),
            )
            for one in places[0]["top_logprobs"]
        ]
    except (KeyError, IndexError, TypeError, ValueError):
        return []


def _log_odds(listed: Sequence[tuple[bytes, float]], first: str, second: str) -> float:
    # An option that is not listed is at most as likely as the last that is.
    lowest = min(logprob for _, logprob in listed)

    def likelihood(option: str) -> float:
        whole = option.encode()
        logs = [
            logprob
            for token, logprob in listed
            if (begun := token.lstrip()) and (whole.startswith(begun) or begun.startswith(whole))
        ]
        return _log_sum(logs) if logs else lowest

    return likelihood(first) - likelihood(second)


def _log_sum(logs: Sequence[float]) -> float:
    """The logarithm of the sum of what these are logarithms of."""
    highest = max(logs)
    return highest + math.log(sum(math.exp(one - highest) for one in logs))


def _begins(said: str, option: str, other: str) -> bool:
    """Whether a reply begins with this option, and not with a longer other."""
    said = said.strip()
    if len(other) > len(option) and said.startswith(other):
        return False
    return said.startswith(option)
