"""Submissions: read, looked at, amended, confirmed or declined by the admins who sent them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reformbot.bulletin.amendments import Amendments
from reformbot.errors import (
    NotABulletinError,
    ReformbotError,
    SubmissionGoneError,
    SubmissionLacksError,
    SubmissionSettledError,
    SubmissionTwinError,
)
from reformbot.files import Document, Extract, Reading
from reformbot.library.originals import Originals
from reformbot.library.people import Action, Entry
from reformbot.library.records import Touched
from reformbot.library.submissions import Awaited, Member, State, Submission, Submissions
from reformbot.operations.audit import IndexChange, index_entry
from reformbot.operations.browsing import Shelf
from reformbot.operations.people import Clock, now
from reformbot.operations.previews import (
    Preview,
    excluding,
    preview,
    redated,
    renumbered,
    retitled,
)

Change = Callable[[Amendments], Amendments]


class Reads(Protocol):
    """Reads any file an office has."""

    def read_bytes(self, path: Path, data: bytes) -> Reading:
        """What came of a file of that name; whatever is wrong with it is among the failures."""
        ...


@dataclass(frozen=True, slots=True)
class Review:
    """A submission as its sender looks at it.

    Attributes:
        twins: other submissions of the same bytes, the latest first.
    """

    submission: Submission
    preview: Preview
    twins: tuple[Submission, ...]


class Acquisitions:
    """What admins do with the files they send; it blocks, and may be called from any thread.

    Args:
        reader: reads what was sent; long, where text has to be recognised.
        clock: tells the time, in UTC.
    """

    def __init__(
        self,
        submissions: Submissions,
        originals: Originals,
        shelf: Shelf,
        reader: Reads,
        clock: Clock = now,
    ) -> None:
        self._submissions = submissions
        self._originals = originals
        self._shelf = shelf
        self._reader = reader
        self._clock = clock

    def announced(self, update_id: int, person: int, chat: int, name: str) -> Submission:
        """Write down that a file was sent; the same submission for the same update."""
        return self._submissions.open(update_id, person, chat, name, self._clock())

    def placed(self, submission: Submission, message_id: int) -> None:
        """Note the message that shows a submission."""
        self._submissions.placed(submission.id, message_id)

    def brought(self, update_id: int) -> list[Submission]:
        """What an update brought, as it stands: the file, then an archive's members."""
        return self._submissions.of_update(update_id)

    def refuse(self, submission: Submission, error: ReformbotError) -> None:
        """Write down why a file was not fetched."""
        self._submissions.read(submission.id, "", (), (error,), unpacked=False)

    def read(self, submission: Submission, data: bytes) -> None:
        """Keep a file and read it; what was found is written down with it.

        Raises:
            StorageError: it cannot be kept.
        """
        name = Path(submission.name)
        digest = hashlib.sha256(data).hexdigest()
        self._originals.put(f"{digest}{name.suffix.lower()}", data)
        reading = self._reader.read_bytes(name, data)
        members: list[Member] = []
        failures = list(reading.failures)
        unpacked = any(one.path != name for one in reading.documents)
        for document in reading.documents:
            if "articles" in _read(document.extract).lacks:
                failures.append(NotABulletinError(path=document.path, lacks="articles"))
                continue
            members.append(self._kept(document))
        sent = [Touched("", one.name, one.sha256) for one in members]
        files = sent or [Touched("", submission.name, digest)]
        entry = _entry(Action.SENT, submission.person, files)
        self._submissions.read(
            submission.id, digest, members, failures, unpacked=unpacked, entry=entry
        )

    def review(self, number: int, chat: int) -> Review:
        """A submission that waits, as its chat may look at it.

        Raises:
            SubmissionGoneError: there is none, or it was sent in another chat.
            SubmissionSettledError: it no longer waits.
        """
        submission = self.waiting(number, chat)
        return Review(
            submission, self._preview(submission), tuple(self._submissions.twins(submission))
        )

    def retitle(self, number: int, chat: int, ordinal: int, text: str) -> None:
        """Give an article another title.

        Raises:
            AmendmentError: the text is no title.
            The errors of `review`.
        """
        self._amend(number, chat, lambda before: retitled(before, ordinal, text))

    def exclude(self, number: int, chat: int, ordinal: int, *, out: bool) -> None:
        """Leave an article out, or take it in again.

        Raises:
            The errors of `review`.
        """
        self._amend(number, chat, lambda before: excluding(before, ordinal, out=out))

    def renumber(self, number: int, chat: int, text: str) -> None:
        """Give the issue another number, and another year where the text has one.

        Raises:
            AmendmentError: the text is no number of an issue.
            The errors of `review`.
        """
        self._amend(number, chat, lambda before: renumbered(before, text))

    def redate(self, number: int, chat: int, text: str) -> None:
        """Give the issue another date.

        Raises:
            AmendmentError: the text is no date.
            The errors of `review`.
        """
        self._amend(number, chat, lambda before: redated(before, text))

    def confirm(self, number: int, chat: int, actor: int) -> Submission:
        """Let a submission be taken in.

        Raises:
            SubmissionTwinError: the same file, amended alike, is being taken in already.
            SubmissionLacksError: it has no number, or no article is left.
            The errors of `review`.
        """
        submission = self.waiting(number, chat)
        for twin in self._submissions.twins(submission):
            if twin.state is State.CONFIRMED and twin.amendments == submission.amendments:
                raise SubmissionTwinError(name=Path(twin.name).name)
        shown = self._preview(submission)
        if shown.lacks:
            raise SubmissionLacksError(lacks=shown.lacks[0])
        label = shown.issue.key.label
        entry = _entry(Action.CONFIRMED, actor, [_touched(submission, label)])
        if not self._submissions.move(number, State.READ, State.CONFIRMED, entry):
            raise self._settled(number)
        return self._existing(number, chat)

    def decline(self, number: int, chat: int, actor: int) -> Submission:
        """Give a submission up, before it is confirmed or while its version is held.

        Raises:
            The errors of `review`.
        """
        submission = self._existing(number, chat)
        entry = _entry(Action.DECLINED, actor, [_touched(submission)])
        for before in (State.READ, State.HELD):
            if self._submissions.move(number, before, State.DECLINED, entry):
                return self._existing(number, chat)
        raise self._settled(number)

    def promoted(self, number: int, chat: int) -> Submission:
        """Note that a held submission's version was switched to after all.

        Raises:
            The errors of `review`.
        """
        held = self._existing(number, chat)
        if not self._submissions.move(number, State.HELD, State.LIVE, version=held.version):
            raise self._settled(number)
        return self._existing(number, chat)

    def find(self, number: int) -> Submission | None:
        """A submission as it stands."""
        return self._submissions.find(number)

    def untold(self) -> Sequence[Submission]:
        """What was confirmed and whose end its chat does not show."""
        return self._submissions.untold()

    def told(self, submission: Submission) -> None:
        """Note that a submission's chat shows what became of it."""
        self._submissions.told(submission.id)

    def give_back(self, submission: Submission, error: ReformbotError) -> None:
        """Let a submission wait again that could not be taken in."""
        self._submissions.move(submission.id, State.CONFIRMED, State.READ, failure=error)

    def ask(self, chat: int, person: int, number: int, what: str) -> None:
        """Take the person's next text in a chat as what they are asked for.

        Raises:
            The errors of `review`.
        """
        self.waiting(number, chat)
        self._submissions.await_text(chat, person, Awaited(number, what), self._clock())

    def asked(self, chat: int, person: int) -> Awaited | None:
        """What a person is asked for; None where nothing is, or no longer."""
        return self._submissions.awaited(chat, person, self._clock())

    def stop_asking(self, chat: int, person: int) -> bool:
        """Ask a person for nothing any more; whether they were."""
        return self._submissions.stop_awaiting(chat, person)

    def waiting(self, number: int, chat: int) -> Submission:
        """A submission that waits to be decided about.

        Raises:
            The errors of `review`.
        """
        submission = self._existing(number, chat)
        if submission.state is not State.READ:
            raise SubmissionSettledError(name=Path(submission.name).name, state=submission.state)
        return submission

    def _existing(self, number: int, chat: int) -> Submission:
        submission = self._submissions.find(number)
        if submission is None or submission.chat != chat:
            raise SubmissionGoneError
        return submission

    def _settled(self, number: int) -> SubmissionGoneError | SubmissionSettledError:
        now_ = self._submissions.find(number)
        if now_ is None:
            return SubmissionGoneError()
        return SubmissionSettledError(name=Path(now_.name).name, state=now_.state)

    def _amend(self, number: int, chat: int, change: Change) -> None:
        self.waiting(number, chat)
        if self._submissions.amend(number, change) is None:
            raise self._settled(number)

    def _preview(self, submission: Submission) -> Preview:
        extract = self._submissions.extract(submission.id)
        if extract is None:
            raise SubmissionGoneError
        return preview(extract, submission.sha256, submission.amendments, self._shelf.editions())

    def _kept(self, document: Document) -> Member:
        original = f"{document.sha256}{document.suffix}"
        self._originals.put(original, document.data)
        return Member(str(document.path), document.sha256, original, document.extract)


def _read(extract: Extract) -> Preview:
    """What a document is, before anybody changes anything."""
    return preview(extract, "", Amendments(), ())


def _touched(submission: Submission, label: str = "") -> Touched:
    return Touched(label, submission.name, submission.sha256)


def _entry(action: Action, actor: int, files: Sequence[Touched]) -> Entry:
    return index_entry(action, str(actor), IndexChange(files=tuple(files)))
