"""What somebody may not do, and what cannot be delivered to them."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class PeopleError(ReformbotError):
    """Somebody may not do what they ask for (no details)."""

    code: ClassVar[str] = "people"


class NotAllowedError(PeopleError):
    """Their role does not allow it (no details)."""

    code: ClassVar[str] = "not-allowed"


class AppointedError(PeopleError):
    """The configuration gives a person the role that should be taken away (details: person)."""

    code: ClassVar[str] = "appointed"


class PersonUnknownError(PeopleError):
    """Nobody with this number is known (details: person)."""

    code: ClassVar[str] = "person-unknown"


class RequestTooSoonError(PeopleError):
    """They have asked to be let in not long ago (details: until)."""

    code: ClassVar[str] = "request-too-soon"


class RequestGoneError(PeopleError):
    """The request was erased (no details)."""

    code: ClassVar[str] = "request-gone"


class InviteError(PeopleError):
    """An invitation is unknown, used or too old (no details)."""

    code: ClassVar[str] = "invite"


class QuotaError(PeopleError):
    """They have asked as many questions as they may for now (details: most, until)."""

    code: ClassVar[str] = "quota"
    retryable: ClassVar[bool] = True


class DeliveryError(ReformbotError):
    """Telegram cannot be reached or refuses a message (details: reason)."""

    code: ClassVar[str] = "delivery"
    retryable: ClassVar[bool] = True
