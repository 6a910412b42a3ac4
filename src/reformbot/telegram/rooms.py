"""The rooms beside asking: sources, browsing, ratings, conversation, subscriptions."""

from __future__ import annotations

from reformbot.telegram import browsing, rating, sources
from reformbot.telegram.announcing import Announcer, Language
from reformbot.telegram.conversation import Conversation
from reformbot.telegram.routing import Routes
from reformbot.telegram.settings import RoomServices


def open_rooms(
    routes: Routes,
    services: RoomServices,
    conversation: Conversation,
    ask: sources.Ask,
    language: Language,
) -> None:
    """Register all of them.

    Args:
        ask: asks a question again, below the answer whose button was tapped.
        language: what a subscriber reads.
    """
    conversation.register(routes)
    sources.register(routes, services.journal, services.feedback, services.shelf, ask)
    browsing.register(routes, services.shelf, services.lookups)
    rating.register(routes, services.journal, services.feedback)
    Announcer(services.subscriptions, services.shelf, language).register(routes)
