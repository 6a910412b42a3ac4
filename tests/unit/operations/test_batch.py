"""Files of questions: read whole or refused with the line, answered whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reformbot.errors import (
    BatchError,
    EmptyIndexError,
    OutputUnwritableError,
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.models import ignore_progress
from reformbot.operations.batch import Question, answer_batch, read_questions
from tests.unit.workshop import Workshop, printed

ASKED = {"id": "q1", "question": "扬州有多少家工匠学院？"}


@pytest.fixture
def stocked(workshop: Workshop) -> Workshop:
    workshop.write("a.txt", printed(1))
    workshop.index()
    return workshop


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return tmp_path / "questions.jsonl"


def write(path: Path, *lines: object) -> None:
    said = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines]
    path.write_text("".join(f"{line}\n" for line in said), encoding="utf-8")


def test_every_question_gets_its_line(stocked: Workshop, questions: Path, tmp_path: Path) -> None:
    write(
        questions, ASKED, {"id": "q2", "question": "昆明呢？", "more": [1]}, {**ASKED, "id": "q1"}
    )
    told: list[tuple[str, int, int]] = []
    out = tmp_path / "answers.jsonl"
    count = answer_batch(stocked.answerer(), questions, out, lambda *step: told.append(step))
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert count == len(lines) == 3
    assert [line["id"] for line in lines] == ["q1", "q2", "q1"]
    for line in lines:
        assert line.keys() >= {"id", "answer", "abstained", "items", "citations", "latency_ms"}
        assert line["latency_ms"] >= 0
    assert [line["abstained"] for line in lines] == [False, True, False]
    assert "13家" in lines[0]["answer"]
    assert told == [("batch", at, 3) for at in (1, 2, 3)]
    assert sorted(path.name for path in tmp_path.glob("*answers*")) == ["answers.jsonl"]


def test_no_questions(stocked: Workshop, questions: Path, tmp_path: Path) -> None:
    questions.write_text("\n \n")
    out = tmp_path / "answers.jsonl"
    assert answer_batch(stocked.answerer(), questions, out, ignore_progress) == 0
    assert out.read_text() == ""


def test_older_answers_are_replaced(stocked: Workshop, questions: Path, tmp_path: Path) -> None:
    write(questions, ASKED)
    out = tmp_path / "answers.jsonl"
    out.write_text("older\n" * 1000)
    answer_batch(stocked.answerer(), questions, out, ignore_progress)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{", "Expecting property name", id="cut off"),
        pytest.param("扬州有几家？", "Expecting value", id="no JSON"),
        pytest.param("{'id': 'a'}", "Expecting property name", id="single quotes"),
        pytest.param("[]", "not an object", id="a list"),
        pytest.param('"q"', "not an object", id="a string"),
        pytest.param("null", "not an object", id="null"),
        pytest.param({"question": "q"}, "lacks id", id="no id"),
        pytest.param({"id": "a"}, "lacks question", id="no question"),
        pytest.param({"id": 1, "question": "q"}, "lacks id", id="a number as id"),
        pytest.param({"id": "a", "question": None}, "lacks question", id="null as question"),
        pytest.param(json.dumps(ASKED) * 2, "Extra data", id="two on a line"),
        pytest.param("[" * 100_000, "recursion", id="too deep"),
        pytest.param('{"id": ' + "1" * 5000 + "}", "digits", id="too long a number"),
        pytest.param(r'{"id": "a", "question": "\ud800"}', "half a character", id="a surrogate"),
    ],
)
def test_a_line_that_is_no_question(
    stocked: Workshop, questions: Path, tmp_path: Path, line: object, reason: str
) -> None:
    write(questions, ASKED, "", line, ASKED)
    out = tmp_path / "answers.jsonl"
    with pytest.raises(BatchError) as caught:
        answer_batch(stocked.answerer(), questions, out, ignore_progress)
    assert caught.value.details["path"] == questions
    assert caught.value.details["line"] == 3
    assert reason in str(caught.value.details["reason"])
    assert not out.exists()


@pytest.mark.parametrize("question", ["a\u2028b", "a\x0bb", "a\x85b", "a\x1eb"])
def test_other_line_separators_are_part_of_a_question(questions: Path, question: str) -> None:
    text = json.dumps({"id": "a", "question": question}, ensure_ascii=False)
    write(questions, text)
    assert read_questions(questions) == [Question("a", question)]


def test_a_file_from_windows(questions: Path) -> None:
    text = json.dumps(ASKED, ensure_ascii=False)
    questions.write_bytes(f"\ufeff{text}\r\n{text}\r\n".encode())
    assert read_questions(questions) == [Question("q1", ASKED["question"])] * 2


def test_a_last_line_without_its_end(questions: Path) -> None:
    questions.write_text(json.dumps(ASKED))
    assert len(read_questions(questions)) == 1


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        read_questions(tmp_path / "absent.jsonl")


@pytest.mark.parametrize("content", [json.dumps(ASKED, ensure_ascii=False).encode("gbk"), None])
def test_a_file_that_cannot_be_read(questions: Path, content: bytes | None) -> None:
    if content is None:
        questions.mkdir()
    else:
        questions.write_bytes(content)
    with pytest.raises(SourceUnreadableError) as caught:
        read_questions(questions)
    assert caught.value.details["path"] == questions


@pytest.mark.parametrize("name", ["absent/answers.jsonl", "file/answers.jsonl", "folder"])
def test_answers_that_cannot_be_written(
    stocked: Workshop, questions: Path, tmp_path: Path, name: str
) -> None:
    write(questions, ASKED)
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputUnwritableError) as caught:
        answer_batch(stocked.answerer(), questions, tmp_path / name, ignore_progress)
    assert caught.value.details["path"] == tmp_path / name
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_indexed(workshop: Workshop, questions: Path, tmp_path: Path) -> None:
    write(questions, ASKED)
    with pytest.raises(EmptyIndexError):
        answer_batch(workshop.answerer(), questions, tmp_path / "out.jsonl", ignore_progress)
    assert not (tmp_path / "out.jsonl").exists()
