"""A complete plain draft from the facts, without a chat model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reformbot.drafting.brief import Brief
from reformbot.drafting.conflicts import Question, QuestionKind, open_questions
from reformbot.drafting.draft import Draft, Part, Sentence, SentenceKind, Version
from reformbot.drafting.facts import Fact, FactTable
from reformbot.drafting.gaps import Gap, gaps_of
from reformbot.drafting.naming import byline_of, lead_frame, title_of, topic_of
from reformbot.drafting.outline import LEAD, Outline
from reformbot.drafting.phrasing import is_carried, sentence

_LONGEST = 70
_SHORT = 42
_STANDS_ALONE = re.compile(r"^(?:(?:19|20)\d\d年|\d{1,2}月|据|例如|该项工作|上一年|下一步)")
_MARKS = {
    QuestionKind.CONTRADICTION: "【待核实：以上数字前后不一致】",
    QuestionKind.SUM: "【待核实：以上数字前后不一致】",
    QuestionKind.DOUBT: "【待核实】",
}


def plain_draft(brief: Brief, table: FactTable, outline: Outline) -> Draft:
    """The first version of a draft, in the notes' own words made whole sentences."""
    questions = open_questions(brief, table)
    gaps = gaps_of(topic_of(brief, table), table, outline)
    version = Version(
        number=1,
        title=title_of(brief, table),
        parts=tuple(
            plain_part(brief, table, outline, at, questions, gaps)
            for at in range(len(outline.measures) + 1)
        ),
        byline=byline_of(brief),
    )
    return Draft(brief, table, outline, questions, gaps, (version,))


def plain_part(
    brief: Brief,
    table: FactTable,
    outline: Outline,
    at: int,
    questions: Sequence[Question],
    gaps: Sequence[Gap],
) -> Part:
    """The lead (0) or a measure (from 1) as its facts say it."""
    if at == LEAD:
        frame = Sentence(lead_frame(brief, table), SentenceKind.FRAME)
        said = [frame, *fact_sentences(table.of(outline.lead), brief)]
        heading = ""
    else:
        planned = outline.measures[at - 1]
        said = fact_sentences(table.of(planned.facts), brief)
        heading = planned.heading
    return Part(heading, tuple(with_marks(said, at, questions, gaps)))


def with_marks(
    said: Iterable[Sentence], at: int, questions: Sequence[Question], gaps: Sequence[Gap]
) -> list[Sentence]:
    """Sentences of a part with marks where figures disagree, and what is missing behind them."""
    doubtful = {
        question.facts[-1]: _MARKS[question.kind]
        for question in questions
        if question.kind in _MARKS
    }
    out: list[Sentence] = []
    for one in said:
        out.append(one)
        marks = dict.fromkeys(doubtful[name] for name in one.facts if name in doubtful)
        out += [Sentence(mark, SentenceKind.MARK) for mark in marks]
    out += [Sentence(gap.mark, SentenceKind.MARK) for gap in gaps if gap.part == at]
    return out


def fact_sentences(facts: Sequence[Fact], brief: Brief) -> list[Sentence]:
    """Facts as sentences, short ones that follow each other in one."""
    out: list[Sentence] = []
    held: list[Fact] = []
    text = ""
    for fact in facts:
        said = sentence(fact, brief)
        joined = f"{text[:-1]}，{said}"
        fits = (
            text
            and len(joined) <= _LONGEST
            and max(len(text) // max(1, len(held)), len(said)) <= _SHORT
        )
        # A comma between two digits would make one number of them.
        fits = fits and not (text[-2].isdigit() and said[0].isdigit())
        if fits and not _STANDS_ALONE.match(said) and is_carried(joined, (*held, fact), brief):
            held.append(fact)
            text = joined
            continue
        if held:
            out.append(_said(text, held))
        held, text = [fact], said
    if held:
        out.append(_said(text, held))
    return out


def _said(text: str, facts: Sequence[Fact]) -> Sentence:
    return Sentence(text, SentenceKind.FACT, tuple(fact.id for fact in facts))
