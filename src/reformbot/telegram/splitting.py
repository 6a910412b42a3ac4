"""Cut a long text where a reader would: after a paragraph, a sentence, a clause."""

from __future__ import annotations

import re

# A citation marker belongs to the sentence before it, as does a closing quotation mark. White
# space may begin the next part: a reader does not see it there.
_TAIL = r"[”’」』）)]*(?:\[\d+\])*"
_BOUNDARIES = (
    re.compile(r"(?=\n)"),
    re.compile(rf"(?:[。！？!?]+|\.(?=[\s\[]|$)){_TAIL}"),
    re.compile(rf"[；，、：…;,:]+{_TAIL}|(?=\s)"),
)


def utf16_length(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts: most emoji are two."""
    return len(text) + sum(char > "\uffff" for char in text)


def split(text: str, limit: int) -> list[str]:
    """The text in parts of at most `limit` UTF-16 units; joined they are the text again.

    Every part but the last is about half full at least: a boundary near its beginning is passed
    over for a weaker one near its end, and where there is none at all, the cut is at the limit.

    Args:
        limit: at least 2, the length of the longest character.
    """
    parts: list[str] = []
    start = 0
    while start < len(text):
        reach = _reach(text, start, limit)
        end = reach if reach == len(text) else _cut(text, start, reach)
        parts.append(text[start:end])
        start = end
    return parts


def _reach(text: str, start: int, limit: int) -> int:
    """The furthest end of a part that begins at `start`."""
    used = 0
    for at in range(start, len(text)):
        used += utf16_length(text[at])
        if used > limit:
            return at
    return len(text)


def _cut(text: str, start: int, reach: int) -> int:
    """Where to end a part that may end at `reach`: the last of the strongest boundaries."""
    middle = start + (reach - start + 1) // 2
    for boundary in _BOUNDARIES:
        best = 0
        # Searched in the whole text: one that ends past `reach` must not be cut in two.
        for found in boundary.finditer(text, start):
            if found.start() > reach:
                break
            if middle <= found.end() <= reach:
                best = found.end()
        if best:
            return best
    return reach
