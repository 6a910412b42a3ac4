"""Drafting in a private chat: from notes to an outline, part by part to a text and a Word file."""

from __future__ import annotations

import asyncio

from telegram import Message

from reformbot.errors import ReformbotError
from reformbot.library.journal import Journal
from reformbot.operations.drafting import Action, Drafting
from reformbot.operations.notes import Sent
from reformbot.operations.sheets import Done, Sheet, word_file
from reformbot.telegram.addressing import command_in
from reformbot.telegram.cards import Card, numbers
from reformbot.telegram.choices import fact_card, facts_card, versions_card
from reformbot.telegram.downloading import download, file_name
from reformbot.telegram.posting import accept, alert, post, turn
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit
from reformbot.telegram.sheets import discard_card, list_card, name_of, revision_card, sheet_card
from reformbot.telegram.sources import own_answer, send_file

_ACTIONS = frozenset(one.value for one in Action)
_MOST_NAME = 60  # characters of a file's name


def register(routes: Routes, drafting: Drafting, journal: Journal, reading: asyncio.Lock) -> None:
    """Take the commands, the buttons below drafts and answers, and the texts and files asked for.

    Args:
        reading: held while a file is read.
    """
    room = _Room(drafting, journal, reading)
    routes.command("draft", room.begin, private=True)
    routes.command("drafts", room.list, private=True)
    routes.tap("draft", room.act, waits=True)
    routes.tap("draftpage", room.page)
    routes.tap("draftopen", room.open)
    routes.tap("draftfacts", room.list_facts)
    routes.tap("draftfact", room.open_fact)
    routes.tap("draftversions", room.list_versions)
    routes.tap("draftgo", room.doubt)
    routes.tap("draftgone", room.discard)
    routes.tap("draftword", room.word)
    routes.tap("compose", room.compose)
    routes.awaiting(room.take)
    routes.awaiting_file(room.take_file)
    routes.on_cancel(room.pause)


class _Room:
    def __init__(self, drafting: Drafting, journal: Journal, reading: asyncio.Lock) -> None:
        self._drafting = drafting
        self._journal = journal
        self._reading = reading
        # One at a time: the threads that a chat model would take are everybody's.
        self._writing = asyncio.Lock()

    async def begin(self, visit: Visit, text: str) -> None:
        """`/draft`: begin with the notes behind it or in what it replies to, or ask for them."""
        replied = visit.message.reply_to_message if visit.message else None
        notes = text.strip() or (replied and (replied.text or replied.caption)) or ""
        await self._begin(visit, notes, replied)

    async def take_file(self, visit: Visit, caption: str) -> bool:
        """Take a file as the notes of a draft that waits for them, or that its caption begins.

        Returns:
            Whether it did.
        """
        command, said = command_in(caption)
        if command == "draft":
            await self._begin(visit, said, visit.message)
            return True
        named = (visit.update_id, visit.user.id, visit.chat_id)
        if command or not await visit.work(self._drafting.awaits_file, *named):
            return False
        try:
            file = await self._fetch(visit, visit.message)
            if file is None:
                return True
            async with self._reading:
                sheet = await visit.work(self._drafting.take_file, *named, caption, file)
        except ReformbotError as error:  # the draft waits still
            await post(visit, Card(escaped(visit.messages.error(error))))
            return True
        if sheet is None:
            return False
        await post(visit, await visit.work(sheet_card, sheet, 0, visit.messages))
        return True

    async def _begin(self, visit: Visit, notes: str, origin: Message | None) -> None:
        """Begin with notes, and with the file of a message where it has one."""
        named = (visit.update_id, visit.user.id, visit.chat_id, visit.role, notes)
        try:
            if origin is not None and (origin.document or origin.photo):
                file = await self._fetch(visit, origin)
                if file is None:
                    return
                async with self._reading:
                    sheet = await visit.work(self._drafting.begin, *named, file)
            else:
                sheet = await visit.work(self._drafting.begin, *named)
        except ReformbotError as error:
            await post(visit, Card(escaped(visit.messages.error(error))))
            return
        await post(visit, await visit.work(sheet_card, sheet, 0, visit.messages))

    async def _fetch(self, visit: Visit, message: Message | None) -> Sent | None:
        """The file of a message; None, and the person is told, where it is a picture alone."""
        document = message.document if message else None
        if message is None or document is None:
            await post(visit, Card(escaped(visit.messages("upload-send-as-file"))))
            return None
        name = file_name(document, message)
        await post(visit, Card(escaped(visit.messages("drafting-reading", name=name))))
        return Sent(name, await download(visit, document, name))

    async def compose(self, visit: Visit, data: str) -> None:
        """Begin a draft from what an answer quotes."""
        answered = await own_answer(visit, self._journal, next(iter(numbers(data)), 0))
        if answered is None:
            return
        if not visit.is_private:
            await alert(visit, visit.messages("telegram-private-only"))
            return
        try:
            sheet = await visit.work(
                self._drafting.begin_from,
                visit.update_id,
                visit.user.id,
                visit.chat_id,
                visit.role,
                answered.answer,
                visit.messages,
            )
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        await post(visit, await visit.work(sheet_card, sheet, 0, visit.messages))

    async def list(self, visit: Visit, _: str) -> None:
        """`/drafts`: the person's drafts."""
        sheets = await visit.work(self._drafting.of_person, visit.user.id)
        await post(visit, list_card(sheets, visit.messages))

    async def open(self, visit: Visit, data: str) -> None:
        """Go on with a draft."""
        sheet = await self._own(visit, data)
        if sheet is not None:
            await turn(visit, await visit.work(sheet_card, sheet, 0, visit.messages))

    async def page(self, visit: Visit, data: str) -> None:
        """Turn to another page."""
        number, _, page = data.partition(":")
        sheet = await self._own(visit, number)
        if sheet is not None:
            at = next(iter(numbers(page)), 0)
            await turn(visit, await visit.work(sheet_card, sheet, at, visit.messages))

    async def list_facts(self, visit: Visit, data: str) -> None:
        """Show a page of the facts, each with its place."""
        number, page = [*numbers(data), 0, 0][:2]
        sheet = await self._own(visit, str(number))
        if sheet is not None:
            await turn(visit, facts_card(sheet, page, visit.messages))

    async def open_fact(self, visit: Visit, data: str) -> None:
        """Show a fact, and where it may go."""
        number, name = [*numbers(data), 0, 0][:2]
        sheet = await self._own(visit, str(number))
        if sheet is None:
            return
        fact = sheet.making.table.fact(f"F{name}") if sheet.making.table else None
        card = fact_card(sheet, fact, visit.messages) if fact else None
        await turn(visit, card or await visit.work(sheet_card, sheet, 0, visit.messages))

    async def list_versions(self, visit: Visit, data: str) -> None:
        """Show the versions that can be gone back to."""
        sheet = await self._own(visit, data)
        if sheet is not None:
            await turn(visit, versions_card(sheet, visit.messages))

    async def doubt(self, visit: Visit, data: str) -> None:
        """Ask whether a draft is to go."""
        sheet = await self._own(visit, data)
        if sheet is not None:
            await turn(visit, discard_card(sheet, visit.messages))

    async def discard(self, visit: Visit, data: str) -> None:
        """Let a draft go."""
        sheet = await self._own(visit, data)
        if sheet is None:
            return
        await visit.work(self._drafting.discard, sheet)
        name = name_of(sheet, visit.messages)
        await turn(visit, Card(escaped(visit.messages("drafting-discarded", name=name))))

    async def word(self, visit: Visit, data: str) -> None:
        """Send a draft as a Word file."""
        sheet = await self._own(visit, data)
        if sheet is None:
            return
        await accept(visit)
        file = await visit.work(word_file, sheet)
        if not file:
            await turn(visit, await visit.work(sheet_card, sheet, 0, visit.messages))
            return
        name = name_of(sheet, visit.messages)
        caption = visit.messages("drafting-caption", name=name)
        await send_file(visit, file, f"{_file_name(name)}.docx", caption)

    async def act(self, visit: Visit, data: str) -> None:
        """Do what a button says; one made before the last change shows the draft as it is."""
        number, _, rest = data.partition(":")
        stamp, _, rest = rest.partition(":")
        word, _, at = rest.partition(":")
        sheet = await self._own(visit, number)
        if sheet is None:
            return
        if numbers(stamp) != [sheet.kept.stamp] or word not in _ACTIONS:
            await turn(visit, await visit.work(sheet_card, sheet, 0, visit.messages))
            return
        await accept(visit)
        try:
            async with self._writing:
                done = await visit.work(self._drafting.act, sheet, Action(word), numbers(at))
        except ReformbotError as error:
            await post(visit, Card(escaped(visit.messages.error(error))))
            return
        if done.revision is not None:
            await self._show_revised(visit, done)
            return
        await turn(visit, await visit.work(sheet_card, done.sheet, 0, visit.messages))

    async def take(self, visit: Visit, text: str) -> bool:
        """Take a text that was asked for; whether one was."""
        if not visit.is_private:
            return False
        named = (visit.update_id, visit.user.id, visit.chat_id)
        try:
            # A question does not wait for a model that words somebody's draft.
            if not await visit.work(self._drafting.awaits, *named):
                return False
            async with self._writing:
                done = await visit.work(self._drafting.take, *named, text)
        except ReformbotError as error:
            await post(visit, Card(escaped(visit.messages.error(error))))
            return True
        if done is None:
            return False
        await self._show_revised(visit, done)
        return True

    async def pause(self, visit: Visit) -> bool:
        """Ask for no text any more, and say how to go on; whether one was asked for."""
        paused = await visit.work(self._drafting.pause, visit.user.id, visit.chat_id)
        if paused:
            await post(visit, Card(escaped(visit.messages("drafting-paused"))))
        return paused

    async def _show_revised(self, visit: Visit, done: Done) -> None:
        """What came of a text or an instruction, and below it the draft as it is now."""
        if done.revision is not None:
            await post(visit, revision_card(done.revision, visit.messages))
        await post(visit, await visit.work(sheet_card, done.sheet, 0, visit.messages))

    async def _own(self, visit: Visit, data: str) -> Sheet | None:
        """The draft of a number, if it is the person's; else they are told, and None."""
        sheet = await visit.work(self._drafting.find, next(iter(numbers(data)), 0))
        if sheet is None:
            await alert(visit, visit.messages("drafting-stale"))
            return None
        if sheet.kept.person != visit.user.id:
            await alert(visit, visit.messages("card-foreign"))
            return None
        return sheet


def _file_name(title: str) -> str:
    """A title as the name of a file."""
    kept = "".join(char for char in title if char not in '\\/:*?"<>|' and char.isprintable())
    return kept[:_MOST_NAME].strip(" .") or "draft"
