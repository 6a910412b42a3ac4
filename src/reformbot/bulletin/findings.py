"""What a verifier finds in a sentence that its sources do not carry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What about a sentence is not carried."""

    FIGURE = "figure"
    DATE = "date"
    PLACE = "place"
    ORGANISATION = "organisation"
    QUOTATION = "quotation"
    NEGATION = "negation"
    BINDING = "binding"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a sentence says that its sources do not.

    Attributes:
        words: the words of the sentence that are not carried.
        source: what the source counts with the figure, or the nearest it has; empty for nothing.
    """

    kind: FindingKind
    words: str
    source: str = ""
