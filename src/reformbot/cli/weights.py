"""Commands about models and their weights."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reformbot.cli.opening import AsJson, Home, open_services, print_json

app = typer.Typer(
    help="模型与权重 · Models and their weights.", no_args_is_help=True, add_completion=False
)


@app.command(name="get")
def get_models(
    context: typer.Context,
    given: Annotated[
        Path | None, typer.Option("--from", help="已有的文件或目录 · a file or folder you have")
    ] = None,
    home: Home = None,
) -> None:
    """取得本地对话模型的权重（1.1 GB） · Fetch the local chat model's weights."""
    services, terminal = open_services(context, home)
    with terminal.progress():
        path = services.fetch_chat_weights(given)
    terminal.say("model-fetched", path=path)


@app.command(name="list")
def list_models(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """有哪些模型，在哪里 · Which models are there, and where."""
    services, terminal = open_services(context, home)
    if as_json:
        print_json(services.models())
    else:
        terminal.models(services.models())
