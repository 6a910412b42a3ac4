"""Answer a file of questions: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from reformbot.answering.answerer import Answerer
from reformbot.answering.rendering import record
from reformbot.errors import BatchError, SourceMissingError, SourceUnreadableError, StorageError
from reformbot.locale import load_messages
from reformbot.models import Report


@dataclass(frozen=True, slots=True)
class Question:
    """A line of a batch: its id, and what is asked."""

    id: str
    text: str


def answer_batch(answerer: Answerer, questions: Path, out: Path, report: Report) -> int:
    """Answer every question of a file; the answers appear under their name only when all are there.

    Each line of `questions` has `id` and `question`; each line of `out` is the answer's record with
    that id and `latency_ms`, the wall time of the question.

    Raises:
        SourceMissingError, SourceUnreadableError, BatchError: nothing is answered.
        StorageError: the answers cannot be written.

    Returns:
        How many were answered.
    """
    asked = read_questions(questions)
    answerer.prepare()
    lines: list[str] = []
    for at, question in enumerate(asked, 1):
        start = time.perf_counter()
        answer = answerer.ask(question.text)
        latency = (time.perf_counter() - start) * 1000
        said = record(answer, load_messages(answer.language))
        line = {"id": question.id, **said, "latency_ms": round(latency, 3)}
        lines.append(json.dumps(line, ensure_ascii=False))
        report("batch", at, len(asked))
    partial = out.with_name(out.name + ".partial")
    try:
        partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        partial.replace(out)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError.of(out, error) from error
    return len(lines)


def read_questions(path: Path) -> Sequence[Question]:
    """The questions of a batch file; empty lines are passed over.

    Raises:
        SourceMissingError, SourceUnreadableError: the file cannot be read.
        BatchError: a line is no JSON object with an id and a question.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise SourceMissingError(path=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadableError(path=path, reason=str(error)) from error
    return [_question(path, at, line) for at, line in enumerate(lines, 1) if line.strip()]


def _question(path: Path, at: int, line: str) -> Question:
    try:
        value: object = json.loads(line)
    except json.JSONDecodeError as error:
        raise BatchError(path=path, line=at, reason=error.msg) from error
    if not isinstance(value, dict):
        raise BatchError(path=path, line=at, reason="not an object")
    named = cast("dict[str, Any]", value)
    for name in ("id", "question"):
        if not isinstance(named.get(name), str):
            raise BatchError(path=path, line=at, reason=f"lacks {name}")
    return Question(named["id"], named["question"])
