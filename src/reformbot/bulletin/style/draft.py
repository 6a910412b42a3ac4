"""An article as the rules look at it: settled widths, its measures, lead and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reformbot.bulletin import widths
from reformbot.bulletin.body import read_measures, read_tables, start_of_blank
from reformbot.bulletin.model import Measure, Place, Span, Table
from reformbot.bulletin.sentences import sentence_spans
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule

_LONGEST_WORDS = 40
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|「[^「」]*」")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready to be checked.

    Attributes:
        title, body, byline: as typed.
        read: the body with every character's proper width, one for one, so that offsets hold.
        sentences: in the body, line breaks ending one too.
        quoted: stretches of the body in quotation marks or title marks.
    """

    title: str
    body: str
    byline: str | None
    issued: date | None
    place: Place | None
    read: str
    tables: tuple[Table, ...]
    measures: tuple[Measure, ...]
    lead: Span
    sentences: tuple[Span, ...]
    quoted: tuple[Span, ...]

    @classmethod
    def of(
        cls,
        title: str,
        body: str,
        byline: str | None,
        issued: date | None,
        place: Place | None,
    ) -> Draft:
        """Read a typed article."""
        read = "".join(widths.settled(body))
        tables = read_tables(read)
        # A mark for the writer (【待补充：…】) stands behind the full stop that ends a part.
        measures = read_measures(read.replace("】", "。"), tables)
        end = measures[0].span.start if measures else len(read)
        return cls(
            title,
            body,
            byline,
            issued,
            place,
            read,
            tables,
            measures,
            Span(0, start_of_blank(read, 0, end)),
            tuple(sentence_spans(read)),
            tuple(Span(*match.span()) for match in _QUOTED.finditer(read)),
        )

    def measure_at(self, offset: int) -> int | None:
        """Ordinal of the measure a character of the body lies in."""
        return next(
            (one.ordinal for one in self.measures if one.span.start <= offset < one.span.end), None
        )

    def is_quoted(self, offset: int) -> bool:
        """Whether a character of the body stands in quotation marks."""
        return any(span.start <= offset < span.end for span in self.quoted)

    def finding(
        self,
        rule: StyleRule,
        severity: Severity,
        spans: Sequence[Span] = (),
        **values: str | int,
    ) -> StyleFinding:
        """A finding about stretches of the body."""
        first = spans[0].of(self.body) if spans else ""
        measures = {self.measure_at(span.start) for span in spans}
        measure = measures.pop() if len(measures) == 1 else None
        return StyleFinding(
            rule, severity, shortened(first), StylePlace.BODY, tuple(spans), measure, None, values
        )


def length(text: str) -> int:
    """How many visible characters a text has."""
    return len("".join(text.split()))


def shortened(words: str) -> str:
    """Words short enough to show, with … for what is left out."""
    return words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
