"""Rules about figures: how many, their units and measure words, approximation, instalments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin.figures import Figure, read_figures
from reformbot.bulletin.model import Span
from reformbot.bulletin.style.draft import Draft
from reformbot.bulletin.style.model import Severity, StyleFinding, StyleRule
from reformbot.bulletin.words import tagged

_FEWEST = 5
_WHOLE = 100
_FEWEST_INSTALMENTS = 3
_NAME_SIGNS = re.compile(r"[+A-Za-z/×“‘《（-]")
_MORE = re.compile(r"[ ]?(?:余|多|来)")
_HEDGE_BEFORE = re.compile(
    r"(?:一般|通常|大约|大概|大致|约|近|将近|接近|超|超过|逾|突破|不少于|不低于|至少|最多)"
    r"(?:在|为|是|达|达到|有)?[ ]?$"
)
_HEDGE_AFTER = re.compile(r"[ ]?(?:左右|上下|以上|以下|以内)")
_RANGE_BEFORE = re.compile(r"[0-9]+(?:\.[0-9]+)?[%‰]?[ ]?(?:[—–~～-]{1,2}|至|到)[ ]?$")
# What a noun for people ends in; other nouns (电力, 电话) may follow a bare number in a name.
_PERSON = re.compile(r"[员工者匠师生手兵民]$|人[才员]$")
_PARTS = re.compile(r"分(?:阶段|期|批|次|步)|首付|尾款|余款")
_CHINESE_NUMERAL = re.compile(
    r"[一二三四五六七八九十百千万零〇两]{3,}(?=[名人家项个万亿元件次场])|百分之"
)
_IS_ROUND = re.compile(r"[一两]?[十百千万亿]+")


def check(draft: Draft) -> Iterable[StyleFinding]:
    """What is wrong with an article's figures."""
    read = draft.read
    figures = [one for one in read_figures(read) if not _in_table(draft, one)]
    counted = [
        one for one in figures if one.unit not in ("年", "月", "日", "号") and _is_arabic(one)
    ]
    if len(counted) < _FEWEST:
        yield draft.finding(
            StyleRule.FEW_FIGURES, Severity.WARNING, (), count=len(counted), least=_FEWEST
        )
    for one in counted:
        if not one.unit and not one.is_ordinal and not draft.is_quoted(one.span.start):
            yield from _without_unit(draft, one)
    for one in figures:
        yield from _stacked(draft, one)
    yield from _instalments(draft, figures)
    for match in _CHINESE_NUMERAL.finditer(read):
        if not draft.is_quoted(match.start()) and not _IS_ROUND.fullmatch(match[0]):
            span = Span(*match.span())
            yield draft.finding(
                StyleRule.NUMERAL, Severity.WARNING, (span,), numeral=span.of(draft.body)
            )


def _in_table(draft: Draft, figure: Figure) -> bool:
    return any(one.span.start <= figure.span.start < one.span.end for one in draft.tables)


def _is_arabic(figure: Figure) -> bool:
    return any(char.isdigit() and char.isascii() for char in figure.text)


def _without_unit(draft: Draft, figure: Figure) -> Iterable[StyleFinding]:
    """A bare number: right before a noun it lacks a measure word, at a clause's end a unit."""
    start, end = figure.span.start, figure.span.end
    before, rest = draft.read[max(0, start - 1) : start], draft.read[end : end + 12]
    if (
        _NAME_SIGNS.match(before)
        or _NAME_SIGNS.match(rest)
        or re.match(r"[年月日—–~～至到版]", rest)
    ):
        return
    more = _MORE.match(rest)
    rest = rest[more.end() if more else 0 :].lstrip(" ")
    words = tagged(rest)
    first, tag = words[0] if words else ("", "")
    if tag.startswith("n") and len(first) > 1 and _PERSON.search(first):
        stretch = Span(start, end + draft.read[end:].find(first) + len(first))
        yield draft.finding(
            StyleRule.MEASURE_WORD,
            Severity.WARNING,
            (stretch,),
            figure=figure.text.strip(),
            noun=first,
        )
    elif not rest or rest[0] in "，。；、）":
        yield draft.finding(
            StyleRule.FIGURE_UNIT, Severity.WARNING, (figure.span,), figure=figure.text.strip()
        )


def _stacked(draft: Draft, figure: Figure) -> Iterable[StyleFinding]:
    """One figure hedged more than once, or a range with a hedge on top."""
    read = draft.read
    head = read[max(0, figure.span.start - 16) : figure.span.start]
    after = _HEDGE_AFTER.match(read, figure.span.end)
    ranged = _RANGE_BEFORE.search(head)
    before = _HEDGE_BEFORE.search(head[: ranged.start()] if ranged else head)
    more = re.search(r"[余多来]", figure.text) or _MORE.match(read, figure.span.end)
    hedges = sum(map(bool, (before, after, more, ranged and (before or after))))
    if hedges < 2:
        return
    start = figure.span.start
    if ranged:
        start -= len(head) - ranged.start()
    if before:
        start -= len(before[0])
    end = after.end() if after else figure.span.end
    span = Span(start, end)
    yield draft.finding(
        StyleRule.APPROXIMATION, Severity.WARNING, (span,), phrase=span.of(draft.body)
    )


def _instalments(draft: Draft, figures: list[Figure]) -> Iterable[StyleFinding]:
    """Shares of one whole paid or done in parts: they should come to 100 percent."""
    for sentence in draft.sentences:
        if not _PARTS.search(sentence.of(draft.read)):
            continue
        shares = [
            one
            for one in figures
            if one.unit == "%" and sentence.start <= one.span.start < sentence.end
        ]
        total = sum(one.value for one in shares)
        if len(shares) >= _FEWEST_INSTALMENTS and total != _WHOLE:
            yield draft.finding(
                StyleRule.INSTALMENTS,
                Severity.WARNING,
                [one.span for one in shares],
                shares="+".join(one.text for one in shares),
                total=f"{total:f}",
            )
