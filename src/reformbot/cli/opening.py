"""What every command begins with: settings, services, and a terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from reformbot.config import load_settings
from reformbot.errors import EmptyIndexError
from reformbot.locale import load_messages
from reformbot.logs import configure_logging
from reformbot.terminal import Terminal
from reformbot.wiring import Services

Home = Annotated[
    Path | None,
    typer.Option("--home", help="状态存放的目录 · where state lives (REFORMBOT_HOME)"),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]


def open_services(context: typer.Context, home: Path | None) -> tuple[Services, Terminal]:
    """What one run works with; `--home` may stand before or after the command."""
    settings = load_settings(home or context.obj)
    terminal = Terminal(load_messages(settings.interface_language()))
    services = Services(settings, terminal.report)
    configure_logging(services.home)
    return services, terminal


def prepare(services: Services, terminal: Terminal) -> None:
    """Load index and model before the first question, and show that it takes some seconds."""
    if services.catalog.live_version() is None:
        raise EmptyIndexError  # before weights are fetched for nothing
    # The model is asked for here, so that one which is missing is told before any question.
    if services.chat_model is not None and services.recipient:
        terminal.note("passages-leave", host=services.recipient)
    with terminal.progress():
        answerer = services.answerer
        terminal.report("model.load", 0, 1)
        answerer.prepare()
        terminal.report("model.load", 1, 1)
    services.retention.apply(datetime.now(UTC))


def print_json(value: Any) -> None:
    """Print a value as JSON, Chinese as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
