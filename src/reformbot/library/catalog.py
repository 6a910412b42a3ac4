"""The catalog: editions, versions, cached vectors and the word index, in one SQL database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sqlalchemy import Connection, Update, bindparam, delete, insert, select, text, update

from reformbot.bulletin.amendments import Amendments
from reformbot.bulletin.model import Issue, Passage
from reformbot.bulletin.words import words
from reformbot.library import schema
from reformbot.library.database import Database, in_utc
from reformbot.library.people import Entry, Ledger
from reformbot.library.records import Changes, Edition, Making, Marks, Version

_NO_THRESHOLDS: Mapping[str, float] = MappingProxyType({})
_UNTOLD = Making()
_ISSUE = TypeAdapter(Issue)
_PASSAGES = TypeAdapter(tuple[Passage, ...])
_AMENDMENTS = TypeAdapter(Amendments)
_CHANGES = TypeAdapter(Changes)
_MARKS = TypeAdapter(Marks)
_MOST_VARIABLES = 500  # SQLite's oldest limit on bound values is 999


class Catalog:
    """Editions, versions, cached vectors and words, in a database.

    Every method raises CatalogError where the database is damaged, and DiskFullError where it
    cannot grow.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> None:
        """Release the database."""
        self._database.close()

    def live_version(self) -> Version | None:
        """The version that questions are asked of; None before the first index."""
        query = select(schema.version).join(
            schema.live, schema.live.c.version_id == schema.version.c.id
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        return _version(row) if row else None

    def versions(self) -> list[Version]:
        """All versions, newest first; one neither live ever nor held was left by a crash."""
        query = select(schema.version).order_by(schema.version.c.id.desc())
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query).mappings()]

    def editions(self, version: Version) -> tuple[Edition, ...]:
        """The editions of a version."""
        query = (
            select(schema.edition)
            .join(
                schema.version_edition,
                schema.version_edition.c.edition_id == schema.edition.c.id,
            )
            .where(schema.version_edition.c.version_id == version.id)
        )
        with self._database.reading() as connection:
            return tuple(_edition(row) for row in connection.execute(query).mappings())

    def add_version(
        self,
        fingerprint: str,
        editions: Sequence[Edition],
        thresholds: Mapping[str, float] = _NO_THRESHOLDS,
        making: Making = _UNTOLD,
    ) -> Version:
        """Store a version that is not live yet, with those of its editions that are new."""
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            values = {
                "fingerprint": fingerprint,
                "created_at": now,
                "thresholds": dict(thresholds),
                "follows": making.follows,
                "made_by": making.by,
                "shape": making.shape,
                "changes": _CHANGES.dump_python(making.changes, mode="json"),
                "issues": len(editions),
                "passages": sum(len(edition.passages) for edition in editions),
                "embedded": making.embedded,
                "embedding_seconds": making.embedding_seconds,
                "seconds": making.seconds,
            }
            inserted = connection.execute(insert(schema.version).values(values))
            number = _key(inserted.inserted_primary_key)
            making = replace(making, issues=values["issues"], passages=values["passages"])
            version = Version(number, fingerprint, now, None, dict(thresholds), making)
            ids = [edition.id or _add_edition(connection, edition, now) for edition in editions]
            if ids:
                rows = [{"version_id": version.id, "edition_id": at} for at in ids]
                connection.execute(insert(schema.version_edition), rows)
        return version

    def note(
        self, version: Version, *, marks: Marks | None = None, seconds: float | None = None
    ) -> None:
        """Write down how questions to a version came out, or how long making it took."""
        values: dict[str, object] = {}
        if marks is not None:
            values["marks"] = _MARKS.dump_python(marks, mode="json")
        if seconds is not None:
            values["seconds"] = seconds
        with self._database.writing() as connection:
            connection.execute(_of(version).values(values))

    def hold(self, version: Version, entry: Entry) -> None:
        """Keep a version that is not switched to, with a line in the audit log."""
        with self._database.writing() as connection:
            connection.execute(_of(version).values(held=True))
            Ledger(connection).enter(entry)

    def switch(self, version: Version, entry: Entry | None = None) -> None:
        """Make a version the live one, in one step with a line in the audit log."""
        with self._database.writing() as connection:
            connection.execute(delete(schema.live))
            connection.execute(insert(schema.live).values(slot=1, version_id=version.id))
            connection.execute(_of(version).values(live_since=datetime.now(UTC), held=False))
            if entry is not None:
                Ledger(connection).enter(entry)

    def forget_versions(self, versions: Iterable[Version]) -> int:
        """Delete versions, and the editions that no other version holds; how many of these."""
        ids = [version.id for version in versions]
        with self._database.writing() as connection:
            connection.execute(delete(schema.version).where(schema.version.c.id.in_(ids)))
            kept = select(schema.version_edition.c.edition_id)
            orphans = select(schema.edition.c.id).where(schema.edition.c.id.not_in(kept))
            rows = select(schema.passage.c.row).where(schema.passage.c.edition_id.in_(orphans))
            for row in connection.execute(rows).scalars().all():
                connection.execute(
                    text("DELETE FROM passage_word WHERE rowid = :row"), {"row": row}
                )
            orphaned = delete(schema.edition).where(schema.edition.c.id.in_(orphans))
            return connection.execute(orphaned).rowcount

    def search_words(
        self, version: Version, query: Sequence[str], limit: int
    ) -> list[tuple[str, float]]:
        """Passages of a version that hold any of the words, by BM25.

        Returns:
            (passage id, score) pairs, the best first; scores are positive, higher is better.
        """
        if not query:
            return []
        match = " OR ".join('"' + word.replace('"', '""') + '"' for word in dict.fromkeys(query))
        statement = text(
            "SELECT passage.id, -bm25(passage_word) AS score FROM passage_word"
            " JOIN passage ON passage.row = passage_word.rowid"
            " JOIN version_edition ON version_edition.edition_id = passage.edition_id"
            " WHERE passage_word MATCH :match AND version_edition.version_id = :version"
            " ORDER BY score DESC, passage.row LIMIT :limit"
        )
        values = {"match": match, "version": version.id, "limit": limit}
        with self._database.reading() as connection:
            return [(row[0], float(row[1])) for row in connection.execute(statement, values)]

    def cached_vectors(
        self, fingerprint: str, digests: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        """Vectors already computed with this fingerprint, by digest of the embedded text."""
        found: dict[str, NDArray[np.float32]] = {}
        table = schema.embedding
        with self._database.reading() as connection:
            for start in range(0, len(digests), _MOST_VARIABLES):
                some = digests[start : start + _MOST_VARIABLES]
                query = select(table.c.digest, table.c.vector).where(
                    table.c.fingerprint == fingerprint, table.c.digest.in_(some)
                )
                for digest, blob in connection.execute(query):
                    found[digest] = np.frombuffer(blob, dtype=np.float32)
        return found

    def cache_vectors(self, fingerprint: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors: a text is not embedded again, whatever becomes of a build."""
        rows = [
            {"fingerprint": fingerprint, "digest": digest, "vector": vector.tobytes()}
            for digest, vector in vectors.items()
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(schema.embedding).prefix_with("OR IGNORE"), rows)

    def forget_vectors(self, kept: Mapping[str, Set[str]]) -> int:
        """Delete cached vectors; how many there were.

        Args:
            kept: for each fingerprint the digests whose vectors stay.
        """
        table = schema.embedding
        with self._database.writing() as connection:
            stored = connection.execute(select(table.c.fingerprint, table.c.digest)).all()
            gone = [
                {"of": fingerprint, "name": digest}
                for fingerprint, digest in stored
                if digest not in kept.get(fingerprint, frozenset())
            ]
            if gone:
                one = (table.c.fingerprint == bindparam("of")) & (
                    table.c.digest == bindparam("name")
                )
                connection.execute(delete(table).where(one), gone)
        return len(gone)


def _add_edition(connection: Connection, edition: Edition, now: datetime) -> int:
    """The number of an edition: a new one, or that of the same reading in an older version."""
    table = schema.edition.c
    reading = {
        "organisation": edition.key.organisation,
        "year": edition.key.year,
        "number": edition.key.number,
        "stem": edition.stem,
        "sha256": edition.sha256,
        "shape": edition.shape,
        "amendments": _canonical(edition.amendments),
    }
    same = select(table.id).where(*(table[name] == value for name, value in reading.items()))
    if (known := connection.execute(same).scalar()) is not None:
        return int(known)
    values = {
        **reading,
        "original": edition.original,
        "added_at": now,
        "issue": _ISSUE.dump_json(edition.issue).decode(),
        "passages": _PASSAGES.dump_json(edition.passages).decode(),
    }
    at = _key(connection.execute(insert(schema.edition).values(values)).inserted_primary_key)
    for passage in edition.passages:
        named = {"edition_id": at, "id": passage.id}
        row = _key(connection.execute(insert(schema.passage).values(named)).inserted_primary_key)
        spoken = " ".join(words(f"{passage.title}\n{passage.heading}\n{passage.text}"))
        connection.execute(
            text("INSERT INTO passage_word (rowid, words) VALUES (:row, :words)"),
            {"row": row, "words": spoken},
        )
    return at


def _key(inserted: Sequence[Any] | None) -> int:
    return int(inserted[0]) if inserted else 0


def _of(version: Version) -> Update:
    return update(schema.version).where(schema.version.c.id == version.id)


def _canonical(amendments: Amendments) -> str:
    """Equal amendments as the same text: they are part of an edition's identity."""
    kept = _AMENDMENTS.dump_python(amendments, mode="json", exclude_defaults=True)
    if "excluded" in kept:
        kept["excluded"] = sorted(kept["excluded"])
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _version(row: Mapping[Any, Any]) -> Version:
    return Version(
        id=row["id"],
        fingerprint=row["fingerprint"],
        created_at=in_utc(row["created_at"]),
        live_since=in_utc(row["live_since"]) if row["live_since"] else None,
        thresholds=row["thresholds"],
        making=Making(
            follows=row["follows"],
            by=row["made_by"],
            shape=row["shape"],
            changes=_CHANGES.validate_python(row["changes"]),
            issues=row["issues"],
            passages=row["passages"],
            embedded=row["embedded"],
            embedding_seconds=row["embedding_seconds"],
            seconds=row["seconds"],
        ),
        marks=_MARKS.validate_python(row["marks"]) if row["marks"] else None,
        held=row["held"],
    )


def _edition(row: Mapping[Any, Any]) -> Edition:
    return Edition(
        id=row["id"],
        stem=row["stem"],
        sha256=row["sha256"],
        shape=row["shape"],
        original=row["original"],
        issue=_ISSUE.validate_json(row["issue"]),
        passages=_PASSAGES.validate_json(row["passages"]),
        amendments=_AMENDMENTS.validate_json(row["amendments"]),
    )
