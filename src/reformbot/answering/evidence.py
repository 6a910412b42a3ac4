"""The sentences of the corpus that speak to a question, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.model import Passage, Span
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Asked, Query
from reformbot.search.retrieval import Hit, Searcher

_HITS_READ = 12
_OVERLAP_WEIGHT = 2.0
_FIGURE_BONUS = 0.6
_UNIT_BONUS = 0.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that speaks to the question.

    Attributes:
        passage: the passage the sentence begins in.
        span: of the sentence, in the article's body.
        score: higher is better; comparable within one question only.
        overlap: share of the question's words that the sentence itself holds, 0 to 1.
    """

    passage: Passage
    span: Span
    text: str
    score: float
    overlap: float


def gather(query: Query, hits: Sequence[Hit], searcher: Searcher) -> list[Evidence]:
    """Score the sentences of the best passages, the best first.

    A sentence counts with its passage's score, with the question's words that it, its title or
    its heading holds, and for a question after a figure with whether it has one in the asked unit.
    """
    found: dict[tuple[object, ...], Evidence] = {}
    # A complete list looks at every article in scope, not at the best few.
    read = hits if query.asked is Asked.LIST else hits[:_HITS_READ]
    for hit in read:
        passage = hit.passage
        body = searcher.snapshot.article(passage).body
        for span in sentence_spans(body):
            if span.start >= passage.span.end or span.end <= passage.span.start:
                continue
            text = span.of(body)
            setting = f"{text}\n{passage.title}\n{passage.heading}"
            around = searcher.overlap(query.terms, setting)
            own = searcher.overlap(query.terms, text)
            score = hit.score + _OVERLAP_WEIGHT * (around + own) / 2 + _figure_bonus(query, text)
            name = (passage.key, passage.article, span)
            if name not in found or found[name].score < score:
                found[name] = Evidence(passage, span, text, score, own)
    return sorted(found.values(), key=lambda e: (-e.score, e.passage.stem, e.span))


def _figure_bonus(query: Query, text: str) -> float:
    if query.asked is not Asked.FIGURE:
        return 0.0
    figures = read_figures(text)
    if query.units and any(figure.unit in query.units for figure in figures):
        return _FIGURE_BONUS + _UNIT_BONUS
    return _FIGURE_BONUS if any(figure.unit != "年" for figure in figures) else 0.0
