"""What is older than it may be goes, with all that hangs on it; what is younger stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from reformbot.library import schema
from reformbot.library.conversations import Conversations, Moment
from reformbot.library.feedback import Feedback, Verdict
from reformbot.library.journal import Given, Journal
from reformbot.library.lookups import Lookups
from reformbot.library.people import Register
from reformbot.library.retention import Retention
from tests.unit.workshop import Workshop

DAYS = 30


def rows(workshop: Workshop) -> dict[str, int]:
    """How many rows the tables have that hold something."""
    with workshop.database.reading() as connection:
        counts = {
            table.name: int(
                connection.execute(select(func.count()).select_from(table)).scalar_one()
            )
            for table in schema.metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count}


def test_what_is_too_old_goes_and_the_rest_stays(workshop: Workshop) -> None:
    database, now = workshop.database, datetime.now(UTC)
    number = Journal(database).write(
        Given("telegram", "42", "多少？", None, None, "quotes", 1.0, 1, "{}")
    )
    Conversations(database).remember(number, Moment(42, "42", 1, now, None), None, [11])
    Feedback(database).toggle(number, Verdict.GOOD, now)
    Lookups(database).keep("42", "工匠学院", now)
    with Register(database).writing() as ledger:
        ledger.meet(42, "甲", None)
    kept = rows(workshop)
    assert {"answer", "turn", "said", "feedback", "lookup", "person"} <= kept.keys()

    retention = Retention(database, DAYS)
    assert retention.apply(now + timedelta(days=DAYS) - timedelta(hours=1)) == 0
    assert rows(workshop) == kept
    assert retention.apply(now + timedelta(days=DAYS, hours=1)) == 2
    assert rows(workshop) == {"person": 1}


def test_tables_age_by_columns_that_they_have() -> None:
    ageing = {
        table.name: table.info[schema.AGES_BY]
        for table in schema.metadata.sorted_tables
        if schema.AGES_BY in table.info
    }
    assert {"answer", "lookup", "question_use"} <= ageing.keys()
    assert all(name in schema.metadata.tables[table].c for table, name in ageing.items())
