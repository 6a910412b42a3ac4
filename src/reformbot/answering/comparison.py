"""Comparisons and totals worked out by code, with the figures they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.arithmetic import find, rank
from reformbot.answering.choice import choose, counts_asked, in_asked_units, is_sure
from reformbot.answering.chronology import dated, order
from reformbot.answering.corrections import corrected
from reformbot.answering.disagreement import cited, earlier, may_be_newer, previous, standing
from reformbot.answering.evidence import Evidence
from reformbot.answering.extractive import Citations
from reformbot.answering.model import Citation, Outcome, Statement
from reformbot.answering.readings import Reading, alike
from reformbot.answering.sides import Side, cities_of, matter_of, sides_of
from reformbot.search.comparing import Operation, is_superlative
from reformbot.search.question import Query, character_pairs
from reformbot.search.retrieval import Searcher

_MOST_SIDES = 4
_PAIR = 2
_NEAR_BEST = 0.75  # share of the best figure's words that a figure of the same matter has

Said = tuple[tuple[Statement, ...], tuple[Citation, ...]]


def compare(query: Query, found: Sequence[Evidence], searcher: Searcher) -> Said | None:
    """What each side of a comparison is told to have, and what follows from it.

    Nothing is worked out unless a figure of every side counts the same in the same unit and no
    other figure comes near it; without that, their words stand by themselves.

    Returns:
        None where the question compares nothing, or a side has no figure in that unit.
    """
    operation = query.operation
    if operation is None:
        return None
    sides = sides_of(query, found, searcher)
    if operation in (Operation.EARLIER, Operation.LATER):
        return _in_time(query, operation, sides, searcher)
    if not sides and is_superlative(query.text):
        return _first_of_all(query, operation, cities_of(query, found, searcher), searcher)
    if not 1 < len(sides) <= _MOST_SIDES or not all(side.readings for side in sides):
        return None
    pairs = _asked_pairs(query, sides)
    updates = may_be_newer(query) and not any(side.is_part for side in sides)
    current = [standing(side, searcher) if updates else side for side in sides]
    choice = choose(query, pairs, current, searcher)
    if choice is None:
        return None
    names = [side.name for side in sides]
    outcome = None
    if is_sure(query, pairs, sides, choice, searcher):
        outcome = find(operation, names, choice.readings, query.language)
    told = zip(choice.readings, sides, strict=True) if updates else ()
    older = [
        before
        for reading, side in told
        if (before := previous(reading, side.readings, searcher)) is not None
    ]
    return _said(names, choice.readings, outcome, older)


def _asked_pairs(query: Query, sides: Sequence[Side]) -> frozenset[str]:
    return character_pairs(*matter_of(query, sides).split("，"))


def _in_time(
    query: Query, operation: Operation, sides: Sequence[Side], searcher: Searcher
) -> Said | None:
    """Which of two came first, where the best sentence about each is dated once."""
    if len(sides) != _PAIR or not all(side.sentences for side in sides):
        return None
    pairs = _asked_pairs(query, sides)
    told = [
        max(side.sentences, key=lambda one: (searcher.pair_overlap(pairs, one.text), one.score))
        for side in sides
    ]
    if not all(pairs & character_pairs(one.text) for one in told):
        return None
    names = [side.name for side in sides]
    outcome = order(operation, names, [dated(one) for one in told])
    if outcome is None or any(corrected(one, searcher) for one in told):
        return None
    citations = Citations()
    statements = [
        Statement(one.text, (citations.cite(one),), label=_label(name, one.text))
        for name, one in zip(names, told, strict=True)
    ]
    return _concluded(statements, citations, outcome)


def _first_of_all(
    query: Query, operation: Operation, cities: Sequence[Side], searcher: Searcher
) -> Said | None:
    """The city with the most or fewest, where no city's figure is in doubt."""
    if operation not in (Operation.LARGER, Operation.SMALLER):
        return None
    pairs = _asked_pairs(query, ())
    scored = [
        (side.name, searcher.pair_overlap(pairs, reading.own), reading)
        for side in cities
        for reading in in_asked_units(query, side)
        if counts_asked(query, pairs, reading)
    ]
    best = max((score for _, score, _ in scored), default=0.0)
    meant: dict[str, list[Reading]] = {}
    for name, score, reading in scored:
        if score >= _NEAR_BEST * best:
            meant.setdefault(name, []).append(reading)
    every = [reading for several in meant.values() for reading in several]
    doubtful = (
        len(meant) < _PAIR
        or any(len({reading.figure.value for reading in several}) > 1 for several in meant.values())
        or len({reading.manner for reading in every}) > 1
        or not all(alike(every[0].figure.unit, reading.figure.unit) for reading in every)
        or len({reading.is_planned for reading in every}) > 1
    )
    if doubtful:
        return None
    firsts = {name: several[0] for name, several in meant.items()}
    largest_first = operation is Operation.LARGER
    shown = sorted(firsts, key=lambda name: firsts[name].figure.value, reverse=largest_first)
    shown = shown[:_MOST_SIDES]
    readings = [firsts[name] for name in shown]
    outcome = rank(operation, shown, readings, query.language, of_all=True)
    return _said(shown, readings, outcome) if outcome else None


def _said(
    names: Sequence[str],
    readings: Sequence[Reading],
    outcome: Outcome | None,
    older: Sequence[Reading] = (),
) -> Said:
    """The words of each side, each cited, what was worked out, and what older issues said."""
    citations = Citations()
    statements: list[Statement] = []
    for name, reading in zip(names, readings, strict=True):
        numbers = cited(reading, citations)
        said = Statement(reading.words, numbers, label=_label(name, reading.words))
        if said not in statements:
            statements.append(said)
    concluded, _ = _concluded(statements, citations, outcome)
    return (*concluded, *(earlier(one, citations) for one in older)), citations.all()


def _label(name: str, words: str) -> str:
    """The side's name, unless the words hold it."""
    return "" if name in words else name


def _concluded(
    statements: Sequence[Statement], citations: Citations, outcome: Outcome | None
) -> Said:
    if outcome is None:
        return tuple(statements), citations.all()
    used = tuple(dict.fromkeys(n for one in statements for n in one.citations))
    return (*statements, Statement("", used, outcome=outcome)), citations.all()
