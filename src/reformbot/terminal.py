"""What the command line shows: progress, tables, answers."""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from reformbot.answering.composing import Hear
from reformbot.answering.model import Statement
from reformbot.library.records import Edition
from reformbot.locale import Messages
from reformbot.operations.evaluation import Evaluation
from reformbot.operations.indexing import Indexed

_MOST_WARNINGS = 20
_MOST_WRONG = 40


class Terminal:
    """Prints in one interface language; progress goes to standard error."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._out = Console(highlight=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def say(self, key: str, /, **values: object) -> None:
        """Print a sentence of the catalog."""
        self.text(self._messages(key, **values))

    def note(self, key: str, /, **values: object) -> None:
        """Print a sentence of the catalog beside the output, on standard error."""
        errors = Console(stderr=True, highlight=False, soft_wrap=True)
        errors.print(self._messages(key, **values), markup=False)

    def text(self, text: str) -> None:
        """Print a text as it is."""
        self._out.print(text, markup=False)

    def question(self) -> str | None:
        """The next line typed; None at the end of input or on /exit."""
        try:
            line = self._out.input(self._messages("chat-prompt") + " ")
        except EOFError:
            return None
        return None if line.strip() in ("/exit", "/quit") else line

    @contextmanager
    def progress(self) -> Generator[None]:
        """Show a bar for each long step that `report` hears of meanwhile."""
        bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            transient=False,
        )
        with bars:
            self._progress = bars
            try:
                yield
            except BaseException:
                # A bar that stopped half-way would stand above the sentence that says why.
                for task in bars.tasks:
                    bars.update(task.id, visible=task.finished)
                raise
            finally:
                self._progress = None
                self._tasks = {}

    @contextmanager
    def listening(self) -> Generator[Hear]:
        """Show verified statements while the next are written; they make room for the answer."""
        heard: list[str] = []
        with Live(console=Console(file=sys.stderr), transient=True, auto_refresh=False) as live:

            def hear(statement: Statement) -> None:
                heard.append(statement.text)
                live.update(Text("\n".join(heard)), refresh=True)

            yield hear

    def report(self, step: str, done: int, total: int) -> None:
        """Note how far a long step has come."""
        if self._progress is None:
            return
        if step not in self._tasks:
            title = self._messages("progress-" + step.replace(".", "-"))
            self._tasks[step] = self._progress.add_task(title, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def plan(self, indexed: Indexed) -> None:
        """Say what an index run changed, what it warns of, and what it could not take in."""
        plan = indexed.plan
        for stem, warning in plan.warnings[:_MOST_WARNINGS]:
            self.say(
                f"warning-{warning.kind}", stem=stem, subject=warning.subject, found=warning.found
            )
        self.say(
            "indexed",
            added=len(plan.added),
            replaced=len(plan.replaced),
            unchanged=len(plan.unchanged),
            failed=len(plan.failures),
            issues=len(plan.editions),
            articles=sum(len(edition.issue.articles) for edition in plan.editions),
            passages=indexed.passages,
            embedded=indexed.embedded,
        )
        errors = Console(stderr=True, highlight=False, soft_wrap=True)
        for failure in plan.failures:
            errors.print(self._messages.error(failure), markup=False)

    def evaluation(self, evaluation: Evaluation) -> None:
        """The figures of an evaluation, and the questions that came out wrong."""
        for name, value in evaluation.summary.items():
            whole = name.endswith("_faults") or name.startswith("latency")
            self.text(f"{name:28s} {value:.0f}" if whole else f"{name:28s} {value:.3f}")
        worst = evaluation.worst()
        if worst:
            table = Table(box=None, pad_edge=False)
            for column in ("id", "kind", "why"):
                table.add_column(self._messages(f"column-{column}"), overflow="fold")
            for one in worst[:_MOST_WRONG]:
                table.add_row(one.id, one.kind, "; ".join(one.why))
            self._out.print(table)

    def issues(self, editions: Sequence[Edition]) -> None:
        """The indexed issues with their articles."""
        if not editions:
            self.say("no-issues")
            return
        table = Table(box=None, pad_edge=False)
        for column in ("issue", "date", "article", "title", "byline"):
            table.add_column(self._messages(f"column-{column}"), overflow="fold")
        for edition in editions:
            issued = edition.issue.issued.isoformat() if edition.issue.issued else ""
            for at, article in enumerate(edition.issue.articles):
                first = (edition.key.label, issued) if at == 0 else ("", "")
                table.add_row(*first, str(article.ordinal), article.title, article.byline or "")
        self._out.print(table)

    def models(self, models: Sequence[Mapping[str, object]]) -> None:
        """The models that reformbot brings: what is there, how large, where, which is used."""
        for model in models:
            size = int(str(model["bytes"])) // 1_000_000
            self.say(
                "model-there" if size else "model-absent",
                name=model["name"],
                path=model["path"],
                size=f"{size:,}",
                used="yes" if model["used"] else "no",
            )

    def status(self, facts: Mapping[str, object]) -> None:
        """Facts by name, a line each."""
        for name, value in facts.items():
            shown = self._messages("nothing") if value in (None, "", 0) else value
            self.say("fact", name=self._messages(f"status-{name.replace('_', '-')}"), value=shown)
