"""Answer a file of questions: one JSON object a line in, one a line out."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from reformbot.answering.answerer import Answerer
from reformbot.answering.rendering import record
from reformbot.errors import (
    BatchError,
    DiskFullError,
    OutputUnwritableError,
    SourceMissingError,
    SourceUnreadableError,
    StorageError,
)
from reformbot.locale import load_messages
from reformbot.models import Report


@dataclass(frozen=True, slots=True)
class Question:
    """A line of a batch: its id, what is asked, and the person's earlier questions."""

    id: str
    text: str
    earlier: tuple[str, ...] = ()


def answer_batch(answerer: Answerer, questions: Path, out: Path, report: Report) -> int:
    """Answer every question of a file; the answers appear under their name only when all are there.

    Each line of `questions` has `id` and `question`, and may have `history`, earlier messages as
    objects with `role` and `content`; each line of `out` is the answer's record with
    that id and `latency_ms`, the wall time of the question.

    Raises:
        SourceMissingError, SourceUnreadableError, BatchError: nothing is answered.
        OutputUnwritableError, DiskFullError: the answers cannot be written.

    Returns:
        How many were answered.
    """
    asked = read_questions(questions)
    require_writable(out)
    answerer.prepare()
    lines: list[str] = []
    for at, question in enumerate(asked, 1):
        start = time.perf_counter()
        answer = answerer.ask(question.text, question.earlier)
        latency = (time.perf_counter() - start) * 1000
        said = record(answer, load_messages(answer.language))
        line = {"id": question.id, **said, "latency_ms": round(latency, 3)}
        lines.append(json.dumps(line, ensure_ascii=False))
        report("batch", at, len(asked))
    write_whole(out, "".join(f"{line}\n" for line in lines))
    return len(lines)


def require_writable(out: Path) -> None:
    """Make sure that a file can be written: an hour's work must not be lost to a wrong name.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot.
    """
    partial = _partial(out)
    try:
        partial.touch()
        partial.unlink()
    except OSError as error:
        raise _output_error(out, error) from error


def write_whole(out: Path, text: str) -> None:
    """Write a text file that appears under its name only when it is complete.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot be written.
    """
    partial = _partial(out)
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(out)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise _output_error(out, error) from error


class Unfinished:
    """Lines of a batch that are made one by one, kept beside its file until all are there.

    A run that is cut short leaves them, and the next one takes up those that it would make again.

    Args:
        out: the file that the batch is to be.

    Raises:
        OutputUnwritableError, DiskFullError: what a run before left cannot be read.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._path = out.with_name(out.name + ".unfinished")
        try:
            text = self._path.read_text(encoding="utf-8") if self._path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise OutputUnwritableError(path=self._path, reason=reason) from error
        self._made: dict[str, str] = {}
        for line in text.split("\n"):
            with suppress(ValueError, TypeError):  # the last line may be torn
                key, made = json.loads(line)
                self._made[key] = made

    def find(self, key: str) -> str | None:
        """The line that was made of something before."""
        return self._made.get(key)

    def keep(self, key: str, line: str) -> None:
        """Keep a line under what it was made of.

        Raises:
            OutputUnwritableError, DiskFullError: it cannot be written.
        """
        self._made[key] = line
        try:
            with self._path.open("a", encoding="utf-8") as file:
                # In ASCII, so that a line torn by a crash is no torn character.
                file.write(f"\n{json.dumps([key, line])}")
        except OSError as error:
            raise _output_error(self._path, error) from error

    def finish(self, lines: Sequence[str]) -> None:
        """Write the batch whole, and let go of what was kept.

        Raises:
            OutputUnwritableError, DiskFullError: it cannot be written; what was kept stays.
        """
        write_whole(self._out, "".join(f"{line}\n" for line in lines))
        self._path.unlink(missing_ok=True)


def _partial(out: Path) -> Path:
    return out.with_name(out.name + ".partial")


def read_questions(path: Path) -> Sequence[Question]:
    """The questions of a batch file.

    Raises:
        The errors of `read_lines`.
    """
    return [
        Question(value["id"], value["question"], earlier_questions(value.get("history")))
        for _, value in read_lines(path)
    ]


def read_lines(
    path: Path, wanted: Sequence[str] = ("id", "question")
) -> list[tuple[int, dict[str, Any]]]:
    """Line number and object of each line of a file; empty lines are passed over.

    Raises:
        SourceMissingError, SourceUnreadableError: the file cannot be read.
        BatchError: a line is no JSON object with text under the wanted names.
    """
    try:
        # Not splitlines: JSON strings may hold the other line separators of Unicode.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise SourceMissingError(path=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadableError(path=path, reason=str(error)) from error
    return [
        (at, _object(path, at, line, wanted)) for at, line in enumerate(lines, 1) if line.strip()
    ]


def _object(path: Path, at: int, line: str, wanted: Sequence[str]) -> dict[str, Any]:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise BatchError(path=path, line=at, reason=reason) from error
    if not isinstance(value, dict):
        raise BatchError(path=path, line=at, reason="not an object")
    named = cast("dict[str, Any]", value)
    for name in wanted:
        if not isinstance(named.get(name), str):
            raise BatchError(path=path, line=at, reason=f"lacks {name}")
        if any("\ud800" <= char <= "\udfff" for char in named[name]):
            raise BatchError(path=path, line=at, reason=f"{name} holds half a character")
    return named


def earlier_questions(history: object) -> tuple[str, ...]:
    """The person's own messages of a history, oldest first; anything else in it is passed over."""
    if not isinstance(history, list):
        return ()
    said = [
        cast("dict[str, object]", m) for m in cast("list[object]", history) if isinstance(m, dict)
    ]
    contents = [m.get("content") for m in said if m.get("role") == "user"]
    return tuple(content for content in contents if isinstance(content, str))


def _output_error(out: Path, error: OSError) -> StorageError:
    if isinstance(full := StorageError.of(out, error), DiskFullError):
        return full
    return OutputUnwritableError(path=out, reason=error.strerror or type(error).__name__)
