"""Where issues tell different figures of one thing, the newest stands and the older is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from reformbot.answering.choice import ALIKE, likeness
from reformbot.answering.evidence import Evidence
from reformbot.answering.extractive import Citations
from reformbot.answering.model import Citation, Statement
from reformbot.answering.readings import Reading, alike, readings
from reformbot.answering.sides import Side
from reformbot.bulletin.model import Place
from reformbot.bulletin.names import organisation_in_title
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.comparing import compared_times, read_level
from reformbot.search.question import Asked, Query, character_pairs
from reformbot.search.retrieval import Entry, Searcher

_END = 2  # characters of a noun that must be the same


def may_be_newer(query: Query) -> bool:
    """Whether a question is after what is so now: it names no time and no issue."""
    return not query.years and not query.issues and not compared_times(query.text)


def standing(side: Side, searcher: Searcher) -> Side:
    """A side without the figures of which a newer issue says otherwise."""
    kept = tuple(
        reading
        for reading in side.readings
        if not any(
            _issued(other) > _issued(reading) and _is_same_matter(reading, other, searcher)
            for other in side.readings
        )
    )
    return replace(side, readings=kept)


def previous(reading: Reading, others: Iterable[Reading], searcher: Searcher) -> Reading | None:
    """What the newest of the older issues said of what a figure counts; None where none differs."""
    older = [
        other
        for other in others
        if _issued(other) < _issued(reading) and _is_same_matter(reading, other, searcher)
    ]
    return max(older, key=_issued, default=None)


def with_older(
    query: Query,
    said: tuple[tuple[Statement, ...], tuple[Citation, ...]],
    evidence: Sequence[Evidence],
    searcher: Searcher,
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """A quotation put behind a newer issue's that tells another figure of the same matter.

    Args:
        evidence: the sentences quoted from, the best first.

    Returns:
        `said` as it is where the question names a time, or no issue says otherwise.
    """
    statements, quotations = said
    plain = len(statements) == len(quotations) and not any(one.outcome for one in statements)
    if query.asked is not Asked.FIGURE or not may_be_newer(query) or not plain:
        return said
    asked = _asked_reading(query, readings(evidence[0], searcher), searcher)
    if asked is None:
        return said
    about = _who(searcher.entries[evidence[0].article], searcher)
    elsewhere = [
        reading
        for entry in searcher.entries.values()
        if about is not None and _who(entry, searcher) == about
        for span in sentence_spans(entry.article.body)
        for reading in readings(
            Evidence(entry.passage_of(span), span, span.of(entry.article.body), 0.0, 0.0), searcher
        )
    ]
    same = [one for one in elsewhere if _is_same_matter(asked, one, searcher)]
    latest = max([asked, *same], key=_issued)
    older = previous(latest, [asked, *same], searcher)
    if older is None:
        return said
    told = {(one.evidence.article, one.evidence.span) for one in (asked, *same)}
    citations = Citations()
    put = [
        Statement(latest.sentence, cited(latest, citations), statements[0].subject),
        earlier(older, citations),
    ]
    for statement, quoted in zip(statements, quotations, strict=True):
        passage = quoted.passage
        if ((passage.key, passage.article), quoted.span) not in told:
            one = Evidence(passage, quoted.span, quoted.quote, 0.0, 0.0)
            put.append(replace(statement, citations=(citations.cite(one),)))
    return tuple(put), citations.all()


def earlier(older: Reading, citations: Citations) -> Statement:
    """What an older issue said, with its name."""
    label = older.evidence.passage.key.label
    return Statement(older.words, cited(older, citations), earlier=label)


def cited(reading: Reading, citations: Citations) -> tuple[int, ...]:
    """The numbers of a figure's sentence and of the notices that correct it."""
    return tuple(citations.cite(one) for one in (reading.evidence, *reading.notices))


def _who(entry: Entry, searcher: Searcher) -> str | Place | None:
    """The organisation an article's title opens with, else its place."""
    return organisation_in_title(entry.article.title, searcher.province) or entry.article.place


def _asked_reading(query: Query, told: Sequence[Reading], searcher: Searcher) -> Reading | None:
    """The figure of a sentence that the question asks for; None where several may be meant."""
    fitting = [one for one in told if not query.units or one.figure.unit in query.units]
    scored = sorted(
        ((searcher.pair_overlap(query.pairs, one.own), one) for one in fitting),
        key=lambda pair: -pair[0],
    )
    if not scored or not scored[0][0]:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    return scored[0][1]


def _is_same_matter(one: Reading, other: Reading, searcher: Searcher) -> bool:
    """Whether two issues' figures count the same thing of the same place, and differ."""
    nouns = [_bare(reading.noun) for reading in (one, other)]
    return (
        one.evidence.passage.key != other.evidence.passage.key
        and one.figure.value != other.figure.value
        and alike(one.figure.unit, other.figure.unit)
        and one.manner == other.manner
        and one.is_planned == other.is_planned
        and read_level(one.noun) == read_level(other.noun)
        and (nouns[0][-_END:] == nouns[1][-_END:])
        and bool(character_pairs(nouns[0]))
        and likeness((one, other), searcher) >= ALIKE
    )


def _bare(noun: str) -> str:
    """A noun without what leads from it to its figure (人才数达)."""
    return noun.rstrip(" 数量达到为已共有约超过近")


def _issued(reading: Reading) -> date:
    passage = reading.evidence.passage
    return passage.issued or date(passage.key.year, 1, 1)
