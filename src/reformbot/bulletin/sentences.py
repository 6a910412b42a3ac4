"""Sentences and clauses of Chinese running text, as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin.model import Span

# A closing quote or bracket belongs to the sentence it closes.
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’）》」』]*|\n|$)")
_CLAUSE = re.compile(r"[^。！？；，：\n]*(?:[。！？；，：]+[”’）》」』]*|\n|$)")


def sentence_spans(text: str, within: Span | None = None) -> list[Span]:
    """Spans of the sentences of a text (or of a part of it), white space at their ends left out."""
    return list(_spans(_SENTENCE, text, within))


def clause_spans(text: str, within: Span | None = None) -> list[Span]:
    """Spans of the clauses between ，；： and sentence ends; together they cover the text."""
    return list(_spans(_CLAUSE, text, within))


def _spans(pattern: re.Pattern[str], text: str, within: Span | None) -> Iterable[Span]:
    start, end = (within.start, within.end) if within else (0, len(text))
    for match in pattern.finditer(text, start, end):
        piece = match[0]
        left = match.start() + len(piece) - len(piece.lstrip())
        right = match.end() - len(piece) + len(piece.rstrip())
        if left < right:
            yield Span(left, right)
