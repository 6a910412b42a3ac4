"""How many questions a person may ask in an hour."""

from __future__ import annotations

from datetime import timedelta

from reformbot.errors import QuotaError
from reformbot.library.people import Register, Role
from reformbot.operations.people import Clock, now
from reformbot.operations.roles import STAFF

WINDOW = timedelta(hours=1)


class Quota:
    """Counts the questions of members; owners and admins ask as much as they like.

    Args:
        most: questions in any `WINDOW`.
        clock: tells the time, in UTC.
    """

    def __init__(self, register: Register, most: int, clock: Clock = now) -> None:
        self._register = register
        self._most = most
        self._clock = clock

    def take(self, person: int, role: Role | None, key: str) -> None:
        """Count a question; one with the same key is the same question, and counted once.

        Raises:
            QuotaError: the person has asked as many as they may; tells until when.
        """
        if role in STAFF:
            return
        moment = self._clock()
        with self._register.writing() as ledger:
            uses = ledger.uses(person)
            if key in uses:
                return
            recent = sorted(at for at in uses.values() if at > moment - WINDOW)
            if len(recent) >= self._most:
                raise QuotaError(most=self._most, until=recent[-self._most] + WINDOW)
            ledger.add_use(person, key, moment, forget_before=moment - 2 * WINDOW)
