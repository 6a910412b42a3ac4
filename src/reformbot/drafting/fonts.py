"""The type faces of an official page, and what stands in for those that a machine lacks."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import qn

from reformbot.drafting.markup import element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Face(StrEnum):
    """A face by the name that office machines know it by."""

    FANGSONG = "仿宋_GB2312"
    XIAOBIAOSONG = "方正小标宋简体"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    SONG = "宋体"


_INSTEAD = {
    Face.FANGSONG: "仿宋",
    Face.XIAOBIAOSONG: "华文中宋",
    Face.KAI: "楷体",
    Face.HEI: "SimHei",
    Face.SONG: "SimSun",
}
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def set_face(properties: Any, face: Face) -> None:
    """Give run properties one face for all scripts.

    The hint makes Word set “ ” — … as the Chinese characters they are here.
    """
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("w:rFonts")
        style = properties.find(qn("w:rStyle"))
        properties.insert(0 if style is None else 1, fonts)
    for slot in _SLOTS:
        fonts.set(qn(f"w:{slot}"), face.value)
    for themed in _THEMED:
        fonts.attrib.pop(qn(f"w:{themed}"), None)
    fonts.set(qn("w:hint"), "eastAsia")


def font_table() -> bytes:
    """The part of a file that names each face with what Word may take in its place."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(face.value)}><w:altName w:val={quoteattr(instead)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face, instead in _INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_WORD}">{fonts}</w:fonts>'.encode()
