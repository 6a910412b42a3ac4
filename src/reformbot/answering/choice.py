"""Which figure of each side is meant, and whether no other might be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from reformbot.answering.readings import Reading, alike
from reformbot.answering.sides import Side
from reformbot.search.comparing import asked_noun, asks_for_plans, read_level
from reformbot.search.question import Query, character_pairs
from reformbot.search.retrieval import Searcher

_MOST_READINGS = 8  # of a side, looked at together with the other sides'
_OWN_WEIGHT = 2.0
_AROUND_WEIGHT = 0.6
_SCORE_WEIGHT = 0.15
_LIKENESS_WEIGHT = 1.0
_EXACT_WEIGHT = 0.3
_WHOLE_BONUS = 0.2
_LEVEL_WEIGHT = 1.0
_MANNER_PENALTY = 0.8
_LEAST_MARGIN = 0.15
_LEAST_SHARE = 0.75  # how much of the question each figure must be told with, beside the best
ALIKE = 0.7
"""From which likeness on figures count the same, whatever the question calls it."""
_GOES_ON = re.compile(r"总[数量]|增至|增加到|达到|扩大到|升至|降至|减至")
_MONEY = (
    *("津贴", "工资", "奖金", "效益", "产值", "投入", "资金", "经费", "利润", "费用", "补贴"),
    *("金额", "收入", "奖励"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure a side.

    Attributes:
        margin: how much better it is than the best choice of other values.
    """

    readings: tuple[Reading, ...]
    margin: float


def choose(
    query: Query, pairs: frozenset[str], sides: Sequence[Side], searcher: Searcher
) -> Choice | None:
    """The figures, one a side in units alike, that speak best to the question and each other."""
    ranked = [_ranked(query, pairs, side, searcher) for side in sides]
    scored: list[tuple[float, tuple[Reading, ...]]] = []
    for together in product(*ranked):
        readings = tuple(reading for _, reading in together)
        units = [reading.figure.unit for reading in readings]
        if all(alike(units[0], unit) for unit in units):
            score = sum(one for one, _ in together) + _LIKENESS_WEIGHT * likeness(
                readings, searcher
            )
            if len({reading.manner for reading in readings}) > 1:
                score -= _MANNER_PENALTY
            scored.append((score, readings))
    if not scored:
        return None
    scored.sort(key=lambda one: -one[0])
    score, best = scored[0]
    values = [reading.figure.value for reading in best]
    others = (one for one, readings in scored[1:] if [r.figure.value for r in readings] != values)
    return Choice(best, score - next(others, float("-inf")))


def in_asked_units(query: Query, side: Side) -> list[Reading]:
    """A side's figures in a unit the question asks for; all where it asks for none."""
    units = query.units
    if not units and any(word in query.topic for word in _MONEY):
        units = frozenset("元")
    elif not units and "人数" in query.topic:
        units = frozenset("人名位")
    return [r for r in side.readings if not units or r.figure.unit in units]


def _ranked(
    query: Query, pairs: frozenset[str], side: Side, searcher: Searcher
) -> list[tuple[float, Reading]]:
    """A side's figures in an asked unit, the best first."""
    scored = [
        (_score(query, pairs, reading, searcher), reading)
        for reading in in_asked_units(query, side)
    ]
    return sorted(scored, key=lambda one: -one[0])[:_MOST_READINGS]


def _score(query: Query, pairs: frozenset[str], reading: Reading, searcher: Searcher) -> float:
    evidence = reading.evidence
    around = f"{reading.context}，{evidence.passage.title}，{evidence.passage.heading}"
    told = f"{reading.context}，{reading.own}" if _GOES_ON.search(reading.noun) else reading.own
    own = searcher.pair_overlap(pairs, told)
    return (
        _OWN_WEIGHT * own
        + _AROUND_WEIGHT * searcher.pair_overlap(pairs, around)
        + _SCORE_WEIGHT * evidence.score
        + _EXACT_WEIGHT * _exactness(pairs, reading, searcher)
        + (_WHOLE_BONUS if reading.is_whole else 0.0)
        + (_LEVEL_WEIGHT * _level_fit(query, reading))
    )


def _exactness(pairs: frozenset[str], reading: Reading, searcher: Searcher) -> float:
    """Share of the figure's own noun that is asked about: 技师 is not 高级技师."""
    noun = character_pairs(reading.noun)
    known = {pair: searcher.pair_weight(pair) for pair in noun}
    total = sum(known.values())
    return sum(weight for pair, weight in known.items() if pair in pairs) / total if total else 0.0


def _level_fit(query: Query, reading: Reading) -> int:
    """1 where a figure is of the asked level of administration, -1 where of another."""
    asked, told = read_level(query.topic), read_level(reading.noun)
    if not asked or not told:
        return 0
    return 1 if asked == told else -1


def likeness(readings: Sequence[Reading], searcher: Searcher) -> float:
    """How far the figures count the same by their own words, 0 to 1; the least of all pairs."""
    least = 1.0
    for one, other in combinations(readings, 2):
        left, right = character_pairs(one.own), character_pairs(other.own)
        shared = max(searcher.pair_overlap(left, other.own), searcher.pair_overlap(right, one.own))
        least = min(least, shared if left and right else 0.0)
    return least


def is_sure(
    query: Query, pairs: frozenset[str], sides: Sequence[Side], choice: Choice, searcher: Searcher
) -> bool:
    """Whether the figures count what is asked, each the same, and no others might be meant."""
    readings = choice.readings
    if choice.margin < _LEAST_MARGIN or len({reading.manner for reading in readings}) > 1:
        return False
    if len({read_level(reading.noun) for reading in readings} - {""}) > 1:
        return False
    planned = {reading.is_planned for reading in readings}
    if len(planned) > 1 and not asks_for_plans(query.text):
        return False
    if all(side.is_part for side in sides):
        return True
    going_on = [_continues(reading, readings) for reading in readings]
    if not all(
        continues or counts_asked(query, pairs, reading)
        for continues, reading in zip(going_on, readings, strict=True)
    ):
        return False
    if any(going_on) or likeness(readings, searcher) >= ALIKE:
        return True
    return all(
        min(told) >= _LEAST_SHARE * max(told)
        for told in (
            [searcher.pair_overlap(pairs, reading.own) for reading in readings],
            [searcher.pair_overlap(pairs, reading.bound) for reading in readings],
        )
    )


def _continues(reading: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a figure goes on with what another of its sentence counts (总数已突破1000家)."""
    evidence = reading.evidence
    return bool(_GOES_ON.search(reading.noun)) and any(
        (other.evidence.article, other.evidence.span) == (evidence.article, evidence.span)
        for other in readings
        if other is not reading
    )


def counts_asked(query: Query, pairs: frozenset[str], reading: Reading) -> bool:
    """Whether the asked noun stands in the figure's clause, or words of the question beside it."""
    if asked_noun(query.text) not in reading.clause.of(reading.sentence):
        return False
    return bool(pairs & character_pairs(reading.own)) or _level_fit(query, reading) > 0
