"""Uploads: what an admin sends is fetched, read and shown, then amended and decided about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram import Document

from reformbot.errors import (
    AmendmentError,
    DeliveryError,
    ReformbotError,
    SourceError,
    StorageError,
    UploadError,
)
from reformbot.library.people import Role
from reformbot.library.submissions import Awaited, State, Submission
from reformbot.operations.submissions import Acquisitions, Review
from reformbot.operations.versions import Versions
from reformbot.telegram.boards import Board
from reformbot.telegram.cards import Card, numbers
from reformbot.telegram.downloading import download, file_name
from reformbot.telegram.notices import alert
from reformbot.telegram.posting import accept, post, turn
from reformbot.telegram.previews import (
    archive_card,
    article_card,
    failure_card,
    preview_card,
    question_card,
)
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import Routes, Visit

ASKED_FOR = ("title", "number", "date")
"""What a person can be asked to write."""


class Uploads:
    """The room where files become submissions, and submissions are decided about.

    Args:
        confirmed: told when there is something to build.
        reading: held while a file is read.
    """

    def __init__(
        self,
        acquisitions: Acquisitions,
        versions: Versions,
        board: Board,
        confirmed: Callable[[], None],
        reading: asyncio.Lock,
    ) -> None:
        self._acquisitions = acquisitions
        self._versions = versions
        self._board = board
        self._confirmed = confirmed
        self._reading = reading

    def register(self, routes: Routes) -> None:
        """Take files, the command that explains them, and the buttons below their previews."""
        routes.file(self.receive, least=Role.ADMIN)
        routes.command("upload", self.explain, least=Role.ADMIN, private=True)
        for verb, handler in (
            ("sub", self.list_articles),
            ("subart", self.open_article),
            ("subskip", self.exclude),
            ("subask", self.ask),
            ("subnever", self.never),
            ("subyes", self.confirm),
            ("subno", self.decline),
            ("subup", self.promote),
        ):
            routes.tap(verb, handler, least=Role.ADMIN)
        routes.awaiting(self.take)
        routes.on_cancel(self.give_up)

    async def explain(self, visit: Visit, _: str) -> None:
        """`/upload`: what can be sent."""
        await post(visit, Card(escaped(visit.messages("upload-explained"))))

    async def receive(self, visit: Visit, _: str) -> None:
        """Deal with a file, or go on with it after a crash."""
        message, document = visit.message, visit.message.document if visit.message else None
        if message is None or document is None:
            await post(visit, Card(escaped(visit.messages("upload-send-as-file"))))
            return
        name = file_name(document, message)
        submission = await visit.work(
            self._acquisitions.announced, visit.update_id, visit.user.id, visit.chat_id, name
        )
        if submission.state is State.RECEIVED:
            await self._fetch(visit, document, submission)
        for one in await visit.work(self._acquisitions.brought, visit.update_id):
            await self._show(visit, one)

    async def _fetch(self, visit: Visit, document: Document, submission: Submission) -> None:
        """Download a file and read it; the chat is shown how far that is."""
        name, messages = submission.name, visit.messages
        shown = Card(escaped(messages("upload-fetching", name=name)))
        submission = await self._board.show(visit.bot, visit.work, submission, shown)
        try:
            data = await download(visit, document, name)
            shown = Card(escaped(messages("upload-reading", name=name)))
            await self._board.show(visit.bot, visit.work, submission, shown)
            async with self._reading:
                await visit.work(self._acquisitions.read, submission, data)
        except (UploadError, SourceError, StorageError, DeliveryError) as error:
            await visit.work(self._acquisitions.refuse, submission, error)

    async def _show(self, visit: Visit, submission: Submission) -> None:
        """Let a submission's message show how it stands; what is decided is left as it is."""
        messages, state = visit.messages, submission.state
        if state is State.READ:
            review = await visit.work(self._acquisitions.review, submission.id, submission.chat)
            card = preview_card(review, 0, messages)
        elif state is State.FAILED:
            card = failure_card(submission, messages)
        elif state is State.UNPACKED:
            members = await visit.work(self._acquisitions.brought, submission.update_id)
            card = archive_card(submission, len(members) - 1, messages)
        else:
            return
        await self._board.show(visit.bot, visit.work, submission, card)

    async def list_articles(self, visit: Visit, data: str) -> None:
        """Show a page of what was read."""
        number, page = [*numbers(data), 0, 0][:2]
        review = await self._review(visit, number)
        if review is not None:
            await turn(visit, preview_card(review, page, visit.messages))

    async def open_article(self, visit: Visit, data: str) -> None:
        """Show a page of an article."""
        number, ordinal, page = [*numbers(data), 0, 0, 0][:3]
        review = await self._review(visit, number)
        article = review.preview.article(ordinal) if review else None
        if review is not None and article is not None:
            await turn(visit, article_card(review, article, page, visit.messages))

    async def exclude(self, visit: Visit, data: str) -> None:
        """Leave an article out, or take it in again, as the button said when it was tapped."""
        number, ordinal, page, out = [*numbers(data), 0, 0, 0, 0][:4]
        try:
            await visit.work(
                self._acquisitions.exclude, number, visit.chat_id, ordinal, out=bool(out)
            )
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        await self.open_article(visit, f"{number}:{ordinal}:{page}")

    async def ask(self, visit: Visit, data: str) -> None:
        """Ask for a title, a number or a date."""
        name, _, what = data.partition(":")
        number, kind = next(iter(numbers(name)), 0), what.partition(":")[0]
        review = await self._review(visit, number)
        if review is None or kind not in ASKED_FOR:
            return
        ordinal = next(iter(numbers(what.partition(":")[2])), 0)
        await visit.work(self._acquisitions.ask, visit.chat_id, visit.user.id, number, what)
        article = review.preview.article(ordinal)
        await post(visit, question_card(number, kind, article, visit.messages))

    async def never(self, visit: Visit, _: str) -> None:
        """Take the next text as a question after all."""
        await visit.work(self._acquisitions.stop_asking, visit.chat_id, visit.user.id)
        await turn(visit, Card(escaped(visit.messages("upload-never"))))

    async def take(self, visit: Visit, text: str) -> bool:
        """Take a text as what was asked for; whether it was awaited."""
        awaited = await visit.work(self._acquisitions.asked, visit.chat_id, visit.user.id)
        if awaited is None:
            return False
        try:
            await visit.work(self._amend, visit.chat_id, awaited, text)
        except AmendmentError as error:  # the person is asked still
            await post(visit, Card(escaped(visit.messages.error(error))))
            return True
        except ReformbotError as error:
            await visit.work(self._acquisitions.stop_asking, visit.chat_id, visit.user.id)
            await post(visit, Card(escaped(visit.messages.error(error))))
            return True
        review = await visit.work(self._acquisitions.review, awaited.submission, visit.chat_id)
        await self._board.show_anew(
            visit.bot, visit.work, review.submission, preview_card(review, 0, visit.messages)
        )
        # Last, so that a text dealt with again after a crash is no question.
        await visit.work(self._acquisitions.stop_asking, visit.chat_id, visit.user.id)
        return True

    def _amend(self, chat: int, awaited: Awaited, text: str) -> None:
        number, (what, _, ordinal) = awaited.submission, awaited.what.partition(":")
        if what == "title":
            self._acquisitions.retitle(number, chat, next(iter(numbers(ordinal)), 0), text)
        elif what == "number":
            self._acquisitions.renumber(number, chat, text)
        else:
            self._acquisitions.redate(number, chat, text)

    async def give_up(self, visit: Visit) -> bool:
        """Ask for no text any more; whether one was asked for."""
        return await visit.work(self._acquisitions.stop_asking, visit.chat_id, visit.user.id)

    async def confirm(self, visit: Visit, data: str) -> None:
        """Let a submission be taken in."""
        number = next(iter(numbers(data)), 0)
        try:
            await visit.work(self._acquisitions.confirm, number, visit.chat_id, visit.user.id)
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        self._confirmed()
        await accept(visit)

    async def decline(self, visit: Visit, data: str) -> None:
        """Give a submission up."""
        number = next(iter(numbers(data)), 0)
        try:
            declined = await visit.work(
                self._acquisitions.decline, number, visit.chat_id, visit.user.id
            )
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        await turn(visit, Card(escaped(visit.messages("upload-declined", name=declined.name))))

    async def promote(self, visit: Visit, data: str) -> None:
        """Switch to a held version after all."""
        number = next(iter(numbers(data)), 0)
        submission = await visit.work(self._acquisitions.find, number)
        if submission is None or submission.chat != visit.chat_id or submission.version is None:
            await alert(visit, visit.messages("error-submission-gone"))
            return
        by = str(visit.user.id)
        try:
            await visit.work(self._versions.switch_to, submission.version, by=by)
            promoted = await visit.work(self._acquisitions.promoted, number, visit.chat_id)
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return
        await self._board.show_result(visit.bot, visit.work, promoted, visit.messages)

    async def _review(self, visit: Visit, number: int) -> Review | None:
        """A submission that waits; else the person is told, and None."""
        try:
            return await visit.work(self._acquisitions.review, number, visit.chat_id)
        except ReformbotError as error:
            await alert(visit, visit.messages.error(error))
            return None
