"""What the register keeps of people, and that it can be made to forget."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reformbot.errors import CatalogError
from reformbot.library import schema
from reformbot.library.database import Database
from reformbot.library.erasure import NAMES
from reformbot.library.people import Card, Person, Register, Role

KEPT = {"question_use.person_id", "inbox.person_id", "submission.person_id"}


def test_whatever_names_a_person_is_forgotten_or_kept_on_purpose() -> None:
    """A column under another name would be overlooked when a person is forgotten."""
    columns = [column for table in schema.metadata.sorted_tables for column in table.columns]
    assert {str(one) for one in columns if one.info.get("kept")} == KEPT
    found = [str(one) for one in columns if one.name in NAMES]
    assert {"answer.person", "access_request.person_id"} <= set(found)
    other = re.compile("person|user|member|asker|author")
    assert [str(one) for one in columns if other.search(one.name) and one.name not in NAMES] == []


def test_numbers_beyond_32_bits_are_kept(tmp_path: Path) -> None:
    number = 7_123_456_789
    database = Database(tmp_path / "catalog.db")
    register = Register(database)
    with register.writing() as ledger:
        ledger.meet(number, "甲", None)
        ledger.give_role(number, Role.MEMBER)
    with register.reading() as ledger:
        assert ledger.person(number) == Person(number, "甲", role=Role.MEMBER)
        assert ledger.person(1) is None
        assert ledger.cards(1) == []
    database.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db")
    register = Register(database)
    with pytest.raises(CatalogError), register.writing() as ledger:
        ledger.meet(1, "甲", None)
        ledger.add_card(99, Card(1, 1))  # of no request
    with register.reading() as ledger:
        assert ledger.people() == []
    database.close()
