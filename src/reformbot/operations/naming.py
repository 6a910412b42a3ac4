"""Issues by the names that people give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from reformbot.bulletin.model import IssueKey
from reformbot.errors import IssueAmbiguousError, IssueUnknownError
from reformbot.library.records import Edition

_NUMBERED = re.compile(r"(?P<year>\d{4})(?:年第|[-./ ])0*(?P<number>\d{1,4})期?")


def issue_named(name: str, editions: Sequence[Edition]) -> IssueKey:
    """The issue that is meant by its label (2024年第6期, 2024-6) or by its file's name.

    Raises:
        IssueUnknownError: none is called so.
        IssueAmbiguousError: several are.
    """
    said = unicodedata.normalize("NFKC", name).strip()
    by_file = [e for e in editions if e.stem == name.strip()]
    numbered = _NUMBERED.fullmatch(said)
    by_label = [
        e
        for e in editions
        if numbered and (e.key.year, e.key.number) == (int(numbered[1]), int(numbered[2]))
    ]
    found = by_file or by_label
    if not found:
        raise IssueUnknownError(issue=name)
    if len(found) > 1:
        raise IssueAmbiguousError(issue=name, stems=" ".join(e.stem for e in found))
    return found[0].key
