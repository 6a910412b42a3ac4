"""Ask a set of questions whose answers are known, and say how well they were answered."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reformbot.answering.answerer import Answerer
from reformbot.answering.rendering import record
from reformbot.errors import BatchError, OutputUnwritableError
from reformbot.library.records import Snapshot
from reformbot.locale import load_messages
from reformbot.models import Report
from reformbot.operations.batch import earlier_questions, read_lines
from reformbot.operations.scoring import Gold, Score, comparable, score, summarise

_DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        summary: measure → mean or sum; hit@k and latency_ms.p50/.p95 included.
        scores: question by question.
    """

    summary: Mapping[str, float]
    scores: tuple[Score, ...]

    def worst(self) -> list[Score]:
        """The questions that came out wrong, in their order."""
        return [one for one in self.scores if one.values["correct"] < 1]


def evaluate(answerer: Answerer, snapshot: Snapshot, path: Path, report: Report) -> Evaluation:
    """Ask every question of a file and score the answers.

    Args:
        snapshot: the live version, whose texts quotations are looked up in.
        path: JSON lines with id, question, history, type, lang, answerable, answer, items,
            must_not, support, derived; those that do not apply may be left out.

    Raises:
        SourceMissingError, SourceUnreadableError, BatchError: nothing is asked.
    """
    asked = read_gold(path)
    corpus = comparable("\n".join(edition.issue.text for edition in snapshot.editions))
    answerer.prepare()
    scores: list[Score] = []
    latencies: list[float] = []
    ranks: list[int | None] = []
    for at, gold in enumerate(asked, 1):
        start = time.perf_counter()
        answer = answerer.ask(gold.question, gold.earlier)
        latencies.append((time.perf_counter() - start) * 1000)
        said = record(answer, load_messages(answer.language))
        scores.append(score(gold, said, corpus))
        if gold.support:
            ranks.append(_rank(answerer, gold))
        report("batch", at, len(asked))
    summary = summarise(scores)
    for depth in _DEPTHS if ranks else ():
        hits = [rank is not None and rank < depth for rank in ranks]
        summary[f"hit@{depth}"] = sum(hits) / len(hits)
    summary["latency_ms.p50"] = statistics.median(latencies)
    summary["latency_ms.p95"] = sorted(latencies)[
        min(len(latencies) - 1, int(len(latencies) * 0.95))
    ]
    return Evaluation(summary, tuple(scores))


def read_gold(path: Path) -> list[Gold]:
    """The questions of a file with their right answers.

    Raises:
        SourceMissingError, SourceUnreadableError, BatchError: it cannot be read as such a file.
    """
    golds = [_gold(path, at, value) for at, value in read_lines(path)]
    if not golds:
        raise BatchError(path=path, line=1, reason="no question")
    return golds


def write_evaluation(evaluation: Evaluation, out: Path) -> None:
    """Keep an evaluation for later comparison, as one JSON object.

    Raises:
        OutputUnwritableError: it cannot be written.
    """
    kept = {
        "summary": dict(evaluation.summary),
        "scores": [asdict(one) for one in evaluation.scores],
    }
    try:
        out.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise OutputUnwritableError(path=out, reason=error.strerror or str(error)) from error


def compare(evaluation: Evaluation, earlier: Path) -> tuple[list[str], list[str]]:
    """Questions that an earlier evaluation had wrong and this one has right, and the reverse.

    Raises:
        BatchError: the file is no evaluation.
    """
    try:
        kept = json.loads(earlier.read_text(encoding="utf-8"))
        before = {one["id"]: one["values"]["correct"] for one in kept["scores"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BatchError(path=earlier, line=1, reason=str(error)) from error
    now = {one.id: one.values["correct"] for one in evaluation.scores}
    better = [name for name, value in now.items() if value > before.get(name, value)]
    worse = [name for name, value in now.items() if value < before.get(name, value)]
    return better, worse


def _rank(answerer: Answerer, gold: Gold) -> int | None:
    """How many passages rank before the first of an article that holds the answer."""
    for at, hit in enumerate(answerer.search(gold.question, gold.earlier)):
        if (hit.passage.stem, hit.passage.article) in gold.support:
            return at
    return None


def _gold(path: Path, at: int, value: Mapping[str, Any]) -> Gold:
    try:
        return Gold(
            id=value["id"],
            question=value["question"],
            kind=value.get("type") or "question",
            language=value.get("lang") or "zh",
            answerable=bool(value.get("answerable", True)),
            groups=tuple(tuple(group) for group in value.get("answer") or ()),
            items=tuple(tuple(item) for item in value.get("items") or ()),
            forbidden=tuple(value.get("must_not") or ()),
            support=frozenset((str(s), int(n)) for s, n in value.get("support") or ()),
            derived=bool(value.get("derived") or value.get("derive")),
            earlier=earlier_questions(value.get("history")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BatchError(path=path, line=at, reason=repr(error)) from error
