"""Commands about what is indexed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reformbot.cli.opening import AsJson, Home, open_services, print_json
from reformbot.cli.outcome import foretell, show_indexed, show_plan
from reformbot.cli.reviewing import Desk
from reformbot.operations.naming import issue_named
from reformbot.terminal import Terminal
from reformbot.wiring import Services

app = typer.Typer()


@app.command()
def index(
    context: typer.Context,
    paths: list[Path],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只看会怎样，不改动 · show the plan, change nothing")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="逐期预览、修改、确认 · look at each issue first")
    ] = False,
    home: Home = None,
) -> None:
    """把文件或目录入库 · Take files or folders in and switch to the new index."""
    services, terminal = open_services(context, home)
    if review:
        _index_reviewed(services, terminal, paths)
        return
    if dry_run:
        with terminal.progress():
            plan = services.indexer.plan(paths, terminal.report)
        show_plan(terminal, plan)
        if plan.failures:
            raise typer.Exit(1)
        return
    with terminal.progress():
        indexed = services.indexer.run(
            paths, terminal.report, tell=lambda plan: foretell(terminal, plan)
        )
    show_indexed(terminal, indexed)
    if indexed.plan.failures or indexed.held:
        raise typer.Exit(1)


def _index_reviewed(services: Services, terminal: Terminal, paths: list[Path]) -> None:
    snapshot = services.snapshot()
    desk = Desk(terminal, snapshot.editions if snapshot else ())
    confirmed = desk.review(paths)
    if not confirmed:
        terminal.say("review-nothing")
        raise typer.Exit(1 if desk.failures else 0)
    with terminal.progress():
        indexed = services.indexer.take_in(
            confirmed, terminal.report, tell=lambda plan: foretell(terminal, plan)
        )
    show_indexed(terminal, indexed)
    if desk.failures or indexed.plan.failures or indexed.held:
        raise typer.Exit(1)


@app.command()
def remove(context: typer.Context, issues: list[str], home: Home = None) -> None:
    """把某一期移出索引 · Take issues out of the index (2024-6, 2024年第6期, or the file's name)."""
    services, terminal = open_services(context, home)
    snapshot = services.snapshot()
    keys = [issue_named(name, snapshot.editions if snapshot else ()) for name in issues]
    with terminal.progress():
        indexed = services.indexer.remove(
            keys, terminal.report, tell=lambda plan: foretell(terminal, plan)
        )
    show_indexed(terminal, indexed)
    if indexed.held:
        raise typer.Exit(1)
    terminal.say("removed-kept")


@app.command()
def issues(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """列出已入库的各期 · List the indexed issues and their articles."""
    services, terminal = open_services(context, home)
    snapshot = services.snapshot()
    editions = snapshot.editions if snapshot else ()
    if as_json:
        print_json(
            [
                {
                    "stem": edition.stem,
                    "label": edition.key.label,
                    "organisation": edition.key.organisation,
                    "date": edition.issue.issued.isoformat() if edition.issue.issued else None,
                    "running_number": edition.issue.running_number,
                    "articles": [
                        {"ordinal": a.ordinal, "title": a.title, "byline": a.byline}
                        for a in edition.issue.articles
                    ],
                }
                for edition in editions
            ]
        )
    else:
        terminal.issues(editions)


@app.command()
def status(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """现有索引与配置 · What is indexed and configured."""
    services, terminal = open_services(context, home)
    facts = services.status()
    if as_json:
        print_json(facts)
    else:
        terminal.status(facts)
