"""Rules about the title above an article and the byline below it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin import bylines
from reformbot.bulletin.model import Span
from reformbot.bulletin.style.draft import Draft, length
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule

_SHORTEST_TITLE, _LONGEST_TITLE = 15, 24
_TITLE_END = re.compile(r"[。，、；：！？.,;:!?…]+$")
_SPACE = re.compile(r"[^\S\n]+")
_ABOUT = re.compile(r"^关于.+的")
_BRACKETED = re.compile(r"（[^（）]+(?:（[^（）]+）[^（）]*)?）")
_UNION = re.compile(r"(?:[\u4e00-\u9fff]{2,}(?:市|州|盟|地区)|省)总工会$")


def check(draft: Draft) -> Iterable[StyleFinding]:
    """What is wrong with title and byline."""
    yield from _title(draft.title)
    yield from _byline(draft.byline)


def _title(title: str) -> Iterable[StyleFinding]:
    count = length(title)
    whole = Span(0, len(title))
    if not _SHORTEST_TITLE <= count <= _LONGEST_TITLE:
        yield _of_title(
            StyleRule.TITLE_LENGTH,
            title,
            whole,
            count=count,
            least=_SHORTEST_TITLE,
            most=_LONGEST_TITLE,
        )
    if end := _TITLE_END.search(title):
        yield _of_title(StyleRule.TITLE_END, title, Span(*end.span()), mark=end[0])
    if space := _SPACE.search(title.strip()):
        left = len(title) - len(title.lstrip())
        yield _of_title(
            StyleRule.TITLE_SPACE, title, Span(space.start() + left, space.end() + left)
        )
    if _ABOUT.match(title):
        yield _of_title(StyleRule.TITLE_ABOUT, title, whole)


def _of_title(rule: StyleRule, title: str, span: Span, **values: str | int) -> StyleFinding:
    return StyleFinding(rule, Severity.ERROR, title, StylePlace.TITLE, (span,), values=values)


def _byline(byline: str | None) -> Iterable[StyleFinding]:
    said = byline.strip() if byline else ""
    if byline is None or not said:
        yield StyleFinding(StyleRule.BYLINE_MISSING, Severity.ERROR, "", StylePlace.BYLINE)
        return
    whole = (Span(0, len(byline)),)
    # Half-width brackets are a matter of typing, told once for title, body and byline.
    wide = said.replace("(", "（").replace(")", "）")
    if not _BRACKETED.fullmatch(wide):
        yield StyleFinding(
            StyleRule.BYLINE_FORM,
            Severity.ERROR,
            said,
            StylePlace.BYLINE,
            whole,
            values={"byline": said},
        )
    sender = bylines.standing(wide, closing=True) or wide
    if not _UNION.search(sender):
        yield StyleFinding(
            StyleRule.BYLINE_SENDER,
            Severity.WARNING,
            said,
            StylePlace.BYLINE,
            whole,
            values={"sender": sender},
        )
