"""Evaluating over an index: the same figures as the scorer that stands beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reformbot.errors import BatchError, OutputUnwritableError
from reformbot.library.records import Snapshot
from reformbot.models import ignore_progress
from reformbot.operations.batch import answer_batch
from reformbot.operations.evaluation import compare, evaluate, write_evaluation
from tests.unit.workshop import CORPUS, Workshop

QUESTIONS = (
    {
        "id": "a",
        "question": "扬州有多少家工匠学院？",
        "type": "figure",
        "lang": "zh",
        "answerable": True,
        "answer": [["13家", "13所"]],
        "support": [["2024-06", 2]],
    },
    {
        "id": "b",
        "question": "昆明有多少家工匠学院？",
        "type": "unanswerable",
        "lang": "zh",
        "answerable": False,
    },
    {
        "id": "c",
        "question": "那通州区呢？",
        "type": "followup",
        "lang": "zh",
        "answerable": True,
        "history": [
            {"role": "user", "content": "镇江有没有产改联盟？"},
            {"role": "assistant", "content": "有。"},
        ],
        "answer": [["联盟"], ["没有这回事"]],
        "support": [["2024-06", 4]],
    },
)


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture
def snapshot(workshop: Workshop) -> Snapshot:
    version = workshop.index(CORPUS).version
    assert version is not None
    return Snapshot.of(version, workshop.catalog.editions(version))


def test_an_evaluation(workshop: Workshop, snapshot: Snapshot, asked: Path) -> None:
    found = evaluate(workshop.answerer(), snapshot, asked, ignore_progress)
    assert {one.id: one.values["correct"] for one in found.scores} == {"a": 1, "b": 1, "c": 0}
    assert [one.id for one in found.worst()] == ["c"]
    assert found.summary["correct"] == pytest.approx(2 / 3)
    assert found.summary["hit@10"] == 1
    assert found.summary["hit@1"] <= found.summary["hit@3"] <= found.summary["hit@10"]


def test_what_got_better_and_what_got_worse(
    workshop: Workshop, snapshot: Snapshot, asked: Path, tmp_path: Path
) -> None:
    found = evaluate(workshop.answerer(), snapshot, asked, ignore_progress)
    kept = tmp_path / "old.json"
    write_evaluation(found, kept)
    assert compare(found, kept) == ([], [])
    old = json.loads(kept.read_text(encoding="utf-8"))
    for one in old["scores"]:
        one["values"]["correct"] = {"a": 0, "b": 1, "c": 1}[one["id"]]
    kept.write_text(json.dumps(old), encoding="utf-8")
    assert compare(found, kept) == (["a"], ["c"])
    kept.write_text("[]", encoding="utf-8")
    with pytest.raises(BatchError):
        compare(found, kept)
    with pytest.raises(OutputUnwritableError):
        write_evaluation(found, tmp_path)


@pytest.mark.parametrize("content", ["", '{"id": "a", "question": "b", "support": [1]}\n'])
def test_files_that_hold_no_evaluation(
    workshop: Workshop, snapshot: Snapshot, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BatchError):
        evaluate(workshop.answerer(), snapshot, path, ignore_progress)


def test_the_scorer_beside_the_repository_agrees(
    workshop: Workshop, shared: Path, tmp_path: Path
) -> None:
    sources = [shared / "corpus", shared / "devset" / "issues"]
    version = workshop.index(*sources).version
    assert version is not None
    snapshot = Snapshot.of(version, workshop.catalog.editions(version))
    questions = shared / "devset" / "questions.jsonl"
    answers = tmp_path / "a.jsonl"
    answer_batch(workshop.answerer(), questions, answers, ignore_progress)
    scorer = [sys.executable, shared / "tools" / "score.py", "answers", questions, answers]
    printed = subprocess.run([*scorer, *sources], capture_output=True, check=True, text=True).stdout
    found = evaluate(workshop.answerer(), snapshot, questions, ignore_progress).summary
    compared = 0
    for line in printed.splitlines():
        name, value, *_ = line.split()
        if name in found:
            assert f"{found[name]:.3f}" == f"{float(value):.3f}", name
            compared += 1
    assert compared > 15
