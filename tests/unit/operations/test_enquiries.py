"""Every question is written down, and none is lost to a journal that fails."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import text

from reformbot.errors import EmptyIndexError
from reformbot.library.database import Database
from reformbot.library.journal import Journal
from reformbot.operations.answers import recall
from reformbot.operations.enquiries import Enquiries
from tests.unit.workshop import Workshop, printed


@pytest.fixture
def database(workshop: Workshop) -> Database:
    return workshop.database


def test_question_and_answer_are_kept(workshop: Workshop, database: Database) -> None:
    workshop.write("2024-01.txt", printed(1))
    workshop.index()
    enquiries = Enquiries(workshop.answerer(), Journal(database), "chat")
    answer = enquiries.ask("那扬州呢？", ["无锡举办了多少场竞赛？"]).answer
    with database.reading() as connection:
        row = connection.execute(text("SELECT * FROM answer")).mappings().one()
    assert row["surface"] == "chat"
    assert row["question"] == "那扬州呢？"
    assert row["understood"] == answer.understood
    assert row["composer"] == "quotes"
    assert row["version_id"] == answer.version > 0
    assert row["latency_ms"] > 0
    assert json.loads(row["record"])["question"] == "那扬州呢？"


def test_what_cannot_be_asked_is_not_written_down(workshop: Workshop, database: Database) -> None:
    with pytest.raises(EmptyIndexError):
        Enquiries(workshop.answerer(), Journal(database), "ask").ask("多少？")
    assert Journal(database).count_answers() == 0


def test_an_answer_is_given_though_the_journal_fails(
    workshop: Workshop, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.write("2024-01.txt", printed(1))
    workshop.index()
    with database.writing() as connection:
        connection.execute(text("DROP TABLE finding"))
        connection.execute(text("DROP TABLE answer"))
    with caplog.at_level(logging.ERROR):
        asked = Enquiries(workshop.answerer(), Journal(database), "ask").ask("扬州有多少家学院？")
    assert asked.answer.statements
    assert asked.number is None
    assert "written down" in caplog.text


@pytest.mark.parametrize("question", ["扬州有多少家工匠学院？", "哪些城市？", "苏州有几家？", "？"])
def test_an_answer_can_be_recalled_by_its_number(workshop: Workshop, question: str) -> None:
    workshop.write("2024-01.txt", printed(1))
    workshop.index()
    journal = Journal(workshop.database)
    enquiries = Enquiries(workshop.answerer(), journal, "telegram")
    answered = enquiries.ask(question, person="42", chat=-7)
    assert (answered.person, answered.chat) == ("42", -7)
    assert answered.number is not None
    assert recall(journal, answered.number) == answered
    assert recall(journal, answered.number + 1) is None


@pytest.mark.parametrize("whole", ["NULL", "'{}'", "'not JSON'"])
def test_an_answer_of_another_release_is_not_recalled(workshop: Workshop, whole: str) -> None:
    workshop.write("2024-01.txt", printed(1))
    workshop.index()
    journal = Journal(workshop.database)
    number = Enquiries(workshop.answerer(), journal, "ask").ask("扬州？").number
    with workshop.database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE answer SET whole = {whole}")
    assert number is not None
    assert recall(journal, number) is None
