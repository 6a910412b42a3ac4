"""Browsing without a question: issues, articles, a plain word search, the latest issue."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from reformbot.bulletin.model import Article
from reformbot.library.lookups import Lookups
from reformbot.library.records import Edition
from reformbot.operations.browsing import Shelf
from reformbot.telegram.cards import Card, numbers
from reformbot.telegram.posting import accept, alert, post, turn
from reformbot.telegram.reading import (
    article_card,
    found_card,
    issue_card,
    issues_card,
    passage_card,
)
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit
from reformbot.telegram.sources import send_file

_LARGEST_FILE = 50_000_000  # bytes; Telegram takes no more from a bot
_MOST_SOUGHT = 200  # characters


def register(routes: Routes, shelf: Shelf, lookups: Lookups) -> None:
    """Take the commands and taps that browse."""
    room = _Browsing(shelf, lookups)
    routes.command("issues", room.issues)
    routes.command("latest", room.latest)
    routes.command("find", room.find)
    routes.tap("issues", room.turn_issues)
    routes.tap("issue", room.turn_issue)
    routes.tap("open", room.open_article)
    routes.tap("read", room.turn_article)
    routes.tap("show", room.show_passage)
    routes.tap("pass", room.turn_passage)
    routes.tap("find", room.turn_found)
    routes.tap("file", room.original)


class _Browsing:
    """What is shown of public things needs no owner: whoever may read it may turn it."""

    def __init__(self, shelf: Shelf, lookups: Lookups) -> None:
        self._shelf = shelf
        self._lookups = lookups

    async def issues(self, visit: Visit, _: str) -> None:
        """List the issues."""
        editions = await visit.work(self._shelf.editions)
        await post(visit, issues_card(editions, 0, visit.messages))

    async def latest(self, visit: Visit, _: str) -> None:
        """Show the newest issue's contents."""
        editions = await visit.work(self._shelf.editions)
        if not editions:
            await post(visit, issues_card(editions, 0, visit.messages))
            return
        await post(visit, issue_card(editions[0], 0, visit.messages))

    async def find(self, visit: Visit, sought: str) -> None:
        """Search for words."""
        sought = " ".join(sought.split())[:_MOST_SOUGHT]
        if not sought:
            await post(visit, Card(escaped(visit.messages("card-find-what"))))
            return
        found = await visit.work(self._shelf.find, sought)
        number = 0
        if found:
            person, now = str(visit.user.id), datetime.now(UTC)
            number = await visit.work(self._lookups.keep, person, sought, now)
        await post(visit, found_card(number, sought, found, 0, visit.messages))

    async def turn_issues(self, visit: Visit, data: str) -> None:
        """Turn the list of issues to a page."""
        page = _page(data)
        editions = await visit.work(self._shelf.editions)
        await turn(visit, issues_card(editions, page, visit.messages))

    async def turn_issue(self, visit: Visit, data: str) -> None:
        """Turn to a page of an issue's contents."""
        name, _, rest = data.partition(":")
        edition = await visit.work(self._shelf.edition, name)
        if edition is None:
            await alert(visit, visit.messages("card-stale"))
            return
        page = _page(rest)
        await turn(visit, issue_card(edition, page, visit.messages))

    async def open_article(self, visit: Visit, data: str) -> None:
        """Show an article in a message of its own."""
        if (found := await self._article(visit, data)) is not None:
            await post(visit, article_card(*found, 0, visit.messages))

    async def turn_article(self, visit: Visit, data: str) -> None:
        """Turn an article to a page."""
        where, _, at = data.rpartition(":")
        if (found := await self._article(visit, where)) is not None:
            page = _page(at)
            await turn(visit, article_card(*found, page, visit.messages))

    async def show_passage(self, visit: Visit, data: str) -> None:
        """Show a passage in a message of its own."""
        await self._passage(visit, data, turned=False)

    async def turn_passage(self, visit: Visit, data: str) -> None:
        """Turn a passage to one of its neighbours."""
        await self._passage(visit, data, turned=True)

    async def turn_found(self, visit: Visit, data: str) -> None:
        """Turn what a person's own search found to a page."""
        number, page = [*numbers(data), 0, 0][:2]
        sought = await visit.work(self._lookups.words, number, str(visit.user.id))
        if sought is None:
            await alert(visit, visit.messages("card-foreign"))
            return
        found = await visit.work(self._shelf.find, sought)
        await turn(visit, found_card(number, sought, found, page, visit.messages))

    async def original(self, visit: Visit, data: str) -> None:
        """Send an issue's file as it came in."""
        edition = await visit.work(self._shelf.edition, data)
        kept = await visit.work(self._shelf.original, edition) if edition else None
        if edition is None or kept is None:
            await alert(visit, visit.messages("card-no-original"))
            return
        name, path = kept
        content = await visit.work(_read, path)
        if content is None:
            await alert(visit, visit.messages("card-large"))
            return
        await accept(visit)
        await send_file(visit, content, name, edition.key.label)

    async def _article(self, visit: Visit, data: str) -> tuple[Edition, Article] | None:
        name, _, rest = data.partition(":")
        ordinal = next(iter(numbers(rest)), 0)
        found = await visit.work(self._shelf.article, name, ordinal)
        if found is None:
            await alert(visit, visit.messages("card-stale"))
        return found

    async def _passage(self, visit: Visit, data: str, *, turned: bool) -> None:
        name, _, rest = data.partition(":")
        article, ordinal = [*numbers(rest), 0, 0][:2]
        place = await visit.work(self._shelf.place, name, article, ordinal)
        if place is None:
            await alert(visit, visit.messages("card-stale"))
            return
        card = passage_card(place, visit.messages)
        await (turn(visit, card) if turned else post(visit, card))


def _page(data: str) -> int:
    """The page a button leads to; the first where it names none."""
    return next(iter(numbers(data)), 0)


def _read(path: Path) -> bytes | None:
    """A file's bytes; None where it is more than Telegram takes."""
    return path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else None
