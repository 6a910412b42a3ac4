"""The way from a brief to a draft, step by step; each step's outcome can be stored and resumed."""

from __future__ import annotations

from dataclasses import replace

from reformbot.drafting.brief import Brief
from reformbot.drafting.draft import PLAIN, Draft
from reformbot.drafting.facts import FactTable, read_facts
from reformbot.drafting.instructions import Ask
from reformbot.drafting.naming import topic_of
from reformbot.drafting.outline import LEAD, Outline, propose
from reformbot.drafting.polishing import Polisher
from reformbot.drafting.quotations import Archive, Quotation, fitting, no_archive
from reformbot.drafting.revising import (
    Outcome,
    Revision,
    revised,
    with_quotations,
    with_wording,
)
from reformbot.drafting.writing import plain_draft
from reformbot.errors import BriefEmptyError


class Drafter:
    """Makes drafts, and other versions of them.

    Args:
        polisher: the chat model that words parts; None where drafts stay plain.
        archive: where what the notes do not have is looked for when a writer asks to add it.
    """

    def __init__(self, polisher: Polisher | None = None, archive: Archive = no_archive) -> None:
        self._polisher = polisher
        self._archive = archive

    @property
    def composer(self) -> str:
        """The chat model's name, or `PLAIN`."""
        return self._polisher.name if self._polisher else PLAIN

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
        """The newest version worded by the chat model, if there is one: a part of it, or all.

        The lead by itself stays as short as it is: whether the article is long enough is known
        when its measures are worded.
        """
        if self._polisher is None:
            return draft
        parts = None if part is None else (part,)
        version = self._polisher.polished(draft, parts, lengthens=part != LEAD)
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
        asked = revision.instruction
        if asked.ask is Ask.ADD and revision.outcome is Outcome.NOT_THERE:
            found = self._quotations(draft, asked.text)
            return with_quotations(draft, asked, said, found) if found else revision
        if revision.outcome is not Outcome.NEEDS_MODEL or self._polisher is None:
            return revision
        longer = asked.ask is Ask.LENGTHEN
        version = self._polisher.polished(draft, asked.parts or None, said, lengthens=longer)
        return with_wording(draft, asked, said, version)

    def _quotations(self, draft: Draft, asked: str) -> list[Quotation]:
        """What earlier articles say of it; nothing where the brief wants none of them."""
        brief, said = draft.brief, draft.current.body
        if not brief.precedents:
            return []
        topic = topic_of(brief, draft.table)
        about = brief.place or brief.unit
        return fitting(asked, brief, topic, said, self._archive(f"{about}{topic}{asked}"))
