"""The signs by which a bulletin's lines are told apart: markers, distribution, prose."""

from __future__ import annotations

import re
import unicodedata

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.repair import Line

_TEN = "一二三四五六七八九十"
_BULLETS = "·•・●◆◇■□▲△▶►★☆○◎※➤➢*-"
_NUMBERED = (
    r"[0-9]{1,2}(?:[.．](?![0-9])|、|）)|（[0-9]{1,2}）"
    rf"|[{_TEN}]{{1,3}}、|（[{_TEN}]{{1,3}}）|[①-⑳]|【[0-9]{{1,2}}】"
)
_MARKER = re.compile(rf"(?P<bullet>[{re.escape(_BULLETS)}]+\s*)|(?P<number>(?:{_NUMBERED})\s*)")
_NUMERAL = re.compile(rf"[0-9]{{1,2}}|[{_TEN}]{{1,3}}|[①-⑳]")
_DISTRIBUTION = re.compile(
    r"(?:主?报|抄报|上报|呈报|主?送|抄送|分送|印发|发|本期[报送发]|报送|发送)\s*[：:]"
)
_IMPRINT = re.compile(
    r"[（(]?共印\s*[0-9]+\s*份[）)]?|(?:责任|值班|本期)?(?:编辑|校对|审核|签发|主编|编审|排版|联系人)\s*[：:].*"
    r"|(?:联系|咨询)?(?:电话|传真|邮箱|电子邮箱|地址|邮编)\s*[：:].*|.{2,30}\s[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日印发?"
)
_CONTENTS_HEADING = re.compile(
    r"[【\[]?(?:本期)?(?:目录|要目|目次|导读|内容提要)[】\]]?：?|(?:tableof)?contents", re.I
)
_SECTION = re.compile(r"[【〔\[◎※].*|[一二三四五六七八九十]{1,2}、.{2,12}|.{2,10}")
_ITEM_HEAD = re.compile(r"【[^】]{2,40}】")
TERMINALS = frozenset("。！？；…")
_CLOSERS = "”’）》」』】"
MEASURE_START = re.compile(rf"[{_TEN}]{{1,2}}是|其[{_TEN}]|第[{_TEN}]{{1,2}}[，、]|{_NUMBERED}")
LONGEST_HEADING = 60
_LONGEST_QUESTION = 40
SUBTITLE = ("——", "――", "──", "--")


def comparable(text: str) -> str:
    """Letters, digits and ideographs of a title, folded: what two printings of it share."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def split_marker(text: str) -> tuple[str, str]:
    """The style of a heading's marker and the heading without it.

    The style is "" for none, the bullet itself, or the number's shape (1. 一、 （一） ①): what
    headings of one rank have in common.
    """
    match = _MARKER.match(text)
    if match is None or match.end() == len(text):
        return "", text
    if match["bullet"]:
        return match["bullet"].strip()[:1], text[match.end() :]
    shape = _NUMERAL.sub(_first_of_its_kind, match["number"].strip()).replace("．", ".")
    return shape, text[match.end() :]


def style(line: Line) -> str:
    """The style of a line's marker, see `split_marker`; a Markdown bullet is one."""
    return line.bullet or split_marker(line.chars)[0]


def ordinal(line: Line) -> int | None:
    """The number in a line's marker; None for a bullet or no marker."""
    match = _MARKER.match(line.chars)
    if match is None or not match["number"]:
        return None
    number = _NUMERAL.search(match["number"])
    if number is None:
        return None
    if "①" <= number[0] <= "⑳":
        return ord(number[0]) - ord("①") + 1
    return read_numeral(number[0])


def is_prose(line: Line) -> bool:
    """Whether a line is running text rather than a heading, a name or a date."""
    text = line.chars
    return "。" in text or len(text) > LONGEST_HEADING or text[-1] in TERMINALS


def may_be_question(line: Line) -> bool:
    """Whether a line of running text might as well be a title that asks or calls out."""
    text = line.chars
    return "。" not in text and len(text) <= _LONGEST_QUESTION and text[-1] in "？！"


def is_finished(text: str) -> bool:
    """Whether running text ends where a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in TERMINALS


def item_head(line: Line) -> int:
    """Length of the 【】 head with which a short news item begins, 0 where there is none."""
    match = _ITEM_HEAD.match(line.chars)
    return match.end() if match and match.end() < len(line.chars) else 0


def is_contents_heading(line: Line) -> bool:
    """Whether a line announces the table of contents."""
    return bool(_CONTENTS_HEADING.fullmatch("".join(line.chars.split())))


def is_distribution(line: Line) -> bool:
    """Whether a line opens the distribution list (报：…, 送：…)."""
    return bool(_DISTRIBUTION.match(line.chars))


def is_imprint(line: Line) -> bool:
    """Whether a line says who edited and how many copies were printed (编辑：…, 共印60份)."""
    return bool(_IMPRINT.fullmatch(line.chars))


def looks_like_section(text: str) -> bool:
    """Whether a heading followed by another heading is a section's (工作动态, 【经验交流】)."""
    return bool(_SECTION.fullmatch(text))


def _first_of_its_kind(numeral: re.Match[str]) -> str:
    if numeral[0].isascii():
        return "1"
    return "一" if numeral[0][0] in _TEN else "①"
