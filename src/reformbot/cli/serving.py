"""The commands that run the bot, and what the bot has done in another process."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import typer

from reformbot.cli.opening import Home, open_services, prepare
from reformbot.operations.building import Progress, told

app = typer.Typer()


@app.command()
def serve(context: typer.Context, home: Home = None) -> None:
    """运行 Telegram 机器人 · Run the Telegram bot."""
    from reformbot.telegram import serve as serve_telegram

    services, terminal = open_services(context, home)
    settings = services.telegram_settings()
    prepare(services, terminal)
    surface = services.telegram_services()
    code = services.admission.owner_code()

    def ready(name: str) -> None:
        terminal.say("serving", name=name)
        if code is not None:
            terminal.say("owner-code", name=name, code=code)

    serve_telegram(settings, surface, ready)


@app.command(hidden=True)
def build(context: typer.Context, number: int, home: Home = None) -> None:
    """把确认过的文件入库 · Take a confirmed submission in, telling a bot how far it is."""
    services, _ = open_services(context, home)

    def report(step: str, done: int, total: int) -> None:
        with suppress(OSError):  # the bot is gone; what it began is finished all the same
            sys.stdout.write(f"{told(Progress(step, done, total))}\n")
            sys.stdout.flush()

    services.works().take_in(number, report)


@app.command(name="next", hidden=True)
def next_steps(context: typer.Context, home: Home = None) -> None:
    """接下来可以试什么 · What to try next."""
    _, terminal = open_services(context, home)
    program = Path(sys.argv[0])
    if program.is_relative_to(Path.cwd()):
        program = program.relative_to(Path.cwd())
    terminal.say("next-steps", program=program)
