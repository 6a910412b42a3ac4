"""What a draft is to be about: the brief, read from JSON or from pasted notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from reformbot.drafting.rows import with_rows_told
from reformbot.errors import BriefEmptyError, BriefError, BriefTooLongError

MOST_CHARACTERS = 20_000
"""The most characters of notes that one draft is made of."""

TARGET = (300, 600)
"""The fewest and most characters of an article where nobody asks for others."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a writer hands in.

    Attributes:
        id: names the draft.
        title_hint: the topic in a few words; may be empty.
        place: what the notes are about: 扬州市广陵区.
        unit: who sends them in: 扬州市广陵区总工会.
        notes: lines as they came, empty ones left out.
        target_chars: fewest and most characters wanted.
        precedents: whether earlier articles may serve as examples of style.
    """

    id: str
    title_hint: str
    place: str
    unit: str
    notes: tuple[str, ...]
    target_chars: tuple[int, int] = TARGET
    precedents: bool = True


def brief_of(value: object) -> Brief:
    """A brief from a JSON object with the fields of `Brief`; unknown fields are passed over.

    Notes may be a list of lines or one text.

    Raises:
        BriefError: a field is missing or of another kind.
        BriefEmptyError, BriefTooLongError: as `pasted` says.
    """
    if not isinstance(value, dict):
        raise BriefError(reason="not a JSON object")
    fields = cast("Mapping[str, object]", value)
    notes = fields.get("notes")
    if isinstance(notes, list):
        lines = cast("list[object]", notes)
        if not all(isinstance(line, str) for line in lines):
            raise BriefError(reason="notes: lines of text wanted")
        notes = "\n".join(cast("list[str]", lines))
    if not isinstance(notes, str):
        raise BriefError(reason="notes: missing")
    precedents = fields.get("precedents", True)
    if not isinstance(precedents, bool):
        raise BriefError(reason="precedents: true or false wanted")
    return pasted(
        notes,
        id=_text(fields, "id") or "draft",
        title_hint=_text(fields, "title_hint"),
        place=_text(fields, "place"),
        unit=_text(fields, "unit"),
        target_chars=_target(fields.get("target_chars")),
        precedents=precedents,
    )


def pasted(
    notes: str,
    *,
    id: str = "draft",  # noqa: A002
    title_hint: str = "",
    place: str = "",
    unit: str = "",
    target_chars: tuple[int, int] = TARGET,
    precedents: bool = True,
) -> Brief:
    """A brief from notes as pasted, or as read from a file; a table's rows become sentences.

    Raises:
        BriefEmptyError: there is no letter in the notes.
        BriefTooLongError: they have more than `MOST_CHARACTERS`.
    """
    sound = notes.encode("utf-8", "replace").decode("utf-8")
    lines = tuple(line.strip() for line in with_rows_told(sound).splitlines() if line.strip())
    characters = sum(map(len, lines))
    if characters > MOST_CHARACTERS:
        raise BriefTooLongError(characters=characters, most=MOST_CHARACTERS)
    if not any(char.isalnum() for line in lines for char in line):
        raise BriefEmptyError(id=id)
    return Brief(
        id, title_hint.strip(), place.strip(), unit.strip(), lines, target_chars, precedents
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name) or ""
    if not isinstance(value, str):
        raise BriefError(reason=f"{name}: text wanted")
    return value.encode("utf-8", "replace").decode("utf-8")


def _target(value: object) -> tuple[int, int]:
    if value is None:
        return TARGET
    pair = cast("list[object]", value) if isinstance(value, list | tuple) else []
    numbers = [one for one in pair if isinstance(one, int) and not isinstance(one, bool)]
    if len(numbers) != 2 or len(pair) != 2 or not 0 < numbers[0] <= numbers[1]:
        raise BriefError(reason="target_chars: fewest and most characters wanted")
    return numbers[0], numbers[1]
