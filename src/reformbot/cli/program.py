"""The program: all commands under one name, and what is said of errors."""

from __future__ import annotations

import io
import logging
import sys
import uuid
from typing import Annotated, NoReturn

import typer

from reformbot import __version__
from reformbot.cli import asking, checking, drafts, serving, shelving, versioning, weights
from reformbot.cli.opening import Home
from reformbot.config import load_settings, locale_language
from reformbot.errors import ReformbotError
from reformbot.locale import Messages, load_messages

app = typer.Typer(
    help="有出处的简报问答 · Cited answers over numbered work bulletins.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

for _commands in (shelving, versioning, asking, drafts, checking, serving):
    app.add_typer(_commands.app)
app.add_typer(weights.app, name="models")
app.add_typer(asking.feedback_app, name="feedback")


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    home: Home = None,
    version: Annotated[bool, typer.Option("--version", help="版本 · version")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
    context.obj = home


def main() -> None:
    """Run the command line; the exit status is 1 where something was refused."""
    # Paths and answers are Chinese; a terminal in another encoding must not end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except ReformbotError as error:
        _fail(_messages().error(error))
    except KeyboardInterrupt:
        _fail(_messages()("interrupted"))
    except Exception:
        name = uuid.uuid4().hex[:8]
        logging.getLogger(__name__).exception("crash", extra={"crash": name})
        _fail(_messages()("crash", name=name))


def _messages() -> Messages:
    """The interface language's catalog, also where the settings cannot be read."""
    try:
        return load_messages(load_settings().interface_language())
    except ReformbotError:
        return load_messages(locale_language())


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(1)
