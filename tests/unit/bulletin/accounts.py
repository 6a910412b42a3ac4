"""What must hold of every parse: no character of the source is lost or made up."""

from __future__ import annotations

import unicodedata

from reformbot.bulletin.model import DropReason, Issue

LINE_BREAKS = frozenset("\n\r\f\v\u0085\u2028\u2029")


def assert_accounted(source: str, issue: Issue) -> None:
    """Parts tile the text; kept and dropped characters are all of the source, each once."""
    end = 0
    for part in issue.parts:
        assert part.span.start == end, f"gap or overlap before {part}"
        end = part.span.end
    assert end == len(issue.text)
    kept = [0] * len(source)
    position = 0
    for repaired, offset, length in issue.source_map.runs:
        assert repaired == position
        position += length
        for at in range(length):
            kept[offset + at] += 1
            assert_same_character(source[offset + at], issue.text[repaired + at])
    assert position == len(issue.text)
    for dropped in issue.dropped:
        for at in range(dropped.span.start, dropped.span.end):
            kept[at] += 1
            if dropped.reason is DropReason.LINE_BREAK:
                assert source[at] in LINE_BREAKS
            elif dropped.reason is DropReason.SPACE:
                assert source[at].isspace()
    assert kept == [1] * len(source)


def assert_same_character(source: str, kept: str) -> None:
    """A kept character is the source's, up to its width; a break may have become a space."""
    if source in LINE_BREAKS:
        assert kept in "\n "
    elif source.isspace():
        assert kept.isspace()
    else:
        one, two = (unicodedata.normalize("NFKC", char) for char in (source, kept))
        assert one == two
