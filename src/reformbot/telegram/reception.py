"""Who is at the door: what a person may do, and which language they read."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import User

from reformbot.library.people import Role
from reformbot.operations.people import People, Standing
from reformbot.telegram.access import caller_of


class Reception:
    """Knows people; it blocks, and may be called from several worker threads at once."""

    def __init__(self, people: People) -> None:
        self._people = people

    def standing(self, user: User) -> Standing:
        """What is known of a person.

        Raises:
            StorageError: the register cannot be used.
        """
        return self._people.standing(caller_of(user))

    def owners(self) -> Mapping[int, str]:
        """The owners' ids, each with the language they read.

        Raises:
            StorageError: the register cannot be used.
        """
        staff = self._people.staff()
        return {one.id: one.language for one in staff if one.role is Role.OWNER}
