"""What was asked and answered is kept, with what was held back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reformbot.library.database import Database
from reformbot.library.journal import Given, Journal, Noted

FIGURE = Noted("figure", "甲市有14家。", "14家", "13家")
BINDING = Noted("binding", "甲市有13名代表。", "13名", "13家")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    database = Database(path)
    yield Journal(database)
    database.close()


def given(*findings: Noted) -> Given:
    return Given("ask", "", "甲市有几家？", None, None, "quotes", 12.5, 1, "{}", findings)


def test_findings_are_counted_by_kind(journal: Journal) -> None:
    assert journal.count_findings() == {}
    assert journal.count_answers() == 0
    numbers = [journal.write(given(*found)) for found in ((), (FIGURE, BINDING), (FIGURE,))]
    assert numbers == [1, 2, 3]
    assert journal.count_answers() == 3
    assert list(journal.count_findings().items()) == [("figure", 2), ("binding", 1)]


def test_the_journal_outlives_the_process(journal: Journal, path: Path) -> None:
    journal.write(given(FIGURE))
    again = Database(path)
    assert Journal(again).count_findings() == {"figure": 1}
    again.close()
