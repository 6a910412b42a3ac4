"""What 更正 notices change: a misprinted figure is never passed on as it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reformbot.answering.evidence import Evidence
from reformbot.bulletin.model import Correction, Span
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.retrieval import Entry, Searcher


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sentence of the corpus with what a notice puts right in it.

    Attributes:
        text: the sentence's words, the wrong ones replaced.
        notice: the notice's sentence that says so.
    """

    text: str
    notice: Evidence


def corrected(evidence: Evidence, searcher: Searcher) -> Corrected | None:
    """The sentence as a notice corrects it; None where no notice does."""
    for entry in searcher.entries.values():
        for correction in entry.article.corrections:
            if not _is_meant(correction, evidence):
                continue
            pattern = _spaced(correction.wrong)
            if re.search(pattern, evidence.text):
                text = re.sub(pattern, correction.right.replace("\\", r"\\"), evidence.text)
                return Corrected(text, _notice(entry, correction))
    return None


def _is_meant(correction: Correction, evidence: Evidence) -> bool:
    passage = evidence.passage
    return (
        correction.number in (None, passage.key.number)
        and correction.year in (None, passage.key.year)
        and (correction.title is None or _bare(correction.title) == _bare(passage.title))
    )


def _notice(entry: Entry, correction: Correction) -> Evidence:
    article = entry.article
    passages = [p for p in entry.edition.passages if p.article == article.ordinal]
    spans = sentence_spans(article.body)
    span = _holding(spans, article.body, correction.right) or spans[0]
    passage = next(p for p in passages if p.span.end > span.start)
    return Evidence(passage, span, span.of(article.body), 0.0, 0.0)


def _holding(spans: Iterable[Span], body: str, words: str) -> Span | None:
    return next((span for span in spans if words in span.of(body)), None)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _spaced(words: str) -> str:
    """A pattern for words between whose characters spaces may stand."""
    return r"\s*".join(re.escape(char) for char in words if not char.isspace())
