"""Building what was confirmed: beside the live index, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reformbot.errors import (
    BuildInProgressError,
    ReformbotError,
    SourceUnreadableError,
    SubmissionGoneError,
)
from reformbot.files import Document, Extract
from reformbot.library.originals import Originals
from reformbot.library.submissions import State, Submission, Submissions
from reformbot.models import Report
from reformbot.operations.browsing import Shelf
from reformbot.operations.previews import preview
from reformbot.operations.reading import Intake

if TYPE_CHECKING:  # it asks smoke questions, and what answers them takes long to load
    from reformbot.operations.indexing import Indexer

_LOOKS_AGAIN = 1.0  # seconds between two tries to be the one who builds
_GRACE = 10.0  # seconds that a build has to end in when it is given up


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step has come."""

    step: str
    done: int
    total: int


Hear = Callable[[Progress], None]


class Builder(Protocol):
    """Takes confirmed submissions in; what came of one stands in the submission."""

    async def build(self, number: int, hear: Hear) -> None:
        """Take a submission in, if it is confirmed; given up where it is cancelled.

        Whatever ends the build before it is done leaves the submission confirmed, so that it can
        be begun again.
        """
        ...


class Works:
    """Takes confirmed submissions into the index of a home; it blocks.

    Args:
        indexer: asked for once there is something to build; its model takes long to load.
        pause: waits for a number of seconds.
    """

    def __init__(
        self,
        submissions: Submissions,
        originals: Originals,
        shelf: Shelf,
        indexer: Callable[[], Indexer],
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._submissions = submissions
        self._originals = originals
        self._shelf = shelf
        self._indexer = indexer
        self._pause = pause

    def take_in(self, number: int, report: Report) -> None:
        """Take a submission in, once nobody else builds; nothing where it is not confirmed.

        Done twice, after a crash between the switch and its record, it changes nothing more.
        """
        while (submission := self._submissions.find(number)) is not None:
            if submission.state is not State.CONFIRMED:
                return
            try:
                self._build(submission, report)
            except BuildInProgressError:
                report("index.wait", 0, 1)
                self._pause(_LOOKS_AGAIN)
            except ReformbotError as error:
                self._submissions.move(number, State.CONFIRMED, State.READ, failure=error)

    def _build(self, submission: Submission, report: Report) -> None:
        intake = self._intake(submission)
        indexed = self._indexer().take_in([intake], report, by=str(submission.person))
        if indexed.plan.failures:
            raise indexed.plan.failures[0]
        after = State.HELD if indexed.held else State.LIVE
        version = indexed.version.id if indexed.version else None
        self._submissions.move(submission.id, State.CONFIRMED, after, version=version)

    def _intake(self, submission: Submission) -> Intake:
        extract = self._submissions.extract(submission.id)
        if extract is None:
            raise SubmissionGoneError
        path = self._originals.path(submission.original)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceUnreadableError(path=path, reason=error.strerror or str(error)) from error
        document = Document(Path(submission.name), data, extract)
        return Intake(document, self._stem(submission, extract), submission.amendments)

    def _stem(self, submission: Submission, extract: Extract) -> str:
        """The file's, told apart from another issue's where files are always named alike."""
        stem, live = Path(submission.name).stem, self._shelf.editions()
        shown = preview(extract, submission.sha256, submission.amendments, live)
        key = shown.issue.key
        is_taken = any(one.stem == stem and one.key != key for one in live)
        return f"{stem} {key.label}" if is_taken else stem


def told(progress: Progress) -> str:
    """A progress as a line between processes."""
    return json.dumps(asdict(progress))


def heard(line: bytes) -> Progress | None:
    """The progress in a line; None where it says something else."""
    with suppress(ValueError, TypeError):
        return Progress(**json.loads(line))
    return None


class ChildBuilder:
    """A `Builder` that has another process do it, so that nothing here waits for a processor.

    Args:
        program: its command line; the submission's number comes last. It writes lines of `told`.
    """

    def __init__(self, program: Sequence[str]) -> None:
        self._program = tuple(program)

    async def build(self, number: int, hear: Hear) -> None:
        """Take a submission in, if it is confirmed; given up where it is cancelled."""
        child = await asyncio.create_subprocess_exec(*self._program, str(number), stdout=PIPE)
        try:
            if child.stdout is not None:
                async for line in child.stdout:
                    if (progress := heard(line)) is not None:
                        hear(progress)
            await child.wait()
        finally:
            await _end(child)


async def _end(child: Process) -> None:
    """Let no process outlive whoever waits for it, as far as that can be helped."""
    if child.returncode is not None:
        return
    with suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(_GRACE):
            await child.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
