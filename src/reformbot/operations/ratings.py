"""Rated answers as questions whose answers are known, for `reformbot eval`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reformbot.answering.model import Answer
from reformbot.bulletin.figures import read_figures
from reformbot.errors import DiskFullError, OutputUnwritableError, StorageError
from reformbot.library.conversations import Conversations
from reformbot.library.feedback import Feedback, Rating, Verdict
from reformbot.library.journal import Journal
from reformbot.operations.answers import recall

_REMEMBERED = 6  # earlier questions that a follow-up may lean on


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of the ratings.

    Attributes:
        written: questions in the file.
        unknown: bad answers whose right one nobody wrote; nothing can be held against them.
    """

    written: int
    unknown: int


def export(
    journal: Journal, feedback: Feedback, conversations: Conversations, out: Path
) -> Exported:
    """Write rated answers as a file that `reformbot eval` reads.

    An answer rated good is right as it is: its entries, its figures, or where it has neither its
    sentences have to come back, from the same articles. Of one rated bad, the right answer that
    the person wrote has to come back: its figures, or where it has none its words.

    Raises:
        StorageError: the ratings cannot be read, or the file cannot be written.
    """
    lines: list[str] = []
    unknown = 0
    for rating in feedback.every():
        answered = recall(journal, rating.answer)
        if answered is None:
            continue
        known = _known(rating, answered.answer)
        if known is None:
            unknown += 1
            continue
        line = _question(rating, answered.answer, conversations) | known
        lines.append(json.dumps(line, ensure_ascii=False))
    _write(out, "".join(f"{line}\n" for line in lines))
    return Exported(len(lines), unknown)


def _question(rating: Rating, answer: Answer, conversations: Conversations) -> dict[str, Any]:
    earlier = conversations.before(rating.answer, _REMEMBERED)
    return {
        "id": f"feedback-{rating.answer}",
        "question": answer.question,
        "history": [{"role": "user", "content": one} for one in earlier],
        "lang": answer.language,
        "type": "confirmed" if rating.verdict is Verdict.GOOD else "corrected",
        "note": rating.reason or "",
    }


def _known(rating: Rating, answer: Answer) -> dict[str, Any] | None:
    """What the right answer holds; None where nobody said."""
    if rating.verdict is Verdict.BAD:
        if not rating.right_answer:
            return None
        return {"answerable": True, "answer": _groups((rating.right_answer,))}
    if answer.abstained:
        return {"answerable": False}
    cited = {(one.passage.stem, one.passage.article): None for one in answer.citations}
    known: dict[str, Any] = {"answerable": True, "support": [list(one) for one in cited]}
    if answer.items is not None:
        return known | {"items": [[item.name] for item in answer.items]}
    worked = [said.outcome for said in answer.statements if said.outcome is not None]
    groups = _groups(tuple(said.text for said in answer.statements if said.outcome is None))
    groups += _groups(tuple(outcome.value for outcome in worked if outcome.value))
    groups += [[outcome.name] for outcome in worked if outcome.name]
    return known | {"answer": groups, "derived": bool(worked)}


def _groups(texts: tuple[str, ...]) -> list[list[str]]:
    """The figures of some texts, each as printed and in digits; the texts where there is none."""
    figures = [figure for text in texts for figure in read_figures(text)]
    if not figures:
        return [[text] for text in texts]
    groups = [[figure.text, f"{figure.value:f}"] for figure in figures]
    return [list(dict.fromkeys(group)) for group in groups]


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        if isinstance(full := StorageError.of(out, error), DiskFullError):
            raise full from error
        reason = error.strerror or type(error).__name__
        raise OutputUnwritableError(path=out, reason=reason) from error
