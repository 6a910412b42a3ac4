"""The rooms beside asking: sources, browsing, ratings, conversation, news, drafts, uploads."""

from __future__ import annotations

import asyncio

from reformbot.operations.people import People
from reformbot.telegram import browsing, drafting, rating, sources, versions
from reformbot.telegram.announcing import Announcer, Language
from reformbot.telegram.boards import Board
from reformbot.telegram.construction import Construction
from reformbot.telegram.conversation import Conversation
from reformbot.telegram.routing import Routes
from reformbot.telegram.settings import RoomServices, UploadServices
from reformbot.telegram.uploads import Uploads


def open_rooms(
    routes: Routes,
    services: RoomServices,
    conversation: Conversation,
    ask: sources.Ask,
    language: Language,
    people: People,
) -> None:
    """Register all of them.

    Args:
        ask: asks a question again, below the answer whose button was tapped.
        language: what a subscriber or an admin reads.
        people: who may use the bot.
    """
    conversation.register(routes)
    sources.register(routes, services.journal, services.feedback, services.shelf, ask)
    browsing.register(routes, services.shelf, services.lookups)
    rating.register(routes, services.journal, services.feedback)
    reading = asyncio.Lock()  # one file at a time: recognition takes all processors
    drafting.register(routes, services.drafting, services.journal, reading)
    Announcer(services.subscriptions, services.shelf, language).register(routes)
    if services.uploads is not None:
        _open_uploads(routes, services.uploads, language, people, reading)


def _open_uploads(
    routes: Routes,
    services: UploadServices,
    language: Language,
    people: People,
    reading: asyncio.Lock,
) -> None:
    """Let admins change the index."""
    acquisitions, catalog = services.acquisitions, services.catalog
    board = Board(acquisitions, catalog)
    construction = Construction(acquisitions, services.builder, board, language)
    uploads = Uploads(acquisitions, services.versions, board, construction.wake, reading)
    uploads.register(routes)
    versions.register(routes, catalog, services.versions, people)
    routes.alongside(construction.run)
