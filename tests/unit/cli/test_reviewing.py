"""Issues looked at, amended and confirmed on the terminal."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest

from reformbot.bulletin.amendments import Amendments
from reformbot.cli.reviewing import Desk
from reformbot.locale import load_messages
from reformbot.terminal import Terminal
from tests.unit.workshop import Workshop, printed

ZH = load_messages("zh")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the admin types."""
    lines = io.StringIO()
    monkeypatch.setattr(sys, "stdin", lines)
    return lines


def types(typed: io.StringIO, *lines: str) -> None:
    typed.seek(0)
    typed.truncate()
    typed.write("".join(f"{line}\n" for line in lines))
    typed.seek(0)


def test_an_issue_is_amended_and_confirmed_another_skipped(
    workshop: Workshop, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.write("2024-02.txt", printed(2))
    workshop.write("2024-03.txt", printed(3))
    types(typed, "x 2", "t 1 新的标题", "n 2024年第8期", "d 2024-08-01", "r 1", "y", "s")
    (intake,) = Desk(Terminal(ZH), ()).review([workshop.inbox])
    assert intake.amendments == Amendments(
        2024, 8, date(2024, 8, 1), ((1, "新的标题"),), frozenset({2})
    )
    assert intake.stem == "2024-02"
    shown = capsys.readouterr().out
    for words in ("示例工作 · 2024年第2期", "🚫 无锡", "新的标题", "2024年第8期 · 2024-08-01"):
        assert words in shown
    assert "扬州市建成13家工匠学院。" in shown


def test_what_is_not_understood_is_explained(
    workshop: Workshop, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.write("2024-02.txt", printed(2))
    types(typed, "好", "x 9", "d 明天", "x 1", "x 2", "y", "x 2", "y")
    (intake,) = Desk(Terminal(ZH), ()).review([workshop.inbox])
    assert intake.amendments == Amendments(excluded=frozenset({1}))
    said = capsys.readouterr()
    assert said.out.count(ZH("review-help")) == 2
    assert ZH("error-amendment", wanted="date", text="明天") in said.err
    assert ZH("upload-lacks-articles") in said.out


def test_the_end_of_the_input_confirms_nothing(workshop: Workshop, typed: io.StringIO) -> None:
    workshop.write("2024-02.txt", printed(2))
    types(typed)
    assert Desk(Terminal(ZH), ()).review([workshop.inbox]) == []


def test_a_live_file_keeps_its_amendments(workshop: Workshop, typed: io.StringIO) -> None:
    path = workshop.write("2024-02.txt", printed(2))
    types(typed, "x 1", "y")
    intakes = Desk(Terminal(ZH), ()).review([path])
    workshop.indexer().take_in(intakes, workshop.report)
    version = workshop.catalog.live_version()
    assert version is not None
    types(typed, "y")
    (again,) = Desk(Terminal(ZH), workshop.catalog.editions(version)).review([path])
    assert again.amendments == intakes[0].amendments


def test_a_file_that_cannot_be_read_is_told_of(
    workshop: Workshop, typed: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(Terminal(ZH), ())
    assert desk.review([workshop.write("空.txt", "")]) == []
    assert len(desk.failures) == 1
    assert "空.txt" in capsys.readouterr().err
