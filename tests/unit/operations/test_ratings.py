"""Rated answers come back as questions that `eval` reads and scores."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reformbot.errors import OutputUnwritableError
from reformbot.library.conversations import Conversations, Moment
from reformbot.library.feedback import Feedback, Reason, Verdict
from reformbot.library.journal import Journal
from reformbot.library.records import Snapshot
from reformbot.operations.enquiries import Enquiries
from reformbot.operations.evaluation import Evaluation, evaluate
from reformbot.operations.ratings import Exported, export
from tests.unit.answering.printing import firm
from tests.unit.workshop import Workshop, printed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Office:
    """A person who asks and rates."""

    def __init__(self, workshop: Workshop) -> None:
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        self.workshop = workshop
        self.journal = Journal(workshop.database)
        self.feedback = Feedback(workshop.database)
        self.conversations = Conversations(workshop.database)
        self.enquiries = Enquiries(workshop.answerer(), self.journal, "telegram")
        self.parent: int | None = None

    def ask(self, question: str, *history: str) -> int:
        number = self.enquiries.ask(question, history, person="42", chat=42).number
        assert number is not None
        self.conversations.remember(number, Moment(42, "42", number, NOON), self.parent, [])
        self.parent = number if history else None
        return number

    def export(self, out: Path) -> tuple[Exported, list[dict[str, Any]]]:
        exported = export(self.journal, self.feedback, self.conversations, out)
        lines = out.read_text(encoding="utf-8").splitlines()
        return exported, [json.loads(line) for line in lines]

    def evaluate(self, path: Path) -> Evaluation:
        version = self.workshop.catalog.live_version()
        assert version is not None
        snapshot = Snapshot.of(version, self.workshop.catalog.editions(version))
        return evaluate(self.workshop.answerer(), snapshot, path, lambda *_: None)


@pytest.fixture
def office(workshop: Workshop) -> Office:
    return Office(workshop)


def test_good_answers_have_to_come_back(office: Office, tmp_path: Path) -> None:
    for question in ("扬州建成多少家工匠学院？", "哪些城市开展了劳动竞赛？", "苏州建了几家学院？"):
        office.feedback.toggle(office.ask(question), Verdict.GOOD, NOON)
    exported, (figure, listed, refused) = office.export(tmp_path / "set.jsonl")
    assert exported == Exported(3, 0)
    assert figure["answer"] == [["13家", "13"]]
    assert figure["support"] == [["2024-01", 1]]
    assert figure["answerable"] is True
    assert figure["history"] == []
    assert (figure["type"], figure["lang"]) == ("confirmed", "zh")
    assert listed["items"] == [["无锡市"]]
    assert refused["answerable"] is False


def test_of_bad_answers_only_those_whose_right_one_is_known(office: Office, tmp_path: Path) -> None:
    rated = [office.ask(f"扬州建成多少家工匠学院{mark}") for mark in "？?。"]
    for number in rated:
        office.feedback.give_reason(number, Reason.WRONG, NOON)
    for number, text in zip(rated[1:], ("应为１４家", "没有写明"), strict=True):
        office.feedback.await_text(42, "42", number, NOON)
        office.feedback.take_text(42, "42", text, NOON)
    exported, lines = office.export(tmp_path / "set.jsonl")
    assert exported == Exported(2, 1)
    assert [line["answer"][0][-1] for line in lines] == ["14", "没有写明"]
    assert {line["type"] for line in lines} == {"corrected"}
    assert {line["note"] for line in lines} == {"wrong"}


def test_eval_reads_and_scores_them(office: Office, tmp_path: Path) -> None:
    first = office.ask("无锡举办了多少场竞赛？")
    office.parent = first
    office.feedback.toggle(
        office.ask("那扬州建成多少家学院？", "无锡举办了多少场竞赛？"), Verdict.GOOD, NOON
    )
    wrong = office.ask("扬州受训职工多少人？")
    office.feedback.give_reason(wrong, Reason.WRONG, NOON)
    office.feedback.await_text(42, "42", wrong, NOON)
    office.feedback.take_text(42, "42", "77777人", NOON)
    out = tmp_path / "set.jsonl"
    _, lines = office.export(out)
    assert lines[0]["history"] == [{"role": "user", "content": "无锡举办了多少场竞赛？"}]
    found = office.evaluate(out)
    assert [one.id for one in found.scores] == [line["id"] for line in lines]
    assert [one.values["correct"] for one in found.scores] == [1.0, 0.0]
    assert found.summary["correct.confirmed"] == 1.0


@pytest.mark.parametrize(
    ("question", "worked"),
    [
        ("示例甲公司比示例乙公司多多少个示例车间？", [["8个", "8"], ["示例甲公司"]]),
        ("示例甲公司的示例车间是示例乙公司的几倍？", [["2.6"], ["示例甲公司"]]),
        ("示例甲公司和示例乙公司，谁的示例车间多？", [["示例甲公司"]]),
        ("示例甲公司和示例乙公司的讲座相差几场？", []),
    ],
)
def test_what_was_worked_out_has_to_come_back(
    office: Office, tmp_path: Path, question: str, worked: list[list[str]]
) -> None:
    told = {"甲": 13, "乙": 5}
    words = "全厂建成示例车间{}个，年内办讲座24场。"
    firms = [firm(name, words.format(count)) for name, count in told.items()]
    office.workshop.write("2024-02.txt", printed(2, *firms))
    office.workshop.index()
    office.feedback.toggle(office.ask(question), Verdict.GOOD, NOON)
    out = tmp_path / "set.jsonl"
    _, (line,) = office.export(out)
    assert line["derived"] is True
    assert line["answer"][len(line["answer"]) - len(worked) :] == worked
    assert all(wording for group in line["answer"] for wording in group)
    assert [one.values["correct"] for one in office.evaluate(out).scores] == [1.0]


def test_a_file_that_cannot_be_written(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritableError):
        office.export(tmp_path / "no folder" / "set.jsonl")
