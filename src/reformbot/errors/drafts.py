"""What is wrong with what a draft is to be made of."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class DraftError(ReformbotError):
    """A draft cannot be made or changed as asked."""

    code: ClassVar[str] = "draft"


class BriefError(DraftError):
    """A brief is not in its form (details: reason)."""

    code: ClassVar[str] = "brief"


class BriefEmptyError(DraftError):
    """A brief's notes hold no fact (details: id)."""

    code: ClassVar[str] = "brief-empty"


class BriefTooLongError(DraftError):
    """A brief's notes are longer than can be handled (details: characters, most)."""

    code: ClassVar[str] = "brief-too-long"


class OutlineError(DraftError):
    """An edit names a fact or a measure that the outline does not have (details: what)."""

    code: ClassVar[str] = "outline"


class DraftUnreadableError(DraftError):
    """A stored draft cannot be read (details: reason)."""

    code: ClassVar[str] = "draft-unreadable"
