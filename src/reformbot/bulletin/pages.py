"""What a page carries besides its text: page numbers, and headers that every page repeats."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from itertools import islice

from reformbot.bulletin.model import DropReason

_DASHES = r"—–―─\-"
_NUMERAL = "[0-9一二三四五六七八九十百〇]{1,4}"
_NUMBER = (
    rf"[{_DASHES}·•]+{_NUMERAL}[{_DASHES}·•]+"
    rf"|第{_NUMERAL}页(?:[,/]?共{_NUMERAL}页)?"
    r"|[0-9]{1,3}/[0-9]{1,3}"
    r"|(?:page|p\.)[0-9]{1,3}"
)
_PAGE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_NUMBER_AT_EDGE = re.compile(rf"^(?:{_NUMBER})|(?:{_NUMBER})$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[0-9]{1,3}")
# A number before one of these is a marker that a page break tore off its heading.
_AFTER_MARKER = (".", "、", ",", ")")
_SHORTEST_HEADER = 4
_OFTEN = 3
_NO_HEADER_BEGINS = ("(", "|")
_NO_HEADER_ENDS = ("。", "!", "?", ";", ":", ",", "、", "|")


def furniture(texts: Sequence[str], tops: Collection[int]) -> dict[int, DropReason]:
    """Which lines of a text belong to its pages rather than to it, and why.

    Args:
        texts: the lines as they stand in the source.
        tops: indices of the lines that are known to begin a page.
    """
    plain = ["".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
    found = dict.fromkeys(_page_numbers(texts, plain), DropReason.PAGE_NUMBER)
    while headers := _repeated(plain, found, tops):
        found.update(dict.fromkeys(headers, DropReason.PAGE_HEADER))
    return found


def _page_numbers(texts: Sequence[str], plain: Sequence[str]) -> set[int]:
    """Indices of lines that are page numbers.

    A bare number counts only where such lines, set apart by empty ones, count up through the file.
    """
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for at, text in enumerate(plain):
        if _PAGE_NUMBER.fullmatch(text):
            found.add(at)
        elif _BARE_NUMBER.fullmatch(text) and text.isascii() and _stands_apart(texts, plain, at):
            bare.append((at, int(text)))
    counted = _longest_count(bare)
    return found | set(counted) if len(counted) > 1 else found


def _stands_apart(texts: Sequence[str], plain: Sequence[str], at: int) -> bool:
    above = at == 0 or not texts[at - 1].strip()
    below = at + 1 == len(texts) or not texts[at + 1].strip()
    following = next((text for text in islice(plain, at + 1, None) if text), "")
    return above and below and not following.startswith(_AFTER_MARKER)


def _longest_count(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """The lines of the longest run of numbers that goes up by one each time."""
    runs: dict[int, list[int]] = {}
    for at, number in numbers:
        longer = [*runs.get(number - 1, []), at]
        if len(longer) > len(runs.get(number, [])):
            runs[number] = longer
    return max(runs.values(), key=len, default=list[int]())


def _repeated(
    plain: Sequence[str], dropped: Mapping[int, DropReason], tops: Collection[int]
) -> set[int]:
    """Lines printed alike at the edges of at least three pages.

    The masthead's own line stays; where it comes back twice, it heads pages even if nothing else
    shows where they begin.
    """
    filled = [at for at, text in enumerate(plain) if text and at not in dropped]
    begins = {0, len(filled)} | {
        order
        for order in range(1, len(filled))
        if _breaks(filled[order - 1], filled[order], dropped, tops)
    }
    alike: dict[str, list[int]] = defaultdict(list)
    for order, at in enumerate(filled):
        text = _NUMBER_AT_EDGE.sub("", plain[at])
        if _may_be_header(text):
            alike[text].append(order)
            if text != plain[at]:
                begins.add(order)
    found: set[int] = set()
    for orders in alike.values():
        edges = [order for order in orders if {order, order + 1} & begins]
        if orders[0] == 0 and len(orders) >= _OFTEN:
            found.update(filled[order] for order in orders[1:])
        elif len(edges) >= _OFTEN:
            found.update(filled[order] for order in edges if order)
    return found


def _breaks(above: int, below: int, dropped: Container[int], tops: Container[int]) -> bool:
    """Whether a page ends between two lines."""
    return any(at in dropped or at in tops for at in range(above + 1, below + 1))


def _may_be_header(text: str) -> bool:
    return (
        len(text) >= _SHORTEST_HEADER
        and not text.startswith(_NO_HEADER_BEGINS)
        and not text.endswith(_NO_HEADER_ENDS)
    )
