"""Files of briefs in, drafts out: whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from reformbot.drafting.drafter import Drafter
from reformbot.drafting.polishing import Polisher
from reformbot.errors import BatchError, BriefError, DraftUnreadableError, SourceMissingError
from reformbot.files import FileReader
from reformbot.models.prompts import load_prompts, packaged_prompts
from reformbot.operations.drafts import draft_batch, read_brief, read_notes, read_stored, save
from reformbot.testing.chat import ScriptedChatModel

BRIEF = {
    "id": "T1",
    "title_hint": "职工夜校",
    "unit": "云泽市总工会",
    "notes": ["开班12期", "报名860人"],
}


def silent(step: str, done: int, total: int) -> None:
    """A report that nobody reads."""


def written(path: Path, *values: object) -> Path:
    lines = [json.dumps(value, ensure_ascii=False) for value in values]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_batch(tmp_path: Path) -> None:
    briefs = written(tmp_path / "b.jsonl", BRIEF, BRIEF | {"id": "T2"})
    out = tmp_path / "d.jsonl"
    assert draft_batch(Drafter(), briefs, out, silent) == 2
    drafts = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in drafts] == ["T1", "T2"]
    assert "860人" in drafts[0]["text"]


class _Dies(BaseException):
    """A run that is killed; no error that anything handles."""


def test_a_batch_that_was_cut_short_is_taken_up_where_it_ended(tmp_path: Path) -> None:
    told = [BRIEF | {"id": f"T{at}", "notes": [f"开班{at}期"]} for at in range(1, 5)]
    briefs, out = written(tmp_path / "b.jsonl", *told), tmp_path / "d.jsonl"
    model = ScriptedChatModel(replies=lambda _: ("无",))
    drafter = Drafter(Polisher(model, load_prompts(packaged_prompts())))

    def dies(step: str, done: int, total: int) -> None:
        if done == 3:
            raise _Dies

    with pytest.raises(_Dies):
        draft_batch(drafter, briefs, out, dies)
    assert not out.exists()
    unfinished = out.with_name("d.jsonl.unfinished")
    kept = unfinished.read_bytes()
    assert kept.isascii()  # wherever it is torn, no character is
    unfinished.write_bytes(kept[:-5])
    asked = len(model.requests)
    assert draft_batch(drafter, briefs, out, silent) == 4
    drafts = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in drafts] == ["T1", "T2", "T3", "T4"]
    assert not unfinished.exists()
    again = "\n".join(request for _, request in model.requests[asked:])
    assert [at for at in range(1, 5) if f"开班{at}期" in again] == [3, 4]
    assert draft_batch(Drafter(), briefs, out, silent) == 4


THANKS = {"id": "T2", "notes": ["谢谢！"]}


@pytest.mark.parametrize("bad", [{"id": "T2"}, {"notes": "a"}, {"id": "T2", "notes": []}, THANKS])
def test_a_bad_brief_is_told_by_its_line_and_nothing_is_written(
    tmp_path: Path, bad: dict[str, object]
) -> None:
    briefs = written(tmp_path / "b.jsonl", BRIEF, bad)
    out = tmp_path / "d.jsonl"
    with pytest.raises(BatchError) as told:
        draft_batch(Drafter(), briefs, out, silent)
    assert told.value.details["line"] == 2
    assert not out.exists()


def test_briefs_and_notes_from_files(tmp_path: Path) -> None:
    assert read_brief(written(tmp_path / "b.json", BRIEF)).id == "T1"
    notes = tmp_path / "夜校.txt"
    notes.write_text("开班12期\n", encoding="utf-8")
    assert read_notes(notes, FileReader(), "夜校", "", "").id == "夜校"
    with pytest.raises(SourceMissingError):
        read_brief(tmp_path / "none.json")
    with pytest.raises(BriefError):
        read_brief(notes)


def test_a_draft_is_saved_in_the_form_its_name_asks_for(tmp_path: Path) -> None:
    draft = Drafter().draft(read_brief(written(tmp_path / "b.json", BRIEF)))
    for name in ("d.docx", "d.md", "d.txt", "d.json"):
        save(draft, tmp_path / name)
    assert read_stored(tmp_path / "d.json") == draft
    assert "860人" in (tmp_path / "d.md").read_text("utf-8")
    paragraphs = [one.text for one in docx.Document(str(tmp_path / "d.docx")).paragraphs]
    assert any("860人" in text for text in paragraphs)
    with pytest.raises(DraftUnreadableError):
        read_stored(tmp_path / "d.txt")
