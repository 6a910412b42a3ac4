"""What follows from figures set side by side: exact, with what was rounded said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from reformbot.answering.model import Outcome, OutcomeKind
from reformbot.answering.readings import Reading
from reformbot.search.comparing import Operation

_TENTH = Decimal("0.1")
_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_PAIR = 2
_ENGLISH_UNITS = {"元": " yuan", "%": "%", "个百分点": " percentage points"}


def find(
    operation: Operation, names: Sequence[str], readings: Sequence[Reading], language: str
) -> Outcome | None:
    """The result of an operation over one figure a side.

    Args:
        names: of the sides, in the order of `readings`.

    Returns:
        None where the operation does not fit: a difference of three, a sum of shares.
    """
    values = [reading.figure.value for reading in readings]
    unit = readings[0].figure.unit
    about = any(reading.is_about for reading in readings)
    shown = [_printed(reading, language) for reading in readings]
    larger = names[0] if values[0] >= values[-1] else names[-1]
    match operation:
        case Operation.TOTAL if unit not in "%‰倍":
            return Outcome(
                OutcomeKind.TOTAL,
                _said(sum(values, Decimal()), readings, language),
                "",
                "＋".join(shown),
                about,
            )
        case Operation.LARGER | Operation.SMALLER:
            return rank(operation, names, readings, language)
        case Operation.DIFFERENCE if len(values) == _PAIR:
            if values[0] == values[1]:
                return Outcome(OutcomeKind.EQUAL, "", "", "＝".join(shown), is_about=False)
            high, low = shown if values[0] > values[1] else shown[::-1]
            value = _said(abs(values[0] - values[1]), readings, language)
            return Outcome(OutcomeKind.DIFFERENCE, value, larger, f"{high}－{low}", about)
        case Operation.CHANGE if len(values) == _PAIR:
            grown = values[1] - values[0]
            value = _said(abs(grown), readings, language)
            kind = OutcomeKind.CHANGE_UP if grown >= 0 else OutcomeKind.CHANGE_DOWN
            working = f"{shown[1]}－{shown[0]}" if grown >= 0 else f"{shown[0]}－{shown[1]}"
            return Outcome(kind, value, "", working, about)
        case Operation.RATIO if len(values) == _PAIR and values[1]:
            ratio, rounded = _tenths(values[0] / values[1])
            return Outcome(OutcomeKind.RATIO, ratio, names[0], "÷".join(shown), about or rounded)
        case Operation.SHARE if len(values) == _PAIR and 0 < values[0] <= values[1]:
            if unit in "%‰":
                return None
            share, rounded = _tenths(values[0] / values[1] * 100)
            return Outcome(OutcomeKind.SHARE, f"{share}%", "", "÷".join(shown), about or rounded)
        case _:
            return None


def rank(
    operation: Operation,
    names: Sequence[str],
    readings: Sequence[Reading],
    language: str,
    *,
    of_all: bool = False,
) -> Outcome | None:
    """The side with the largest figure, or the smallest; None where several share that place.

    Args:
        of_all: the sides are all that the corpus tells of, not those that the question names.
    """
    largest_first = operation is Operation.LARGER
    order = sorted(
        range(len(readings)), key=lambda at: readings[at].figure.value, reverse=largest_first
    )
    values = [readings[at].figure.value for at in order]
    shown = [_printed(readings[at], language) for at in order]
    if values[0] == values[1]:
        if len(values) > _PAIR or of_all:
            return None
        return Outcome(OutcomeKind.EQUAL, "", "", "＝".join(shown), is_about=False)
    sign = ("＞", "≥") if largest_first else ("＜", "≤")
    working = shown[0]
    for before, value, words in zip(values, values[1:], shown[1:], strict=False):
        working += (sign[1] if before == value else sign[0]) + words
    kind = OutcomeKind(operation.value)
    if of_all:
        kind = OutcomeKind.MOST if largest_first else OutcomeKind.LEAST
    return Outcome(kind, "", names[order[0]], working, is_about=False)


def _tenths(value: Decimal) -> tuple[str, bool]:
    """A value with at most one decimal, and whether it was rounded to it."""
    short = value.quantize(_TENTH, ROUND_HALF_UP)
    return _plain(short), short != value


def _said(value: Decimal, readings: Sequence[Reading], language: str) -> str:
    """A result in the scale the figures are printed in, with their unit."""
    unit = readings[0].figure.unit
    if unit == "%":
        unit = "个百分点"
    if language == "en":
        return f"{value:,f}{_ENGLISH_UNITS.get(unit, '')}"
    for name, scale in _SCALES:
        if value >= scale and all(name in reading.figure.text for reading in readings):
            return f"{_plain(value / scale)}{name}{unit}"
    return f"{_plain(value)}{unit}"


def _printed(reading: Reading, language: str) -> str:
    figure = reading.figure
    if language == "en":
        return f"{figure.value.normalize():,f}{'%' if figure.unit == '%' else ''}"
    return figure.text.replace(" ", "")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
