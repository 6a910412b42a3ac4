"""A home of an earlier release: opened, it holds all that it held, and is searched as before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from pydantic import TypeAdapter
from sqlalchemy import URL, create_engine

from reformbot.bulletin.model import Issue, Passage
from reformbot.bulletin.words import words
from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.journal import Journal
from reformbot.library.people import Register, Role
from reformbot.library.records import Edition
from tests.unit.workshop import WUXI, YANGZHOU, edition

AT = "2026-10-01 08:00:00.000000"
OLD, NEW = edition(1, YANGZHOU), edition(2, YANGZHOU, WUXI)
CHANGED = ("edition", "passage", "version", "version_edition", "live")


def rows_of(name: str, at: int, made: Edition) -> list[Mapping[str, object]]:
    """What release 0005 stored of an edition in one of its tables."""
    if name == "edition":
        return [
            {
                "id": at,
                "organisation": made.key.organisation,
                "year": made.key.year,
                "number": made.key.number,
                "stem": made.stem,
                "sha256": made.sha256,
                "shape": made.shape,
                "original": made.original,
                "added_at": AT,
                "issue": TypeAdapter(Issue).dump_json(made.issue).decode(),
                "passages": TypeAdapter(tuple[Passage, ...]).dump_json(made.passages).decode(),
            }
        ]
    numbered = enumerate(made.passages, at * 100)
    if name == "passage":
        return [{"row": row, "edition_id": at, "id": one.id} for row, one in numbered]
    return [
        {"rowid": row, "words": " ".join(words(f"{one.title}\n{one.heading}\n{one.text}"))}
        for row, one in numbered
    ]


def stored() -> dict[str, Sequence[Mapping[str, object]]]:
    """All that the home holds: two editions, three versions, an answer with what hangs on it."""
    of_both = {
        name: [*rows_of(name, 3, OLD), *rows_of(name, 7, NEW)]
        for name in ("edition", "passage", "passage_word")
    }
    asked = {"surface": "telegram", "person": "42", "question": "扬州？", "composer": "quotes"}
    return {
        **of_both,
        "version": [
            {"id": 4, "fingerprint": "print", "created_at": AT, "live_since": AT},
            {"id": 9, "fingerprint": "print", "created_at": AT, "live_since": AT},
            {"id": 10, "fingerprint": "other", "created_at": AT, "live_since": None},
        ],
        "version_edition": [
            {"version_id": 4, "edition_id": 3},
            {"version_id": 9, "edition_id": 3},
            {"version_id": 9, "edition_id": 7},
        ],
        "live": [{"slot": 1, "version_id": 9}],
        "embedding": [{"fingerprint": "print", "digest": "d", "vector": b"\x00\x00\x80?"}],
        "answer": [
            {
                "id": 5,
                "answered_at": AT,
                "latency_ms": 1.5,
                "version_id": 4,
                "record": "{}",
                "chat_id": 42,
                **asked,
            }
        ],
        "finding": [
            {
                "id": 1,
                "answer_id": 5,
                "kind": "figure",
                "sentence": "13家",
                "words": "13",
                "source": "",
            }
        ],
        "turn": [
            {
                "answer_id": 5,
                "chat_id": 42,
                "person": "42",
                "asked": 8,
                "parent": None,
                "at": AT,
                "closed": 0,
            }
        ],
        "said": [{"chat_id": 42, "message_id": 9, "answer_id": 5}],
        "feedback": [{"answer_id": 5, "verdict": "up", "given_at": AT}],
        "person": [{"id": 42, "name": "甲", "role": "admin"}, {"id": 43, "name": "乙"}],
        "access_request": [{"id": 1, "person_id": 43, "asked_at": AT}],
        "request_card": [{"chat_id": 42, "message_id": 10, "request_id": 1}],
        "inbox": [
            {"update_id": 6, "chat_id": 42, "body": "", "received_at": AT, "attempts": 1},
        ],
        "delivery": [{"update_id": 6, "part": 0, "answer_id": 5, "message_id": 9}],
        "audit": [{"id": 1, "at": AT, "action": "claimed", "subject": 42, "detail": "owner"}],
    }


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalog as the migrations up to 0005 make it, filled."""
    path = tmp_path / "catalog.db"
    config = Config()
    config.set_main_option("script_location", "reformbot.library:migrations")
    engine = create_engine(URL.create("sqlite", database=str(path)))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table, rows in stored().items():
            for row in rows:
                names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
    return path


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("table", stored())
def test_no_row_is_lost(database: Database, path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        every = "rowid, *" if table == "passage_word" else "*"
        found = [dict(row) for row in connection.execute(f"SELECT {every} FROM {table}")]
    expected = stored()[table]
    assert len(found) == len(expected)
    for row in expected:
        assert any(row.items() <= one.items() for one in found), row


def test_references_hold_and_lead_to_the_new_tables(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        assert not {name for name in tables if name.startswith("new_")}
        for table in CHANGED:
            references = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            assert {reference[2] for reference in references} <= tables


def test_editions_and_versions_are_read_as_they_were(database: Database) -> None:
    catalog = Catalog(database)
    live = catalog.live_version()
    assert live is not None
    assert live.id == 9
    assert catalog.editions(live) == (replace(OLD, id=3), replace(NEW, id=7))
    counted = {v.id: (v.making.issues, v.making.passages) for v in catalog.versions()}
    assert counted == {
        4: (1, len(OLD.passages)),
        9: (2, len(OLD.passages) + len(NEW.passages)),
        10: (0, 0),
    }
    assert {v.id: v.making.shape for v in catalog.versions()} == {4: "shape", 9: "shape", 10: ""}
    assert not any(version.held for version in catalog.versions())


def test_words_are_found_in_the_versions_that_hold_them(database: Database) -> None:
    catalog = Catalog(database)
    former, live = ({v.id: v for v in catalog.versions()}[number] for number in (4, 9))
    found = {one for one, _ in catalog.search_words(live, words("无锡"), 50)}
    assert found == {one.id for one in NEW.passages if one.title == WUXI.title}
    assert found
    assert catalog.search_words(former, words("无锡"), 50) == []
    assert catalog.search_words(former, words("工匠学院"), 50)


def test_it_is_built_on_as_before(database: Database) -> None:
    catalog = Catalog(database)
    added = catalog.add_version("print", [replace(OLD, id=3), edition(3, WUXI)])
    catalog.switch(added)
    assert added.id == 11
    gone = [version for version in catalog.versions() if version.id in (9, 10)]
    assert catalog.forget_versions(gone) == 1
    kept = {v.id: [e.stem for e in catalog.editions(v)] for v in catalog.versions()}
    assert kept == {11: [OLD.stem, "2024-03"], 4: [OLD.stem]}
    assert catalog.add_version("print", []).id == 12


def test_answers_and_people_are_known(database: Database) -> None:
    journal = Journal(database)
    assert journal.count_answers() == 1
    assert journal.count_findings() == {"figure": 1}
    with Register(database).reading() as ledger:
        assert [person.id for person in ledger.people()] == [42, 43]
        known = ledger.person(42)
        assert known is not None
        assert known.role is Role.ADMIN
        assert [request.person for request in ledger.open_requests()] == [43]
