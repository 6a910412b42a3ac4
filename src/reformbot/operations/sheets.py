"""A draft as it lies before its writer, and how it is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from reformbot.drafting.brief import Brief
from reformbot.drafting.conflicts import Question, open_questions
from reformbot.drafting.docx import docx_bytes
from reformbot.drafting.draft import Draft
from reformbot.drafting.facts import Fact, FactTable
from reformbot.drafting.outline import LEAD, Outline
from reformbot.drafting.publication import one_article
from reformbot.drafting.rendering import article_of
from reformbot.drafting.revising import Revision
from reformbot.library.drafts import Step, StoredDraft


@dataclass(frozen=True, slots=True)
class Making:
    """What a draft is made of so far."""

    brief: Brief | None = None
    table: FactTable | None = None
    outline: Outline | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft as it lies before its writer: how far it has come, and what it is made of."""

    kept: StoredDraft
    making: Making

    @property
    def left_over(self) -> tuple[Fact, ...]:
        """The facts that the outline, or the newest text, has no place for."""
        if self.making.draft is not None:
            return self.making.draft.left_over
        if self.making.table is None or self.making.outline is None:
            return ()
        return self.making.outline.left_over(self.making.table)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What only the sender of the notes can answer."""
        if self.making.draft is not None:
            return self.making.draft.questions
        if self.making.brief is None or self.making.table is None:
            return ()
        return open_questions(self.making.brief, self.making.table)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step.

    Attributes:
        revision: what came of an instruction, where one was given.
    """

    sheet: Sheet
    revision: Revision | None = None


_MAKING = TypeAdapter(Making)


def word_file(sheet: Sheet) -> bytes:
    """The newest version as a Word file, with the source annex; empty before there is one."""
    draft = sheet.making.draft
    return docx_bytes(one_article(article_of(draft))) if draft else b""


def asked_for(sheet: Sheet, what: str) -> Sheet:
    """The same, waiting for a text: rename, add, part, whole, and a place behind a colon."""
    return replace(sheet, kept=replace(sheet.kept, awaited=what))


def stepped(sheet: Sheet, step: Step, making: Making, part: int = LEAD) -> Sheet:
    """The same at a step and made of something, to be kept; what the step asks for is awaited."""
    asked = {Step.NOTES: "notes", Step.SOURCE: "source"}.get(step, "")
    state = _MAKING.dump_json(making).decode()
    kept = replace(sheet.kept, step=step, part=part, awaited=asked, state=state)
    return Sheet(kept, making)


def sheet_of(kept: StoredDraft) -> Sheet:
    """What was kept, read."""
    return Sheet(kept, _MAKING.validate_json(kept.state))
