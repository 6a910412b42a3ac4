"""Who sent an article in: the line, or the end of a paragraph, that says so."""

from __future__ import annotations

import re

_SENDER = (
    r"总工会|工会|联合会|[办委局部厅处科室会院所校馆站社组队厂矿店港]|公司|集团|协会|商会|大学|中心"
    r"|编辑部|政府|街道|[镇乡村]|园区|开发区|银行|企业|车间|股份|供电|电力|铁路|机场"
)
_LABEL = (
    r"(?:(?:作者|供稿|报送|来稿|撰稿|投稿)?单位"
    r"|(?:供稿|来稿|报送|投稿|撰稿|撰文|执笔|信息来源|来源|作者|通讯员)"
    r"(?:单位|人)?)"
)
_LABELLED = re.compile(
    rf"(?P<open>（)?(?:{_LABEL}\s*：|文/)(?P<who>[^。；！？]{{2,60}}?)(?(open)）)"
)
_FURTHER_LABEL = re.compile(rf"[\s，、/]*{_LABEL}\s*：\s*")
_TRAILING = re.compile(
    r"(?P<open>（)?(?P<who>[^。；！？：，（）]{2,30}?)\s*(?:供稿|来稿|报送|投稿|撰稿)(?(open)）)"
)
_BRACKETED = re.compile(
    r"（(?P<who>[^（）。；！？]{2,30}(?:（[^（）]{1,12}）)?[^（）。；！？]{0,12})）"
)
_DASHED = re.compile(rf"[—-]{{1,2}}\s*(?P<who>[^。；，、！？]{{0,26}}(?:{_SENDER}))")
_AT_END = re.compile(r"(?<=[。！？”）])\s*(?P<byline>（[^（）。；！？]{2,40}）)$")
_ENDS_AS_SENDER = re.compile(rf"(?:{_SENDER})(?:\s\S{{2,4}})*$")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]+")


def standing(text: str, *, closing: bool) -> str | None:
    """Who sent an article in, where a line says only that; None for any other line.

    Args:
        closing: the line is the last before the next heading, so that brackets alone make it a
            byline; elsewhere it must also end as the name of an organisation does.
    """
    if match := _LABELLED.fullmatch(text):
        return _unlabelled(match["who"])
    if match := _TRAILING.fullmatch(text):
        return match["who"].strip()
    if match := _BRACKETED.fullmatch(text):
        who = match["who"].strip()
        if _NUMERAL.fullmatch(who):
            return None
        return who if closing or _ENDS_AS_SENDER.search(who) else None
    if match := _DASHED.fullmatch(text):
        return match["who"].strip()
    return None


def inline(text: str, *, closing: bool) -> tuple[int, str] | None:
    """Where a byline that closes a paragraph begins, and who it names; None where none does.

    Args:
        closing: as for `standing`.
    """
    match = _AT_END.search(text)
    who = standing(match["byline"], closing=closing) if match else None
    return (match.start(), who) if match and who else None


def is_labelled(text: str) -> bool:
    """Whether a line names a sender after a label (供稿：…, 单位：…)."""
    return _LABELLED.fullmatch(text) is not None


def _unlabelled(who: str) -> str:
    """Person and unit, each behind a label of its own, as one name."""
    return _FURTHER_LABEL.sub(" ", who).strip(" ，、/")
