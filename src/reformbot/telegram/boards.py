"""The messages that show submissions: each has one, edited in place from its arrival to its end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from telegram.error import BadRequest

from reformbot.library.catalog import Catalog
from reformbot.library.records import Version
from reformbot.library.submissions import State, Submission
from reformbot.locale import Messages
from reformbot.operations.submissions import Acquisitions
from reformbot.telegram.cards import Card
from reformbot.telegram.delivery import is_gone, rewrite, send_text
from reformbot.telegram.previews import Result, preview_card, result_card
from reformbot.telegram.rendering import escaped, without_markup
from reformbot.telegram.routing import Bot, Work


class Board:
    """Shows submissions.

    A message takes its place as plain words, its id is written down, and then it is edited, as
    often as wanted: a crash costs at most a message that stays as it was.
    """

    def __init__(self, acquisitions: Acquisitions, catalog: Catalog) -> None:
        self._acquisitions = acquisitions
        self._catalog = catalog

    async def show(self, bot: Bot, work: Work, submission: Submission, card: Card) -> Submission:
        """Let a submission's message become a card; the submission with that message.

        Raises:
            TelegramError: it could not be done, for a reason that waiting does not mend.
        """
        if submission.message_id is not None:
            try:
                await rewrite(bot, submission.chat, submission.message_id, card.text, card.keyboard)
            except BadRequest as error:
                if not is_gone(error):
                    raise
            else:
                return submission
        return await self.show_anew(bot, work, submission, card)

    async def show_anew(
        self, bot: Bot, work: Work, submission: Submission, card: Card
    ) -> Submission:
        """Show a submission in a new message below whatever was said meanwhile.

        Raises:
            TelegramError: as `show`.
        """
        words = without_markup(card.text)
        message_id = await send_text(bot, submission.chat, words, patient=True)
        await work(self._acquisitions.placed, submission, message_id)
        if card.keyboard is not None or escaped(words) != card.text:
            await rewrite(bot, submission.chat, message_id, card.text, card.keyboard)
        return replace(submission, message_id=message_id)

    async def show_result(
        self, bot: Bot, work: Work, submission: Submission, messages: Messages
    ) -> None:
        """Show what became of a submission that was confirmed.

        Raises:
            TelegramError: as `show`.
        """
        await self.show(bot, work, submission, await work(self._result, submission, messages))

    def _result(self, submission: Submission, messages: Messages) -> Card:
        if submission.state is State.READ:
            review = self._acquisitions.review(submission.id, submission.chat)
            said = [messages(f"error-{one.code}", **one.details) for one in submission.failures]
            card = preview_card(review, 0, messages)
            lines = "".join(f"❌ {escaped(line)}\n" for line in said)
            return Card(f"{lines}\n{card.text}", card.keyboard)
        versions = {one.id: one for one in self._catalog.versions()}
        version = versions.get(submission.version or 0)
        if version is None:
            name = Path(submission.name).name
            return Card(escaped(messages("upload-live-gone", name=name)))
        return result_card(submission, self._told_of(submission, version, versions), messages)

    def _told_of(
        self, submission: Submission, version: Version, versions: dict[int, Version]
    ) -> Result:
        former = versions.get(version.making.follows or 0)
        articles = sum(
            len(one.issue.articles)
            for one in self._catalog.editions(version)
            if one.sha256 == submission.sha256
        )
        changes = version.making.changes
        mine = {one.sha256 for one in (*changes.added, *changes.replaced)}
        return Result(
            version,
            articles,
            former.id if former and submission.sha256 in mine else None,
            _worse(version, former),
            is_new=submission.sha256 in mine,
        )


def _worse(version: Version, former: Version | None) -> tuple[str, ...]:
    """The smoke questions that a version answers worse than the one before it."""
    new, old = version.marks, former.marks if former else None
    if new is None or old is None or new.asked != old.asked:
        return ()
    return tuple(name for name, right in new.right.items() if right < old.right.get(name, 0))
