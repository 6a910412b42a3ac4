"""What the audit log keeps of changes to the index, and of files sent to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from reformbot.library.people import Action, Entry
from reformbot.library.records import Changes, Touched

INDEX_ACTIONS = frozenset(
    {
        *(Action.SENT, Action.CONFIRMED, Action.DECLINED),
        *(Action.INDEXED, Action.HELD, Action.SWITCHED, Action.COMPACTED),
    }
)


@dataclass(frozen=True, slots=True)
class IndexChange:
    """What was done to the index, or with files.

    Attributes:
        version: the one that was built, or switched to; None where none was.
        changes: the issues it changed, with the hashes of their files.
        freed: bytes that came free.
        files: what was sent, confirmed or declined; labelled once the issue is known.
    """

    version: int | None = None
    changes: Changes = Changes()
    freed: int = 0
    files: tuple[Touched, ...] = ()


_CHANGE = TypeAdapter(IndexChange)


def index_entry(action: Action, by: str, change: IndexChange) -> Entry:
    """The line for a change to the index, or for a file that is to change it.

    Args:
        by: numeric id of who did it, as text; empty for the command line.
    """
    told = _CHANGE.dump_json(change, exclude_defaults=True).decode()
    return Entry(datetime.now(UTC), action, int(by) if by else None, None, told)


def index_change(entry: Entry) -> IndexChange:
    """What a line about the index tells."""
    return _CHANGE.validate_json(entry.detail)


def megabytes(count: int) -> str:
    """Bytes as they are said: 12.3 MB."""
    return f"{count / 1_000_000:.1f} MB"
