"""What in a fact table cannot all be so, or is left open: asked, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reformbot.bulletin.counts import Count
from reformbot.bulletin.plain import letters
from reformbot.bulletin.words import is_verb, words
from reformbot.drafting.brief import Brief
from reformbot.drafting.facts import Fact, FactTable, counts_of, place_of
from reformbot.drafting.labels import counted_kind
from reformbot.drafting.remarks import RemarkKind, is_doubt

_PART = re.compile(
    r"其中|首批|第[一二三四五六七八九十\d]+批|每|人均|平均|新增|计划|目标|力争|预计|以上级"
)
_TOTAL = re.compile(
    r"全年|全[市区县镇]|累计|总计|合计|总共|一共|共计|共有|总数|总量|总额|全部|达到|目前|现有|已有|已|共|达|有|人数|数"
)
_SUM = re.compile(r"(?:合计|总计|共计|一共|总共|共)(?:有|为|达)?$")
_SHARES = frozenset(("%", "‰", "个百分点", "年", "月", "日", "岁", "倍", "级", "期", "届"))
_FEWEST_PARTS = 2
_NUMBER = re.compile(r"[\d.,]+")


class QuestionKind(StrEnum):
    """What is open."""

    CONTRADICTION = "contradiction"
    SUM = "sum"
    MISSING_ITEM = "missing-item"
    PLACE = "place"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Question:
    """What only the sender of the notes can answer.

    Attributes:
        facts: ids of the facts it is about.
        said: what they say that does not agree, in their own words.
    """

    kind: QuestionKind
    facts: tuple[str, ...]
    said: tuple[str, ...]


def open_questions(brief: Brief, table: FactTable) -> tuple[Question, ...]:
    """Everything about a brief's facts that has to be asked."""
    near = place_of(brief)
    found = [*_contradictions([(fact, counts_of(fact, near)) for fact in table.facts])]
    for fact in table.facts:
        found += _wrong_sums(fact, counts_of(fact, near))
        found += _missing_items(fact)
    for remark in table.remarks:
        said = [fact for fact in table.facts if fact.line == remark.line]
        if remark.kind is RemarkKind.PENDING and is_doubt(remark.words) and said:
            found.append(Question(QuestionKind.DOUBT, (said[-1].id,), (said[-1].words,)))
    if near is None and (brief.place or brief.unit):
        found.append(Question(QuestionKind.PLACE, (), (brief.place or brief.unit,)))
    return tuple(found)


def _contradictions(read: Sequence[tuple[Fact, tuple[Count, ...]]]) -> Iterator[Question]:
    """Figures of the same thing, time and place with different values."""
    same: dict[tuple[object, ...], list[tuple[Fact, Count]]] = defaultdict(list)
    for fact, counts in read:
        for at, count in enumerate(counts):
            key = _counted(count, counts[at - 1] if at else None)
            if key is not None:
                same[key].append((fact, count))
    for found in same.values():
        facts = tuple(dict.fromkeys(fact.id for fact, _ in found))
        if len(facts) == 1 or len({count.figure.value for _, count in found}) == 1:
            continue
        if _are_rows([fact for fact, _ in found]):
            continue
        yield Question(
            QuestionKind.CONTRADICTION,
            facts,
            tuple(dict.fromkeys(fact.words for fact, _ in found)),
        )


def _are_rows(facts: Sequence[Fact]) -> bool:
    """Whether facts are rows of one table: the same but for their labels and figures."""
    labelled = [fact.words.partition("：") for fact in facts]
    labels = {label for label, colon, _ in labelled if colon}
    return len(labels) == len(facts) and len({_NUMBER.sub("", row[2]) for row in labelled}) == 1


def _counted(count: Count, before: Count | None) -> tuple[object, ...] | None:
    """What a figure counts, when and where; None where it may be one of several alike."""
    noun = "".join(count.after) or "".join(count.subject)
    inherited = ""
    if not noun and count.inherits and before is not None:
        noun = inherited = "".join(before.after)
    told = noun or _deed(count)
    if not told or count.unit in _SHARES or not count.unit or count.figure.is_ordinal:
        return None
    if _PART.search(count.own) or count.is_quoted:
        return None
    around = letters(f"{inherited}{count.own}{''.join(count.after)}") if noun else told
    around = _TOTAL.sub("", around)
    kind = "".join(sorted(set(around)))
    unit = "人" if count.unit in ("名", "人", "位") else count.unit
    return (unit, kind, count.years, count.place)


def _deed(count: Count) -> str:
    """What people did whom a figure without a noun counts: 报名860人, 共有860人报名."""
    before = _TOTAL.sub("", letters(count.own))
    if before:
        return before
    _, figure, behind = count.sentence.partition(count.figure.text)
    word = words(behind)[:1] if figure else []
    return next((one for one in word if len(one) > 1 and is_verb(one)), "")


def _wrong_sums(fact: Fact, counts: Sequence[Count]) -> Iterator[Question]:
    """A total behind its parts that is not their sum."""
    for at, count in enumerate(counts):
        if not _SUM.search(count.own):
            continue
        parts = [
            one for one in counts[:at] if one.unit == count.unit and one.sentence == count.sentence
        ]
        bare = [one for one in counts[:at] if not one.unit and one.sentence == count.sentence]
        parts = parts if len(parts) >= _FEWEST_PARTS else bare
        total = sum((one.figure.value for one in parts), Decimal(0))
        if len(parts) >= _FEWEST_PARTS and total != count.figure.value:
            yield Question(QuestionKind.SUM, (fact.id,), (count.sentence,))


def _missing_items(fact: Fact) -> Iterator[Question]:
    """A number of things announced, and fewer or more of them named (三个强化：A；B)."""
    found = counted_kind(fact.words)
    if found is None:
        return
    wanted, items = found
    if len(items) != wanted:
        yield Question(QuestionKind.MISSING_ITEM, (fact.id,), (fact.words,))
