"""What copying out of a laid-out page does to a text, done on purpose and at random places."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from reformbot.bulletin.model import Issue, PartKind
from reformbot.bulletin.parse import parse

_PAGE_BREAKS = ("\n\n", "\n\n\n", "\f", "\n\f\n", "\n\n— {} —\n\n", "\n— {} —\n", "\n\n- {} -\n\n")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?")
_APART = 60
_HALF = "".join(map(chr, range(0x21, 0x7F)))
_FULL = "".join(map(chr, range(0xFF01, 0xFF5F)))
_WIDER = dict(zip(_HALF, _FULL, strict=True))
_NARROWER = dict(zip(_FULL, _HALF, strict=True))
# Signs that mark up a line rather than stand in it, and the one whose width is left alone.
_SET_WIDTH = frozenset("#*|_~～\"'<>`\\^")

Noise = Callable[[str, Random], str]


def page_breaks(text: str, random: Random) -> str:
    """Break titles and bodies across pages, in mid-word and mid-number too."""
    places = [
        at
        for at in _inside(text, PartKind.TITLE, PartKind.BODY)
        if not (text[at - 1] + text[at]).isspace()
        and not text[at - 1].isspace()
        and not text[at].isspace()
    ]
    chosen: list[int] = []
    for at in sorted(random.sample(places, min(len(places), random.randint(1, 25)))):
        if not chosen or at - chosen[-1] >= _APART:
            chosen.append(at)
    out = text
    for page, at in reversed(list(enumerate(chosen, 2))):
        out = out[:at] + random.choice(_PAGE_BREAKS).format(page) + out[at:]
    return out


def hard_wraps(text: str, random: Random) -> str:
    """Break every body after each so many characters."""
    width = random.randint(20, 60)
    out: list[str] = []
    inside = set(_inside(text, PartKind.BODY))
    column = 0
    for at, char in enumerate(text):
        column = 0 if char == "\n" else column + 1
        if column > width and at in inside and not (char.isspace() or text[at - 1].isspace()):
            out.append("\n")
            column = 1
        out.append(char)
    return "".join(out)


def spaced_figures(text: str, random: Random) -> str:
    """Put spaces around some figures, as typesetting programs do."""

    def spaced(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        left = " " if _may_stand_apart(before) and random.random() < 0.5 else ""
        right = " " if _may_stand_apart(after) and random.random() < 0.5 else ""
        return left + match[0] + right

    return _FIGURE.sub(spaced, text)


def flipped_widths(text: str, random: Random) -> str:
    """Set letters, digits and punctuation in the other width here and there."""
    share = random.random()
    out = list(text)
    for at, char in enumerate(text):
        other = _WIDER.get(char) or _NARROWER.get(char)
        if other is None or char in _SET_WIDTH or random.random() >= share:
            continue
        before, after = text[:at].rstrip()[-1:], text[at + 1 :].lstrip()[:1]
        if char in ",，:：" and before.isdigit() and after.isdigit():
            continue
        out[at] = other
    return "".join(out)


EVERY: tuple[Noise, ...] = (page_breaks, hard_wraps, spaced_figures, flipped_widths)


def _may_stand_apart(neighbour: str) -> bool:
    return neighbour > "\u2000" or neighbour in ("+", "%")


def _inside(text: str, *kinds: PartKind) -> list[int]:
    """Source offsets within parts of these kinds, between two of their characters, off tables."""
    issue: Issue = parse(text)
    out: list[int] = []
    for part in issue.parts:
        if part.kind not in kinds:
            continue
        for at in range(part.span.start + 1, part.span.end):
            line = issue.text[issue.text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
            if "\t" in line or line.startswith("|") or issue.text[at - 1 : at + 1].strip() == "":
                continue
            out.append(issue.source_map.source_offset(at))
    return out
