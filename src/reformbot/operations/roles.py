"""Who may do what to whom."""

from __future__ import annotations

from dataclasses import dataclass

from reformbot.library.people import Role

_RANKS = {Role.BLOCKED: 0, None: 1, Role.MEMBER: 2, Role.ADMIN: 3, Role.OWNER: 4}
STAFF = (Role.OWNER, Role.ADMIN)
"""The roles that decide about others."""


@dataclass(frozen=True, slots=True)
class Appointed:
    """Who holds a role by configuration; nothing decided in the chat takes it away.

    Attributes:
        owners, admins, members: numeric ids.
    """

    owners: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    members: frozenset[int] = frozenset()

    def role_of(self, person: int) -> Role | None:
        """The highest role a person was appointed to."""
        if person in self.owners:
            return Role.OWNER
        if person in self.admins:
            return Role.ADMIN
        return Role.MEMBER if person in self.members else None

    @property
    def everybody(self) -> frozenset[int]:
        """Whoever was appointed to anything."""
        return self.owners | self.admins | self.members


def outranks(one: Role | None, other: Role | None) -> bool:
    """Whether a role is above another; None is a stranger's, above the blocked alone."""
    return _RANKS[one] > _RANKS[other]


def held(appointed: Role | None, given: Role | None) -> Role | None:
    """What somebody may do who was appointed to one role and given another: the higher of both.

    Whoever was appointed cannot be blocked.
    """
    if appointed is None:
        return given
    return given if outranks(given, appointed) else appointed


def may_change(actor: Role | None, subject: Role | None, to: Role | None) -> bool:
    """Whether somebody may turn another person's role into `to`.

    Admins decide about whoever stands below them, and give no role above their own; owners decide
    about everybody.
    """
    if actor not in STAFF or outranks(to, actor):
        return False
    return actor is Role.OWNER or outranks(actor, subject)


def may_forget(actor: Role | None, subject: Role | None, *, own: bool) -> bool:
    """Whether somebody may erase a person's history: everybody their own, once let in."""
    if own:
        return outranks(actor, None)
    return may_change(actor, subject, subject)
