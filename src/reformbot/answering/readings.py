"""Figures of a sentence, each bound to the words it stands with: what it counts, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.answering.corrections import corrected
from reformbot.answering.evidence import Evidence
from reformbot.bulletin.figures import Figure, read_figures
from reformbot.bulletin.model import Span
from reformbot.search.retrieval import Searcher

_DATE_UNITS = frozenset(("年", "月", "日", "号", "届", "期", "批", "个月", "天", "小时", "岁"))
_UNITS_ALIKE = (
    frozenset("家所个座处"),
    frozenset("人名位"),
    frozenset("项件个条"),
    frozenset(("场", "场次")),
)
_CLAUSE = re.compile(r"[^，。！？；：\n]+")
_PIECE = re.compile(r"[^，。！？；：、（）\n]+")
_ABOUT = re.compile(r"(?:约|近|将近|超过?|逾|突破|不少于|不低于|至少|多于|不到|不足|达到?了?)\s*$")
_EXACT = re.compile(r"达到?了?\s*$")
_LOOSE = re.compile(r"[余多来]|以上|左右")
_RATE_BASE = re.compile(r"每\s*$")
_PER = re.compile(r"每|人均|户均|平均|日均|月均|年均")
_GROWTH = re.compile(r"新增|净增|增长|增加|提高|上升|下降|减少|增幅")
_PLANNED = re.compile(r"计划|目标|争取|力争|拟|打算|不少于|不低于|预计")
_WHOLE = re.compile(r"全[省市县区年]|累计|总[数量计]|合计|共(?![建享同])|两级|各级")
_LISTED = re.compile(r"[、和与及]")
_FIRST_WORDS = re.compile(r"[0-9].*$")
_RANGE = re.compile(r"\s*(?:[—–~～-]{1,2}|至|到)\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with the words it stands with.

    Attributes:
        evidence: the sentence it stands in.
        sentence: that sentence as notices correct it; `figure` refers to this text.
        notices: the notices' sentences that correct it.
        own: the words between the figures beside it, within its piece of an enumeration.
        noun: those before the figure alone.
        piece: the piece of the enumeration, as printed.
        clause: the clause, as printed.
        context: what of the sentence stands before the piece.
    """

    evidence: Evidence
    sentence: str
    notices: tuple[Evidence, ...]
    figure: Figure
    own: str
    noun: str
    piece: Span
    clause: Span
    context: str

    @property
    def words(self) -> str:
        """What to show of it: its clause, or its piece of an enumeration of several figures."""
        clause = self.clause.of(self.sentence)
        several = sum(f.unit not in _DATE_UNITS for f in read_figures(clause)) > 1
        return (self.piece.of(self.sentence) if several else clause).strip()

    @property
    def bound(self) -> str:
        """Everything it is told under: title, heading, and the sentence to its clause's end."""
        passage = self.evidence.passage
        return f"{passage.title}，{passage.heading}，{self.sentence[: self.clause.end]}"

    @property
    def is_about(self) -> bool:
        """Whether the figure is printed as rounded, or as a bound (约, 余, 不少于)."""
        before = self.sentence[: self.figure.span.start]
        after = self.sentence[self.figure.span.end : self.figure.span.end + 2]
        bound = bool(_ABOUT.search(before)) and not _EXACT.search(before)
        return bound or bool(_LOOSE.search(self.figure.text) or _LOOSE.match(after))

    @property
    def manner(self) -> tuple[bool, bool]:
        """Whether it counts per head or the like, and whether it is an increase.

        Figures of different manners are not compared.
        """
        return bool(_PER.search(self.own)), bool(_GROWTH.search(self.own))

    @property
    def is_whole(self) -> bool:
        """Whether the sentence says up to here that it counts all there are, or of all the year."""
        return bool(_WHOLE.search(self.sentence[: self.figure.span.start]))

    @property
    def is_planned(self) -> bool:
        """Whether the clause tells of what is intended."""
        return bool(_PLANNED.search(self.clause.of(self.sentence)))


def alike(one: str, other: str) -> bool:
    """Whether two units count the same sort of thing, so that figures in them may be added."""
    return one == other or any(one in units and other in units for units in _UNITS_ALIKE)


def readings(evidence: Evidence, searcher: Searcher) -> list[Reading]:
    """The figures of a sentence that count something.

    Dates, ordinals, ranges and the bases of rates (每万名) are none.
    """
    change = corrected(evidence, searcher)
    text = change.text if change else evidence.text
    notices = change.notices if change else ()
    figures = [f for f in read_figures(text) if f.unit not in _DATE_UNITS]
    counting = [
        figure for at, figure in enumerate(figures) if _is_count(text, figures, at) and figure.unit
    ]
    pieces = [Span(*match.span()) for match in _PIECE.finditer(text)]
    clauses = [Span(*match.span()) for match in _CLAUSE.finditer(text)]
    found: list[Reading] = []
    for at, figure in enumerate(counting):
        piece, clause = _around(figure, pieces), _around(figure, clauses)
        if piece is None or clause is None:
            continue
        start = max(piece.start, counting[at - 1].span.end if at else 0)
        later = counting[at + 1].span.start if at + 1 < len(counting) else len(text)
        end = min(piece.end, later)
        noun = text[start : figure.span.start]
        own = f"{noun}，{text[figure.span.end : end]}"
        if (named := _respectively(text, clause, figure, counting)) is not None:
            noun, own = named[0], "，".join(named)
        found.append(
            Reading(evidence, text, notices, figure, own, noun, piece, clause, text[: piece.start])
        )
    return found


def _respectively(
    text: str, clause: Span, figure: Figure, counting: Sequence[Figure]
) -> tuple[str, str] | None:
    """The name a figure belongs to before 分别, first to first, and the words behind 分别.

    None without 分别; empty where names and figures are not equally many.
    """
    names, mark, rest = text[clause.start : figure.span.start].partition("分别")
    if not mark:
        return None
    after = clause.start + len(names) + len(mark)
    row = [f for f in counting if after <= f.span.start < clause.end]
    several = _LISTED.split(names)
    if len(several) != len(row) or len(row) == 1:
        return None if len(row) == 1 else ("", "")
    return several[row.index(figure)], _FIRST_WORDS.sub("", rest)


def _is_count(text: str, figures: Sequence[Figure], at: int) -> bool:
    figure = figures[at]
    if figure.is_ordinal or _RATE_BASE.search(text[: figure.span.start]):
        return False
    neighbours = [pair for pair in (at - 1, at) if 0 <= pair < len(figures) - 1]
    return not any(
        _RANGE.fullmatch(text, figures[first].span.end, figures[first + 1].span.start)
        for first in neighbours
    )


def _around(figure: Figure, spans: Sequence[Span]) -> Span | None:
    return next(
        (s for s in spans if s.start <= figure.span.start and figure.span.end <= s.end), None
    )
