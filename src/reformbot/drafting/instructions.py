"""What a writer asks of a version, read by kind: 把第二点写短一点, 第一点和第三点对调."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reformbot.bulletin.figures import read_numeral
from reformbot.drafting.draft import ORDINALS

_PART = re.compile(
    r"第(?P<n>[一二三四五六七八九1-9])(?:点|条|部分|段|项|个要点|个措施|条措施|个方面|节|块)"
    r"|(?P<is>[一二三四])是|(?P<lead>导语|开头|引言|帽段|首段)"
)
_TITLE_TO = re.compile(
    r"(?:大)?标题(?:改|换|定|写)?(?:成|为|作|：|:)[“\"「]?(?P<text>[^”\"」]+)[”\"」]?$"
)
_TITLE = re.compile(r"标题")
_HEADING_TO = re.compile(r"(?:改|换|写)(?:成|为)[“\"「]?(?P<text>[^”\"」]+)[”\"」]?$")
_SWAP = re.compile(r"对调|互换|交换|调换|换一下(?:位置|顺序)|调个(?:位置|个)")
_DELETE = re.compile(r"删(?:掉|去|除)?|去掉|拿掉|不要(?!太|再)")
_SHORTEN = re.compile(r"短|精简|压缩|简练|简短|缩减|太长|删减|凝练|少写")
_LENGTHEN = re.compile(r"长一点|长些|展开|详细|充实|丰富|扩写|多写|太短")
_ADD = re.compile(r"(?:加上|加入|加进|增加|补充|补上|添加|加)(?:一下|一个|些)?(?P<text>.{2,40})$")
_RESTORE = re.compile(
    r"(?:回到|退回|恢复|还原|换回|返回)(?:到|成|为)?"
    r"(?:第?(?P<n>[一二三四五六七八九十百\d]{1,4})版|上一?个?版本?|前一?个?版本?)|撤销"
)
_POLISH = re.compile(r"润色|重写|改写|换个?说法|正式|语气|通顺|文采|口语|书面")


class Ask(StrEnum):
    """What kind of change is asked for."""

    SHORTEN = "shorten"
    LENGTHEN = "lengthen"
    RETITLE = "retitle"
    RENAME = "rename"
    SWAP = "swap"
    DELETE = "delete"
    ADD = "add"
    POLISH = "polish"
    RESTORE = "restore"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction as understood.

    Attributes:
        parts: those it names, in order; 0 is the lead.
        text: the new title or heading, what is to be added, or the number of the version to go
            back to; empty where none is given.
    """

    ask: Ask
    parts: tuple[int, ...] = ()
    text: str = ""


def understood(said: str) -> Instruction:
    """What an instruction asks for."""
    said = said.strip(" 。！!，,\n")
    if match := _RESTORE.search(said):
        number = read_numeral(match["n"]) if match["n"] else None
        return Instruction(Ask.RESTORE, (), str(number or ""))
    parts = tuple(_number(match) for match in _PART.finditer(said))
    if parts and len(set(parts)) > 1 and _SWAP.search(said):
        return Instruction(Ask.SWAP, parts[:2])
    if parts and (match := _HEADING_TO.search(said)):
        return Instruction(Ask.RENAME, parts[:1], match["text"].strip())
    if not parts and _TITLE.search(said):
        match = _TITLE_TO.search(said)
        return Instruction(Ask.RETITLE, (), match["text"].strip() if match else "")
    for ask, pattern in (
        (Ask.SHORTEN, _SHORTEN),
        (Ask.LENGTHEN, _LENGTHEN),
        (Ask.DELETE, _DELETE),
    ):
        if pattern.search(said):
            return Instruction(ask, parts)
    if match := _ADD.search(said):
        return Instruction(Ask.ADD, parts, match["text"].strip())
    return Instruction(Ask.POLISH if _POLISH.search(said) else Ask.UNKNOWN, parts)


def part_name(at: int) -> str:
    """What an instruction calls a part: 导语, 第一点."""
    return f"第{ORDINALS[at - 1]}点" if at else "导语"


def _number(match: re.Match[str]) -> int:
    if match["lead"]:
        return 0
    return read_numeral(match["n"] or match["is"]) or 0
