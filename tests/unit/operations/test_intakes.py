"""Taking reviewed documents in, keeping what was amended, and taking issues out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reformbot.bulletin.amendments import Amendments
from reformbot.bulletin.model import IssueKey
from reformbot.errors import IssueUnknownError, NotABulletinError
from reformbot.files import Document, FileReader
from reformbot.operations.plan import Plan
from reformbot.operations.reading import Intake
from tests.unit.workshop import WUXI, YANGZHOU, NotingEmbedder, Told, Workshop, edition, printed

AMENDED = Amendments(
    issued=date(2024, 7, 1), titles=((2, "扬州办好工匠学院"),), excluded=frozenset({1})
)


def document(workshop: Workshop, name: str = "a.txt", text: str = "") -> Document:
    path = workshop.write(name, text or printed(1, WUXI, YANGZHOU))
    return FileReader().read(path).documents[0]


def test_what_is_reviewed_is_what_is_taken_in(workshop: Workshop) -> None:
    indexer, source = workshop.indexer(), document(workshop)
    seen = indexer.read(source, amendments=AMENDED)
    assert workshop.catalog.versions() == []
    indexed = indexer.take_in([Intake(source, "a", AMENDED)], workshop.report, by="7")
    assert indexed.version is not None
    (stored,) = workshop.catalog.editions(indexed.version)
    assert replace(stored, id=0) == seen
    assert [(a.ordinal, a.title) for a in stored.issue.articles] == [(2, "扬州办好工匠学院")]
    assert {p.issued for p in stored.passages} == {date(2024, 7, 1)}
    assert workshop.originals.path(stored.original).read_bytes() == source.data
    answerer = workshop.answerer()
    assert "13家" in answerer.ask("扬州有多少家工匠学院？").statements[0].text
    assert answerer.ask("无锡全年办赛多少场？").refusal is not None


def test_the_same_review_twice_changes_nothing(workshop: Workshop) -> None:
    intake = Intake(document(workshop), "a", AMENDED)
    first = workshop.indexer().take_in([intake], workshop.report)
    again = workshop.indexer().take_in([intake], workshop.report)
    assert again.plan.changes_nothing
    assert again.version == first.version
    other = workshop.indexer().take_in([replace(intake, amendments=Amendments())], workshop.report)
    assert len(other.plan.replaced) == 1


def test_a_file_indexed_again_keeps_its_amendments(workshop: Workshop) -> None:
    source = document(workshop)
    workshop.indexer().take_in([Intake(source, "a", AMENDED)], workshop.report)
    assert workshop.index().plan.changes_nothing
    workshop.write("a.txt", printed(1, WUXI, YANGZHOU, WUXI))
    (stored,) = workshop.index().plan.replaced  # another file: nobody has reviewed it
    assert stored.amendments == Amendments()


def test_a_newer_parser_reads_it_amended(workshop: Workshop) -> None:
    indexer = workshop.indexer()
    read = indexer.read(document(workshop), amendments=AMENDED)
    indexer.take_in([Intake(document(workshop), "a", AMENDED)], workshop.report)
    old = replace(read, shape="an older one", passages=read.passages[:1])
    workshop.catalog.switch(workshop.catalog.add_version(workshop.embedder.fingerprint, [old]))
    indexed = workshop.index(workshop.write("b.txt", printed(2)))
    assert indexed.plan.rereads
    (kept,) = indexed.plan.kept
    assert replace(kept, id=0) == read


def test_an_issue_whose_number_an_admin_gave(workshop: Workshop) -> None:
    source = document(workshop, text=printed(1).replace("2024年第1期", ""))
    with pytest.raises(NotABulletinError):
        workshop.indexer().read(source)
    indexed = workshop.indexer().take_in(
        [Intake(source, "a", Amendments(year=2024, number=9)), Intake(source, "b")],
        workshop.report,
    )
    assert [e.key.label for e in indexed.plan.added] == ["2024年第9期"]
    assert [type(failure) for failure in indexed.plan.failures] == [NotABulletinError]


@pytest.mark.parametrize(("excluded", "figure"), [(frozenset[int](), "31"), ({1}, "13")])
def test_a_correction_that_is_excluded_corrects_nothing(
    workshop: Workshop, excluded: frozenset[int], figure: str
) -> None:
    notice = Told("更正", "2024年第1期《扬州市总工会建设工匠学院》中“13家”应为“31家”。", "编辑部")
    workshop.index(workshop.write("a.txt", printed(1, YANGZHOU)))
    source = document(workshop, "b.txt", printed(2, notice, WUXI))
    amendments = Amendments(excluded=frozenset(excluded))
    workshop.indexer().take_in([Intake(source, "b", amendments)], workshop.report)
    answer = workshop.answerer().ask("2024年第1期中扬州有多少家工匠学院？")
    assert f"{figure}家" in answer.statements[0].text


def test_an_issue_is_taken_out(workshop: Workshop) -> None:
    paths = [workshop.write(f"{at}.txt", printed(at)) for at in (1, 2)]
    workshop.index()
    key = edition(1).key
    indexed = workshop.indexer().remove([key], workshop.report, by="7")
    assert [e.stem for e in indexed.plan.removed] == ["1"]
    assert indexed.version is not None
    assert [one.label for one in indexed.version.making.changes.removed] == ["2024年第1期"]
    assert workshop.live_stems() == {"2"}
    assert len(list((workshop.home / "originals").iterdir())) == 2
    with pytest.raises(IssueUnknownError):
        workshop.indexer().remove([key], workshop.report)
    workshop.indexer().remove([edition(2).key], workshop.report)
    assert workshop.live_stems() == set()
    assert workshop.answerer().ask("扬州有多少家工匠学院？").refusal is not None
    workshop.index(*paths)
    assert workshop.live_stems() == {"1", "2"}


def test_what_is_not_there_is_not_taken_out(workshop: Workshop) -> None:
    workshop.index(workshop.write("a.txt", printed(1)))
    before = workshop.catalog.versions()
    with pytest.raises(IssueUnknownError):
        workshop.indexer().remove([edition(1).key, IssueKey("别家", 2024, 1)], workshop.report)
    assert workshop.catalog.versions() == before


def test_a_plan_changes_nothing(workshop: Workshop) -> None:
    workshop.index(workshop.write("a.txt", printed(1)))
    path = workshop.write("b.txt", printed(2, Told("新建工匠学院", "扬州又建成5家。", "扬州")))
    before = files(workshop.home)
    plan = workshop.indexer().plan([path], workshop.report)
    assert [e.stem for e in plan.added] == ["b"]
    assert plan.to_embed == 1
    assert plan.seconds is not None
    assert files(workshop.home) == before
    assert workshop.index(path).embedded == 1


def test_how_long_it_takes_is_told_before_or_after_the_first_lot(workshop: Workshop) -> None:
    told: list[Plan] = []
    indexer = workshop.indexer()
    path = workshop.write("a.txt", long(1))
    indexer.run([path], workshop.report, tell=told.append)
    steps = [step for step in workshop.reports if step[0] == "index.embed"]
    assert len(steps) > 2
    (first,) = told
    assert first.to_embed > 64
    assert first.seconds is not None
    workshop.reports.clear()
    indexer.run([workshop.write("b.txt", long(2))], workshop.report, tell=told.append)
    assert told[1].seconds is not None
    indexer.run([path], workshop.report, tell=told.append)
    assert len(told) == 2  # nothing changed, nothing told
    workshop.embedder = NotingEmbedder("other")
    workshop.indexer().run([path], workshop.report, tell=told.append)
    assert told[2].reembeds
    assert told[2].to_embed > first.to_embed


def long(number: int) -> str:
    body = "".join(
        f"{at}. 第{number}批建成工匠学院{at}家，培训职工{at}00人。" for at in range(1, 90)
    )
    return printed(number, Told(f"扬州市总工会第{number}批建设", body, "扬州市总工会"))


def files(folder: Path) -> dict[str, bytes]:
    kept = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: data for name, data in kept.items() if not name.endswith(("-shm", ".lock"))}
