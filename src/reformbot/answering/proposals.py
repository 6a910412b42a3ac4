"""Sentences out of a chat model's stream, each with the numbers it names as its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARKER = re.compile(r"\s*[\[［【](?:材料|编号)?\s*(\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)\s*[\]］】]")
# A full stop within a number, or one that markers may still follow, ends nothing yet.
_END = re.compile(
    r"(?:[。！？!?]++[”’）》」』]*+|(?<=[^\W\d_])[.](?=\s)|(?<=[\d%)\]])[.](?=\s+[A-Z])|\n)"
    r"(?:\s*[\[［【][^\]］】\n]{1,12}[\]］】])*(?=\s*[^\s\[［【”’）》」』。！？!?])"
)
_LEAD = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、)）](?!\d))?\s*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence that a chat model proposes.

    Attributes:
        text: without its markers.
        numbers: of the materials it names as its sources, each once.
    """

    text: str
    numbers: tuple[int, ...]


def proposals(pieces: Iterable[str]) -> Iterator[Proposal]:
    """The sentences of a stream, each as soon as it is known to be complete."""
    held = ""
    for piece in pieces:
        held += piece
        while end := _END.search(held):
            yield from _proposal(held[: end.end()])
            held = held[end.end() :]
    yield from _proposal(held)


def _proposal(said: str) -> Iterator[Proposal]:
    numbers = [int(n) for marker in _MARKER.finditer(said) for n in re.findall(r"\d+", marker[1])]
    text = _LEAD.sub("", _MARKER.sub("", said)).strip()
    if any(char.isalnum() for char in text):
        yield Proposal(text, tuple(dict.fromkeys(numbers)))
