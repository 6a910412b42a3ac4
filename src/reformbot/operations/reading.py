"""From files to editions: read, parse, amend, chunk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reformbot.bulletin import chunk as chunking
from reformbot.bulletin import parse as parsing
from reformbot.bulletin import words
from reformbot.bulletin.amendments import Amendments, amend
from reformbot.bulletin.chunk import CountTokens, chunk
from reformbot.bulletin.model import IssueKey
from reformbot.errors import DuplicateIssueError, NotABulletinError, SourceError
from reformbot.files import Document, FileReader, find_files
from reformbot.library.originals import Originals
from reformbot.library.records import Edition
from reformbot.models import Report


@dataclass(frozen=True, slots=True)
class Intake:
    """A document that is to be taken in.

    Attributes:
        stem: label of its edition.
        amendments: what is changed in what it is read as.
    """

    document: Document
    stem: str
    amendments: Amendments = Amendments()


@dataclass(slots=True)
class Readings:
    """What was read for one run.

    Attributes:
        editions: one an issue.
        documents: by the hash of their bytes.
        failures: what cannot be taken in, with the reason.
    """

    editions: dict[IssueKey, Edition] = field(default_factory=dict[IssueKey, Edition])
    documents: dict[str, Document] = field(default_factory=dict[str, Document])
    failures: list[SourceError] = field(default_factory=list[SourceError])


class Reader:
    """Reads documents as editions.

    Args:
        files: reads any file an office has.
        budget: tokens a passage may have.
    """

    def __init__(
        self, originals: Originals, files: FileReader, count_tokens: CountTokens, budget: int
    ) -> None:
        self._originals = originals
        self._files = files
        self._count_tokens = count_tokens
        self._budget = budget
        self.shape = ".".join(
            (files.VERSION, parsing.VERSION, chunking.VERSION, words.VERSION, str(budget))
        )

    def read(self, intake: Intake) -> Edition:
        """A document as an edition that is not stored yet.

        Raises:
            NotABulletinError: as amended it has no issue number or no article.
        """
        document, stem = intake.document, intake.stem
        extract = document.extract
        issue = parsing.parse(extract.text, extract.page_starts, extract.recognised)
        issue = amend(issue, intake.amendments)
        if lacks := parsing.missing(issue):
            raise NotABulletinError(path=document.path, lacks=lacks[0])
        return Edition(
            id=0,
            stem=stem,
            sha256=document.sha256,
            shape=self.shape,
            original=f"{document.sha256}{document.suffix}",
            issue=issue,
            passages=tuple(chunk(issue, stem, self._count_tokens, self._budget)),
            amendments=intake.amendments,
        )

    def read_again(self, edition: Edition) -> Edition:
        """The edition as today's parser and chunker read it, amended as before.

        Where its original is gone, or is no bulletin to today's parser, it stays as it was.
        """
        if edition.shape == self.shape:
            return edition
        documents = self._files.read(self._originals.path(edition.original)).documents
        if not documents:
            return edition
        try:
            return self.read(Intake(documents[0], edition.stem, edition.amendments))
        except SourceError:
            return edition

    def read_files(
        self, paths: Iterable[Path], amended: Mapping[str, Amendments], report: Report
    ) -> Readings:
        """Read the files named, and those of the folders named; one that cannot be is a failure.

        Args:
            amended: what is to be changed in a document, by the hash of its bytes.
        """
        files, failures = _found(paths)
        readings = Readings(failures=failures)
        for at, path in enumerate(files, 1):
            reading = self._files.read(path)
            readings.failures += reading.failures
            self._take([_intake(one, amended) for one in reading.documents], readings)
            report("index.read", at, len(files))
        return readings

    def read_intakes(self, intakes: Iterable[Intake]) -> Readings:
        """Read documents that are there already; one that is no bulletin is a failure."""
        readings = Readings()
        self._take(intakes, readings)
        return readings

    def _take(self, intakes: Iterable[Intake], readings: Readings) -> None:
        for intake in intakes:
            document = intake.document
            try:
                edition = self.read(intake)
                if other := readings.editions.get(edition.key):
                    raise DuplicateIssueError(
                        path=document.path,
                        other=readings.documents[other.sha256].path,
                        issue=edition.key.label,
                    )
            except SourceError as error:
                readings.failures.append(error)
                continue
            readings.editions[edition.key] = edition
            readings.documents[document.sha256] = document


def _intake(document: Document, amended: Mapping[str, Amendments]) -> Intake:
    return Intake(document, document.path.stem, amended.get(document.sha256, Amendments()))


def _found(paths: Iterable[Path]) -> tuple[list[Path], list[SourceError]]:
    files: list[Path] = []
    failures: list[SourceError] = []
    for path in paths:
        try:
            files += find_files([path])
        except SourceError as error:
            failures.append(error)
    return list({path.resolve(): path for path in files}.values()), failures
