"""Drafts as JSON, so that each state can be stored and taken up again."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from reformbot.drafting.draft import Draft
from reformbot.errors import DraftUnreadableError

_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)


def draft_json(draft: Draft) -> str:
    """A draft with everything that belongs to it, as one JSON text."""
    return _DRAFT.dump_json(draft, indent=2).decode("utf-8")


def read_draft(text: str | bytes) -> Draft:
    """The draft that `draft_json` wrote.

    Raises:
        DraftUnreadableError: the text is no draft.
    """
    try:
        return _DRAFT.validate_json(text)
    except ValidationError as error:
        raise DraftUnreadableError(reason=str(error.errors()[0]["msg"])) from error
