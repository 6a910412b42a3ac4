"""What 更正 notices change: a misprinted figure is never passed on as it was printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.answering.evidence import Evidence
from reformbot.bulletin.model import ArticleKind, Correction
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.retrieval import Entry, Searcher


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sentence of the corpus with what notices put right in it.

    Attributes:
        text: the sentence's words, the wrong ones replaced.
        notices: the notices' sentences that say so, each once.
    """

    text: str
    notices: tuple[Evidence, ...]


def corrected(evidence: Evidence, searcher: Searcher) -> Corrected | None:
    """The sentence as notices correct it; None where none does."""
    if evidence.passage.kind is ArticleKind.CORRECTION:
        return None
    text = evidence.text
    notices: list[Evidence] = []
    for entry in searcher.entries.values():
        meant = [c for c in entry.article.corrections if _is_meant(c, entry, evidence)]
        text, made = _put_right(text, meant)
        notices += [_notice(entry, correction) for correction in made]
    return Corrected(text, tuple(dict.fromkeys(notices))) if notices else None


def _is_meant(correction: Correction, entry: Entry, evidence: Evidence) -> bool:
    """Whether a notice speaks of the evidence's article; one without a year means the last one."""
    passage, own = evidence.passage, entry.edition.key
    if passage.key.organisation != own.organisation:
        return False
    year = correction.year
    if year is None and correction.number is not None:
        year = own.year if correction.number <= own.number else own.year - 1
    return (
        correction.number in (None, passage.key.number)
        and year in (None, passage.key.year)
        and (correction.title is None or _bare(correction.title) == _bare(passage.title))
    )


def _put_right(text: str, corrections: Sequence[Correction]) -> tuple[str, list[Correction]]:
    """A text with a notice's corrections made in one pass, and those that it took."""
    made: list[Correction] = []
    pieces: list[str] = []
    at = 0
    found = sorted(
        ((match, one) for one in corrections for match in _places_of(one.wrong, text)),
        key=lambda pair: (pair[0].start(), -pair[0].end()),
    )
    for match, correction in found:
        if match.start() < at:
            continue
        pieces += [text[at : match.start()], correction.right]
        at = match.end()
        made.append(correction)
    return "".join([*pieces, text[at:]]), list(dict.fromkeys(made))


def _notice(entry: Entry, correction: Correction) -> Evidence:
    body = entry.article.body
    spans = sentence_spans(body)
    words = (correction.wrong, correction.right)
    span = next((span for span in spans if all(w in span.of(body) for w in words)), spans[0])
    return Evidence(entry.passage_of(span), span, span.of(body), 0.0, 0.0)


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _places_of(words: str, text: str) -> list[re.Match[str]]:
    """Where words stand, spaces allowed within them, but not as part of a longer number."""
    pattern = r"\s*".join(re.escape(char) for char in words if not char.isspace())
    if not pattern:
        return []
    return list(re.finditer(rf"(?<![0-9.](?=[0-9])){pattern}(?!(?<=[0-9])\.?[0-9])", text))
