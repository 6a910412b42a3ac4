"""The signs by which a bulletin's lines are told apart: markers, bylines, distribution, prose."""

from __future__ import annotations

import re
import unicodedata

from reformbot.bulletin.repair import Line

_BULLETS = "·•●◆◇■□▲△▶►★☆○◎※➤➢*-"
_NUMBERED = (
    r"[0-9]{1,2}(?:[.．](?![0-9])|、|）)|（[0-9]{1,2}）"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|【[0-9]{1,2}】"
)
_MARKER = re.compile(rf"(?P<bullet>[{re.escape(_BULLETS)}]+\s*)|(?P<number>(?:{_NUMBERED})\s*)")
_SENDER = (
    r"总工会|工会|联合会|办公室|产改办|公司|集团|委员会|管委会|[市县区省]委|局|部|厅|处|协会|商会|学院|学校|大学|中心"
    r"|课题组|编辑部|联席会议?|政府|街道|[镇乡村]|园区|研究[所院]|医院|银行|厂|矿|站|社|组|院|所"
)
_SENT_IN = r"供稿|来稿|报送|投稿|撰稿|信息来源|来源|作者|通讯员|文/"
_BYLINE = re.compile(
    r"（(?P<who>[^（）。；！？]{2,30}(?:（[^（）]{1,12}）)?[^（）。；！？]{0,12})）"
)
_LABELLED_BYLINE = re.compile(
    rf"（?(?:{_SENT_IN})(?:单位|人)?\s*[：:]\s*(?P<who>[^。；！？：:（）]{{2,40}}?)）?"
)
_TRAILING_BYLINE = re.compile(rf"（?(?P<who>[^。；！？：（）]{{2,30}}?)\s*(?:{_SENT_IN})）?")
_DASHED_BYLINE = re.compile(rf"[—-]{{1,2}}\s*(?P<who>[^。；，、！？]{{0,26}}(?:{_SENDER}))")
_INLINE_BYLINE = re.compile(
    rf"(?<=[。！？”）])\s*（(?:{_SENT_IN})?[：:]?(?P<who>[^（）。；！？]{{1,28}}"
    rf"(?:{_SENDER}))\s*(?:{_SENT_IN})?）$"
)
_ENDS_AS_SENDER = re.compile(rf"(?:{_SENDER})$")
_DISTRIBUTION = re.compile(
    r"(?:主?报|抄报|上报|呈报|主?送|抄送|分送|印发|发|本期送|本期发)\s*[：:]"
)
_CONTENTS_HEADING = re.compile(
    r"(?:本期)?(?:目录|要目|目次|导读|内容提要)|(?:tableof)?contents", re.I
)
_SECTION = re.compile(r"[【〔\[◎※].*|[一二三四五六七八九十]{1,2}、.{2,12}|.{2,10}")
CORRECTION_TITLE = re.compile(r"(?:更正|勘误|订正|更正[与和]致歉|更正(?:启事|说明|声明)|勘误表)")
TERMINALS = frozenset("。！？；…")
MEASURE_START = re.compile(
    r"[一二三四五六七八九十]{1,2}是|其[一二三四五六七八九十]|（[一二三四五六七八九十]{1,2}）|第[一二三四五六七八九十]{1,2}[，、]"
    rf"|{_NUMBERED}"
)
LONGEST_HEADING = 60


def comparable(text: str) -> str:
    """Letters, digits and ideographs of a title, folded: what two printings of it share."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def split_marker(text: str) -> tuple[str, str]:
    """The style of a heading's marker and the heading without it.

    The style is "" for none, "#" for any number, or the bullet itself: what headings of one rank
    have in common.
    """
    match = _MARKER.match(text)
    if match is None or match.end() == len(text):
        return "", text
    return ("#" if match["number"] else match["bullet"].strip()[:1]), text[match.end() :]


def is_prose(line: Line) -> bool:
    """Whether a line is running text rather than a heading, a name or a date."""
    text = line.chars
    return "。" in text or len(text) > LONGEST_HEADING or text[-1] in TERMINALS


def is_contents_heading(line: Line) -> bool:
    """Whether a line announces the table of contents."""
    return bool(_CONTENTS_HEADING.fullmatch("".join(line.chars.split())))


def is_distribution(line: Line) -> bool:
    """Whether a line opens the distribution list (报：…, 送：…)."""
    return bool(_DISTRIBUTION.match(line.chars))


def looks_like_section(text: str) -> bool:
    """Whether a heading followed by another heading is a section's (工作动态, 【经验交流】)."""
    return bool(_SECTION.fullmatch(text))


def byline(text: str, *, closing: bool) -> str | None:
    """Who sent an article in, where a line says only that; None for any other line.

    Args:
        closing: the line is the last before the next heading, so that brackets alone make it a
            byline; elsewhere it must also end as the name of an organisation does.
    """
    for pattern in (_LABELLED_BYLINE, _TRAILING_BYLINE):
        if match := pattern.fullmatch(text):
            return match["who"].strip()
    if match := _BYLINE.fullmatch(text):
        who = match["who"].strip()
        return who if closing or _ENDS_AS_SENDER.search(who) else None
    if match := _DASHED_BYLINE.fullmatch(text):
        return match["who"].strip()
    return None


def inline_byline(text: str) -> tuple[int, str] | None:
    """Where a byline that closes a paragraph begins, and who it names; None where none does."""
    match = _INLINE_BYLINE.search(text)
    return (match.start(), match["who"].strip()) if match else None
