"""Smoke questions: a version that answers worse waits for somebody's word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reformbot.errors import BatchError, SourceMissingError
from reformbot.library.people import Action, Register
from reformbot.operations.smoke import SmokeQuestions
from tests.unit.workshop import WUXI, YANGZHOU, NotingEmbedder, Workshop, printed

QUESTIONS = (
    {"id": "a", "question": "扬州有多少家工匠学院？", "answer": [["13家"]]},
    {"id": "b", "question": "无锡全年办赛多少场？", "answer": [["56场"]]},
)


@pytest.fixture
def questions(workshop: Workshop) -> Path:
    path = workshop.folder / "q.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), encoding="utf-8")
    workshop.smoke = smoke(workshop, path)
    return path


def smoke(workshop: Workshop, path: Path, margin: float = 0.02) -> SmokeQuestions:
    return SmokeQuestions(path, margin, workshop.catalog, workshop.answerer, "setup")


def asked(workshop: Workshop) -> list[str]:
    return [step for step, done, total in workshop.reports if done == total and "smoke" in step]


def test_the_first_version_is_marked(workshop: Workshop, questions: Path) -> None:
    workshop.write("a.txt", printed(1))
    indexed = workshop.index()
    assert indexed.trial is not None
    assert (indexed.trial.before, indexed.trial.after) == (None, 1.0)
    assert (indexed.trial.questions, indexed.trial.worse, indexed.held) == (2, (), False)
    assert indexed.version is not None
    assert indexed.version.marks is not None
    assert indexed.version.marks.right == {"a": 1, "b": 1}
    assert asked(workshop) == ["smoke.new"]


def test_a_version_that_answers_worse_is_held(workshop: Workshop, questions: Path) -> None:
    workshop.write("a.txt", printed(1))
    first = workshop.index().version
    workshop.reports.clear()
    workshop.write("a.txt", printed(1, YANGZHOU))
    indexed = workshop.index()
    assert indexed.held
    assert indexed.trial is not None
    assert (indexed.trial.before, indexed.trial.after) == (1.0, 0.5)
    assert indexed.trial.worse == ("b",)
    assert workshop.catalog.live_version() == first
    assert asked(workshop) == ["smoke.new"]  # the live version's marks are on record
    held = indexed.version
    assert held is not None
    assert held.held
    assert held.live_since is None
    with Register(workshop.database).reading() as ledger:
        assert ledger.entries(1)[0].action is Action.HELD
    promoted = workshop.versions().switch_to(held.id, by="7")
    assert (promoted.id, promoted.held) == (held.id, False)
    assert promoted == workshop.catalog.live_version()
    assert first is not None
    assert workshop.versions().previous().id == first.id


def test_a_newer_build_takes_the_place_of_a_held_one(workshop: Workshop, questions: Path) -> None:
    workshop.write("a.txt", printed(1))
    first = workshop.index().version
    workshop.write("a.txt", printed(1, YANGZHOU))
    held = workshop.index().version
    again = workshop.index()
    assert again.held
    assert again.embedded == 0
    assert first is not None
    assert held is not None
    assert again.version is not None
    assert [v.id for v in workshop.catalog.versions()] == [again.version.id, first.id]
    assert again.version.id > held.id
    assert workshop.vectors.built() == {again.version.id, first.id}


def test_a_drop_within_the_margin_is_let_through(workshop: Workshop, questions: Path) -> None:
    workshop.smoke = smoke(workshop, questions, margin=0.5)
    workshop.write("a.txt", printed(1))
    workshop.index()
    workshop.write("a.txt", printed(1, WUXI))
    indexed = workshop.index()
    assert not indexed.held
    assert indexed.trial is not None
    assert indexed.trial.worse == ("a",)


def test_a_changed_set_is_asked_of_both(workshop: Workshop, questions: Path) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    questions.write_text(json.dumps(QUESTIONS[0]) + "\n", encoding="utf-8")
    workshop.reports.clear()
    workshop.write("a.txt", printed(1, YANGZHOU))
    indexed = workshop.index()
    assert asked(workshop) == ["smoke.live", "smoke.new"]
    assert not indexed.held


def test_a_live_version_of_another_model_is_not_compared(
    workshop: Workshop, questions: Path
) -> None:
    workshop.smoke = None
    workshop.write("a.txt", printed(1))
    workshop.index()
    workshop.embedder = NotingEmbedder("other")
    workshop.smoke = smoke(workshop, questions)
    indexed = workshop.index()
    assert indexed.trial is not None
    assert indexed.trial.before is None
    assert not indexed.held


@pytest.mark.parametrize(
    ("content", "error"), [("{}\n", BatchError), (None, SourceMissingError)], ids=["bad", "gone"]
)
def test_questions_that_cannot_be_asked_stop_the_build_before_it_begins(
    workshop: Workshop, questions: Path, content: str | None, error: type[Exception]
) -> None:
    workshop.write("a.txt", printed(1))
    if content is None:
        questions.unlink()
    else:
        questions.write_text(content, encoding="utf-8")
    with pytest.raises(error):
        workshop.index()
    assert workshop.embedder.embedded == []
    assert workshop.catalog.versions() == []


def test_one_version_is_asked_while_another_is_live(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1, YANGZHOU))
    old = workshop.index().version
    workshop.write("a.txt", printed(1, WUXI))
    workshop.index()
    assert old is not None
    answerer = workshop.answerer()
    assert answerer.ask("扬州有多少家工匠学院？").refusal is not None
    answer = answerer.at(old).ask("扬州有多少家工匠学院？")
    assert "13家" in answer.statements[0].text
    assert answer.version == old.id
