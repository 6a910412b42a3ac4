"""What a person does with a draft in a chat, step by step; each step is kept before it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from reformbot.answering.model import Answer
from reformbot.answering.rendering import reference
from reformbot.drafting.brief import Brief, pasted
from reformbot.drafting.conflicts import Question, open_questions
from reformbot.drafting.docx import docx_bytes
from reformbot.drafting.draft import ORDINALS, Draft
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.facts import Fact, FactTable
from reformbot.drafting.instructions import Ask, understood
from reformbot.drafting.outline import FEWEST_MEASURES, LEAD, Outline
from reformbot.drafting.publication import one_article
from reformbot.drafting.rendering import article_of
from reformbot.drafting.revising import Revision
from reformbot.errors import DraftQuotaError
from reformbot.library.drafts import AWAITED, Drafts, Step, StoredDraft
from reformbot.library.people import Role
from reformbot.locale import Messages
from reformbot.operations.people import Clock, now
from reformbot.operations.roles import STAFF

DAY = timedelta(days=1)

_UNIT = re.compile(r"(?m)^\s*(?:报送|供稿|来稿|撰稿)?单位\s*[:：]\s*(?P<unit>\S.{1,40})$")


class Action(StrEnum):
    """What a button below a draft does."""

    SKIP = "skip"
    UP = "up"
    DOWN = "down"
    DELETE = "delete"
    PLACE = "place"
    RENAME = "rename"
    ADD = "add"
    START = "start"
    ACCEPT = "accept"
    REWRITE = "rewrite"
    REVISE = "revise"
    PARTS = "parts"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Making:
    """What a draft is made of so far.

    Attributes:
        references: where each line of the notes was taken from; none where they are notes alone.
    """

    brief: Brief | None = None
    table: FactTable | None = None
    outline: Outline | None = None
    draft: Draft | None = None
    references: tuple[str, ...] = ()


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


class Drafting:
    """Drafts of people in chats.

    Args:
        drafter: what makes drafts; asked for when one is made.
        most: drafts that a member may begin in a `DAY`.
        clock: tells the time, in UTC.
    """

    def __init__(
        self, drafts: Drafts, drafter: Callable[[], Drafter], most: int, clock: Clock = now
    ) -> None:
        self._drafts = drafts
        self._drafter = drafter
        self._most = most
        self._clock = clock

    def begin(
        self, update_id: int, person: int, chat: int, role: Role | None, notes: str = ""
    ) -> Sheet:
        """Begin a draft from notes, or by asking for them; the same update begins one alone.

        Raises:
            DraftQuotaError: the person has begun as many as they may.
            BriefEmptyError, BriefTooLongError: the notes cannot be drafted from.
        """
        return self._begin(update_id, person, chat, role, lambda: self._from_notes(notes))

    def begin_from(
        self,
        update_id: int,
        person: int,
        chat: int,
        role: Role | None,
        answer: Answer,
        messages: Messages,
    ) -> Sheet:
        """Begin a draft whose notes are what an answer quotes, each with its reference.

        Raises:
            DraftQuotaError: the person has begun as many as they may.
            BriefEmptyError, BriefTooLongError: the quotations cannot be drafted from.
        """
        return self._begin(
            update_id, person, chat, role, lambda: self._from_answer(answer, messages)
        )

    def find(self, number: int) -> Sheet | None:
        """The draft of a number."""
        kept = self._drafts.find(number)
        return _sheet(kept) if kept else None

    def of_person(self, person: int) -> list[Sheet]:
        """A person's drafts, the one changed last first."""
        return [_sheet(kept) for kept in self._drafts.of_person(person)]

    def discard(self, sheet: Sheet) -> None:
        """Let a draft go."""
        self._drafts.remove(sheet.kept.id)

    def act(self, sheet: Sheet, action: Action, at: Sequence[int]) -> Done:
        """Do what a button says; as the draft is where somebody changed it meanwhile.

        Args:
            at: what the button is about: a measure, or a fact and the part it goes to.

        Raises:
            OutlineError: the outline has no such measure or fact.
        """
        first, second = [*at, 0, 0][:2]
        if action is Action.REWRITE and sheet.making.draft is not None:
            return self._revise(sheet, f"重写{part_name(sheet.kept.part)}")
        return Done(self._keep(self._acted(sheet, action, first, second), sheet))

    def awaits(self, update_id: int, person: int, chat: int) -> bool:
        """Whether `take` would take a text; quick, where that may wait for a chat model."""
        since = self._clock() - AWAITED
        known = self._drafts.of_update(update_id) is not None
        return known or self._drafts.awaiting(person, chat, since) is not None

    def take(self, update_id: int, person: int, chat: int, text: str) -> Done | None:
        """Take a text that was asked for; None where none was.

        A text that is dealt with again after a crash is the same, and changes nothing more.

        Raises:
            BriefEmptyError, BriefTooLongError: the notes cannot be drafted from.
            OutlineError: a heading has no letters.
        """
        again = self._drafts.of_update(update_id)
        if again is not None:
            return Done(_sheet(again))
        kept = self._drafts.awaiting(person, chat, self._clock() - AWAITED)
        if kept is None:
            return None
        sheet = _sheet(replace(kept, awaited="", told_by=update_id))
        what, _, place = kept.awaited.partition(":")
        at, making = int(place or 0), sheet.making
        if what == "notes":
            step, made = self._from_notes(text)
            return Done(self._keep(_with(sheet, step, made), sheet))
        if what == "source" and making.brief is not None:
            named = replace(making.brief, unit=text.strip()[:60])
            return Done(self._keep(self._planned(sheet, named), sheet))
        if what in ("rename", "add") and making.outline is not None:
            heading = text.splitlines()[0][:30] if text.strip() else ""
            outline = making.outline
            outline = outline.renamed(at, heading) if what == "rename" else outline.added(heading)
            edited = _with(sheet, Step.OUTLINE, replace(making, outline=outline))
            return Done(self._keep(edited, sheet))
        if making.draft is not None:
            return self._revise(sheet, _placed(text, at) if what == "part" else text)
        return Done(self._keep(sheet, sheet))

    def pause(self, person: int, chat: int) -> bool:
        """Await no text any more; whether one was awaited. A draft without notes goes."""
        kept = self._drafts.awaiting(person, chat, self._clock() - AWAITED)
        if kept is None:
            return False
        if kept.step is Step.NOTES:
            self._drafts.remove(kept.id)
        else:
            self._drafts.change(replace(kept, awaited=""))
        return True

    def _begin(
        self,
        update_id: int,
        person: int,
        chat: int,
        role: Role | None,
        make: Callable[[], tuple[Step, Making]],
    ) -> Sheet:
        before = self._drafts.of_update(update_id)
        if before is not None:
            return _sheet(before)
        moment = self._clock()
        if role not in STAFF:
            begun = self._drafts.begun(person, moment - DAY)
            if len(begun) >= self._most:
                raise DraftQuotaError(most=self._most, until=begun[-self._most] + DAY)
        step, making = make()
        blank = StoredDraft(0, person, chat, update_id, moment, moment, step)
        return _sheet(self._drafts.add(_with(_sheet(blank), step, making).kept))

    def _from_notes(self, notes: str) -> tuple[Step, Making]:
        if not notes.strip():
            return Step.NOTES, Making()
        named = _UNIT.search(notes)
        unit = named["unit"].strip(" 。") if named else ""
        brief = pasted(_UNIT.sub("", notes), unit=unit)
        if not unit:
            self._drafter().facts(brief)  # refuses notes that hold no fact before more is asked
            return Step.SOURCE, Making(brief)
        return Step.OUTLINE, self._outlined(brief)

    def _from_answer(self, answer: Answer, messages: Messages) -> tuple[Step, Making]:
        quotes = {" ".join(one.quote.split()): reference(one, messages) for one in answer.citations}
        bylines = {one.passage.byline for one in answer.citations}
        unit = (bylines.pop() if len(bylines) == 1 else None) or ""
        hint = (answer.understood or answer.question).rstrip("？?。 ")
        brief = pasted("\n".join(quotes), title_hint=hint, unit=unit)
        return Step.OUTLINE, replace(self._outlined(brief), references=tuple(quotes.values()))

    def _outlined(self, brief: Brief) -> Making:
        drafter = self._drafter()
        table = drafter.facts(brief)
        return Making(brief, table, drafter.outline(table))

    def _planned(self, sheet: Sheet, brief: Brief) -> Sheet:
        return _with(sheet, Step.OUTLINE, self._outlined(brief))

    def _acted(self, sheet: Sheet, action: Action, first: int, second: int) -> Sheet:
        kept, making = replace(sheet.kept, awaited=""), sheet.making
        sheet = replace(sheet, kept=kept)
        if action is Action.SKIP and making.brief is not None:
            return self._planned(sheet, making.brief)
        if action is Action.START and making.brief and making.table and making.outline:
            draft = self._drafter().plain(making.brief, making.table, making.outline)
            return _with(sheet, Step.WRITING, replace(making, draft=draft), LEAD)
        if action is Action.ACCEPT and making.draft is not None:
            at = kept.part + 1
            step = Step.WRITING if at < len(making.draft.current.parts) else Step.DONE
            return _with(sheet, step, making, at if step is Step.WRITING else LEAD)
        if action is Action.PARTS and making.draft is not None:
            return _with(sheet, Step.WRITING, making, LEAD)
        if action is Action.REVISE:
            return _asked(sheet, f"part:{kept.part}" if kept.step is Step.WRITING else "whole")
        if making.outline is None or making.table is None or kept.step is not Step.OUTLINE:
            return sheet
        if action is Action.RENAME:
            making.outline.measure(first)
            return _asked(sheet, f"rename:{first}")
        if action is Action.ADD:
            return _asked(sheet, "add")
        outline = _edited(making.outline, making.table, action, first, second)
        return _with(sheet, Step.OUTLINE, replace(making, outline=outline))

    def _revise(self, sheet: Sheet, said: str) -> Done:
        draft = sheet.making.draft
        if draft is None:
            return Done(sheet)
        revision = self._drafter().revise(draft, said)
        part = min(sheet.kept.part, len(revision.draft.current.parts) - 1)
        making = replace(sheet.making, draft=revision.draft)
        cleared = replace(sheet, kept=replace(sheet.kept, awaited=""))
        return Done(self._keep(_with(cleared, sheet.kept.step, making, part), sheet), revision)

    def _keep(self, sheet: Sheet, before: Sheet) -> Sheet:
        """Keep a draft; what is kept where somebody changed it meanwhile."""
        kept = self._drafts.change(replace(sheet.kept, updated_at=self._clock()))
        if kept is None:
            kept = self._drafts.find(before.kept.id)
        return _sheet(kept) if kept else sheet


def word_file(sheet: Sheet) -> bytes:
    """The newest version as a Word file, with the source annex; empty before there is one."""
    draft, references = sheet.making.draft, sheet.making.references
    return docx_bytes(one_article(article_of(draft, references))) if draft else b""


def part_name(at: int) -> str:
    """What an instruction calls a part: 导语, 第一点."""
    return "导语" if at == LEAD else f"第{ORDINALS[at - 1]}点"


def _placed(said: str, at: int) -> str:
    """An instruction about a part that it does not name."""
    asked = understood(said)
    return said if asked.parts or asked.ask is Ask.RETITLE else f"{part_name(at)}{said}"


def _edited(outline: Outline, table: FactTable, action: Action, first: int, second: int) -> Outline:
    order = list(range(1, len(outline.measures) + 1))
    other = first - 1 if action is Action.UP else first + 1
    if action in (Action.UP, Action.DOWN) and first in order and other in order:
        order[first - 1], order[other - 1] = other, first
        return outline.reordered(order)
    if action is Action.DELETE and len(order) > FEWEST_MEASURES:
        return outline.deleted(first)
    if action is Action.PLACE:
        return outline.moved(f"F{first}", second, table)
    return outline


def _asked(sheet: Sheet, what: str) -> Sheet:
    return replace(sheet, kept=replace(sheet.kept, awaited=what))


def _with(sheet: Sheet, step: Step, making: Making, part: int = LEAD) -> Sheet:
    asked = {Step.NOTES: "notes", Step.SOURCE: "source"}.get(step, "")
    state = _MAKING.dump_json(making).decode()
    kept = replace(sheet.kept, step=step, part=part, awaited=asked, state=state)
    return Sheet(kept, making)


def _sheet(kept: StoredDraft) -> Sheet:
    return Sheet(kept, _MAKING.validate_json(kept.state))
