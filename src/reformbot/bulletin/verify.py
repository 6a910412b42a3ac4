"""Whether a sentence is carried by what it cites: every figure, date, name, quotation, denial.

Presence is not enough for figures: each must count the same thing as in its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reformbot.bulletin import english_figures
from reformbot.bulletin.binding import (
    binds,
    carried_bound,
    counts_thing,
    in_same_setting,
    same_unit,
)
from reformbot.bulletin.counts import Bound, Count, read_counts
from reformbot.bulletin.findings import Finding, FindingKind
from reformbot.bulletin.model import Place
from reformbot.bulletin.moments import uncarried_dates
from reformbot.bulletin.names import carries_name, named_bodies
from reformbot.bulletin.negation import denies, uncarried_negations
from reformbot.bulletin.places import find_places
from reformbot.bulletin.plain import letters, plain
from reformbot.bulletin.sentences import clause_spans
from reformbot.bulletin.wording import Clause, Slot, altered, differing_slots, read_clauses

_QUOTED = re.compile(r"“([^“”]+)”|‘([^‘’]+)’|《([^《》]+)》|\"([^\"]+)\"")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LOOSE_ENDS = "，。；：！？、,.;:!? "


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence cites.

    Attributes:
        text: the cited sentences.
        title, heading: of the article and the measure they stand in.
        place: what the article is about.
        label: of its issue: 2024年第6期.
    """

    text: str
    title: str = ""
    heading: str = ""
    place: Place | None = None
    issued: date | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for; whatever is empty may be anything.

    Attributes:
        units: units in which the asked figure may count.
        counted: the noun it counts.
        places, years: what it is said of.
    """

    units: frozenset[str]
    counted: str
    places: tuple[Place, ...]
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Read:
    """A source, read once: `around` is what stands beside its text and carries names and dates."""

    source: Source
    text: str
    around: str
    whole: str
    counts: tuple[Count, ...]
    beside: tuple[Count, ...]
    clauses: tuple[Clause, ...]


def verify(
    sentence: str,
    sources: Sequence[Source],
    *,
    prior: Place | None = None,
    wanted: Wanted | None = None,
    language: str = "zh",
    own_places: Sequence[Place] = (),
) -> tuple[Finding, ...]:
    """What a sentence says that its sources do not carry; nothing where it is carried.

    Args:
        sentence: one sentence of an answer, without citation marks.
        sources: what it cites.
        prior: where places are likely to lie.
        wanted: what the question asks for; a figure in an asked unit must count it.
        language: `zh` or `en`.
        own_places: places an English sentence names.
    """
    read = [_read(source, prior) for source in sources]
    if language == "en":
        found = _english(sentence, read, own_places, prior)
    else:
        said = plain(sentence)
        found = [] if any(_quotes(said, one.text) for one in read) else _chinese(said, read, prior)
    if wanted is not None and wanted.units and not found:
        found = _beside_the_question(sentence, read, wanted, prior, language)
    return tuple(dict.fromkeys(found))


def _read(source: Source, prior: Place | None) -> _Read:
    text = plain(source.text)
    around = "\n".join(plain(part) for part in (source.title, source.heading, source.label) if part)
    near = source.place or prior
    return _Read(
        source,
        text,
        around,
        f"{text}\n{around}",
        read_counts(text, near, source.issued),
        read_counts(around, near, source.issued),
        tuple(read_clauses(text, near, source.issued)),
    )


def _quotes(said: str, text: str) -> bool:
    """Whether a sentence is a run of whole clauses of a text."""
    spans = clause_spans(text)
    words = letters(said)
    if not words:
        return not said.strip(_LOOSE_ENDS)
    clauses = [letters(span.of(text)) for span in spans]
    for start in range(len(clauses)):
        joined = ""
        for clause in clauses[start:]:
            joined += clause
            if joined == words:
                return True
            if not words.startswith(joined):
                break
    return False


def _chinese(said: str, read: Sequence[_Read], prior: Place | None) -> list[Finding]:
    issued = next((one.source.issued for one in read if one.source.issued), None)
    carrying = [(one.whole, one.source.issued) for one in read]
    near = next((one.source.place for one in read if one.source.place), prior)
    clauses = read_clauses(said, near, issued)
    found = _figures(said, clauses, read, near, issued)
    found += _alterations(clauses, read)
    found += [Finding(FindingKind.DATE, words) for words in uncarried_dates(said, issued, carrying)]
    found += _places(said, read, prior)
    found += _bodies(said, read, prior)
    found += _quotations(said, read)
    texts = [one.whole for one in read]
    found += [Finding(FindingKind.NEGATION, words) for words in uncarried_negations(said, texts)]
    return found


def _alterations(clauses: Sequence[Clause], read: Sequence[_Read]) -> list[Finding]:
    """What was changed in clauses that otherwise repeat one of a source."""
    every = [clause for one in read for clause in one.clauses]
    found: list[Finding] = []
    for clause in clauses:
        source = altered(clause, every)
        if source is None:
            continue
        found += [
            Finding(_kind_of(slot), slot.words, theirs)
            for slot, theirs in differing_slots(clause, source)
        ]
        if clause.denials != source.denials:
            words = "".join(clause.denials or source.denials)
            found.append(Finding(FindingKind.NEGATION, words, source.words))
    return found


def _kind_of(slot: Slot) -> FindingKind:
    if slot.figure is not None:
        return FindingKind.FIGURE
    return FindingKind.PLACE if slot.places else FindingKind.DATE


def _figures(
    said: str,
    clauses: Sequence[Clause],
    read: Sequence[_Read],
    near: Place | None,
    issued: date | None,
) -> list[Finding]:
    found: list[Finding] = []
    for count in read_counts(said, near, issued):
        if _is_indefinite(count):
            continue
        at = count.figure.span.start
        words = next((c.words for c in clauses if c.span.start <= at < c.span.end), "")
        same = [(one, other) for one in read for other in one.counts if _same_figure(count, other)]
        beside = [other for one in read for other in one.beside if _same_figure(count, other)]
        if not same and not beside:
            found.append(Finding(FindingKind.FIGURE, count.figure.text, _nearest(count, read)))
            continue
        exact = [(one, other) for one, other in same if carried_bound(count, other)]
        if same and not exact and not beside:
            found.append(Finding(FindingKind.FIGURE, count.words, same[0][1].words))
        elif not beside and not any(_binds(count, one, other, words) for one, other in exact):
            found.append(Finding(FindingKind.BINDING, count.words, exact[0][1].words))
    return found


def _is_indefinite(count: Count) -> bool:
    """Whether a figure is the word for a single thing (一批, 一套) and no count."""
    figure = count.figure
    number = figure.text.removesuffix(figure.unit)
    return bool(number) and not number.strip("一") and not figure.is_ordinal


def _binds(said: Count, one: _Read, other: Count, words: str) -> bool:
    """Whether a figure is said of the same thing; a source's own clause says it of the same."""
    if any(clause.words == words for clause in one.clauses):
        return in_same_setting(said, other, one.source.place)
    return binds(said, other, one.counts, one.whole, one.source.place)


def _same_figure(said: Count, other: Count) -> bool:
    return (
        said.figure.value == other.figure.value
        and said.figure.is_ordinal == other.figure.is_ordinal
        and (same_unit(said.unit, other.unit) or _lacks_unit(said, other))
    )


def _lacks_unit(said: Count, other: Count) -> bool:
    """Whether one of two figures stands right before its noun (400多员工, 400多名员工)."""
    return any(not one.unit and bool(one.after) for one in (said, other))


def _nearest(count: Count, read: Sequence[_Read]) -> str:
    """What a source has in the same unit, the closest figure first."""
    alike = [o for one in read for o in one.counts if same_unit(o.unit, count.unit)]
    value = count.figure.value
    return min(alike, key=lambda o: abs(o.figure.value - value)).words if alike else ""


def _places(said: str, read: Sequence[_Read], prior: Place | None) -> list[Finding]:
    near = prior or next((one.source.place for one in read if one.source.place), None)
    return [
        Finding(FindingKind.PLACE, words)
        for mention in find_places(said, near)
        if (words := mention.span.of(said))
        and not any(words in one.whole for one in read)
        and not any(_names_place(one, place, prior) for one in read for place in mention.places)
    ]


def _names_place(one: _Read, place: Place, prior: Place | None) -> bool:
    """Whether a source is about a place, or names it or one within it."""
    if one.source.place is not None and one.source.place.within(place):
        return True
    return any(
        named.within(place)
        for mention in find_places(one.whole, one.source.place or prior)
        for named in mention.places
    )


def _bodies(said: str, read: Sequence[_Read], prior: Place | None) -> list[Finding]:
    wholes = [letters(one.whole) for one in read]
    return [
        Finding(FindingKind.ORGANISATION, "".join(words))
        for words in named_bodies(said)
        if not any(carries_name(words, whole, prior) for whole in wholes)
    ]


def _quotations(said: str, read: Sequence[_Read]) -> list[Finding]:
    wholes = [letters(one.whole) for one in read]
    phrases = (next(filter(None, match.groups())) for match in _QUOTED.finditer(said))
    return [
        Finding(FindingKind.QUOTATION, phrase)
        for phrase in phrases
        if _CHINESE.search(phrase) and not any(letters(phrase) in whole for whole in wholes)
    ]


def _english(
    sentence: str, read: Sequence[_Read], own_places: Iterable[Place], prior: Place | None
) -> list[Finding]:
    found: list[Finding] = []
    for figure in english_figures.read_english_figures(sentence):
        same = [o for one in read for o in (*one.counts, *one.beside) if _says(figure, o)]
        if not any(figure.bound in (Bound.EXACT, Bound.ABOUT, o.bound) for o in same):
            source = same[0].words if same else ""
            found.append(Finding(FindingKind.FIGURE, figure.text, source))
    carrying = [(one.whole, one.source.issued) for one in read]
    for span, day in english_figures.english_dates(sentence):
        if uncarried_dates(day, None, carrying):
            found.append(Finding(FindingKind.DATE, span.of(sentence)))
    found += [
        Finding(FindingKind.PLACE, place.name)
        for place in own_places
        if not any(_names_place(one, place, prior) for one in read)
    ]
    found += _quotations(plain(sentence), read)
    if not any(denies(one.whole) for one in read):
        denials = english_figures.english_denials(sentence)
        found += [Finding(FindingKind.NEGATION, words) for words in denials]
    return found


def _says(figure: english_figures.EnglishFigure, other: Count) -> bool:
    """Whether an English figure has the value of a Chinese one, and its unit where it names one."""
    return figure.value == other.figure.value and (
        figure.unit == other.unit if figure.unit else other.unit not in ("%", "个百分点", "元")
    )


def _beside_the_question(
    sentence: str, read: Sequence[_Read], wanted: Wanted, prior: Place | None, language: str
) -> list[Finding]:
    """A finding where a sentence has figures in an asked unit, but none that answers."""
    missed: list[tuple[str, str]] = []
    for words, carriers in _carriers(sentence, read, prior, language):
        asked = [(one, count) for one, count in carriers if count.unit in wanted.units]
        if any(_answers(one, count, wanted) for one, count in asked):
            return []
        missed += [(words, count.words) for _, count in asked[:1]]
    return [Finding(FindingKind.BINDING, words, source) for words, source in missed[:1]]


def _carriers(
    sentence: str, read: Sequence[_Read], prior: Place | None, language: str
) -> list[tuple[str, list[tuple[_Read, Count]]]]:
    """Each figure of a sentence with the figures of its sources that carry it."""
    every = [(one, count) for one in read for count in one.counts]
    if language == "en":
        return [
            (figure.text, [(one, count) for one, count in every if _says(figure, count)])
            for figure in english_figures.read_english_figures(sentence)
        ]
    issued = next((one.source.issued for one in read if one.source.issued), None)
    near = next((one.source.place for one in read if one.source.place), prior)
    out: list[tuple[str, list[tuple[_Read, Count]]]] = []
    for said in read_counts(plain(sentence), near, issued):
        same = [(one, count) for one, count in every if _same_figure(said, count)]
        bound = [
            (one, count)
            for one, count in same
            if binds(said, count, one.counts, one.whole, one.source.place)
        ]
        out.append((said.figure.text, bound or same))
    return out


def _answers(one: _Read, count: Count, wanted: Wanted) -> bool:
    place = count.place if count.is_near and count.place else one.source.place or count.place
    if (
        wanted.places
        and place is not None
        and not any(place.within(asked) or asked.within(place) for asked in wanted.places)
    ):
        return False
    if wanted.years and count.years and not wanted.years & count.years:
        return False
    return not wanted.counted or counts_thing(count, wanted.counted, one.around)
