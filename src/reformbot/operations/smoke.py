"""Smoke questions: a version is asked what is known before it may go live."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reformbot.answering.answerer import Answerer
from reformbot.errors import FingerprintMismatchError, VectorStoreError
from reformbot.library.catalog import Catalog
from reformbot.library.records import Marks, Snapshot, Version
from reformbot.models import Report
from reformbot.operations.evaluation import evaluate, read_gold


@dataclass(frozen=True, slots=True)
class Trial:
    """How a version came out of the smoke questions.

    Attributes:
        before: share of right answers from the live version; None where it cannot be asked.
        after: from the new one.
        worse: ids of the questions that the new one answers worse.
        fails: whether the drop is beyond the margin.
    """

    questions: int
    before: float | None
    after: float
    worse: tuple[str, ...]
    fails: bool


class SmokeQuestions:
    """A set of questions whose answers are known.

    Args:
        path: JSON lines as for `evaluate`.
        margin: the drop of the share of right answers that is let through.
        answerer: gives what answers; asked for once there is something to ask.
        setup: names what answers beside the index; marks made with another are not compared.
    """

    def __init__(
        self,
        path: Path,
        margin: float,
        catalog: Catalog,
        answerer: Callable[[], Answerer],
        setup: str,
    ) -> None:
        self._path = path
        self._margin = margin
        self._catalog = catalog
        self._answerer = answerer
        self._setup = setup

    def check(self) -> None:
        """See to it that the questions can be asked, before anything is built for them.

        Raises:
            SourceMissingError, SourceUnreadableError, BatchError: they cannot be read.
        """
        read_gold(self._path)

    def put(self, new: Version, live: Version | None, report: Report) -> Trial:
        """Ask a version that is not live; its marks are kept, and the live one's.

        Raises:
            The errors of `check` and of `Answerer.ask`.
        """
        asked = self._digest()
        before = self._marks_of(live, asked, report) if live else None
        after = self._ask(new, asked, lambda done, total: report("smoke.new", done, total))
        drop = before.mean - after.mean if before else 0.0
        return Trial(
            questions=len(after.right),
            before=before.mean if before else None,
            after=after.mean,
            worse=tuple(
                name
                for name, value in after.right.items()
                if before is not None and value < before.right.get(name, value)
            ),
            fails=drop > self._margin + 1e-9,
        )

    def _marks_of(self, live: Version, asked: str, report: Report) -> Marks | None:
        if live.marks is not None and live.marks.asked == asked:
            return live.marks
        try:
            return self._ask(live, asked, lambda done, total: report("smoke.live", done, total))
        except (FingerprintMismatchError, VectorStoreError):
            return None

    def _ask(self, version: Version, asked: str, advance: Callable[[int, int], None]) -> Marks:
        answerer = self._answerer().at(version)
        snapshot = Snapshot.of(version, self._catalog.editions(version))
        evaluation = evaluate(
            answerer, snapshot, self._path, lambda _, done, total: advance(done, total)
        )
        marks = Marks(asked, {one.id: one.values["correct"] for one in evaluation.scores})
        self._catalog.note(version, marks=marks)
        return marks

    def _digest(self) -> str:
        content = self._path.read_bytes()
        return hashlib.sha256(content + b"\0" + self._setup.encode()).hexdigest()
