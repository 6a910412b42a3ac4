"""The way from a brief to a draft, step by step; each step's outcome can be stored and resumed."""

from __future__ import annotations

from dataclasses import replace

from reformbot.drafting.brief import Brief
from reformbot.drafting.draft import Draft
from reformbot.drafting.facts import FactTable, read_facts
from reformbot.drafting.outline import Outline, propose
from reformbot.drafting.polishing import Polisher
from reformbot.drafting.revising import Outcome, Revision, revised, with_wording
from reformbot.drafting.writing import plain_draft
from reformbot.errors import BriefEmptyError


class Drafter:
    """Makes drafts, and other versions of them.

    Args:
        polisher: the chat model that words parts; None where drafts stay plain.
    """

    def __init__(self, polisher: Polisher | None = None) -> None:
        self._polisher = polisher

    def facts(self, brief: Brief) -> FactTable:
        """The facts of a brief, and what its notes say to the writer.

        Raises:
            BriefEmptyError: they hold no fact.
        """
        table = read_facts(brief)
        if not table.facts:
            raise BriefEmptyError(id=brief.id)
        return table

    def outline(self, table: FactTable) -> Outline:
        """An outline that places every fact."""
        return propose(table)

    def plain(self, brief: Brief, table: FactTable, outline: Outline) -> Draft:
        """The draft that the facts make by themselves."""
        return plain_draft(brief, table, outline)

    def polished(self, draft: Draft, part: int | None = None) -> Draft:
        """The newest version worded by the chat model, if there is one: a part of it, or all."""
        if self._polisher is None:
            return draft
        version = self._polisher.polished(draft, None if part is None else (part,))
        return replace(draft, versions=(*draft.versions[:-1], version))

    def draft(self, brief: Brief) -> Draft:
        """All steps at once.

        Raises:
            BriefEmptyError: the notes hold no fact.
        """
        table = self.facts(brief)
        return self.polished(self.plain(brief, table, self.outline(table)))

    def revise(self, draft: Draft, said: str) -> Revision:
        """Another version as instructed, or why there is none."""
        revision = revised(draft, said)
        if revision.outcome is not Outcome.NEEDS_MODEL or self._polisher is None:
            return revision
        asked = revision.instruction
        version = self._polisher.polished(draft, asked.parts or None, said)
        return with_wording(draft, asked, said, version)
