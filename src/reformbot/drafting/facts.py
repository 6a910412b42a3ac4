"""The fact table: what notes say, sentence by sentence, apart from what they say to the writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reformbot.bulletin.counts import Count, read_counts
from reformbot.bulletin.model import Place
from reformbot.bulletin.moments import read_moments
from reformbot.bulletin.names import named_bodies
from reformbot.bulletin.places import find_places
from reformbot.bulletin.plain import letters, plain
from reformbot.bulletin.verify import Source
from reformbot.bulletin.words import tagged
from reformbot.drafting.brief import Brief
from reformbot.drafting.remarks import (
    Remark,
    RemarkKind,
    is_command,
    is_heading,
    is_withheld,
    kind_of,
    whole_kind,
)
from reformbot.drafting.shorthand import (
    numbered_apart,
    same_digits,
    settled,
    unbulleted,
    with_units,
)

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’）》]*")
_BRACKET = re.compile(r"[（(]([^（）()]*)[)）]")
_LABEL = re.compile(r"^[^：，。；、（《“]{1,16}：")
_QUOTED = re.compile(r"“([^“”]+)”|《([^《》]+)》")
_CONTINUES = re.compile(r"(?:其中|合计|总计|共计)(?=[\u4e00-\u9fff\d])")
_ENDS = " 。！？!?，,；;、：:"
_WIDE = 28
_SAME_WIDTH = 2
_FEWEST_WRAPPED = 3


@dataclass(frozen=True, slots=True)
class FactFigure:
    """A figure of a fact: as printed, its value, its unit, and the noun it counts."""

    text: str
    value: str
    unit: str
    noun: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the notes say.

    Attributes:
        id: F1, F2, … in the order of the notes.
        words: what is said, with shorthand spelled out that can mean one thing only.
        printed: the same as it stands in the notes.
        line: of the notes, from 1; 0 where it is in none of them.
        names: bodies, documents and quoted names.
        dates: as they stand in `words`.
        place: the one place it names, as written; empty for none.
        reference: where it was taken from; empty where it is the notes' own.
    """

    id: str
    words: str
    printed: str
    line: int
    figures: tuple[FactFigure, ...] = ()
    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    place: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FactTable:
    """What notes come to.

    Attributes:
        facts: in the order of the notes.
        remarks: what is said to the writer; kept, and never written into a draft.
    """

    facts: tuple[Fact, ...]
    remarks: tuple[Remark, ...] = ()

    def fact(self, name: str) -> Fact | None:
        """The fact with an id."""
        return next((fact for fact in self.facts if fact.id == name), None)

    def referring(self, references: Sequence[str]) -> FactTable:
        """The same where each line of the notes was taken from somewhere."""
        if not references:
            return self
        known = dict(enumerate(references, 1))
        facts = (replace(fact, reference=known.get(fact.line, "")) for fact in self.facts)
        return replace(self, facts=tuple(facts))

    def of(self, names: Iterable[str]) -> tuple[Fact, ...]:
        """The facts with these ids, in the order asked for."""
        known = {fact.id: fact for fact in self.facts}
        return tuple(known[name] for name in names if name in known)


def place_of(brief: Brief) -> Place | None:
    """The place a brief is about; None where the divisions do not know it or leave it open."""
    for text in (brief.place, brief.unit):
        deepest: Place | None = None
        for mention in find_places(text, deepest):
            # A name inside another (岚县 of an unknown 青岚县) is no place of its own.
            if deepest is None and mention.span.start > 0:
                break
            if mention.place and (deepest is None or mention.place.within(deepest)):
                deepest = mention.place
        if deepest is not None:
            return deepest
    return None


def source_of(facts: Sequence[Fact], brief: Brief) -> Source:
    """What a sentence about facts is held against."""
    return Source(
        text="\n".join(text for fact in facts for text in (fact.words, fact.printed)),
        title=f"{brief.title_hint}，{brief.place}，{brief.unit}",
        place=place_of(brief),
    )


def read_facts(brief: Brief) -> FactTable:
    """The facts and the remarks of a brief's notes; what is said twice counts once."""
    near = place_of(brief)
    remarks: list[Remark] = []
    facts: list[Fact] = []
    seen: set[str] = set()
    for at, line in _lines(brief.notes):
        for words, printed in _said(line, at, remarks):
            key = letters(words)
            if facts and _CONTINUES.match(words):
                before = facts.pop()
                joined = (f"{before.words}，{words}", f"{before.printed}，{printed}")
                facts.append(_fact(before.id, *joined, before.line, near))
            elif key and key not in seen:
                seen.add(key)
                facts.append(_fact(f"F{len(facts) + 1}", words, printed, at, near))
    return FactTable(tuple(facts), tuple(dict.fromkeys(remarks)))


def quoted_fact(name: str, text: str, reference: str, brief: Brief) -> Fact:
    """A sentence of another source as a fact.

    Args:
        reference: where it is printed.
    """
    return replace(_fact(name, text.strip(_ENDS), text, 0, place_of(brief)), reference=reference)


def counts_of(fact: Fact, near: Place | None) -> tuple[Count, ...]:
    """The figures of a fact with what they count."""
    return read_counts(plain(fact.words), near, None)


def _lines(notes: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; lines of one width are one paragraph, torn in pasting."""
    longest = max(map(len, notes), default=0)
    full = {at for at, line in enumerate(notes) if len(line) >= max(_WIDE, longest - _SAME_WIDTH)}
    if len(full) < _FEWEST_WRAPPED or not any(_tears(notes, at) for at in full):
        full = set[int]()
    held, start = "", 0
    for at, line in enumerate(notes):
        start = start if held else at
        held += line
        if at in full and line[-1] not in "。！？；：":
            continue
        yield start + 1, held
        held = ""
    if held:
        yield start + 1, held


def _tears(notes: Sequence[str], at: int) -> bool:
    """Whether the end of a line tears a word or a number: lines alike in length do by chance."""
    if at + 1 == len(notes):
        return False
    before, after = notes[at], notes[at + 1]
    ends = accumulate(len(word) for word, _ in tagged(before + after))
    return len(before) not in ends


def _said(line: str, at: int, remarks: list[Remark]) -> Iterator[tuple[str, str]]:
    """The sentences of a line that say something, settled and as printed."""
    for part in numbered_apart(line).split("\n"):
        for sentence in _SENTENCE.findall(settled(unbulleted(part))):
            if is_command(sentence):
                remarks.append(Remark(RemarkKind.COMMAND, sentence.strip(_ENDS), at))
                continue
            if any(is_withheld(bracket) for bracket in _BRACKET.findall(sentence)):
                remarks.append(Remark(RemarkKind.REQUEST, sentence.strip(_ENDS), at))
                continue
            if is_heading(sentence):
                remarks.append(Remark(RemarkKind.HEADING, sentence.strip(_ENDS), at))
                continue
            for piece in _pieces(_without_brackets(sentence, at, remarks)):
                said = _without_remarks(piece, at, remarks).strip(_ENDS)
                spelled = with_units(said)
                if not same_digits(spelled, said):
                    spelled = said
                if any(char.isalnum() for char in spelled):
                    yield spelled, said


def _pieces(sentence: str) -> list[str]:
    """A sentence at its semicolons; what a label stands before stays whole."""
    if "；" not in sentence or _LABEL.match(sentence):
        return [sentence]
    return sentence.split("；")


def _without_brackets(sentence: str, at: int, remarks: list[Remark]) -> str:
    def judged(match: re.Match[str]) -> str:
        kind = whole_kind(match[1])
        if kind is None:
            return match[0]
        remarks.append(Remark(kind, match[1].strip(_ENDS), at))
        return ""

    return _BRACKET.sub(judged, sentence)


def _without_remarks(sentence: str, at: int, remarks: list[Remark]) -> str:
    """A sentence without the clauses that are said to the writer."""
    whole = whole_kind(sentence)
    if whole is not None:
        remarks.append(Remark(whole, sentence.strip(_ENDS), at))
        return ""
    kept: list[str] = []
    for clause in re.split(r"(?<=[，；])", sentence):
        kind = kind_of(clause)
        if kind is None:
            kept.append(clause)
        else:
            remarks.append(Remark(kind, clause.strip(_ENDS), at))
    return "".join(kept)


def _fact(name: str, words: str, printed: str, line: int, near: Place | None) -> Fact:
    text = plain(words)
    figures = tuple(
        FactFigure(
            count.figure.text,
            format(count.figure.value.normalize(), "f"),
            count.unit,
            "".join(count.after or count.subject),
        )
        for count in read_counts(text, near, None)
    )
    quoted = [next(filter(None, match.groups())) for match in _QUOTED.finditer(words)]
    bodies = ["".join(body) for body in named_bodies(text)]
    places = [m.span.of(text) for m in find_places(text, near) if m.place]
    return Fact(
        id=name,
        words=words,
        printed=printed,
        line=line,
        figures=figures,
        names=tuple(dict.fromkeys((*bodies, *quoted))),
        dates=tuple(moment.span.of(text) for moment in read_moments(text, None)),
        place=places[0] if len(places) == 1 else "",
    )
