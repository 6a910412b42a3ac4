"""Commands about what is indexed."""

from __future__ import annotations

from pathlib import Path

import typer

from reformbot.cli.opening import AsJson, Home, open_services, print_json

app = typer.Typer()


@app.command()
def index(context: typer.Context, paths: list[Path], home: Home = None) -> None:
    """把文件或目录入库 · Take files or folders in and switch to the new index."""
    services, terminal = open_services(context, home)
    with terminal.progress():
        indexed = services.indexer.run(paths, terminal.report)
    terminal.plan(indexed)
    if indexed.plan.failures:
        raise typer.Exit(1)


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
