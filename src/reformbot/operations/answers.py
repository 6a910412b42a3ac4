"""Answers given: kept whole, and recalled by their number."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from reformbot.answering.model import Answer
from reformbot.library.journal import Journal

_WHOLE = TypeAdapter(Answer)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and the number it is written down under.

    Attributes:
        number: None where the journal could not be written.
        person, chat: who asked where, as the surface knows them.
    """

    number: int | None
    answer: Answer
    person: str = ""
    chat: int | None = None


def whole(answer: Answer) -> str:
    """An answer's value as JSON, but for what the verifier kept from the reader."""
    return _WHOLE.dump_json(replace(answer, rejected=())).decode()


def recall(journal: Journal, number: int) -> Answered | None:
    """An answer as it was given, but for what the verifier kept from the reader.

    None where there is none of this number, or it was written down by an earlier release.

    Raises:
        StorageError: the journal cannot be read.
    """
    given = journal.read(number)
    if given is None or given.whole is None:
        return None
    try:
        answer = _WHOLE.validate_json(given.whole)
    except ValidationError as error:
        _log.warning("answer %d is not as this release keeps it: %s", number, error)
        return None
    return Answered(number, answer, given.person, given.chat)
