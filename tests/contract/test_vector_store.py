"""What every `VectorStore` promises, held against the shipped fake and Chroma."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from reformbot.bulletin.model import ArticleKind, IssueKey, Passage, Place, Span
from reformbot.errors import VectorStoreError
from reformbot.library.vectors import ChromaStore, Row, Vector, VectorStore
from reformbot.testing.vectors import MemoryVectorStore

KEY = IssueKey("示例", 2024, 6)
WUXI = Place("江苏省", "无锡市")
BATCHES = 2100
"""More rows than any store adds at once."""


@pytest.fixture(params=["memory", "chroma"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore:
    return MemoryVectorStore() if request.param == "memory" else ChromaStore(tmp_path / "vectors")


def passage(at: int, place: Place | None = WUXI, measure: int | None = None) -> Passage:
    return Passage(
        key=KEY,
        stem="2024-06",
        issued=date(2024, 5, 29) if measure else None,
        article=1,
        kind=ArticleKind.ARTICLE,
        title="标题",
        byline="无锡市总工会" if measure else None,
        place=place,
        ordinal=at,
        measure=measure,
        heading="",
        span=Span(at, at + 1),
        text=f"第{at}段",
    )


def row(at: int, *numbers: float) -> Row:
    return Row(passage(at), np.array(numbers, np.float32))


def many(count: int, dimension: int = 24) -> list[Row]:
    vectors = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return [Row(passage(at), vector) for at, vector in enumerate(vectors)]


def exact(rows: list[Row], query: Vector) -> dict[str, float]:
    """Cosines computed one by one."""
    return {
        row.passage.id: float(
            row.vector @ query / np.linalg.norm(row.vector) / np.linalg.norm(query)
        )
        for row in rows
    }


def test_the_nearest_come_first_with_their_cosines(store: VectorStore) -> None:
    rows = [row(0, 0, 2), row(1, 3, 0), row(2, 1, 1), row(3, -1, 0)]
    store.build(1, rows)
    found = store.open(1).nearest(np.array([5, 0], np.float32), 4)
    assert [name for name, _ in found] == [rows[at].passage.id for at in (1, 2, 0, 3)]
    np.testing.assert_allclose([c for _, c in found], [1, 0.5**0.5, 0, -1], atol=1e-5)


def test_no_more_than_asked_for(store: VectorStore) -> None:
    store.build(1, many(20))
    assert len(store.open(1).nearest(np.ones(24, np.float32), 3)) == 3


def test_asking_for_more_than_there_are(store: VectorStore) -> None:
    rows = many(5)
    store.build(1, rows)
    found = store.open(1).nearest(np.ones(24, np.float32), 100)
    assert {name for name, _ in found} == {row.passage.id for row in rows}


def test_asking_for_all_of_many_gives_all_exactly(store: VectorStore) -> None:
    rows = many(BATCHES)
    told: list[int] = []
    store.build(1, rows, told.append)
    assert sum(told) == len(rows)
    query = np.random.default_rng(8).normal(size=24).astype(np.float32)
    found = store.open(1).nearest(query, BATCHES)
    cosines = [cosine for _, cosine in found]
    assert cosines == sorted(cosines, reverse=True)
    expected = exact(rows, query)
    assert dict(found).keys() == expected.keys()
    for name, cosine in found:
        assert cosine == pytest.approx(expected[name], abs=1e-4)


def test_an_empty_index(store: VectorStore) -> None:
    store.build(1, [])
    assert store.open(1).nearest(np.ones(8, np.float32), 5) == []


def test_a_version_that_was_never_built(store: VectorStore) -> None:
    with pytest.raises(VectorStoreError):
        store.open(1)


def test_a_deleted_version(store: VectorStore) -> None:
    store.build(1, many(3))
    store.build(2, many(4))
    store.delete(1)
    with pytest.raises(VectorStoreError):
        store.open(1)
    assert len(store.open(2).nearest(np.ones(24, np.float32), 9)) == 4


def test_what_was_built_is_known_until_it_is_deleted(store: VectorStore) -> None:
    assert store.built() == set()
    store.build(1, many(3))
    store.build(12, [])
    assert store.built() == {1, 12}
    with pytest.raises(VectorStoreError):
        store.build(3, [row(1, 1, 0), row(1, 0, 1)])
    assert store.built() == {1, 12}
    store.delete(1)
    assert store.built() == {12}


def test_deleting_what_is_not_there(store: VectorStore) -> None:
    store.delete(1)
    store.build(1, many(3))
    store.delete(1)
    store.delete(1)


def test_building_again_replaces(store: VectorStore) -> None:
    query = np.array([1, 0], np.float32)
    store.build(1, [row(0, 1, 0), row(1, 0, 1)])
    assert len(store.open(1).nearest(query, 9)) == 2
    store.build(1, [row(2, 1, 1)])
    ((name, cosine),) = store.open(1).nearest(query, 9)
    assert name == passage(2).id
    assert cosine == pytest.approx(0.5**0.5, abs=1e-5)


def test_a_deleted_number_can_be_built_again(store: VectorStore) -> None:
    store.build(1, many(3))
    assert len(store.open(1).nearest(np.ones(24, np.float32), 9)) == 3
    store.delete(1)
    store.build(1, many(5))
    assert len(store.open(1).nearest(np.ones(24, np.float32), 9)) == 5


def test_versions_do_not_mix(store: VectorStore) -> None:
    store.build(1, [row(1, 1, 0)])
    store.build(2, [row(2, 1, 0)])
    first, second = store.open(1), store.open(2)
    query = np.array([1, 0], np.float32)
    assert first.nearest(query, 9)[0][0] == passage(1).id
    assert second.nearest(query, 9)[0][0] == passage(2).id


def test_several_threads_ask_at_once(store: VectorStore) -> None:
    rows = many(50)
    store.build(1, rows)
    index = store.open(1)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: index.nearest(one.vector, 1)[0][0], rows))
    assert found == [one.passage.id for one in rows]


def test_what_a_crash_left_of_a_build_is_found_again(tmp_path: Path) -> None:
    (tmp_path / "000007").mkdir()
    (tmp_path / "lost+found").mkdir()
    store = ChromaStore(tmp_path)
    assert store.built() == {7}
    store.delete(7)
    assert store.built() == set()


@pytest.mark.parametrize("fails_at", [0, 1])
def test_a_failed_build_leaves_nothing_and_can_be_repeated(
    store: VectorStore, fails_at: int
) -> None:
    rows = many(4)
    odd = [*rows]
    odd[fails_at] = row(fails_at, 1, 2, 3)
    with pytest.raises(VectorStoreError):
        store.build(1, odd)
    with pytest.raises(VectorStoreError):
        store.open(1)
    store.build(1, rows)
    assert len(store.open(1).nearest(np.ones(24, np.float32), 9)) == 4


def test_a_vector_that_is_no_number_is_refused(store: VectorStore) -> None:
    with pytest.raises(VectorStoreError):
        store.build(1, [row(1, 1, 0), row(2, 0, float("nan"))])


def test_one_id_twice_is_refused(store: VectorStore) -> None:
    with pytest.raises(VectorStoreError):
        store.build(1, [row(1, 1, 0), row(1, 0, 1)])
    with pytest.raises(VectorStoreError):
        store.open(1)


@pytest.mark.parametrize(
    ("place", "measure", "absent"),
    [
        pytest.param(
            None, None, {"province", "city", "district", "measure", "issued", "byline"}, id="none"
        ),
        pytest.param(WUXI, None, {"district", "measure", "issued", "byline"}, id="a city"),
        pytest.param(Place("北京市", None, "通州区"), 2, {"city"}, id="a municipality's district"),
    ],
)
def test_metadata_leaves_out_what_is_unknown(
    place: Place | None, measure: int | None, absent: set[str], store: VectorStore
) -> None:
    made = Row(passage(1, place, measure), np.ones(3, np.float32))
    assert None not in made.metadata.values()
    names = {"stem", "issue", "year", "number", "issued", "article", "kind", "title", "byline"}
    names |= {"province", "city", "district", "measure"}
    assert made.metadata.keys() == names - absent
    store.build(1, [made])
    assert store.open(1).nearest(np.ones(3, np.float32), 1)[0][0] == made.passage.id


def test_dates_are_numbers_that_sort() -> None:
    assert Row(passage(1, WUXI, 1), np.ones(1, np.float32)).metadata["issued"] == 20240529


class TestChroma:
    """What only a store on disk promises."""

    def test_another_store_on_the_same_folder_reads_it(self, tmp_path: Path) -> None:
        ChromaStore(tmp_path).build(1, many(5))
        assert len(ChromaStore(tmp_path).open(1).nearest(np.ones(24, np.float32), 9)) == 5

    def test_one_directory_a_version(self, tmp_path: Path) -> None:
        store = ChromaStore(tmp_path)
        store.build(1, many(2))
        store.build(12, many(2))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["000001", "000012"]
        store.delete(1)
        assert [path.name for path in tmp_path.iterdir()] == ["000012"]

    def test_a_failed_build_leaves_no_directory(self, tmp_path: Path) -> None:
        with pytest.raises(VectorStoreError):
            ChromaStore(tmp_path).build(1, [*many(2), row(9, 1)])
        assert list(tmp_path.iterdir()) == []

    def test_a_build_where_a_crash_left_something(self, tmp_path: Path) -> None:
        left = tmp_path / "000001"
        left.mkdir()
        (left / "chroma.sqlite3").write_bytes(b"half-written")
        store = ChromaStore(tmp_path)
        store.build(1, many(3))
        assert len(store.open(1).nearest(np.ones(24, np.float32), 9)) == 3

    @pytest.mark.parametrize(
        "damage",
        [
            pytest.param(lambda folder: (folder / "chroma.sqlite3").unlink(), id="missing"),
            pytest.param(
                lambda folder: (folder / "chroma.sqlite3").write_bytes(b"damaged" * 999), id="no db"
            ),
        ],
    )
    def test_a_damaged_directory(self, tmp_path: Path, damage: Callable[[Path], object]) -> None:
        store = ChromaStore(tmp_path)
        store.build(1, many(3))
        damage(tmp_path / "000001")
        with pytest.raises(VectorStoreError) as caught:
            store.open(1)
        assert caught.value.details["path"] == tmp_path / "000001"

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(VectorStoreError):
            ChromaStore(tmp_path / "file").build(1, many(2))
