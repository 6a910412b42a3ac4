"""Commands about versions of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from reformbot.cli.opening import AsJson, Home, open_services, print_json
from reformbot.cli.outcome import percent
from reformbot.library.records import Touched, Version
from reformbot.locale import Messages
from reformbot.operations.audit import megabytes
from reformbot.terminal import Terminal, moment
from reformbot.wiring import Services

app = typer.Typer()
_MOST_NAMED = 5  # issues of one kind of change in a cell


@app.command()
def versions(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """索引的各个版本 · The versions of the index, the newest first."""
    services, terminal = open_services(context, home)
    live = services.catalog.live_version()
    known = [v for v in services.catalog.versions() if v.live_since is not None or v.held]
    if as_json:
        print_json([_facts(version, live) for version in known])
    elif not known:
        terminal.say("no-versions")
    else:
        names = services.people.names()
        rows = [_row(terminal.messages, version, live, names) for version in known]
        columns = ("version", "state", "when", "by", "changes", "size", "score")
        terminal.table(columns, rows)


@app.command()
def rollback(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument()] = None,
    home: Home = None,
) -> None:
    """回退到上一个版本，或指定的版本 · Return to the version before, or to one of the last five."""
    services, terminal = open_services(context, home)
    _switch(services, terminal, services.versions.previous().id if number is None else number)


@app.command()
def switch(context: typer.Context, number: int, home: Home = None) -> None:
    """切换到某个版本，待定的也可以 · Make any kept version live, also one that is held."""
    services, terminal = open_services(context, home)
    _switch(services, terminal, number)


@app.command()
def compact(context: typer.Context, home: Home = None) -> None:
    """清理不再需要的版本和数据 · Give back the disk space that no kept version needs."""
    services, terminal = open_services(context, home)
    done = services.compactor.run()
    terminal.say(
        "compacted",
        versions=done.versions,
        folders=done.folders,
        vectors=done.vectors,
        editions=done.editions,
    )
    terminal.say(
        "compacted-freed", freed=megabytes(done.before - done.after), left=megabytes(done.after)
    )


def _switch(services: Services, terminal: Terminal, number: int) -> None:
    version = services.versions.switch_to(number)
    terminal.say("switched", number=version.id, at=moment(version.created_at))


def _row(
    messages: Messages, version: Version, live: Version | None, names: Mapping[int, str]
) -> Sequence[str]:
    making = version.making
    is_live = live is not None and live.id == version.id
    state = messages("version-live") if is_live else messages("version-kept")
    return (
        str(version.id),
        messages("version-held") if version.held else state,
        moment(version.created_at),
        _maker(making.by, names) or messages("version-command-line"),
        _changes(messages, version),
        f"{making.issues}/{making.passages}",
        percent(version.marks.mean) if version.marks else "",
    )


def _maker(by: str, names: Mapping[int, str]) -> str:
    return f"{names.get(int(by), '')} {by}".strip() if by else ""


def _changes(messages: Messages, version: Version) -> str:
    said = [
        messages(f"version-{kind}", issues=_labels(touched))
        for kind in ("added", "replaced", "removed")
        if (touched := getattr(version.making.changes, kind))
    ]
    return "\n".join(said) or messages("version-rebuilt")


def _labels(touched: Sequence[Touched]) -> str:
    named = " ".join(one.label for one in touched[:_MOST_NAMED])
    left = len(touched) - _MOST_NAMED
    return f"{named} +{left}" if left > 0 else named


def _facts(version: Version, live: Version | None) -> Mapping[str, object]:
    return {
        "number": version.id,
        "live": live is not None and live.id == version.id,
        "held": version.held,
        "made_at": version.created_at.isoformat(),
        "live_since": version.live_since.isoformat() if version.live_since else None,
        "fingerprint": version.fingerprint,
        **asdict(version.making),
        "score": version.marks.mean if version.marks else None,
        "questions": version.marks.right if version.marks else None,
    }
