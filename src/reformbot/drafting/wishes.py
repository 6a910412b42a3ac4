"""Lines of notes that say how the article is to be (单位：…, 字数：…), and are no notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNIT = re.compile(r"(?m)^\s*(?:报送|供稿|来稿|撰稿)?单位\s*[:：]\s*(?P<unit>\S.{1,40})$")
_LENGTH = re.compile(
    r"(?m)^\s*(?:字数|篇幅)\s*[:：]\s*(?P<one>\d{2,5})\s*字?"
    r"(?:\s*[-—–~～至到]{1,2}\s*(?P<other>\d{2,5}))?\s*字?(?P<bound>左右|上下|以内|以下)?[。\s]*$"
)
_ALONE = re.compile(r"(?m)^\s*(?:范例|往期|先例)\s*[:：]\s*(?:不用|不要|不参考|无|否)[。\s]*$")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What notes say of the article that is to be made of them.

    Attributes:
        notes: the rest of them.
        unit: who sends them in; empty where no line says so.
        target_chars: fewest and most characters wanted; None where no line says so.
        precedents: whether earlier articles may serve as examples and be quoted.
    """

    notes: str
    unit: str = ""
    target_chars: tuple[int, int] | None = None
    precedents: bool = True


def wishes_of(notes: str) -> Wishes:
    """Notes without the lines that say how the article is to be, and what these say."""
    unit, length = _UNIT.search(notes), _LENGTH.search(notes)
    alone = _ALONE.search(notes)
    rest = _ALONE.sub("", _LENGTH.sub("", _UNIT.sub("", notes)))
    return Wishes(
        rest,
        unit["unit"].strip(" 。") if unit else "",
        _characters(length) if length else None,
        precedents=alone is None,
    )


def length_of(said: str) -> tuple[int, int] | None:
    """Fewest and most characters of a length as people give it (500, 400-600, 500字以内)."""
    match = _LENGTH.fullmatch(f"字数：{said}")
    return _characters(match) if match else None


def _characters(match: re.Match[str]) -> tuple[int, int]:
    one = int(match["one"])
    if match["other"]:
        low, high = sorted((one, int(match["other"])))
        return low, high
    if match["bound"] in ("以内", "以下"):
        return one // 2, one
    return one * 4 // 5, one * 6 // 5
