"""Rules about how a text is typed, looked at as it is: widths, brackets, spaces beside digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from reformbot.bulletin import widths
from reformbot.bulletin.model import Span
from reformbot.bulletin.style.draft import Draft
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule

_CHINESE = r"\u3400-\u9fff〇“”‘’《》（）"
_DIGIT_SPACE = re.compile(
    rf"(?<=[{_CHINESE}])[ \t\u00a0\u3000]+(?=[0-9])|(?<=[0-9%‰])[ \t\u00a0\u3000]+(?=[{_CHINESE}])"
)
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．]+")
_PAIR = re.compile(r"\([^()\n]*\)")
_SINGLE = re.compile(r"[,:;?!]")
_SHOWN = 8


def check(draft: Draft) -> Iterable[StyleFinding]:
    """What is wrong with the typing of title, body and byline, each told apart."""
    texts = (
        (draft.title, StylePlace.TITLE),
        (draft.body, StylePlace.BODY),
        (draft.byline or "", StylePlace.BYLINE),
    )
    for text, place in texts:
        yield from check_text(text, [Span(0, len(text))], place)


def check_text(
    text: str, stretches: Sequence[Span], place: StylePlace = StylePlace.SOURCE
) -> Iterable[StyleFinding]:
    """What is wrong with the typing of some stretches of a text, one finding for each rule."""
    rules: tuple[tuple[StyleRule, Callable[[str, Span], Iterable[Span]]], ...] = (
        (StyleRule.DIGIT_SPACE, _spaces),
        (StyleRule.HALF_WIDTH, _half_width),
        (StyleRule.FULL_WIDTH_DIGIT, _full_width),
    )
    for rule, look in rules:
        spans = sorted({span for stretch in stretches for span in look(text, stretch)})
        if spans:
            shown = "、".join(_around(text, span) for span in spans[:_SHOWN])
            more = "…" if len(spans) > _SHOWN else ""
            yield StyleFinding(
                rule,
                Severity.ERROR,
                _around(text, spans[0]),
                place,
                tuple(spans),
                values={"count": len(spans), "shown": shown + more},
            )


def _spaces(text: str, within: Span) -> Iterable[Span]:
    for match in _DIGIT_SPACE.finditer(text, within.start, within.end):
        yield Span(*match.span())


def _full_width(text: str, within: Span) -> Iterable[Span]:
    for match in _FULL_WIDTH.finditer(text, within.start, within.end):
        yield Span(*match.span())


def _half_width(text: str, within: Span) -> Iterable[Span]:
    """Half-width marks that stand among Chinese; a pair of brackets is one."""
    stretch = within.of(text)
    proper = widths.settled(stretch)
    wrong = {at for at, char in enumerate(stretch) if char in widths.FULL and proper[at] != char}
    for match in _PAIR.finditer(stretch):
        ends = {match.start(), match.end() - 1}
        if ends & wrong:
            wrong -= ends
            yield Span(within.start + match.start(), within.start + match.end())
    for at in wrong:
        yield Span(within.start + at, within.start + at + 1)


def _around(text: str, span: Span) -> str:
    """The stretch with enough beside it to be found again."""
    reach = 3 if span.end - span.start < 3 else 0
    return " ".join(text[max(0, span.start - reach) : span.end + reach].split())
