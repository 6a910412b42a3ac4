"""A full or read-only disk: said so, and well again once there is space."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from reformbot.errors import CatalogError, DiskFullError, HomeUnwritableError, VectorStoreError
from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.originals import Originals
from reformbot.library.space import is_full
from reformbot.library.submissions import State
from reformbot.library.vectors import ChromaStore
from tests.unit.library.conftest import Disk
from tests.unit.telegram.test_construction import LIN, Site, until
from tests.unit.workshop import Workshop, printed


@pytest.mark.parametrize("kilobytes", [16, 60, 90])
def test_no_space_for_a_new_catalog(disk: Disk, kilobytes: int) -> None:
    disk.resize(kilobytes)
    with pytest.raises(DiskFullError) as caught:
        Catalog(Database(disk.folder / "catalog.db"))
    assert caught.value.details == {"path": disk.folder / "catalog.db"}
    disk.resize(20_000)
    catalog = Catalog(Database(disk.folder / "catalog.db"))
    assert catalog.live_version() is None
    catalog.close()


@pytest.mark.parametrize("kilobytes", [16, 100, 300, 600])
def test_no_space_for_the_next_version(disk: Disk, kilobytes: int) -> None:
    with Workshop(disk.folder) as workshop:
        workshop.vectors = ChromaStore(workshop.home / "vectors")
        workshop.write("a.txt", printed(1))
        first = workshop.index().version
        assert first is not None
        answerer = workshop.answerer()
        answerer.prepare()  # Chroma cannot open an index, even to read it, without some space
        more = workshop.folder.parent / "more"
        more.mkdir()
        for number in range(2, 30):
            (more / f"{number}.txt").write_text(printed(number), encoding="utf-8")
        filler = disk.fill(leave=kilobytes * 1000)
        with pytest.raises(DiskFullError):
            workshop.index(more)
        live = workshop.catalog.live_version()
        assert live is not None
        assert live.id == first.id
        assert "13家" in answerer.ask("扬州有多少家工匠学院？").statements[0].text
        assert [p.name for p in (workshop.home / "vectors").iterdir()] == [f"{first.id:06}"]
        filler.unlink()
        indexed = workshop.index(more)
        assert len(indexed.plan.editions) == 29
        assert indexed.version is not None
        index = workshop.vectors.open(indexed.version.id)
        assert len(index.nearest(workshop.embedder.embed_query("x"), 999)) == indexed.passages


@pytest.mark.parametrize("kilobytes", [100, 300])
async def test_no_space_to_take_in_what_was_confirmed(disk: Disk, kilobytes: int) -> None:
    """Its sender is told and can confirm again, or it is built by itself once there is space."""
    with Workshop(disk.folder) as workshop:
        workshop.vectors = ChromaStore(workshop.home / "vectors")
        site = Site(workshop)
        number = site.confirmed(2)
        answerer = workshop.answerer()
        answerer.prepare()
        filler = disk.fill(leave=kilobytes * 1000)
        async with site.at_work():
            await asyncio.sleep(1)
            assert site.found(number).state in (State.CONFIRMED, State.READ)
            assert workshop.live_stems() == {"2024-01"}
            assert "13家" in answerer.ask("扬州有多少家工匠学院？").statements[0].text
            filler.unlink()
            await until(lambda: not site.found(number).untold)
        if site.found(number).state is State.READ:
            (text,) = site.line.texts()
            assert "磁盘已满" in text
            site.verbs.confirm(number, LIN, LIN)
        async with site.at_work():
            await until(lambda: not site.found(number).untold)
        assert site.found(number).state is State.LIVE
        assert workshop.live_stems() == {"2024-01", "2024-02"}


@pytest.mark.parametrize("known", [False, True])
def test_a_disk_that_may_not_be_written(disk: Disk, *, known: bool) -> None:
    path = disk.folder / "catalog.db"
    if known:
        Catalog(Database(path)).close()
    disk.forbid_writing()
    with pytest.raises(HomeUnwritableError) as caught:
        Catalog(Database(path))
    assert caught.value.details["path"] == path
    with pytest.raises(HomeUnwritableError):
        Originals(disk.folder / "originals").put("a.txt", b"content")
    with pytest.raises(VectorStoreError):
        ChromaStore(disk.folder / "vectors").build(1, [])


def test_a_file_is_kept_whole_or_not_at_all(disk: Disk) -> None:
    kept = Originals(disk.folder / "originals")
    disk.resize(100)
    with pytest.raises(DiskFullError):
        kept.put("a.txt", bytes(500_000))
    assert list((disk.folder / "originals").iterdir()) == []
    kept.put("b.txt", b"small")
    assert kept.path("b.txt").read_bytes() == b"small"


@pytest.mark.parametrize(
    ("reason", "full"),
    [
        ("No space left on device (os error 28)", True),
        ("database or disk is full", True),
        ("disk I/O error", False),
        ("", False),
    ],
)
def test_what_reasons_say(tmp_path: Path, reason: str, full: bool) -> None:  # noqa: FBT001
    assert is_full(tmp_path / "absent" / "file", reason) is full


def test_damage_is_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    Catalog(Database(path)).close()
    path.write_bytes(path.read_bytes()[:4096] + b"\x55" * 20_000)
    for beside in tmp_path.glob("catalog.db-*"):
        beside.unlink()
    with pytest.raises(CatalogError):
        Catalog(Database(path))
