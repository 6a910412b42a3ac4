"""Clauses of notes: cut outside brackets and quotation marks, and whether they are whole."""

from __future__ import annotations

from reformbot.bulletin.words import tagged

_OPENING = "（《“‘"
_CLOSING = "）》”’"
_NO_VERBS = frozenset("竞赛 大赛 比赛 培训 调研 领先 实操 建设 改革 服务 活动 比武 技能".split())


def outer_split(text: str, marks: str = "，") -> list[str]:
    """A text at its commas, those inside brackets and quotation marks left alone."""
    parts, depth, start = list[str](), 0, 0
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in marks and not depth:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def has_verb(clause: str) -> bool:
    """Whether a clause has a verb that may be its predicate."""
    return any(
        tag.startswith("v") and tag != "vn" and word not in _NO_VERBS
        for word, tag in tagged(clause)
    )


def opens_with_verb(clause: str) -> bool:
    """Whether a clause begins with a verb, its doer left out."""
    word, tag = next(iter(tagged(clause)), ("", ""))
    return tag.startswith("v") and tag != "vn" and word not in _NO_VERBS
