"""Clauses in a source's own words, and what was changed in them: a figure, date, place or denial.

A clause that repeats one of its source word for word must also have that clause's figures, dates
and places, each where it stood: another one is wrong even if it stands elsewhere in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reformbot.bulletin.counts import canonical_unit, counted_figures
from reformbot.bulletin.model import Place, Span
from reformbot.bulletin.moments import Moment, read_moments
from reformbot.bulletin.places import find_places
from reformbot.bulletin.plain import letters
from reformbot.bulletin.sentences import clause_spans

_SLOT = "□"
_FEWEST_LETTERS = 3
_DENIAL = re.compile(r"尚未|并未|从未|未曾|未能|并非|没有|并没有|[未没不无非]")


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in a clause where another clause of the same words may have another thing.

    Attributes:
        words: as printed.
        figure: value and unit of a figure.
        moment: a date.
        places: what a place name may mean.
    """

    words: str
    figure: tuple[Decimal, str] | None = None
    moment: Moment | None = None
    places: tuple[Place, ...] = ()

    def fits(self, source: Slot) -> bool:
        """Whether this says what the source's clause says at the same point."""
        if self.figure is not None:
            return self.figure == source.figure
        if self.moment is not None:
            return source.moment is not None and _same_moment(self.moment, source.moment)
        return any(named.within(place) for place in self.places for named in source.places)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its figures, dates and places taken out.

    Attributes:
        span: in its text.
        words: all its letters.
        frame: its letters with `□` for what was taken out, denials left out.
        denials: the words of denial, in order.
    """

    span: Span
    words: str
    frame: str
    slots: tuple[Slot, ...]
    denials: tuple[str, ...]


def read_clauses(text: str, prior: Place | None, issued: date | None) -> list[Clause]:
    """The clauses of a text, as `plain` spells it; a mere date also with the clause behind it."""
    slots = sorted(_slots(text, prior, issued), key=lambda found: found[0])
    out: list[Clause] = []
    spans = clause_spans(text)
    joined = [
        Span(one.start, other.end)
        for one, other in pairwise(spans)
        if any(one.start <= at.start < one.end for at, _ in slots)
    ]
    for span in [*spans, *joined]:
        own = [(at, slot) for at, slot in slots if span.start <= at.start < span.end]
        pieces: list[str] = []
        end = span.start
        for at, _ in own:
            pieces.append(text[end : at.start])
            end = at.end
        pieces.append(text[end : span.end])
        denials = tuple(word for piece in pieces for word in _DENIAL.findall(piece))
        frame = _SLOT.join(letters(_DENIAL.sub("", piece)) for piece in pieces)
        frame = re.sub(f"{_SLOT}+", _SLOT, frame)
        out.append(
            Clause(span, letters(span.of(text)), frame, tuple(slot for _, slot in own), denials)
        )
    return out


def altered(said: Clause, source: Iterable[Clause]) -> Clause | None:
    """The source's clause that one repeats in all but a slot or a denial; None where none is.

    A clause that also repeats another of the same words exactly is not altered.
    """
    if len(said.frame.replace(_SLOT, "")) < _FEWEST_LETTERS:
        return None
    alike = [clause for clause in source if clause.frame == said.frame]
    if any(_agrees(said, clause) for clause in alike):
        return None
    return alike[0] if alike else None


def differing_slots(said: Clause, source: Clause) -> list[tuple[Slot, str]]:
    """The slots that differ between two clauses of the same words, with the source's words."""
    if len(said.slots) != len(source.slots):
        theirs = "".join(slot.words for slot in source.slots)
        return [(slot, theirs) for slot in said.slots if not _fits_any(slot, source.slots)]
    return [
        (slot, other.words)
        for slot, other in zip(said.slots, source.slots, strict=True)
        if not slot.fits(other)
    ]


def _agrees(said: Clause, source: Clause) -> bool:
    return (
        said.denials == source.denials
        and len(said.slots) == len(source.slots)
        and not differing_slots(said, source)
    )


def _fits_any(slot: Slot, slots: Sequence[Slot]) -> bool:
    return any(slot.fits(other) for other in slots)


def _same_moment(one: Moment, other: Moment) -> bool:
    return (
        one.month in (None, other.month)
        and one.day in (None, other.day)
        and (not one.years or not other.years or one.years == other.years)
    )


def _slots(text: str, prior: Place | None, issued: date | None) -> list[tuple[Span, Slot]]:
    """Dates, figures and places of a text; where two overlap the one first named here."""
    found = [(m.span, Slot(m.span.of(text), moment=m)) for m in read_moments(text, issued)]
    found += [
        (figure.span, Slot(figure.text, figure=(figure.value, canonical_unit(figure.unit))))
        for figure in counted_figures(text, issued)
    ]
    taken = [span for span, _ in found]
    for mention in find_places(text, prior):
        if not any(s.start < mention.span.end and mention.span.start < s.end for s in taken):
            found.append((mention.span, Slot(mention.span.of(text), places=mention.places)))
    return found
