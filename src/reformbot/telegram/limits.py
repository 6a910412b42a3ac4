"""The quota: a question beyond it is refused, with the time when the next one may be asked."""

from __future__ import annotations

from reformbot.errors import QuotaError
from reformbot.operations.quota import Quota
from reformbot.telegram.delivery import send_text
from reformbot.telegram.routing import Routes, Visit


def register(routes: Routes, quota: Quota) -> None:
    """Count every question before it is asked."""

    async def within(visit: Visit) -> bool:
        # A question that is dealt with again after a crash is still the same update.
        key = str(visit.update_id)
        try:
            await visit.work(quota.take, visit.user.id, visit.role, key)
        except QuotaError as error:
            reply_to = None if visit.is_private or not visit.message else visit.message.message_id
            words = visit.messages.error(error)
            await send_text(visit.bot, visit.chat_id, words, reply_to=reply_to)
            return False
        return True

    routes.gate(within)
