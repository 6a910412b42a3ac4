"""Taking files in: what a run adds, replaces, keeps, refuses, and leaves behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from filelock import FileLock

from reformbot.errors import (
    BuildInProgressError,
    CatalogError,
    DiskFullError,
    DuplicateIssueError,
    NotABulletinError,
    SourceBinaryError,
    SourceEmptyError,
    SourceMissingError,
    VectorStoreError,
)
from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.vectors import ChromaStore, Row, VectorIndex
from reformbot.operations.embedding import embedded_text
from reformbot.operations.versions import VERSIONS_KEPT
from reformbot.testing.vectors import MemoryVectorStore
from tests.unit.workshop import WUXI, YANGZHOU, NotingEmbedder, Told, Workshop, edition, printed


class FailingStore(MemoryVectorStore):
    """A store whose builds fail while `refuses` is set."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error
        self.refuses = False
        self.deleted: list[int] = []

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        if self.refuses:
            raise self.error
        super().build(version, rows, advance)

    def delete(self, version: int) -> None:
        self.deleted.append(version)
        super().delete(version)


class LeavingStore(FailingStore):
    """A store whose builds end as a killed process does: no error of ours, rows left behind."""

    def build(
        self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
    ) -> None:
        MemoryVectorStore.build(self, version, rows, advance)
        if self.refuses:
            raise self.error


def nearest_id(index: VectorIndex, workshop: Workshop, text: str) -> str:
    return index.nearest(workshop.embedder.embed_query(text), 1)[0][0]


def versions(workshop: Workshop) -> list[int]:
    return [version.id for version in workshop.catalog.versions()]


def test_the_first_run_adds_and_goes_live(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.write("b.txt", printed(2, WUXI))
    indexed = workshop.index()
    assert [e.stem for e in indexed.plan.added] == ["a", "b"]
    assert indexed.version is not None
    assert workshop.catalog.live_version() is not None
    assert indexed.passages == 9
    assert indexed.embedded == 6  # both issues print the same article of three passages
    assert workshop.live_stems() == {"a", "b"}
    passage = indexed.plan.added[0].passages[0]
    index = workshop.vectors.open(indexed.version.id)
    assert nearest_id(index, workshop, embedded_text(passage)) == passage.id


def test_ten_files_of_which_one_is_bad(workshop: Workshop) -> None:
    for number in range(1, 11):
        workshop.write(f"{number:02}.txt", printed(number))
    bad = workshop.write("05.txt", b"\x7fELF" + bytes(200))
    indexed = workshop.index()
    assert len(indexed.plan.added) == 9
    (failure,) = indexed.plan.failures
    assert isinstance(failure, SourceBinaryError)
    assert failure.details == {"path": bad}
    assert workshop.live_stems() == {f"{number:02}" for number in range(1, 11)} - {"05"}


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        pytest.param("今天天气很好。\n", "number", id="an idle text"),
        pytest.param("示例工作简报\n\n2024年第3期\n", "articles", id="a masthead alone"),
    ],
)
def test_what_is_no_bulletin_is_refused(workshop: Workshop, content: str, lacks: str) -> None:
    path = workshop.write("notes.txt", content)
    (failure,) = workshop.index().plan.failures
    assert isinstance(failure, NotABulletinError)
    assert failure.details == {"path": path, "lacks": lacks}
    assert workshop.catalog.live_version() is None
    assert workshop.catalog.versions() == []


def test_a_missing_path_and_an_empty_folder_do_not_stop_the_others(workshop: Workshop) -> None:
    good = workshop.write("a.txt", printed(1))
    empty = workshop.folder / "empty"
    empty.mkdir()
    indexed = workshop.index(workshop.folder / "absent.txt", empty, good)
    assert [type(failure) for failure in indexed.plan.failures] == [
        SourceMissingError,
        SourceEmptyError,
    ]
    assert workshop.live_stems() == {"a"}


def test_the_same_issue_twice_in_one_run(workshop: Workshop) -> None:
    first = workshop.write("a.txt", printed(1))
    second = workshop.write("b.txt", printed(1, WUXI))
    indexed = workshop.index()
    (failure,) = indexed.plan.failures
    assert isinstance(failure, DuplicateIssueError)
    assert failure.details == {"path": second, "other": first, "issue": "2024年第1期"}
    assert workshop.live_stems() == {"a"}


def test_a_file_named_twice_is_one_file(workshop: Workshop) -> None:
    path = workshop.write("a.txt", printed(1))
    indexed = workshop.index(path, workshop.inbox, workshop.inbox / ".." / "inbox" / "a.txt")
    assert len(indexed.plan.added) == 1
    assert indexed.plan.failures == ()


def test_indexing_again_changes_nothing(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    first = workshop.index()
    workshop.embedder.embedded.clear()
    again = workshop.index()
    assert again.plan.changes_nothing
    assert again.version == workshop.catalog.live_version()
    assert [e.stem for e in again.plan.unchanged] == ["a"]
    assert (again.passages, again.embedded) == (first.passages, 0)
    assert workshop.embedder.embedded == []
    assert len(workshop.catalog.versions()) == 1


def test_a_run_over_some_files_keeps_the_other_issues(workshop: Workshop) -> None:
    first, second = workshop.write("a.txt", printed(1)), workshop.write("b.txt", printed(2))
    workshop.index(first)
    indexed = workshop.index(second)
    assert [e.stem for e in indexed.plan.kept] == ["a"]
    assert workshop.live_stems() == {"a", "b"}


def test_a_changed_file_replaces_its_issue_and_embeds_what_changed(workshop: Workshop) -> None:
    path = workshop.write("a.txt", printed(1))
    workshop.index()
    workshop.embedder.embedded.clear()
    changed = Told(WUXI.title, WUXI.body.replace("56场", "65场"), WUXI.byline)
    workshop.write("a.txt", printed(1, YANGZHOU, changed))
    indexed = workshop.index(path)
    assert [e.stem for e in indexed.plan.replaced] == ["a"]
    assert indexed.embedded == 1
    assert workshop.embedder.embedded == [f"{WUXI.title}\n一是扩大覆盖。全年办赛65场。"]
    version = workshop.catalog.live_version()
    assert version is not None
    assert workshop.catalog.search_words(version, ["65"], 5)
    assert not workshop.catalog.search_words(version, ["56"], 5)


def test_a_file_changed_back_is_taken_in_again(workshop: Workshop) -> None:
    for number in (1, 2, 1, 2, 1):
        body = WUXI.body.replace("56场", f"{number}场")
        workshop.write("a.txt", printed(1, Told(WUXI.title, body, WUXI.byline)))
        indexed = workshop.index()
        assert len(indexed.plan.added + indexed.plan.replaced) == 1
        version = workshop.catalog.live_version()
        assert version is not None
        (live,) = workshop.catalog.editions(version)
        assert f"{number}场" in live.issue.articles[0].body
    assert indexed.embedded == 0


def test_a_renamed_file_replaces_its_issue(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1)).rename(workshop.inbox / "b.txt")
    workshop.index()
    (workshop.inbox / "b.txt").rename(workshop.inbox / "c.txt")
    indexed = workshop.index()
    assert [e.stem for e in indexed.plan.replaced] == ["c"]
    assert indexed.embedded == 0
    assert workshop.live_stems() == {"c"}


def test_another_embedder_embeds_all_again(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    first = workshop.index()
    workshop.embedder = NotingEmbedder("other")
    indexed = workshop.index()
    assert indexed.plan.reembeds
    assert indexed.embedded == first.embedded
    assert len(workshop.embedder.embedded) == first.embedded
    live = workshop.catalog.live_version()
    assert live is not None
    assert live.fingerprint == workshop.embedder.fingerprint


def test_an_old_embedder_finds_its_vectors_again(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    old = workshop.embedder
    workshop.index()
    workshop.embedder = NotingEmbedder("other")
    workshop.index()
    workshop.embedder = old
    assert workshop.index().embedded == 0


def test_an_edition_of_another_shape_is_read_anew_from_its_original(workshop: Workshop) -> None:
    path = workshop.write("a.txt", printed(1))
    workshop.index(path)
    version = workshop.catalog.live_version()
    assert version is not None
    (read,) = workshop.catalog.editions(version)
    older = replace(read, id=0, shape="an older one", passages=read.passages[:1])
    stored = workshop.catalog.add_version(version.fingerprint, [older])
    workshop.catalog.switch(stored)
    path.unlink()
    other = workshop.write("b.txt", printed(2))
    indexed = workshop.index(other)
    (kept,) = indexed.plan.kept
    assert kept.shape == read.shape
    assert kept.passages == read.passages


def test_an_edition_whose_original_is_gone_stays_as_it_was(workshop: Workshop) -> None:
    older = replace(edition(1, stem="a"), shape="an older one", original="gone.txt")
    stored = workshop.catalog.add_version(workshop.embedder.fingerprint, [older])
    workshop.catalog.switch(stored)
    indexed = workshop.index(workshop.write("b.txt", printed(2)))
    (kept,) = indexed.plan.kept
    assert (kept.shape, kept.passages) == (older.shape, older.passages)
    assert workshop.live_stems() == {"a", "b"}


@pytest.mark.parametrize(
    "error", [VectorStoreError(path="x", reason="y"), DiskFullError(path="x")], ids=lambda e: e.code
)
def test_a_failed_build_leaves_the_live_version_as_it_was(
    workshop: Workshop, error: Exception
) -> None:
    store = workshop.vectors = FailingStore(error)
    workshop.write("a.txt", printed(1))
    first = workshop.index()
    assert first.version is not None
    store.refuses = True
    workshop.write("b.txt", printed(2, WUXI))
    with pytest.raises(type(error)):
        workshop.index()
    assert workshop.live_stems() == {"a"}
    assert versions(workshop) == [first.version.id]
    assert store.deleted[-1] != first.version.id
    store.refuses = False
    assert workshop.index().embedded == 0  # the vectors of the failed run were kept
    assert workshop.live_stems() == {"a", "b"}


def test_the_first_build_failing_leaves_an_empty_home(workshop: Workshop) -> None:
    store = workshop.vectors = FailingStore(VectorStoreError(path="x", reason="y"))
    store.refuses = True
    workshop.write("a.txt", printed(1))
    with pytest.raises(VectorStoreError):
        workshop.index()
    assert workshop.catalog.live_version() is None
    assert workshop.catalog.versions() == []


def test_what_a_crash_leaves_is_cleared_by_the_next_run(workshop: Workshop) -> None:
    store = workshop.vectors = LeavingStore(MemoryError())
    workshop.write("a.txt", printed(1))
    first = workshop.index()
    store.refuses = True
    path = workshop.write("b.txt", printed(2))
    with pytest.raises(MemoryError):
        workshop.index()
    left = [v.id for v in workshop.catalog.versions() if v.live_since is None]
    assert len(left) == 1
    assert workshop.live_stems() == {"a"}
    store.refuses = False
    path.unlink()
    assert workshop.index().plan.changes_nothing
    assert first.version is not None
    assert versions(workshop) == [first.version.id]
    with pytest.raises(VectorStoreError):
        store.open(left[0])


def test_a_second_builder_is_told_at_once(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    with FileLock(workshop.lock), pytest.raises(BuildInProgressError) as caught:
        workshop.index()
    assert caught.value.details == {"path": workshop.home}
    assert caught.value.retryable
    assert workshop.catalog.live_version() is None
    workshop.index()  # the lock is free again
    assert workshop.live_stems() == {"a"}


def test_a_failed_run_frees_the_lock(workshop: Workshop) -> None:
    store = workshop.vectors = FailingStore(VectorStoreError(path="x", reason="y"))
    store.refuses = True
    workshop.write("a.txt", printed(1))
    with pytest.raises(VectorStoreError):
        workshop.index()
    with FileLock(workshop.lock, timeout=0):
        pass


def test_only_the_newest_versions_are_kept(workshop: Workshop) -> None:
    folder = workshop.home / "vectors"
    workshop.vectors = ChromaStore(folder)
    for number in range(1, VERSIONS_KEPT + 3):
        workshop.write("a.txt", printed(number, YANGZHOU))
        (workshop.inbox / "a.txt").rename(workshop.inbox / f"{number}.txt")
        indexed = workshop.index()
    assert indexed.version is not None
    assert len(versions(workshop)) == VERSIONS_KEPT
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{version:06}" for version in sorted(versions(workshop))
    ]
    assert workshop.live_stems() == {str(number) for number in range(1, VERSIONS_KEPT + 3)}
    index = workshop.vectors.open(indexed.version.id)
    assert len(index.nearest(workshop.embedder.embed_query("学院"), 1000)) == indexed.passages


def test_a_chroma_build_that_fails_once_succeeds_the_next_time(workshop: Workshop) -> None:
    """The next version has the number of the discarded one, so the same directory."""

    class Once(ChromaStore):
        fails = True

        def build(
            self, version: int, rows: Sequence[Row], advance: Callable[[int], None] | None = None
        ) -> None:
            bad = [replace(rows[0], vector=rows[0].vector[:8]), *rows[1:]]
            fails, self.fails = self.fails, False
            super().build(version, bad if fails else rows, advance)

    folder = workshop.home / "vectors"
    workshop.vectors = Once(folder)
    workshop.write("a.txt", printed(1))
    with pytest.raises(VectorStoreError):
        workshop.index()
    assert list(folder.iterdir()) == []
    indexed = workshop.index()
    assert indexed.version is not None
    assert len(workshop.vectors.open(indexed.version.id).nearest(
        workshop.embedder.embed_query("学院"), 100
    )) == indexed.passages  # fmt: skip


def test_originals_are_kept_by_the_hash_of_their_bytes(workshop: Workshop) -> None:
    data = printed(1).encode("gb18030")
    workshop.write("第1期.TXT", data)
    workshop.index()
    kept = workshop.home / "originals" / f"{hashlib.sha256(data).hexdigest()}.txt"
    assert kept.read_bytes() == data
    assert [kept] == list(kept.parent.iterdir())


def test_originals_of_refused_files_are_not_kept(workshop: Workshop) -> None:
    workshop.write("notes.txt", "今天天气很好。\n")
    workshop.index()
    assert not (workshop.home / "originals").exists()


def test_progress_ends_at_the_whole(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.write("b.txt", printed(2))
    workshop.index()
    last = {step: (done, total) for step, done, total in workshop.reports}
    assert set(last) == {"index.read", "index.embed", "index.build"}
    assert all(done == total > 0 for done, total in last.values())


def test_warnings_name_the_file_they_are_about(workshop: Workshop) -> None:
    text = printed(1).replace("目　录\n\n", "").replace(f"1. {YANGZHOU.title}\n", "")
    workshop.write("odd.txt", text.replace(f"2. {WUXI.title}\n", ""))
    warnings = workshop.index().plan.warnings
    assert ("odd", "contents-missing") in [(stem, str(w.kind)) for stem, w in warnings]


def test_readers_of_another_catalog_see_the_switch(workshop: Workshop) -> None:
    reader = Catalog(Database(workshop.home / "catalog.db"))
    assert reader.live_version() is None
    workshop.write("a.txt", printed(1))
    indexed = workshop.index()
    live = reader.live_version()
    reader.close()
    assert live is not None
    assert indexed.version is not None
    assert live.id == indexed.version.id


def test_a_damaged_catalog_stops_the_run(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    workshop.catalog.close()
    for path in workshop.home.glob("catalog.db*"):
        path.unlink()
    (workshop.home / "catalog.db").write_bytes(b"no database" * 1000)
    with pytest.raises(CatalogError):
        workshop.index()
