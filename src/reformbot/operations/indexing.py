"""Take files in: read, plan, embed, build beside the live index, try, switch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reformbot.bulletin.amendments import Amendments
from reformbot.bulletin.model import IssueKey, Passage
from reformbot.errors import IssueUnknownError, ReformbotError, VectorStoreError
from reformbot.files import Document
from reformbot.library.catalog import Catalog
from reformbot.library.lock import BuildLock
from reformbot.library.originals import Originals
from reformbot.library.people import Action
from reformbot.library.records import Edition, Making, Version
from reformbot.library.vectors import Row, VectorStore
from reformbot.models import Report
from reformbot.operations.audit import IndexChange, index_entry
from reformbot.operations.embedding import LOT, PassageEmbedder
from reformbot.operations.plan import Plan, make_plan
from reformbot.operations.reading import Intake, Reader, Readings
from reformbot.operations.smoke import SmokeQuestions, Trial
from reformbot.operations.versions import Versions

Tell = Callable[[Plan], None]


def untold(plan: Plan) -> None:
    """A `Tell` for callers that wait for the end."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index run did.

    Attributes:
        plan: what was to be changed.
        version: the one that was built, or the live one where nothing was; None in an empty home.
        passages: how many the plan's editions have.
        embedded: vectors that were computed.
        trial: how it came out of the smoke questions; None where none were asked.
        held: whether it was not switched to because of them.
    """

    plan: Plan
    version: Version | None
    passages: int
    embedded: int
    trial: Trial | None = None
    held: bool = False


class Indexer:
    """Builds versions in one home.

    Args:
        thresholds: by name, stored with what is built.
        smoke: questions that a version has to answer before it goes live; None where there are
            none.
    """

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorStore,
        originals: Originals,
        reader: Reader,
        embedder: PassageEmbedder,
        versions: Versions,
        lock: BuildLock,
        *,
        thresholds: Mapping[str, float],
        smoke: SmokeQuestions | None = None,
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._originals = originals
        self._reader = reader
        self._embedder = embedder
        self._versions = versions
        self._lock = lock
        self._thresholds = thresholds
        self._smoke = smoke

    def read(
        self,
        document: Document,
        stem: str | None = None,
        amendments: Amendments = Amendments(),
    ) -> Edition:
        """A document as the edition it would become; nothing is stored.

        Raises:
            NotABulletinError: as amended it has no issue number or no article.
        """
        return self._reader.read(Intake(document, stem or document.path.stem, amendments))

    def plan(self, paths: Iterable[Path], report: Report) -> Plan:
        """What `run` would do with these files; nothing is changed."""
        plan, texts = self._costed(self._planned(self._read_files(paths, report)))
        if plan.seconds is None:
            return replace(plan, seconds=self._embedder.timed(texts))
        return plan

    def run(
        self, paths: Iterable[Path], report: Report, *, by: str = "", tell: Tell = untold
    ) -> Indexed:
        """Take files in and switch to the version that holds them.

        A file that cannot be taken in is a failure of the plan; the others go on. A file that is
        live with amendments keeps them.

        Args:
            by: numeric id of whoever wants it, as text; empty for the command line.
                tell: told of the plan before anything is embedded, or after the first lot where no
                earlier build tells how long it will take; not told where it changes nothing.

        Raises:
            BuildInProgressError: another process is building.
            StorageError, EmbeddingError, BatchError: the live version stays as it was.
        """
        with self._lock.held():
            return self._built(self._read_files(paths, report), report, by, tell)

    def take_in(
        self, intakes: Iterable[Intake], report: Report, *, by: str = "", tell: Tell = untold
    ) -> Indexed:
        """Take documents in as they were reviewed; in all else like `run`."""
        with self._lock.held():
            return self._built(self._reader.read_intakes(intakes), report, by, tell)

    def remove(
        self, keys: Iterable[IssueKey], report: Report, *, by: str = "", tell: Tell = untold
    ) -> Indexed:
        """Take issues out; their originals are kept.

        Raises:
            IssueUnknownError: one is not in the live version; nothing is changed.
            The errors of `run`.
        """
        with self._lock.held():
            live, gone = self._live(), frozenset(keys)
            for key in gone - live.keys():
                raise IssueUnknownError(issue=key.label)
            return self._built(Readings(), report, by, tell, gone)

    def switch_to(self, number: int, *, by: str = "") -> Version:
        """Make a kept version the live one; see `Versions.switch_to`."""
        return self._versions.switch_to(number, by=by)

    def _read_files(self, paths: Iterable[Path], report: Report) -> Readings:
        amended = {edition.sha256: edition.amendments for edition in self._live().values()}
        return self._reader.read_files(paths, amended, report)

    def _live(self) -> dict[IssueKey, Edition]:
        version = self._catalog.live_version()
        return {e.key: e for e in self._catalog.editions(version)} if version else {}

    def _planned(self, readings: Readings, gone: frozenset[IssueKey] = frozenset()) -> Plan:
        version, live = self._catalog.live_version(), self._live()
        rest = [e for key, e in live.items() if key not in readings.editions and key not in gone]
        return make_plan(
            list(readings.editions.values()),
            live,
            [self._reader.read_again(edition) for edition in rest],
            readings.failures,
            reembeds=version is not None and not self._is_sound(version),
        )

    def _is_sound(self, version: Version) -> bool:
        """Whether a version's vectors are there, and the configured model's."""
        if version.fingerprint != self._embedder.fingerprint:
            return False
        try:
            self._vectors.open(version.id)
        except VectorStoreError:
            return False
        return True

    def _costed(self, plan: Plan) -> tuple[Plan, list[str]]:
        """The plan with what it will cost, as far as earlier builds tell, and what to embed."""
        texts = self._embedder.missing(_passages(plan))
        seconds = self._embedder.expected_seconds(len(texts))
        return replace(plan, to_embed=len(texts), seconds=seconds), texts

    def _built(
        self,
        readings: Readings,
        report: Report,
        by: str,
        tell: Tell,
        gone: frozenset[IssueKey] = frozenset(),
    ) -> Indexed:
        start = time.perf_counter()
        self._versions.discard(
            v for v in self._catalog.versions() if v.live_since is None and not v.held
        )
        plan, live = self._planned(readings, gone), self._catalog.live_version()
        passages = _passages(plan)
        if plan.changes_nothing:
            return Indexed(plan, live, len(passages), 0)
        if self._smoke is not None:
            self._smoke.check()
        plan, _ = self._costed(plan)
        waits = plan.seconds is None and plan.to_embed > LOT
        if not waits:
            tell(plan)
        for edition in plan.added + plan.replaced:
            self._originals.put(edition.original, readings.documents[edition.sha256].data)
        embedded = self._embedder.embed(
            passages,
            report,
            lambda left: tell(replace(plan, seconds=left)) if waits else None,
        )
        making = Making(
            follows=live.id if live else None,
            by=by,
            shape=self._reader.shape,
            changes=plan.changes,
            embedded=embedded.computed,
            embedding_seconds=embedded.seconds,
        )
        version = self._catalog.add_version(
            self._embedder.fingerprint, plan.editions, self._thresholds, making
        )
        try:
            self._build(version, embedded.rows, report)
            trial = self._smoke.put(version, live, report) if self._smoke else None
            self._catalog.note(version, seconds=time.perf_counter() - start)
            held = trial is not None and trial.fails
            self._finish(version, by, held=held)
        except ReformbotError:
            self._versions.discard([version])
            raise
        self._versions.tidy()
        stored = next(v for v in self._catalog.versions() if v.id == version.id)
        return Indexed(plan, stored, len(passages), embedded.computed, trial, held)

    def _finish(self, version: Version, by: str, *, held: bool) -> None:
        change = IndexChange(version.id, version.making.changes)
        if held:
            self._catalog.hold(version, index_entry(Action.HELD, by, change))
        else:
            self._catalog.switch(version, index_entry(Action.INDEXED, by, change))

    def _build(self, version: Version, rows: Sequence[Row], report: Report) -> None:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            report("index.build", done, len(rows))

        self._vectors.build(version.id, rows, advance)


def _passages(plan: Plan) -> list[Passage]:
    return [passage for edition in plan.editions for passage in edition.passages]
