"""Figures, dates and quotations of an English sentence, as they compare with Chinese text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reformbot.bulletin.counts import Bound
from reformbot.bulletin.model import Span

_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: Decimal(value) for value, word in enumerate(_SMALL, 2)} | {
    word: Decimal(10 * value) for value, word in enumerate(_TENS, 2)
}
_MONTHS: tuple[str, ...] = tuple(
    "January February March April May June July August September October November December".split()
)
_MONTH = "|".join(_MONTHS)
_UNITS = (
    (re.compile(r"\s*(?:%|percent(?!age)|per cent)", re.IGNORECASE), "%"),
    (re.compile(r"[\s-]*percentage[\s-]points?", re.IGNORECASE), "个百分点"),
    (re.compile(r"\s*(?:yuan|RMB|CNY|renminbi)\b", re.IGNORECASE), "元"),
    (re.compile(r"\s*(?:square met(?:er|re)s?|sq\.? ?m|m²)", re.IGNORECASE), "平方米"),
)
_MONEY_BEFORE = re.compile(r"(?:RMB|CNY|[¥￥])\s*$", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?<![\w.])(?:(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<tens>{'|'.join(_TENS)})-(?P<ones>{'|'.join(_SMALL[:8])}|one)"
    rf"|(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))}))(?![0-9])"
    rf"(?P<ordinal>st|nd|rd|th)?(?:[\s-]+(?P<scale>{'|'.join(_SCALES)})(?:s?\b))?(?![a-z])",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\b(?:\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?:,?\s+(?P<year>(?:19|20)[0-9]{{2}}))?"
    rf"|\b(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\b(?:,?\s+(?P<year2>(?:19|20)[0-9]{{2}}))?"
    r"|(?<![\w.,])(?P<lone>(?:19|20)[0-9]{2})(?![\w%]|,[0-9]|\.[0-9]|\s+(?:yuan|percent|per cent))"
)
_MORE = re.compile(r"(?:more than|over|above|at least|exceed(?:s|ed|ing)?)\s+$", re.IGNORECASE)
_LESS = re.compile(
    r"(?:nearly|almost|less than|fewer than|under|below|at most|up to|close to|no more than)\s+$",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"(?:no|not) more than\s+$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:about|around|some|roughly|approximately)\s+$", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|no(?! more| less| fewer)|never|neither|nor|without|cannot|\w+n['’]t)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EnglishFigure:
    """A number of an English sentence.

    Attributes:
        text: the printed words.
        unit: 元, %, 个百分点 or 平方米; empty where the sentence names another or none.
    """

    text: str
    value: Decimal
    unit: str
    bound: Bound


def read_english_figures(sentence: str) -> list[EnglishFigure]:
    """Figures of an English sentence in order, dates left out; 1.2 million is 1200000."""
    dates = [span for span, _ in english_dates(sentence)]
    out: list[EnglishFigure] = []
    for match in _FIGURE.finditer(sentence):
        if any(span.start <= match.start() < span.end for span in dates):
            continue
        value = _value(match) * _SCALES.get((match["scale"] or "").lower(), Decimal(1))
        before = sentence[: match.start()]
        named = next(
            ((m, unit) for form, unit in _UNITS if (m := form.match(sentence, match.end()))), None
        )
        unit = named[1] if named else "元" if _MONEY_BEFORE.search(before) else ""
        end = named[0].end() if named else match.end()
        out.append(EnglishFigure(sentence[match.start() : end], value, unit, _bound(before)))
    return out


def english_dates(sentence: str) -> list[tuple[Span, str]]:
    """Dates of an English sentence, each as Chinese writes it (2024年5月29日)."""
    out: list[tuple[Span, str]] = []
    for match in _DATE.finditer(sentence):
        year = match["year"] or match["year2"] or match["lone"]
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        if month == "May" and not (year or day):
            continue
        said = f"{year}年" if year else ""
        said += f"{_MONTHS.index(month.capitalize()) + 1}月" if month else ""
        said += f"{day}日" if day else ""
        out.append((Span(*match.span()), said))
    return out


def english_denials(sentence: str) -> list[str]:
    """The words by which an English sentence denies something."""
    return [match[0] for match in _DENIAL.finditer(sentence)]


def _value(match: re.Match[str]) -> Decimal:
    if match["number"]:
        return Decimal(match["number"].replace(",", ""))
    if match["tens"]:
        ones = match["ones"].lower()
        return _WORDS[match["tens"].lower()] + _WORDS.get(ones, Decimal(1))
    return _WORDS[match["word"].lower()]


def _bound(before: str) -> Bound:
    if _NO_MORE.search(before) or (_LESS.search(before)):
        return Bound.LESS
    if _MORE.search(before):
        return Bound.MORE
    return Bound.ABOUT if _ABOUT.search(before) else Bound.EXACT
