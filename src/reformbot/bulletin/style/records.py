"""A finding as a record that JSON can hold."""

from __future__ import annotations

from typing import Any

from reformbot.bulletin.style.model import StyleFinding


def finding_record(finding: StyleFinding) -> dict[str, Any]:
    """A finding's fields; spans are pairs of offsets into the text that `place` names."""
    return {
        "rule": finding.rule.value,
        "severity": finding.severity.value,
        "words": finding.words,
        "place": finding.place.value,
        "spans": [[span.start, span.end] for span in finding.spans],
        "measure": finding.measure,
        "article": finding.article,
        "values": dict(finding.values),
    }
