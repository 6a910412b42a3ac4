"""The command that holds files against the house style, and how findings are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from reformbot.bulletin.style import Severity, StyleFinding
from reformbot.bulletin.style.records import finding_record
from reformbot.cli.opening import AsJson, Home, open_services, print_json
from reformbot.files import FileReader
from reformbot.operations.styling import Checked, check_file, counted, finding_line
from reformbot.terminal import Terminal

app = typer.Typer()


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="稿件或整期 · a draft or a whole issue")],
    issued: Annotated[
        datetime | None, typer.Option(help="印发日期 · date of issue", formats=["%Y-%m-%d"])
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """按体例检查稿件 · Hold a draft or an issue against the house style; errors end with 1."""
    services, terminal = open_services(context, home)
    checked, failures = check_file(
        file, FileReader(), services.snapshot(), issued.date() if issued else None
    )
    found = [finding for one in checked for finding in one.findings]
    if as_json:
        print_json([_record(one) for one in checked])
    else:
        for one in checked:
            _show(one, terminal)
        if checked:
            terminal.say("check-count", **counted(found))
    terminal.errors(failures)
    if failures or any(one.severity is Severity.ERROR for one in found):
        raise typer.Exit(1)


def note_findings(findings: Sequence[StyleFinding], terminal: Terminal) -> None:
    """Findings about a draft beside it: their number, and a line each."""
    terminal.note("check-drafted")
    terminal.note("check-count", **counted(findings))
    for finding in findings:
        terminal.aside(finding_line(finding, terminal.messages))


def _show(one: Checked, terminal: Terminal) -> None:
    if one.article is not None:
        terminal.say("check-article", number=one.article, title=one.title)
    elif not one.is_issue:
        terminal.say("check-draft", title=one.title)
    else:
        terminal.say("check-issue")
    for finding in one.findings:
        terminal.text(f"  {finding_line(finding, terminal.messages)}")
    if not one.findings:
        terminal.text(f"  {terminal.messages('check-clean')}")


def _record(one: Checked) -> dict[str, object]:
    return {
        "path": one.path,
        "article": one.article,
        "title": one.title,
        "findings": [finding_record(finding) for finding in one.findings],
    }
