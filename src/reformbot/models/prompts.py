"""Prompts: one file each, read and checked before the first question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Formatter

from reformbot.errors import PromptError

_PARTS = re.compile(r"^## (Instructions|Request)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a chat model is told: who it is, and what is asked of it.

    Attributes:
        instructions: the same for every request.
        template: of the request, with {variables}; a brace of its own is written twice.
    """

    instructions: str
    template: str

    def request(self, **values: str) -> str:
        """The request with its variables filled in; braces in the values stay as they are."""
        return self.template.format_map(values)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Every prompt there is.

    Attributes:
        answer: word an answer from passages. Variables: passages, question, language.
        sufficiency: say whether passages answer a question. Variables: passages, question.
        membership: say whether an entry belongs on a list. Variables: passages, question, name.
        query: read a question as a typed query. Variables: question.
        section: word one part of a draft. Variables: topic, facts, examples, headings, part,
            length, again.
        purpose: give aims of a measure of a draft. Variables: heading, topic, again.
    """

    answer: Prompt
    sufficiency: Prompt
    membership: Prompt
    query: Prompt
    section: Prompt
    purpose: Prompt


_VARIABLES: Mapping[str, frozenset[str]] = {
    "answer": frozenset(("passages", "question", "language")),
    "sufficiency": frozenset(("passages", "question")),
    "membership": frozenset(("passages", "question", "name")),
    "query": frozenset(("question",)),
    "section": frozenset(("topic", "facts", "examples", "headings", "part", "length", "again")),
    "purpose": frozenset(("heading", "topic", "again")),
}


def packaged_prompts() -> Traversable:
    """The folder of the prompts that come with reformbot."""
    inside = resources.files("reformbot").joinpath("prompts")
    # Installed from a checkout for development, the folder lies beside `src`.
    return inside if inside.is_dir() else Path(__file__).parents[3] / "prompts"


def load_prompts(folder: Traversable) -> Prompts:
    """Read the prompts of a folder, `NAME.md` each.

    A file has the headings `## Instructions` and `## Request`; the text under the second names
    exactly the variables that its use has.

    Raises:
        PromptError: a file is missing, cannot be read, lacks a part, or its variables differ.
    """
    return Prompts(**{name: _read(folder, name, wanted) for name, wanted in _VARIABLES.items()})


def _read(folder: Traversable, name: str, wanted: frozenset[str]) -> Prompt:
    file = f"{name}.md"
    try:
        text = folder.joinpath(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(file=file, reason=str(error)) from error
    pieces = _PARTS.split(text)
    parts = dict(zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True))
    for part in ("Instructions", "Request"):
        if not parts.get(part):
            raise PromptError(file=file, reason=f"has no text under ## {part}")
    try:
        named = frozenset(field for _, field, _, _ in Formatter().parse(parts["Request"]) if field)
    except ValueError as error:
        raise PromptError(file=file, reason=str(error)) from error
    if named != wanted:
        lacks = " ".join(sorted(wanted - named)) or "-"
        extra = " ".join(sorted(named - wanted)) or "-"
        raise PromptError(file=file, reason=f"variables missing: {lacks}, unknown: {extra}")
    return Prompt(parts["Instructions"], parts["Request"])
