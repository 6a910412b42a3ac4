"""What a person does with a draft in a chat, step by step; each step is kept before it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from reformbot.answering.model import Answer
from reformbot.answering.rendering import reference
from reformbot.drafting.brief import TARGET, Brief, pasted
from reformbot.drafting.draft import Draft
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.facts import FactTable
from reformbot.drafting.instructions import Ask, part_name, understood
from reformbot.drafting.outline import FEWEST_MEASURES, LEAD, Outline
from reformbot.drafting.wishes import wishes_of
from reformbot.errors import DraftQuotaError
from reformbot.files import FileReader
from reformbot.library.drafts import AWAITED, Drafts, Step, StoredDraft
from reformbot.library.people import Role
from reformbot.locale import Messages
from reformbot.operations.notes import Sent, notes_sent
from reformbot.operations.people import Clock, now
from reformbot.operations.roles import STAFF
from reformbot.operations.sheets import Done, Making, Sheet, asked_for, sheet_of, stepped

DAY = timedelta(days=1)


class Action(StrEnum):
    """What a button below a draft does."""

    SKIP = "skip"
    UP = "up"
    DOWN = "down"
    DELETE = "delete"
    PLACE = "place"
    OUT = "out"
    RENAME = "rename"
    ADD = "add"
    START = "start"
    ACCEPT = "accept"
    REWRITE = "rewrite"
    REVISE = "revise"
    PARTS = "parts"
    NEVER = "never"
    RESTORE = "restore"


class Drafting:
    """Drafts of people in chats.

    Args:
        drafter: what makes drafts; asked for when one is made.
        files: reads notes that come as a file; long, where text has to be recognised.
        most: drafts that a member may begin in a `DAY`.
        clock: tells the time, in UTC.
    """

    def __init__(
        self,
        drafts: Drafts,
        drafter: Callable[[], Drafter],
        files: FileReader,
        most: int,
        clock: Clock = now,
    ) -> None:
        self._drafts = drafts
        self._drafter = drafter
        self._files = files
        self._most = most
        self._clock = clock

    def begin(
        self,
        update_id: int,
        person: int,
        chat: int,
        role: Role | None,
        notes: str = "",
        file: Sent | None = None,
    ) -> Sheet:
        """Begin a draft from notes, or by asking for them; the same update begins one alone.

        Args:
            file: more notes, behind those that were written.

        Raises:
            DraftQuotaError: the person has begun as many as they may; no file is read.
            SourceError: the file cannot be read.
            BriefEmptyError, BriefTooLongError: the notes cannot be drafted from.
        """
        return self._begin(
            update_id, person, chat, role, lambda: self._from_notes(self._notes(notes, file))
        )

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
        return sheet_of(kept) if kept else None

    def of_person(self, person: int) -> list[Sheet]:
        """A person's drafts, the one changed last first."""
        return [sheet_of(kept) for kept in self._drafts.of_person(person)]

    def discard(self, sheet: Sheet) -> None:
        """Let a draft go."""
        self._drafts.remove(sheet.kept.id)

    def act(self, sheet: Sheet, action: Action, at: Sequence[int]) -> Done:
        """Do what a button says; as the draft is where somebody changed it meanwhile.

        Args:
            at: what the button is about: a measure, a fact and the part it goes to, or a version.

        Raises:
            OutlineError: the outline has no such measure or fact.
        """
        first, second = [*at, 0, 0][:2]
        if action is Action.REWRITE and sheet.making.draft is not None:
            return self._revise(sheet, f"重写{part_name(sheet.kept.part)}")
        if action is Action.RESTORE and sheet.making.draft is not None:
            return self._revise(sheet, f"回到第{first}版")
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
            return Done(sheet_of(again))
        kept = self._drafts.awaiting(person, chat, self._clock() - AWAITED)
        if kept is None:
            return None
        sheet = sheet_of(replace(kept, awaited="", told_by=update_id))
        what, _, place = kept.awaited.partition(":")
        at, making = int(place or 0), sheet.making
        if what == "notes":
            step, made = self._from_notes(text)
            return Done(self._keep(stepped(sheet, step, made), sheet))
        if what == "source" and making.brief is not None:
            named = replace(making.brief, unit=text.strip()[:60])
            return Done(self._keep(self._planned(sheet, named), sheet))
        if what in ("rename", "add") and making.outline is not None:
            heading = text.splitlines()[0][:30] if text.strip() else ""
            outline = making.outline
            outline = outline.renamed(at, heading) if what == "rename" else outline.added(heading)
            edited = stepped(sheet, Step.OUTLINE, replace(making, outline=outline))
            return Done(self._keep(edited, sheet))
        if making.draft is not None:
            return self._revise(sheet, _placed(text, at) if what == "part" else text)
        return Done(self._keep(sheet, sheet))

    def awaits_file(self, update_id: int, person: int, chat: int) -> bool:
        """Whether `take_file` would take a file; quick, where that may be long."""
        kept = self._drafts.awaiting(person, chat, self._clock() - AWAITED)
        asked = kept is not None and kept.step is Step.NOTES
        return asked or self._drafts.of_update(update_id) is not None

    def take_file(
        self, update_id: int, person: int, chat: int, said: str, file: Sent
    ) -> Sheet | None:
        """Take a file as the notes that were asked for; None where none were.

        The draft waits still where the file holds no notes. Of two that come at once the second
        changes nothing.

        Args:
            said: what was written with it.

        Raises:
            SourceError: it cannot be read.
            BriefEmptyError, BriefTooLongError: it cannot be drafted from.
        """
        again = self._drafts.of_update(update_id)
        if again is not None:
            return sheet_of(again)
        kept = self._drafts.awaiting(person, chat, self._clock() - AWAITED)
        if kept is None or kept.step is not Step.NOTES:
            return None
        step, making = self._from_notes(self._notes(said, file))
        sheet = sheet_of(replace(kept, awaited="", told_by=update_id))
        return self._keep(stepped(sheet, step, making), sheet)

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
            return sheet_of(before)
        moment = self._clock()
        if role not in STAFF:
            begun = self._drafts.begun(person, moment - DAY)
            if len(begun) >= self._most:
                raise DraftQuotaError(most=self._most, until=begun[-self._most] + DAY)
        step, making = make()
        blank = StoredDraft(0, person, chat, update_id, moment, moment, step)
        return sheet_of(self._drafts.add(stepped(sheet_of(blank), step, making).kept))

    def _notes(self, said: str, file: Sent | None) -> str:
        return f"{said}\n{notes_sent(file, self._files)}" if file else said

    def _from_notes(self, notes: str) -> tuple[Step, Making]:
        if not notes.strip():
            return Step.NOTES, Making()
        wishes = wishes_of(notes)
        brief = pasted(
            wishes.notes,
            unit=wishes.unit,
            target_chars=wishes.target_chars or TARGET,
            precedents=wishes.precedents,
        )
        if not wishes.unit:
            self._drafter().facts(brief)  # refuses notes that hold no fact before more is asked
            return Step.SOURCE, Making(brief)
        return Step.OUTLINE, self._outlined(brief)

    def _from_answer(self, answer: Answer, messages: Messages) -> tuple[Step, Making]:
        quotes = {" ".join(one.quote.split()): reference(one, messages) for one in answer.citations}
        bylines = {one.passage.byline for one in answer.citations}
        unit = (bylines.pop() if len(bylines) == 1 else None) or ""
        hint = (answer.understood or answer.question).rstrip("？?。 ")
        brief = pasted("\n".join(quotes), title_hint=hint, unit=unit)
        return Step.OUTLINE, self._outlined(brief, tuple(quotes.values()))

    def _outlined(self, brief: Brief, references: Sequence[str] = ()) -> Making:
        """An outline of a brief's facts; `references` say where each line was taken from."""
        drafter = self._drafter()
        table = drafter.facts(brief).referring(references)
        return Making(brief, table, drafter.outline(table))

    def _planned(self, sheet: Sheet, brief: Brief) -> Sheet:
        return stepped(sheet, Step.OUTLINE, self._outlined(brief))

    def _acted(self, sheet: Sheet, action: Action, first: int, second: int) -> Sheet:
        kept, making = replace(sheet.kept, awaited=""), sheet.making
        sheet = replace(sheet, kept=kept)
        if action is Action.SKIP and making.brief is not None:
            return self._planned(sheet, making.brief)
        if action is Action.START and making.brief and making.table and making.outline:
            draft = self._drafter().plain(making.brief, making.table, making.outline)
            return self._written(sheet, draft, LEAD)
        if action is Action.ACCEPT and making.draft is not None:
            at = kept.part + 1
            if at < len(making.draft.current.parts):
                return self._written(sheet, making.draft, at)
            return stepped(sheet, Step.DONE, making)
        if action is Action.PARTS and making.draft is not None:
            return stepped(sheet, Step.WRITING, making, LEAD)
        if action is Action.REVISE:
            return asked_for(sheet, f"part:{kept.part}" if kept.step is Step.WRITING else "whole")
        if making.outline is None or making.table is None or kept.step is not Step.OUTLINE:
            return sheet
        if action is Action.RENAME:
            making.outline.measure(first)
            return asked_for(sheet, f"rename:{first}")
        if action is Action.ADD:
            return asked_for(sheet, "add")
        outline = _edited(making.outline, making.table, action, first, second)
        return stepped(sheet, Step.OUTLINE, replace(making, outline=outline))

    def _written(self, sheet: Sheet, draft: Draft, part: int) -> Sheet:
        """A part as its writer is to see it: worded by the chat model, where there is one."""
        if not draft.current.parts[part].is_polished:
            draft = self._drafter().polished(draft, part)
        return stepped(sheet, Step.WRITING, replace(sheet.making, draft=draft), part)

    def _revise(self, sheet: Sheet, said: str) -> Done:
        draft = sheet.making.draft
        if draft is None:
            return Done(sheet)
        revision = self._drafter().revise(draft, said)
        part = min(sheet.kept.part, len(revision.draft.current.parts) - 1)
        making = replace(sheet.making, draft=revision.draft)
        cleared = replace(sheet, kept=replace(sheet.kept, awaited=""))
        return Done(self._keep(stepped(cleared, sheet.kept.step, making, part), sheet), revision)

    def _keep(self, sheet: Sheet, before: Sheet) -> Sheet:
        """Keep a draft; what is kept where somebody changed it meanwhile."""
        kept = self._drafts.change(replace(sheet.kept, updated_at=self._clock()))
        if kept is None:
            kept = self._drafts.find(before.kept.id)
        return sheet_of(kept) if kept else sheet


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
    if action is Action.OUT:
        return outline.dropped(f"F{first}")
    return outline
