"""The bot with an index of its own: what people ask is looked up, and buttons lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reformbot.drafting.drafter import Drafter
from reformbot.files import FileReader
from reformbot.library.conversations import Conversations
from reformbot.library.drafts import Drafts
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.library.lookups import Lookups
from reformbot.library.submissions import Submissions
from reformbot.library.subscriptions import Subscriptions
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import Builder, Works
from reformbot.operations.drafting import Drafting
from reformbot.operations.enquiries import Enquiries
from reformbot.operations.roles import Appointed
from reformbot.operations.submissions import Acquisitions
from reformbot.telegram.settings import RoomServices, TelegramServices, UploadServices
from reformbot.testing import ThreadBuilder
from tests.e2e.bot import STAFFLESS, services_on, serving_with
from tests.e2e.emulator import Emulator
from tests.e2e.records import Shown
from tests.unit.workshop import Workshop


def uploads_of(
    workshop: Workshop, builder: Callable[[Works], Builder] = ThreadBuilder
) -> UploadServices:
    """What admins change the index of this workshop with."""
    submissions = Submissions(workshop.database)
    originals, shelf = workshop.originals, Shelf(workshop.catalog, workshop.originals)
    return UploadServices(
        Acquisitions(submissions, originals, shelf, FileReader()),
        workshop.catalog,
        workshop.versions(),
        builder(Works(submissions, originals, shelf, workshop.indexer)),
    )


def services_of(
    workshop: Workshop,
    appointed: Appointed = STAFFLESS,
    builder: Callable[[Works], Builder] = ThreadBuilder,
    drafter: Callable[[], Drafter] = Drafter,
) -> TelegramServices:
    """What a bot stands on that has this workshop for a home."""
    database = workshop.database
    journal = Journal(database)
    rooms = RoomServices(
        journal,
        Feedback(database),
        Conversations(database),
        Shelf(workshop.catalog, workshop.originals),
        Lookups(database),
        Subscriptions(database),
        Drafting(Drafts(database), drafter, FileReader(), 5),
        uploads_of(workshop, builder),
    )
    enquiries = Enquiries(workshop.answerer(), journal, "telegram")
    return services_on(database, enquiries, appointed, rooms=rooms)


@contextmanager
def office(folder: Path) -> Iterator[Workshop]:
    """A home that outlives the bots that serve from it."""
    with Workshop(folder) as workshop:
        yield workshop


@contextmanager
def open_for_business(
    emulator: Emulator,
    workshop: Workshop,
    appointed: Appointed = STAFFLESS,
    drafter: Callable[[], Drafter] = Drafter,
    **changed: Any,
) -> Iterator[None]:
    """Serve from a home until the block ends."""
    services = services_of(workshop, appointed, drafter=drafter)
    with serving_with(emulator, services, **changed):
        yield


def labelled(message: Shown) -> list[str]:
    """The labels of a message's buttons."""
    return [button["text"] for row in message.rows for button in row]


def latest(emulator: Emulator, chat_id: int) -> Shown:
    """The last message in a chat."""
    return emulator.shown(chat_id)[-1]
