"""Giving disk space back: what no kept version needs goes, and nothing else."""

from __future__ import annotations

import pytest
from filelock import FileLock

from reformbot.errors import BuildInProgressError
from reformbot.library.lock import BuildLock
from reformbot.library.people import Action, Register
from reformbot.library.vectors import ChromaStore
from reformbot.operations.audit import index_change
from reformbot.operations.compacting import Compactor
from reformbot.operations.embedding import PassageEmbedder
from reformbot.operations.versions import VERSIONS_KEPT
from tests.unit.workshop import NotingEmbedder, Told, Workshop, printed


def compactor(workshop: Workshop) -> Compactor:
    return Compactor(
        workshop.database,
        workshop.catalog,
        workshop.vectors,
        workshop.versions(),
        Register(workshop.database),
        BuildLock(workshop.lock),
        workshop.home,
    )


def told(number: int) -> Told:
    measures = "".join(f"（{at}）建成{number}{at}家工匠学院。" for at in "一二三四五六七八九十")
    return Told("扬州市总工会建设工匠学院", f"扬州市第{number}次建设。{measures}", "扬州市总工会")


def test_what_no_kept_version_needs_goes(workshop: Workshop) -> None:
    folder = workshop.home / "vectors"
    workshop.vectors = ChromaStore(folder)
    workshop.write("a.txt", printed(1, told(0)))
    workshop.index()
    workshop.embedder = NotingEmbedder("other")
    for number in range(VERSIONS_KEPT + 2):
        workshop.write("a.txt", printed(1, told(number)))
        workshop.index()
    stray = folder / "000999"
    stray.mkdir()
    (stray / "data").write_bytes(bytes(50_000))
    left = workshop.catalog.add_version("print", [])
    originals = sorted((workshop.home / "originals").iterdir())
    before = sum(p.stat().st_size for p in workshop.home.rglob("*") if p.is_file())

    done = compactor(workshop).run(by="7")

    after = sum(p.stat().st_size for p in workshop.home.rglob("*") if p.is_file())
    assert done.before - done.after == pytest.approx(before - after, abs=20_000)
    assert done.before - done.after > 50_000
    assert (done.versions, done.folders) == (1, 1)
    assert done.vectors > 0
    assert not stray.exists()
    assert left.id not in {v.id for v in workshop.catalog.versions()}
    assert sorted((workshop.home / "originals").iterdir()) == originals
    assert len(originals) == VERSIONS_KEPT + 2
    with Register(workshop.database).reading() as ledger:
        (entry,) = ledger.entries(1)
    assert (entry.action, entry.actor) == (Action.COMPACTED, 7)
    assert index_change(entry).freed == done.before - done.after

    kept = workshop.catalog.versions()
    assert len(kept) == VERSIONS_KEPT
    for version in kept:
        assert workshop.versions().switch_to(version.id).id == version.id
        passages = [p for e in workshop.catalog.editions(version) for p in e.passages]
        assert PassageEmbedder(workshop.catalog, workshop.embedder).missing(passages) == []
    again = compactor(workshop).run()
    assert (again.versions, again.folders, again.vectors, again.editions) == (0, 0, 0, 0)


def test_kept_versions_are_searched_and_built_upon_as_before(workshop: Workshop) -> None:
    for number in (1, 2):
        workshop.write(f"{number}.txt", printed(number))
        workshop.index()
    compactor(workshop).run()
    assert "13家" in workshop.answerer().ask("扬州有多少家工匠学院？").statements[0].text
    version = workshop.catalog.live_version()
    assert version is not None
    assert workshop.catalog.search_words(version, ["学院"], 5)
    workshop.write("3.txt", printed(3))
    assert workshop.index().embedded == 0


def test_compacting_waits_for_no_build(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    with FileLock(workshop.lock), pytest.raises(BuildInProgressError):
        compactor(workshop).run()


def test_an_empty_home(workshop: Workshop) -> None:
    done = compactor(workshop).run()
    assert (done.versions, done.folders, done.vectors, done.editions) == (0, 0, 0, 0)
