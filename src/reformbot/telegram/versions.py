"""The versions of the index: the last five listed, any of them returned to after a second tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup

from reformbot.errors import ReformbotError
from reformbot.library.catalog import Catalog
from reformbot.library.people import Role
from reformbot.library.records import Touched, Version
from reformbot.locale import Messages
from reformbot.operations.people import People
from reformbot.operations.versions import VERSIONS_KEPT, Versions
from reformbot.telegram.cards import Card, Row, numbers
from reformbot.telegram.notices import alert, button
from reformbot.telegram.posting import accept, post, turn
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit

_MOST_LABELS = 5


def register(routes: Routes, catalog: Catalog, versions: Versions, people: People) -> None:
    """Let admins list versions and return to one."""
    room = _Room(catalog, versions, people)
    routes.command("versions", room.listed, least=Role.ADMIN, private=True)
    routes.tap("goto", room.go, least=Role.ADMIN, waits=True)


class _Room:
    def __init__(self, catalog: Catalog, versions: Versions, people: People) -> None:
        self._catalog = catalog
        self._versions = versions
        self._people = people

    async def listed(self, visit: Visit, _: str) -> None:
        """List the versions, the newest first."""
        await post(visit, await self._card(visit))

    async def go(self, visit: Visit, data: str) -> None:
        """Ask whether to switch, switch, or leave it.

        The version that was live when the button was made is in its data: where another one is
        now, what the person had before their eyes is no longer so.
        """
        name, _, rest = data.partition(":")
        word, _, seen = rest.partition(":")
        number, then = [*numbers(f"{name}:{seen}"), 0, 0][:2]
        if word == "no":
            await turn(visit, Card(escaped(visit.messages("versions-left"))))
            return
        live = await visit.work(self._catalog.live_version)
        if live is not None and word == "yes" and live.id == number:
            # Tapped twice, or dealt with again after a crash that came after the switch.
            await accept(visit)
            await turn(visit, _switched_card(number, then, visit.messages))
            return
        if live is None or live.id != then or live.id == number:
            await alert(visit, visit.messages("versions-changed", live=live.id if live else 0))
            return
        if word != "yes":
            await post(visit, switch_card(number, live.id, visit.messages))
            return
        try:
            switched = await visit.work(self._versions.switch_to, number, by=str(visit.user.id))
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        await accept(visit)
        await turn(visit, _switched_card(switched.id, live.id, visit.messages))

    async def _card(self, visit: Visit) -> Card:
        live = await visit.work(self._catalog.live_version)
        known = await visit.work(self._catalog.versions)
        whole = [one for one in known if one.live_since is not None or one.held]
        names = await visit.work(self._people.names)
        return versions_card(whole[:VERSIONS_KEPT], live.id if live else 0, names, visit.messages)


def versions_card(
    versions: Sequence[Version], live: int, names: Mapping[int, str], messages: Messages
) -> Card:
    """The versions that can be returned to, the newest first, a button each."""
    if not versions:
        return Card(escaped(messages("card-no-issues")))
    lines, rows = [messages("versions-head")], list[Row]()
    for version in versions:
        changes = version.making.changes
        sign = "▶️" if version.id == live else "⏸" if version.held else "•"
        said = messages(
            "versions-line",
            number=version.id,
            at=version.created_at,
            by=_called(version.making.by, names, messages),
            added=_labels(changes.added, messages),
            replaced=_labels(changes.replaced, messages),
            removed=_labels(changes.removed, messages),
        )
        lines.append(f"{sign} {said}")
        if version.id != live:
            label = messages("versions-button", number=version.id)
            rows.append([button(label, "goto", version.id, "ask", live)])
    return Card(escaped("\n".join(lines)), InlineKeyboardMarkup(rows) if rows else None)


def switch_card(number: int, live: int, messages: Messages) -> Card:
    """Asks once more before another version is switched to."""
    row = [
        button(messages("versions-button-yes", number=number), "goto", number, "yes", live),
        button(messages("versions-button-no"), "goto", number, "no", live),
    ]
    said = messages("versions-question", number=number, live=live)
    return Card(escaped(said), InlineKeyboardMarkup([row]))


def _switched_card(number: int, before: int, messages: Messages) -> Card:
    """Says that another version is live, and offers the way back."""
    label = messages("versions-button", number=before)
    back = button(label, "goto", before, "ask", number)
    said = messages("versions-switched", number=number, live=before)
    return Card(escaped(said), InlineKeyboardMarkup([[back]]))


def _called(by: str, names: Mapping[int, str], messages: Messages) -> str:
    if not by.isdecimal():
        return messages("version-command-line")
    return names.get(int(by)) or by


def _labels(touched: Sequence[Touched], messages: Messages) -> str:
    shown = messages("upload-separator").join(one.label for one in touched[:_MOST_LABELS])
    return f"{shown}…" if len(touched) > _MOST_LABELS else shown or messages("nothing")
