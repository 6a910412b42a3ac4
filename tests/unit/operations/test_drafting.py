"""Drafts in a chat: every step is kept, a second telling changes nothing, and nobody interferes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reformbot.drafting.drafter import Drafter
from reformbot.drafting.polishing import Polisher
from reformbot.drafting.revising import Outcome
from reformbot.errors import BriefEmptyError, ChatModelError, DraftQuotaError, SourceError
from reformbot.files import FileReader
from reformbot.library.database import Database
from reformbot.library.drafts import Drafts, Step
from reformbot.library.people import Role
from reformbot.models.prompts import load_prompts, packaged_prompts
from reformbot.operations.drafting import Action, Drafting
from reformbot.operations.notes import Sent
from reformbot.operations.sheets import Sheet, word_file
from reformbot.testing.chat import ScriptedChatModel

NOTES = (
    "单位：云泽市总工会\n夜校3月开班，办了12期。\n860人报名。\n老师18人。\n经费24万元，教学点7个。"
)
LIN, CHAT = 42, 42


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 5, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafting(tmp_path: Path, clock: Clock) -> Iterator[Drafting]:
    database = Database(tmp_path / "catalog.db")
    yield Drafting(Drafts(database), Drafter, FileReader(), 2, clock)
    database.close()


def begun(drafting: Drafting, update: int = 1, role: Role = Role.MEMBER) -> Sheet:
    return drafting.begin(update, LIN, CHAT, role, NOTES)


def stored(drafting: Drafting, sheet: Sheet) -> Sheet:
    found = drafting.find(sheet.kept.id)
    assert found is not None
    return found


def test_the_unit_is_taken_from_its_line_and_is_no_fact(drafting: Drafting) -> None:
    sheet = begun(drafting)
    assert sheet.kept.step is Step.OUTLINE
    assert sheet.making.brief is not None
    assert sheet.making.brief.unit == "云泽市总工会"
    assert sheet.making.table is not None
    assert not any("单位" in fact.words for fact in sheet.making.table.facts)


def test_a_length_and_no_examples_are_asked_for_by_lines_of_their_own(drafting: Drafting) -> None:
    sheet = drafting.begin(1, LIN, CHAT, None, f"{NOTES}\n字数：200-300\n范例：不用")
    assert sheet.making.brief is not None
    assert sheet.making.brief.target_chars == (200, 300)
    assert not sheet.making.brief.precedents
    assert not any("字数" in line or "范例" in line for line in sheet.making.brief.notes)


def test_each_step_is_kept_before_it_is_shown(drafting: Drafting) -> None:
    sheet = begun(drafting)
    for action in (Action.DOWN, Action.ADD, Action.NEVER, Action.START, Action.ACCEPT):
        sheet = drafting.act(sheet, action, (1,)).sheet
        assert stored(drafting, sheet) == sheet
    assert (sheet.kept.step, sheet.kept.part) == (Step.WRITING, 1)
    assert word_file(sheet)[:2] == b"PK"


def test_what_a_deleted_measure_held_is_left_over_until_it_is_placed(drafting: Drafting) -> None:
    sheet = begun(drafting)
    while not sheet.kept.awaited:
        sheet = drafting.act(sheet, Action.ADD, ()).sheet
    told = drafting.take(2, LIN, CHAT, "落实经费保障")
    assert told is not None
    sheet = drafting.act(told.sheet, Action.DELETE, (1,)).sheet
    left = sheet.left_over
    assert left
    for fact in left:
        sheet = drafting.act(sheet, Action.PLACE, (int(fact.id[1:]), 1)).sheet
    assert sheet.left_over == ()


def test_a_fact_is_taken_out_and_moved(drafting: Drafting) -> None:
    sheet = begun(drafting)
    assert sheet.left_over == ()
    sheet = drafting.act(sheet, Action.OUT, (3,)).sheet
    assert [fact.id for fact in sheet.left_over] == ["F3"]
    sheet = drafting.act(sheet, Action.PLACE, (3, 0)).sheet
    sheet = drafting.act(sheet, Action.PLACE, (4, 0)).sheet
    assert sheet.left_over == ()
    assert sheet.making.outline is not None
    assert sheet.making.outline.lead[-2:] == ("F3", "F4")
    drafted = drafting.act(drafting.act(sheet, Action.OUT, (4,)).sheet, Action.START, ()).sheet
    assert [fact.id for fact in drafted.left_over] == ["F4"]
    assert drafting.act(drafted, Action.OUT, (3,)).sheet.left_over == drafted.left_over


def test_going_back_shows_what_that_changes(drafting: Drafting) -> None:
    sheet = drafting.act(begun(drafting), Action.START, ()).sheet
    drafting.act(sheet, Action.REVISE, ())
    told = drafting.take(9, LIN, CHAT, "标题改成“夜校办到家门口”")
    assert told is not None
    back = drafting.act(told.sheet, Action.RESTORE, (1,))
    assert back.revision is not None
    assert ("-", "夜校办到家门口") in [(one.sign, one.text) for one in back.revision.changes]
    assert back.sheet.making.draft is not None
    assert [one.number for one in back.sheet.making.draft.versions] == [1, 2, 3]
    assert back.sheet.kept.part == told.sheet.kept.part
    gone = drafting.act(back.sheet, Action.RESTORE, (7,))
    assert gone.revision is not None
    assert gone.revision.outcome is Outcome.NO_SUCH_VERSION


def test_parts_are_worded_as_they_are_reached_and_one_that_cannot_be_stays(
    tmp_path: Path, clock: Clock
) -> None:
    def replies(request: str) -> Sequence[str]:
        if "860人" not in request:
            raise ChatModelError(model="m", reason="dead")
        return ("报名的共有860人。" if "重写" in request else "共有860人报名。",)

    model = ScriptedChatModel(replies=replies)
    polisher = Polisher(model, load_prompts(packaged_prompts()))
    database = Database(tmp_path / "catalog.db")
    drafting = Drafting(Drafts(database), lambda: Drafter(polisher), FileReader(), 2, clock)
    sheet = drafting.act(begun(drafting), Action.START, ()).sheet
    outcomes: dict[bool, set[Outcome]] = {True: set(), False: set()}
    while sheet.kept.step is Step.WRITING:
        assert sheet.making.draft is not None
        assert len(sheet.making.draft.versions) <= 2
        part = sheet.making.draft.current.parts[sheet.kept.part]
        assert part.is_polished is ("860人" in part.text)
        assert not part.is_polished or "共有860人报名。" in part.text
        done = drafting.act(sheet, Action.REWRITE, ())
        assert done.revision is not None
        outcomes[part.is_polished].add(done.revision.outcome)
        assert stored(drafting, done.sheet) == done.sheet
        sheet = drafting.act(done.sheet, Action.ACCEPT, ()).sheet
    assert outcomes == {True: {Outcome.DONE}, False: {Outcome.NOT_WORDED}}
    assert sheet.making.draft is not None
    assert len(sheet.making.draft.versions) == 2
    assert "报名的共有860人。" in sheet.making.draft.current.text
    assert sheet.left_over == ()
    database.close()


def test_a_part_that_was_worded_is_not_worded_again_unasked(tmp_path: Path, clock: Clock) -> None:
    asked: list[str] = []

    def replies(request: str) -> Sequence[str]:
        asked.append(request)
        return ("共有860人报名。",) if "860人" in request else ()

    polisher = Polisher(ScriptedChatModel(replies=replies), load_prompts(packaged_prompts()))
    database = Database(tmp_path / "catalog.db")
    drafting = Drafting(Drafts(database), lambda: Drafter(polisher), FileReader(), 2, clock)
    sheet = drafting.act(begun(drafting), Action.START, ()).sheet
    while sheet.kept.step is Step.WRITING:
        sheet = drafting.act(sheet, Action.ACCEPT, ()).sheet
    before = sum("860人" in request for request in asked)
    sheet = drafting.act(sheet, Action.PARTS, ()).sheet
    while sheet.kept.step is Step.WRITING:
        sheet = drafting.act(sheet, Action.ACCEPT, ()).sheet
    assert sum("860人" in request for request in asked) == before
    database.close()


def test_a_text_or_beginning_dealt_with_twice_counts_once(drafting: Drafting) -> None:
    sheet = begun(drafting)
    assert begun(drafting) == sheet
    drafting.act(sheet, Action.RENAME, (1,))
    first = drafting.take(7, LIN, CHAT, "办好职工夜校")
    again = drafting.take(7, LIN, CHAT, "办好职工夜校")
    assert first == again
    assert drafting.take(8, LIN, CHAT, "扬州有多少家工匠学院？") is None


def test_of_two_changes_at_once_the_second_does_nothing(drafting: Drafting) -> None:
    sheet = begun(drafting)
    moved = drafting.act(sheet, Action.DOWN, (1,)).sheet
    assert drafting.act(sheet, Action.START, ()).sheet == moved


def test_versions_are_kept_and_an_instruction_is_about_the_part_shown(drafting: Drafting) -> None:
    sheet = drafting.act(begun(drafting), Action.START, ()).sheet
    assert drafting.act(sheet, Action.REWRITE, ()).revision is not None
    sheet = drafting.act(stored(drafting, sheet), Action.ACCEPT, ()).sheet
    drafting.act(sheet, Action.REVISE, ())
    told = drafting.take(9, LIN, CHAT, "改成“用好师资力量”")
    assert told is not None
    assert told.revision is not None
    assert told.revision.outcome is Outcome.DONE
    assert told.sheet.making.draft is not None
    assert len(told.sheet.making.draft.versions) == 2
    assert told.sheet.making.draft.current.parts[1].heading == "用好师资力量"


def test_a_text_comes_too_late_and_cancelling_keeps_the_draft(
    drafting: Drafting, clock: Clock
) -> None:
    sheet = drafting.act(begun(drafting), Action.RENAME, (1,)).sheet
    assert drafting.pause(LIN, CHAT)
    assert not drafting.pause(LIN, CHAT)
    drafting.act(stored(drafting, sheet), Action.RENAME, (1,))
    clock.now += timedelta(minutes=11)
    assert drafting.take(5, LIN, CHAT, "办好职工夜校") is None
    assert len(drafting.of_person(LIN)) == 1


def test_a_file_is_the_notes_that_are_waited_for(drafting: Drafting, clock: Clock) -> None:
    named = (LIN, CHAT, "经费24万元")
    broken, good = Sent("夜校.docx", b"\x7fELF\x00"), Sent("夜校.txt", NOTES.encode())
    assert not drafting.awaits_file(1, LIN, CHAT)
    assert drafting.take_file(1, *named, good) is None
    drafting.begin(1, LIN, CHAT, Role.MEMBER)
    with pytest.raises(SourceError):
        drafting.take_file(2, *named, broken)
    with pytest.raises(BriefEmptyError):
        drafting.take_file(3, LIN, CHAT, "", Sent("空.txt", "谢谢！".encode()))
    assert drafting.awaits_file(4, LIN, CHAT)
    sheet = drafting.take_file(4, *named, good)
    assert sheet is not None
    assert sheet.kept.step is Step.OUTLINE
    assert sheet.making.brief is not None
    assert sheet.making.brief.unit == "云泽市总工会"
    assert sheet.making.brief.notes[0] == "经费24万元"
    assert drafting.awaits_file(4, LIN, CHAT)
    assert drafting.take_file(4, *named, good) == sheet
    assert not drafting.awaits_file(5, LIN, CHAT)
    drafting.act(sheet, Action.RENAME, (1,))
    assert not drafting.awaits_file(6, LIN, CHAT)
    drafting.begin(7, LIN, CHAT, Role.MEMBER)
    clock.now += timedelta(minutes=11)
    assert not drafting.awaits_file(8, LIN, CHAT)


def test_a_draft_begins_from_a_file_once_and_not_over_the_quota(drafting: Drafting) -> None:
    file = Sent("夜校.txt", NOTES.encode())
    sheet = drafting.begin(1, LIN, CHAT, Role.MEMBER, "", file)
    assert drafting.begin(1, LIN, CHAT, Role.MEMBER, "", Sent("坏.docx", b"")) == sheet
    begun(drafting, 2)
    with pytest.raises(DraftQuotaError):
        drafting.begin(3, LIN, CHAT, Role.MEMBER, "", Sent("坏.docx", b""))


def test_a_member_begins_so_many_a_day(drafting: Drafting, clock: Clock) -> None:
    with pytest.raises(BriefEmptyError):
        drafting.begin(1, LIN, CHAT, Role.MEMBER, "……")
    begun(drafting, 2)
    begun(drafting, 3)
    with pytest.raises(DraftQuotaError):
        begun(drafting, 4)
    begun(drafting, 5, Role.ADMIN)
    clock.now += timedelta(days=1, minutes=1)
    assert begun(drafting, 6).kept.step is Step.OUTLINE
