"""Earlier articles that a draft says over again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reformbot.bulletin.model import Span
from reformbot.bulletin.plain import letters
from reformbot.bulletin.sentences import clause_spans
from reformbot.bulletin.style.draft import shortened
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule

_GRAM = 8
THRESHOLD = 0.2
"""Share of a draft's runs of 8 letters that an earlier article must hold to be named.

Between two different articles of the seven issues it was measured on (43 articles, every pair both
ways) the highest share is 0.063, and all other pairs stay below 0.025.
"""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article already issued.

    Attributes:
        issue: its issue's label, 2024年第6期.
        article: its ordinal there.
    """

    issue: str
    article: int
    title: str
    body: str


def near_duplicates(body: str, earlier: Iterable[Earlier]) -> tuple[StyleFinding, ...]:
    """A finding for each earlier article that holds much of a body, the nearest first.

    Its spans are the clauses of the body that the earlier article holds word for word, and its
    values name the earlier article (`issue`, `number`, `title`) and the `share` in percent.
    """
    own = _grams(letters(body))
    if not own:
        return ()
    found: list[tuple[float, StyleFinding]] = []
    for one in earlier:
        text = letters(one.body)
        share = len(own & _grams(text)) / len(own)
        if share < THRESHOLD:
            continue
        spans = tuple(_shared(body, text))
        values: dict[str, str | int] = {
            "issue": one.issue,
            "number": one.article,
            "title": one.title,
            "share": round(share * 100),
        }
        words = shortened(max((span.of(body) for span in spans), key=len, default=""))
        finding = StyleFinding(
            StyleRule.NEAR_DUPLICATE, Severity.WARNING, words, StylePlace.BODY, spans, values=values
        )
        found.append((share, finding))
    found.sort(key=lambda pair: -pair[0])
    return tuple(finding for _, finding in found)


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


def _shared(body: str, text: str) -> Iterable[Span]:
    """The clauses of a body that a text in `letters` holds."""
    for span in clause_spans(body):
        clause = letters(span.of(body))
        if len(clause) >= _GRAM and clause in text:
            yield span
