"""The numbers that Word counts by itself, which are in no text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reformbot.files.archive import Archive
from reformbot.files.markup import Element, attribute, child, local_name, parse_xml

_TEN = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_CIRCLED = 0x2460 - 1
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"}
)


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    wording: str
    start: int


_Levels = dict[str, dict[int, _Level]]


@dataclass(slots=True)
class Numbering:
    """The lists of a file, counting on with each paragraph that asks for a label."""

    _levels: _Levels = field(default_factory=dict[str, dict[int, _Level]])
    _styles: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    _counts: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]])

    @classmethod
    def read(cls, archive: Archive, folder: str) -> Numbering:
        """The lists that a Word file's parts define."""
        data = archive.read(f"{folder}/numbering.xml")
        if not data:
            return cls()
        root = parse_xml(data)
        abstract = {
            attribute(element, "abstractNumId"): _levels_of(element)
            for element in root
            if local_name(element) == "abstractNum"
        }
        levels = {
            attribute(element, "numId") or "": abstract.get(
                attribute(child(element, "abstractNumId"), "val"), {}
            )
            for element in root
            if local_name(element) == "num"
        }
        styles = archive.read(f"{folder}/styles.xml")
        return cls(levels, _numbered_styles(parse_xml(styles)) if styles else {})

    def label(self, paragraph: Element) -> str:
        """What Word prints before a paragraph; empty where it prints nothing or a bullet."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style = attribute(child(properties, "pStyle"), "val") or ""
        number, depth = _reference(own) if own is not None else self._styles.get(style, ("", 0))
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        if level.style in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda found: self._numeral(number, int(found[1]) - 1), level.wording)

    def _numeral(self, number: str, depth: int) -> str:
        level = self._levels[number].get(depth)
        if level is None:
            return ""
        return _spelled(self._counts[number].get(depth, level.start), level.style)


def _reference(properties: Element) -> tuple[str, int]:
    number = attribute(child(properties, "numId"), "val") or ""
    depth = attribute(child(properties, "ilvl"), "val") or "0"
    return number, int(depth) if depth.isdigit() else 0


def _levels_of(abstract: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in abstract:
        depth = attribute(element, "ilvl") or ""
        if local_name(element) == "lvl" and depth.isdigit():
            start = attribute(child(element, "start"), "val") or "1"
            found[int(depth)] = _Level(
                attribute(child(element, "numFmt"), "val") or "decimal",
                attribute(child(element, "lvlText"), "val") or "",
                int(start) if start.isdigit() else 1,
            )
    return found


def _numbered_styles(root: Element) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in root:
        properties = child(style, "pPr", "numPr")
        if properties is not None:
            found[attribute(style, "styleId") or ""] = _reference(properties)
    return found


def _spelled(number: int, style: str) -> str:
    if style in _CHINESE and number < 100:
        tens, ones = divmod(number, 10)
        before = ("" if tens == 1 else _TEN[tens]) + "十" if tens else ""
        return before + (_TEN[ones] if ones or not tens else "")
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(_CIRCLED + number)
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((64 if style == "upperLetter" else 96) + number)
    return str(number)
