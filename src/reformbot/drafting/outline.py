"""The outline: which fact goes into the lead, and which into which measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reformbot.drafting.facts import Fact, FactTable
from reformbot.drafting.phrasing import EVENT
from reformbot.drafting.subjects import REST, SUBJECTS
from reformbot.errors import OutlineError

FEWEST_MEASURES = 2
MOST_MEASURES = 4
LEAD = 0
"""The lead's place where measures are counted from 1."""

_OVERVIEW = re.compile(r"^(?:目的|主线|目标|宗旨|理念|定位|思路|主题)[：是为]")
_NO_OPENING = re.compile(r"^(?:例子|例如|比如|举例|上一年|去年|上年|前年)")
_OPENS = re.compile(r"^(?:(?:19|20)\d\d年|\d{1,2}月)|启动|成立|揭牌|挂牌|首批|首届|首个|出台")
_BRACKET = re.compile(r"（[^（）]*）")
_OPENING_LINES = 3
_FEWEST_CHARACTERS = 25
_MANY_FACTS = 6
_UNEVEN = 2.2


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure to write: its heading, and the ids of its facts in order."""

    heading: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Where every fact goes.

    Attributes:
        lead: ids of the lead's facts.
        measures: in order, 一是 first.
    """

    lead: tuple[str, ...]
    measures: tuple[PlannedMeasure, ...]

    def left_over(self, table: FactTable) -> tuple[Fact, ...]:
        """The facts that go nowhere."""
        placed = {*self.lead, *(name for one in self.measures for name in one.facts)}
        return tuple(fact for fact in table.facts if fact.id not in placed)

    def moved(self, fact: str, to: int, table: FactTable) -> Outline:
        """The same with a fact at the end of the lead (0) or of a measure (from 1).

        Raises:
            OutlineError: there is no such fact or measure.
        """
        if table.fact(fact) is None:
            raise OutlineError(what=fact)
        bare = self.dropped(fact)
        if to == LEAD:
            return replace(bare, lead=(*bare.lead, fact))
        one = bare.measure(to)
        return bare._with(to, replace(one, facts=(*one.facts, fact)))

    def dropped(self, fact: str) -> Outline:
        """The same with a fact left over."""
        return Outline(
            tuple(name for name in self.lead if name != fact),
            tuple(
                replace(one, facts=tuple(name for name in one.facts if name != fact))
                for one in self.measures
            ),
        )

    def renamed(self, at: int, heading: str) -> Outline:
        """The same with another heading of a measure.

        Raises:
            OutlineError: there is no such measure, or the heading has no letters.
        """
        heading = heading.strip(" 。，；、\n")
        if not heading:
            raise OutlineError(what=str(at))
        return self._with(at, replace(self.measure(at), heading=heading))

    def added(self, heading: str) -> Outline:
        """The same with an empty measure at the end.

        Raises:
            OutlineError: there are as many measures as an article may have.
        """
        if len(self.measures) >= MOST_MEASURES:
            raise OutlineError(what=str(MOST_MEASURES + 1))
        empty = replace(self, measures=(*self.measures, PlannedMeasure("")))
        return empty.renamed(len(empty.measures), heading)

    def deleted(self, at: int) -> Outline:
        """The same without a measure; its facts are left over.

        Raises:
            OutlineError: there is no such measure.
        """
        self.measure(at)
        return replace(self, measures=self.measures[: at - 1] + self.measures[at:])

    def reordered(self, order: Sequence[int]) -> Outline:
        """The same with its measures in another order: (2, 1, 3) puts the second first.

        Raises:
            OutlineError: the order does not name every measure once.
        """
        if sorted(order) != list(range(1, len(self.measures) + 1)):
            raise OutlineError(what=" ".join(map(str, order)))
        return replace(self, measures=tuple(self.measures[at - 1] for at in order))

    def measure(self, at: int) -> PlannedMeasure:
        """The measure at a place, from 1.

        Raises:
            OutlineError: there is none.
        """
        if not 1 <= at <= len(self.measures):
            raise OutlineError(what=str(at))
        return self.measures[at - 1]

    def _with(self, at: int, one: PlannedMeasure) -> Outline:
        return replace(self, measures=(*self.measures[: at - 1], one, *self.measures[at:]))


def propose(table: FactTable) -> Outline:
    """An outline that places every fact: what opens the notes leads, the rest goes by subject."""
    lead = _lead(table.facts)
    rest = [fact for fact in table.facts if fact not in lead]
    groups = _levelled(_grouped(rest))
    headings = _headings(groups)
    return Outline(
        tuple(fact.id for fact in lead),
        tuple(
            PlannedMeasure(heading, tuple(fact.id for fact in group))
            for heading, group in zip(headings, groups, strict=True)
        ),
    )


def _lead(facts: Sequence[Fact]) -> list[Fact]:
    opening = [fact for fact in facts if not _NO_OPENING.match(fact.words)] or list(facts)
    first = next(
        (
            fact
            for fact in opening[:_OPENING_LINES]
            if _OPENS.search(fact.words) or EVENT.search(_BRACKET.sub("", fact.words))
        ),
        next(iter(opening), None),
    )
    if first is None:
        return []
    if len(facts) < _MANY_FACTS:
        return [first]
    overview = next((f for f in facts if f is not first and _OVERVIEW.match(f.words)), None)
    return [first] if overview is None else [first, overview]


def _weights(group: Sequence[Fact]) -> list[tuple[int, str]]:
    """The headings that speak of facts, the weightiest first."""
    found = [(sum(one.weight(f.words) for f in group), one.heading) for one in SUBJECTS]
    return sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])


def _grouped(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts by their weightiest subject, each in the order of the notes; one without goes along."""
    groups: dict[str, list[Fact]] = {}
    last = ""
    line = 0
    for fact in facts:
        weights = _weights([fact])
        heading = weights[0][1] if weights else last
        # What stands on one line belongs together unless it clearly speaks of something else.
        if fact.line == line and any(name == last for _, name in weights):
            heading = last
        groups.setdefault(heading, []).append(fact)
        last, line = heading, fact.line
    return list(groups.values())


def _levelled(groups: list[list[Fact]]) -> list[list[Fact]]:
    """Two to four groups, none much shorter than the others where that can be helped."""
    fewest = FEWEST_MEASURES + (sum(map(len, groups)) > MOST_MEASURES)
    while len(groups) > fewest and (
        len(groups) > MOST_MEASURES or min(map(_size, groups)) < _FEWEST_CHARACTERS
    ):
        at = min(range(len(groups)), key=lambda index: _size(groups[index]))
        beside = [index for index in (at - 1, at + 1) if 0 <= index < len(groups)]
        other = min(beside, key=lambda index: _size(groups[index]))
        first, second = sorted((at, other))
        groups[first : second + 1] = [groups[first] + groups[second]]
    while len(groups) <= FEWEST_MEASURES and (
        longest := max(groups, key=_size, default=list[Fact]())
    ):
        shortest = min(map(_size, groups))
        needs = len(groups) < fewest or _size(longest) > 2 * _UNEVEN * shortest
        if not needs or len(longest) < FEWEST_MEASURES:
            break
        at = groups.index(longest)
        groups[at : at + 1] = _halved(longest)
    return groups + [[]] * (FEWEST_MEASURES - len(groups))


def _halved(group: list[Fact]) -> list[list[Fact]]:
    """A group cut where its halves are nearest in length, between lines if it has several."""
    between = [at for at, (a, b) in enumerate(pairwise(group), 1) if a.line != b.line]
    cuts = between or list(range(1, len(group)))
    at = min(cuts, key=lambda cut: abs(_size(group[:cut]) - _size(group[cut:])))
    return [group[:at], group[at:]]


def _size(group: Sequence[Fact]) -> int:
    return sum(len(fact.words) for fact in group)


def _headings(groups: Sequence[Sequence[Fact]]) -> list[str]:
    """A heading for each group, none twice; the group that a subject suits best takes it."""
    wanted = [
        (weight, -at, heading)
        for at, group in enumerate(groups)
        for weight, heading in _weights(group)
    ]
    chosen: dict[int, str] = {}
    for _, negative, heading in sorted(wanted, reverse=True):
        if -negative not in chosen and heading not in chosen.values():
            chosen[-negative] = heading
    spare = [heading for heading in REST if heading not in chosen.values()]
    return [chosen.get(at) or spare.pop(0) for at in range(len(groups))]
