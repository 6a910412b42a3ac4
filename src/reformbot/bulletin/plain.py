"""Running text in one spelling, so that the same words compare equal however they were typed."""

from __future__ import annotations

import re
from functools import lru_cache

from reformbot.bulletin import widths

_SPACE = re.compile(r"[^\S\n]+")
_INNER_SPACE = re.compile(r"(?<=[!-~]) (?=[!-~])")
_SPELLINGS = str.maketrans(
    {"「": "“", "」": "”", "『": "‘", "』": "’", "㎡": "平方米", "％": "%", "○": "〇"}
)
_NOT_WORDS = re.compile(r"[\s“”‘’\"'《》〈〉（）()·、，,。.；;：:！!？?—–-]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text with settled widths, one kind of quotation mark, and no spaces but in Latin words."""
    settled = "".join(widths.settled(text)).translate(_SPELLINGS)
    single = _SPACE.sub(" ", settled.replace("\r", ""))
    kept = {match.start() for match in _INNER_SPACE.finditer(single)}
    return "".join(char for at, char in enumerate(single) if char != " " or at in kept)


def letters(text: str) -> str:
    """The letters, digits and signs of a text without spaces, punctuation and quotation marks."""
    return _NOT_WORDS.sub("", plain(text)).casefold()
