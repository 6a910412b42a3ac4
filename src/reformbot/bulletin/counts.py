"""What each figure of a text counts: its unit and noun, and the clause, place and year it is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reformbot.bulletin.figures import Figure, read_figures, read_numeral
from reformbot.bulletin.model import Place, Span
from reformbot.bulletin.moments import read_moments
from reformbot.bulletin.phrases import (
    has_noun,
    nouns,
    phrase_after,
    phrase_before,
    telling_words,
    verb_before,
)
from reformbot.bulletin.places import find_places
from reformbot.bulletin.words import tagged

_UNITS = {"千米": "公里", "平方千米": "平方公里", "周年": "年", "公斤": "千克"}
# A single Chinese numeral counts before one of these too (四大集群, 三方面).
_SPOKEN = re.compile(
    r"(?<![第〇零一二两三四五六七八九十百千万亿几数])(?P<number>[二两三四五六七八九十]{1,3})"
    r"(?P<unit>大(?![会赛学厦队道])|方面|步|强|重(?![点要大])|道|层|部(?![门分])|县|区|市)"
)
_CLAUSE_END = re.compile(r"[，；：。！？\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")
_LESS_BEFORE = re.compile(
    r"(?:不足|不到|不超过|至多|最多|少于|低于|小于|未达|(?<![最附就新亲临])近|将近|接近)$"
)
_MORE_BEFORE = re.compile(r"(?:超过|(?<!不)超|逾|突破|不少于|不低于|至少|高于|大于|多于)$")
_ABOUT_BEFORE = re.compile(r"约[为有]?$")
_MORE_INSIDE = re.compile(r"余|多|以上")
_MORE_AFTER = re.compile(r"(?:余|多(?![种样元层方])|以上|之上)")
_LESS_AFTER = re.compile(r"(?:以下|以内|之内)")
_ABOUT_AFTER = re.compile(r"(?:左右|上下)")
_LABEL = re.compile(r"第[0-9]+期")
_AMONG = re.compile(r"其中(?!一)")
_RESPECTIVELY = re.compile(r"分别|依次")
_COORDINATE = re.compile(r"、|以及|[和与及]")
_JOINT = re.compile(r"[^，；：。！？\n]{0,6}")


class Bound(StrEnum):
    """How exact a figure is."""

    EXACT = "exact"
    MORE = "more"
    LESS = "less"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what it counts.

    Attributes:
        figure: as read; its span is in the text.
        unit: the unit in one spelling.
        after: the noun phrase behind it, in words; empty where none follows.
        subject: the nearest noun phrase before it in its clause, else in its sentence.
        verb: the nearest telling verb before it in its clause; empty where there is none.
        is_quoted: it stands inside quotation marks.
        zone: the words around it that belong to no other figure, with those of the figure before
            it where it has no noun of its own.
        zone_words: the zone cut into words.
        telling: the words of its clause that say what it is about.
        inherits: whether the zone of the figure before it is in its own.
        clause: its clause up to the next figure; `offset` is where in it the figure begins.
        sentence: its whole sentence.
        lead: its sentence up to it.
        own: the end of that from the figure before it on.
        years: the years it is said of; empty where its sentence names none.
        place: the place named last before it in its sentence; None where none or several are.
        is_near: whether that place stands in its own clause.
    """

    figure: Figure
    unit: str
    after: tuple[str, ...]
    subject: tuple[str, ...]
    verb: str
    is_quoted: bool
    zone: str
    zone_words: frozenset[str]
    telling: tuple[str, ...]
    inherits: bool
    clause: str
    offset: int
    sentence: str
    lead: str
    own: str
    bound: Bound
    years: frozenset[int]
    place: Place | None
    is_near: bool

    @property
    def words(self) -> str:
        """The figure's clause, as a reader would quote what it counts."""
        return self.clause.strip("，；：。！？\n、 ")


@lru_cache(maxsize=1024)
def read_counts(text: str, prior: Place | None, issued: date | None) -> tuple[Count, ...]:
    """The figures of a text, dates left out, with what they count.

    Args:
        text: as `plain` spells it.
        prior: where places are likely to lie.
        issued: what 今年 is counted from.
    """
    figures = counted_figures(text, issued)
    moments = [
        moment
        for moment in read_moments(text, issued)
        if moment.years and not _LABEL.match(text, moment.span.end)
    ]
    mentions = [(m.span.start, m.place) for m in find_places(text, prior) if m.place]
    out: list[Count] = []
    phrase_end = 0
    for at, figure in enumerate(figures):
        start, end = figure.span.start, figure.span.end
        sentence = _around(_SENTENCE_END, text, start)
        clause = _around(_CLAUSE_END, text, start)
        following = figures[at + 1].span.start if at + 1 < len(figures) else len(text)
        stop = max(end, min(clause.end, following))
        own = max(sentence.start, phrase_end)
        before = text[own:start]
        after, length = phrase_after(text[end:stop])
        inherits = bool(out) and own > sentence.start
        inherits = inherits and (bool(_AMONG.search(before)) or not (after or has_noun(before)))
        zone = f"{before}｜{text[end:stop]}"
        if inherits:
            zone = f"{out[-1].zone}｜{zone}"
        named = [m for m in moments if sentence.start <= m.span.start < stop]
        earlier = [m for m in named if m.span.start < start]
        there = [
            (position, place)
            for position, place in mentions
            if sentence.start <= position < start and (place.city or place.district)
        ]
        out.append(
            Count(
                figure=figure,
                unit=canonical_unit(figure.unit),
                after=after,
                subject=_subject(text, Span(own, start), clause, stop),
                verb=verb_before(text[max(clause.start, own) : start]),
                is_quoted=before.rfind("“") > before.rfind("”"),
                zone=zone,
                zone_words=_cut(zone),
                telling=telling_words(text[max(clause.start, own) : start] + "｜" + text[end:stop]),
                inherits=inherits,
                clause=text[clause.start : stop],
                offset=start - clause.start,
                sentence=sentence.of(text),
                lead=text[sentence.start : start],
                own=before,
                bound=_bound(text, figure),
                years=(earlier[-1] if earlier else named[0]).years if named else frozenset(),
                place=there[-1][1] if there else None,
                is_near=bool(there) and there[-1][0] >= clause.start,
            )
        )
        phrase_end = end + length
    return tuple(_apportioned(text, out))


def canonical_unit(unit: str) -> str:
    """A unit in one spelling (千米 is 公里)."""
    return _UNITS.get(unit, unit)


def counted_figures(text: str, issued: date | None) -> list[Figure]:
    """The figures of a text that count something or name one of a row; dates are left out."""
    dates = [moment.span for moment in read_moments(text, issued)]
    figures = [f for f in read_figures(text) if not _overlaps(f.span, dates)]
    taken = [*dates, *(figure.span for figure in figures)]
    for match in _SPOKEN.finditer(text):
        value = read_numeral(match["number"])
        span = Span(*match.span())
        if value is not None and not _overlaps(span, taken):
            figures.append(Figure(span, match[0], Decimal(value), match["unit"]))
    return sorted(figures, key=lambda figure: figure.span)


def _subject(text: str, own: Span, clause: Span, stop: int) -> tuple[str, ...]:
    """The noun phrase before a figure; one of an earlier clause where its own has none at all."""
    in_clause = phrase_before(text[max(clause.start, own.start) : own.end])
    if in_clause or has_noun(text[own.end : stop]):
        return in_clause
    return phrase_before(text[own.start : own.end])


def _cut(text: str) -> frozenset[str]:
    return frozenset(word for word, _ in tagged(text))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _around(end: re.Pattern[str], text: str, at: int) -> Span:
    """The stretch between two ends that a position lies in, the ends left out."""
    start = max((match.end() for match in end.finditer(text, 0, at)), default=0)
    following = end.search(text, at)
    return Span(start, following.start() if following else len(text))


def _bound(text: str, figure: Figure) -> Bound:
    before = text[max(0, figure.span.start - 4) : figure.span.start]
    behind = figure.span.end
    if _LESS_BEFORE.search(before) or _LESS_AFTER.match(text, behind):
        return Bound.LESS
    if (
        _MORE_BEFORE.search(before)
        or _MORE_INSIDE.search(figure.text)
        or _MORE_AFTER.match(text, behind)
    ):
        return Bound.MORE
    if _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, behind):
        return Bound.ABOUT
    return Bound.EXACT


def _apportioned(text: str, counts: list[Count]) -> list[Count]:
    """Give each figure behind 分别 the one thing it is said of (技师与高级工分别为…、…)."""
    for match in _RESPECTIVELY.finditer(text):
        row = _row_behind(match.end(), text, counts)
        clause = _around(_CLAUSE_END, text, match.start())
        things = _COORDINATE.split(text[clause.start : match.start()])
        if len(row) < 2 or len(things) != len(row):
            continue
        things[-1], _, shared = things[-1].partition("的")
        for at, thing in zip(row, things, strict=True):
            zone = f"{thing}｜{shared}｜{''.join(counts[at].after)}"
            counts[at] = replace(
                counts[at],
                zone=zone,
                zone_words=_cut(zone),
                telling=telling_words(zone),
                subject=nouns((*phrase_before(thing), *phrase_before(shared))),
                inherits=False,
            )
    return counts


def _row_behind(start: int, text: str, counts: Sequence[Count]) -> list[int]:
    """Positions of the figures that follow one another closely behind `start`."""
    row: list[int] = []
    for at, count in enumerate(counts):
        if count.figure.span.start < start:
            continue
        if not _JOINT.fullmatch(text, start, count.figure.span.start):
            break
        row.append(at)
        start = count.figure.span.end
    return row
