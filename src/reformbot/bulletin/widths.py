"""Which width a character takes: the decision depends on its neighbours, never on what was typed.

Chinese typesetting (GB/T 15834) sets punctuation full width among Chinese characters and half
width inside Latin words and figures; digits and Latin letters are always half width (GB/T 15835).
A comma or colon between two digits keeps the width it came in: 1,234 is one, 10，234 are two.
"""

from __future__ import annotations

from collections.abc import Sequence

FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
HALF = {full: half for half, full in FULL.items()}
_KEPT_BETWEEN_DIGITS = frozenset("，,：:")
_HALF_WIDTH_KANA_MARKS = {"｡": "。", "､": "、", "｢": "「", "｣": "」", "･": "·"}
_UNTOUCHED = frozenset("～")


def is_ideograph(char: str) -> bool:
    """Whether `char` is a Chinese character (CJK unified ideographs, their extensions, 〇)."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or ("\U00020000" <= char <= "\U0003ffff" or char == "〇")
    )


def is_chinese(char: str) -> bool:
    """Whether `char` is set full width: a Chinese character or Chinese punctuation."""
    return (
        is_ideograph(char) or char in HALF or ("\u3001" <= char <= "\u303f" or char in "“”‘’—…·～×")
    )


def narrowed(char: str) -> str:
    """Half-width form of a full-width letter, digit or symbol; other characters as they are."""
    if char in _UNTOUCHED or char in HALF:
        return char
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return _HALF_WIDTH_KANA_MARKS.get(char, char)


def settled(chars: Sequence[str]) -> list[str]:
    """Give every character of a text its proper width, one for one.

    Args:
        chars: single characters; white space and line breaks are looked through.
    """
    out = [narrowed(char) for char in chars]
    left = _nearest_letters(out)
    right = _nearest_letters(out[::-1])[::-1]
    for at, char in enumerate(out):
        half = HALF.get(char, char)
        if half not in FULL:
            continue
        before, after = left[at], right[at]
        if char in _KEPT_BETWEEN_DIGITS and before.isdigit() and after.isdigit():
            continue
        narrow = (before + after) != "" and (before + after).isascii()
        out[at] = half if narrow else FULL[half]
    return out


def _nearest_letters(chars: Sequence[str]) -> list[str]:
    """For each position, the nearest letter, digit or ideograph before it; empty where none is."""
    nearest: list[str] = []
    last = ""
    for char in chars:
        nearest.append(last)
        if char.isalnum():
            last = char
    return nearest
