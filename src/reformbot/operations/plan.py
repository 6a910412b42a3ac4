"""What an index run will change, as a value that an admin can read before it happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reformbot.bulletin.model import IssueKey, ParseWarning
from reformbot.errors import SourceError
from reformbot.library.records import Changes, Edition, Touched


@dataclass(frozen=True, slots=True)
class Plan:
    """What an index run will change.

    Attributes:
        added: editions of issues that the live version does not hold.
        replaced: editions of issues it holds in another reading.
        unchanged: editions it holds as they are.
        kept: editions of the live version that the run does not name; read anew where the parser
            or the chunker changed.
        failures: files that cannot be taken in, with the reason.
        reembeds: the live version's vectors were made otherwise, or are lost, so that all are made
            again.
        removed: editions of the live version that are taken out.
        to_embed: texts whose vectors have to be computed.
        seconds: that computing them is expected to take; None where nothing tells.
    """

    added: tuple[Edition, ...]
    replaced: tuple[Edition, ...]
    unchanged: tuple[Edition, ...]
    kept: tuple[Edition, ...]
    failures: tuple[SourceError, ...]
    reembeds: bool
    removed: tuple[Edition, ...] = ()
    to_embed: int = 0
    seconds: float | None = None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of the version to be built."""
        return self.kept + self.unchanged + self.replaced + self.added

    @property
    def changes_nothing(self) -> bool:
        """Whether the live version already is what would be built."""
        stands = all(edition.id for edition in self.editions)
        return not self.reembeds and not self.removed and stands

    @property
    def rereads(self) -> bool:
        """Whether issues are read anew that the run does not name: the parser changed."""
        return any(not edition.id for edition in self.kept)

    @property
    def warnings(self) -> list[tuple[str, ParseWarning]]:
        """What an admin should look at, with the stem of the file it is about."""
        return [(e.stem, w) for e in self.added + self.replaced for w in e.issue.warnings]

    @property
    def changes(self) -> Changes:
        """What is remembered of it."""
        return Changes(
            *(tuple(map(Touched.of, some)) for some in (self.added, self.replaced, self.removed))
        )


def make_plan(
    read: Sequence[Edition],
    live: Mapping[IssueKey, Edition],
    kept: Sequence[Edition],
    failures: Sequence[SourceError],
    *,
    reembeds: bool,
) -> Plan:
    """Compare what was read with what is live.

    Args:
        read: editions read from this run's files, one an issue.
        live: the live version's editions.
        kept: those of them, in their present reading, that stay whatever was read.
    """
    same = [live[e.key] if e.key in live and e.same_reading(live[e.key]) else None for e in read]
    stays = {edition.key for edition in (*read, *kept)}
    return Plan(
        added=tuple(e for e in read if e.key not in live),
        replaced=tuple(
            e for e, old in zip(read, same, strict=True) if old is None and e.key in live
        ),
        unchanged=tuple(old for old in same if old is not None),
        kept=tuple(kept),
        failures=tuple(failures),
        reembeds=reembeds,
        removed=tuple(old for key, old in live.items() if key not in stays),
    )
