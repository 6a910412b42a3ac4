"""Cut an issue's articles into passages along their measures and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from reformbot.bulletin.model import Article, Issue, Measure, Passage, Span
from reformbot.bulletin.sentences import clause_spans, sentence_spans

VERSION = "2"
"""Changes whenever the same issue would be cut otherwise; part of the index's fingerprint."""

BUDGET = 64
"""Tokens of a passage: one to three sentences, so that what is found is what is meant."""

CountTokens: TypeAlias = Callable[[str], int]


def chunk(issue: Issue, stem: str, count_tokens: CountTokens, budget: int) -> list[Passage]:
    """Cut every article into passages of at most `budget` tokens.

    A passage never crosses from one measure into the next. Whole sentences are packed while they
    fit; a sentence too long by itself is cut at clauses, and a clause too long anywhere.

    Args:
        stem: label of the file the issue came from.
        count_tokens: tokens of a text, at least 1 for a non-empty one.
        budget: the most tokens a passage may have, at least 1.
    """
    passages: list[Passage] = []
    for article in issue.articles:
        ordinal, start = 0, article.body_span.start
        pages = tuple((at - start, page) for at, page in issue.pages(article.body_span))
        for measure, region in _regions(article):
            pieces = sentence_spans(article.body, region)
            for span in _packed(article.body, pieces, count_tokens, budget):
                printed = Span(start + span.start, start + span.end)
                passages.append(
                    Passage(
                        key=issue.key,
                        stem=stem,
                        issued=issue.issued,
                        article=article.ordinal,
                        kind=article.kind,
                        title=article.title,
                        byline=article.byline,
                        place=article.place,
                        ordinal=ordinal,
                        measure=measure.ordinal if measure else None,
                        heading=measure.heading if measure else "",
                        span=span,
                        text=span.of(article.body),
                        pages=pages,
                        recognised=issue.confidence(printed),
                    )
                )
                ordinal += 1
    return passages


def _regions(article: Article) -> Iterable[tuple[Measure | None, Span]]:
    """The lead and each measure, which together cover the body."""
    if article.lead.start < article.lead.end:
        yield None, article.lead
    for measure in article.measures:
        yield measure, measure.span


def _packed(
    body: str, sentences: Sequence[Span], count_tokens: CountTokens, budget: int
) -> Iterable[Span]:
    """Join neighbouring pieces while they fit the budget."""
    current: Span | None = None
    for piece in _fitting(body, sentences, count_tokens, budget):
        joined = Span(current.start, piece.end) if current else piece
        if current is None or count_tokens(joined.of(body)) <= budget:
            current = joined
        else:
            yield current
            current = piece
    if current is not None:
        yield current


def _fitting(
    body: str, sentences: Iterable[Span], count_tokens: CountTokens, budget: int
) -> Iterable[Span]:
    """Sentences, or where one is too long its clauses, or pieces of those."""
    for sentence in sentences:
        if count_tokens(sentence.of(body)) <= budget:
            yield sentence
            continue
        for clause in clause_spans(body, sentence):
            yield from _halved(body, clause, count_tokens, budget)


def _halved(body: str, span: Span, count_tokens: CountTokens, budget: int) -> Iterable[Span]:
    """The span, or its halves and their halves until each fits; one character always passes."""
    if span.end - span.start <= 1 or count_tokens(span.of(body)) <= budget:
        yield span
        return
    middle = (span.start + span.end) // 2
    yield from _halved(body, Span(span.start, middle), count_tokens, budget)
    yield from _halved(body, Span(middle, span.end), count_tokens, budget)
