"""Dates of sentences, and which of two came first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformbot.answering.evidence import Evidence
from reformbot.answering.model import Outcome, OutcomeKind
from reformbot.search.comparing import Operation

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<near>今年|本年|去年|上年))(?:(?P<month>1[0-2]|0?[1-9])月)?"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日)?"
    r"|(?P<month_alone>1[0-2]|0?[1-9])月(?:(?P<day_alone>3[01]|[12][0-9]|0?[1-9])日)?"
)
_PAIR = 2

Dated = tuple[str, tuple[int, ...]]
"""A date as printed, and its year, month and day as far as they are known."""


def dated(evidence: Evidence) -> Dated | None:
    """The one date a sentence tells; None where it tells none or several.

    今年 and a month without a year are those of the issue.
    """
    text = re.sub(r"\s", "", evidence.text)
    issued = evidence.passage.issued.year if evidence.passage.issued else evidence.passage.key.year
    found: list[Dated] = []
    for match in _DATE.finditer(text):
        year = int(match["year"]) if match["year"] else issued
        if match["near"] in ("去年", "上年"):
            year -= 1
        rest = (match["month"] or match["month_alone"], match["day"] or match["day_alone"])
        found.append((match[0], (year, *(int(part) for part in rest if part))))
    return found[0] if len(found) == 1 else None


def order(
    operation: Operation, names: Sequence[str], dates: Sequence[Dated | None]
) -> Outcome | None:
    """Which of two is the earlier or later; None where the dates do not decide."""
    known = [one for one in dates if one is not None]
    if len(known) != _PAIR:
        return None
    length = min(len(date) for _, date in known)
    first, second = (date[:length] for _, date in known)
    if first == second:
        return None
    wants_first = (first < second) == (operation is Operation.EARLIER)
    working = "，".join(words for words, _ in known)
    name = names[0 if wants_first else 1]
    return Outcome(OutcomeKind(operation.value), "", name, working, is_about=False)
