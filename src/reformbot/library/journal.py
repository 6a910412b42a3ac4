"""The journal: answers given, with what the verifier found in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from reformbot.library import schema
from reformbot.library.database import Database


@dataclass(frozen=True, slots=True)
class Noted:
    """What the verifier found in a sentence that was proposed.

    Attributes:
        kind: of the finding, such as `figure` or `binding`.
        sentence: as it was proposed; no reader has seen it.
        words: the words of it that nothing carries.
        source: what the passage has instead; empty where nothing is near.
    """

    kind: str
    sentence: str
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given.

    Attributes:
        surface: where it was asked: `ask`, `chat`, `telegram`.
        person: who asked, as the surface knows them; empty on the command line.
        chat: the chat it was asked in; None on the command line.
        refusal: why it was refused; None where it was answered.
        composer: what worded it: `quotes`, or the chat model's name.
        latency_ms: wall time from question to answer.
        version: the index version it was asked of.
        record: the answer's JSON record.
        findings: of its sentences, those that were replaced or left out.
        whole: the answer's value as JSON, which its buttons are resolved from; None for answers
            older than that.
    """

    surface: str
    person: str
    question: str
    understood: str | None
    refusal: str | None
    composer: str
    latency_ms: float
    version: int
    record: str
    findings: tuple[Noted, ...] = ()
    chat: int | None = None
    whole: str | None = None


class Journal:
    """Answers given, in the home's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, given: Given) -> int:
        """Keep an answer; its number.

        Raises:
            StorageError: it cannot be written.
        """
        row = {
            "answered_at": datetime.now(UTC),
            "surface": given.surface,
            "person": given.person,
            "question": given.question,
            "understood": given.understood,
            "refusal": given.refusal,
            "composer": given.composer,
            "latency_ms": given.latency_ms,
            "version_id": given.version,
            "record": given.record,
            "chat_id": given.chat,
            "whole": given.whole,
        }
        with self._database.writing() as connection:
            inserted = connection.execute(insert(schema.answer).values(row)).inserted_primary_key
            number = int(inserted[0]) if inserted else 0
            if given.findings:
                connection.execute(insert(schema.finding), _rows(number, given.findings))
        return number

    def read(self, number: int) -> Given | None:
        """The answer with this number, without its findings; None where there is none."""
        query = select(schema.answer).where(schema.answer.c.id == number)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return Given(
            surface=row["surface"],
            person=row["person"],
            question=row["question"],
            understood=row["understood"],
            refusal=row["refusal"],
            composer=row["composer"],
            latency_ms=row["latency_ms"],
            version=row["version_id"],
            record=row["record"],
            chat=row["chat_id"],
            whole=row["whole"],
        )

    def count_findings(self) -> Mapping[str, int]:
        """How many findings of each kind there are, the commonest first."""
        table = schema.finding.c
        query = select(table.kind, func.count()).group_by(table.kind)
        with self._database.reading() as connection:
            counts = {kind: int(count) for kind, count in connection.execute(query)}
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def count_answers(self) -> int:
        """How many answers are kept."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.count(schema.answer.c.id))).scalar() or 0)


def _rows(number: int, findings: Sequence[Noted]) -> list[dict[str, object]]:
    return [
        {
            "answer_id": number,
            "kind": one.kind,
            "sentence": one.sentence,
            "words": one.words,
            "source": one.source,
        }
        for one in findings
    ]
