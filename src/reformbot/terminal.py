"""What the command line shows: progress, tables, answers."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

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
from reformbot.errors import ReformbotError
from reformbot.library.records import Edition
from reformbot.locale import Messages
from reformbot.operations.evaluation import Evaluation

_MOST_WRONG = 40


class Terminal:
    """Prints in one interface language; progress goes to standard error."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self._out = Console(highlight=False, soft_wrap=True)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def say(self, key: str, /, **values: object) -> None:
        """Print a sentence of the catalog."""
        self.text(self.messages(key, **values))

    def note(self, key: str, /, **values: object) -> None:
        """Print a sentence of the catalog beside the output, on standard error."""
        self.aside(self.messages(key, **values))

    def errors(self, errors: Iterable[ReformbotError]) -> None:
        """Say what is wrong, beside the output, on standard error."""
        for error in errors:
            self.aside(self.messages.error(error))

    def aside(self, text: str) -> None:
        """Print a text as it is beside the output, on standard error."""
        beside = self._progress.console if self._progress else Console(stderr=True)
        beside.print(text, markup=False, highlight=False, soft_wrap=True)

    def text(self, text: str) -> None:
        """Print a text as it is."""
        self._out.print(text, markup=False)

    def question(self, prompt: str = "chat-prompt") -> str | None:
        """The next line typed after a sentence; None at the end of input or on /exit."""
        try:
            line = self._out.input(self.messages(prompt) + " ")
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
            title = self.messages("progress-" + step.replace(".", "-"))
            self._tasks[step] = self._progress.add_task(title, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Rows below the names of their columns."""
        table = Table(box=None, pad_edge=False)
        for column in columns:
            table.add_column(self.messages(f"column-{column}"), overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        self._out.print(table)

    def evaluation(self, evaluation: Evaluation) -> None:
        """The figures of an evaluation, and the questions that came out wrong."""
        for name, value in evaluation.summary.items():
            whole = name.endswith("_faults") or name.startswith("latency")
            self.text(f"{name:28s} {value:.0f}" if whole else f"{name:28s} {value:.3f}")
        worst = evaluation.worst()
        if worst:
            rows = [(one.id, one.kind, "; ".join(one.why)) for one in worst[:_MOST_WRONG]]
            self.table(("id", "kind", "why"), rows)

    def issues(self, editions: Sequence[Edition]) -> None:
        """The indexed issues with their articles."""
        if not editions:
            self.say("no-issues")
            return
        rows: list[tuple[str, ...]] = []
        for edition in editions:
            issued = edition.issue.issued.isoformat() if edition.issue.issued else ""
            for at, article in enumerate(edition.issue.articles):
                first = (edition.key.label, issued) if at == 0 else ("", "")
                rows.append((*first, str(article.ordinal), article.title, article.byline or ""))
        self.table(("issue", "date", "article", "title", "byline"), rows)

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
            shown = self.messages("nothing") if value in (None, "", 0) else value
            shown = moment(value) if isinstance(value, datetime) else shown
            self.say("fact", name=self.messages(f"status-{name.replace('_', '-')}"), value=shown)


def moment(at: datetime) -> str:
    """A moment as the terminal shows it, in the machine's time zone."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
