"""The catalog: what is stored comes back, in whatever process, and what is damaged is named."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import URL, create_engine

from reformbot.bulletin.chunk import chunk
from reformbot.bulletin.parse import parse
from reformbot.bulletin.words import words
from reformbot.errors import CatalogError, HomeUnwritableError
from reformbot.library import schema
from reformbot.library.catalog import Catalog
from reformbot.library.database import Database
from reformbot.library.records import Edition, Snapshot, Version
from tests.unit.workshop import CORPUS, WUXI, YANGZHOU, Told, edition

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.db"


@pytest.fixture
def catalog(path: Path) -> Iterator[Catalog]:
    opened = Catalog(Database(path))
    yield opened
    opened.close()


def add(catalog: Catalog, *editions: Edition, fingerprint: str = "print") -> Version:
    """Store a version and make it live."""
    version = catalog.add_version(fingerprint, editions)
    catalog.switch(version)
    return version


def rows(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return found


def test_a_new_catalog_is_empty(catalog: Catalog) -> None:
    assert catalog.live_version() is None
    assert catalog.versions() == []


@pytest.mark.parametrize("sample", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_real_issue_comes_back_as_it_was(path: Path, sample: Path) -> None:
    issue = parse(sample.read_text(encoding="utf-8"))
    passages = tuple(chunk(issue, sample.stem, len, 120))
    assert passages
    stored = Edition(0, sample.stem, "sha", "shape", "original.txt", issue, passages)
    first = Catalog(Database(path))
    version = add(first, stored)
    first.close()
    second = Catalog(Database(path))
    (found,) = second.editions(version)
    second.close()
    assert found.id > 0
    assert found.issue == issue
    assert found.passages == passages
    assert found.same_reading(stored)


def test_a_version_comes_back_as_it_was(catalog: Catalog, path: Path) -> None:
    version = add(catalog, edition(1), fingerprint="a model")
    again = Catalog(Database(path))
    live = again.live_version()
    again.close()
    assert live is not None
    assert (live.id, live.fingerprint) == (version.id, "a model")
    assert live.live_since is not None


def test_a_version_is_live_only_when_switched_to(catalog: Catalog) -> None:
    first = add(catalog, edition(1))
    second = catalog.add_version("print", [edition(2)])
    assert [v.id for v in catalog.versions()] == [second.id, first.id]
    assert catalog.versions()[0].live_since is None
    live = catalog.live_version()
    assert live is not None
    assert live.id == first.id
    catalog.switch(second)
    live = catalog.live_version()
    assert live is not None
    assert live.id == second.id


def test_switching_back(catalog: Catalog) -> None:
    first = add(catalog, edition(1))
    add(catalog, edition(2))
    catalog.switch(first)
    live = catalog.live_version()
    assert live is not None
    assert live.id == first.id
    assert {e.key.number for e in catalog.editions(live)} == {1}


def test_versions_share_editions(catalog: Catalog, path: Path) -> None:
    first = add(catalog, edition(1))
    add(catalog, *catalog.editions(first), edition(2))
    assert rows(path, "edition") == 2
    assert rows(path, "version_edition") == 3


def test_the_same_reading_is_stored_once(catalog: Catalog, path: Path) -> None:
    """As when a file is changed and changed back: the older version still holds the reading."""
    add(catalog, edition(1))
    version = add(catalog, edition(1))
    assert rows(path, "edition") == 1
    assert len(catalog.editions(version)) == 1
    assert len(catalog.search_words(version, ["学院"], 10)) == len(
        {name for name, _ in catalog.search_words(version, ["学院"], 10)}
    )


def test_forgetting_a_version_lets_its_orphans_go(catalog: Catalog, path: Path) -> None:
    first = add(catalog, edition(1), edition(2, WUXI))
    (shared,) = [e for e in catalog.editions(first) if e.key.number == 1]
    second = add(catalog, shared)
    catalog.forget_versions([first])
    assert [v.id for v in catalog.versions()] == [second.id]
    assert [e.key.number for e in catalog.editions(second)] == [1]
    assert rows(path, "edition") == 1
    assert rows(path, "passage") == rows(path, "passage_word") == len(shared.passages)
    assert catalog.search_words(second, ["学院"], 10)


def test_forgetting_the_last_holder_leaves_nothing(catalog: Catalog, path: Path) -> None:
    version = catalog.add_version("print", [edition(1)])
    catalog.forget_versions([version])
    for table in ("version", "edition", "passage", "passage_word", "version_edition"):
        assert rows(path, table) == 0, table


def test_forgetting_nothing(catalog: Catalog) -> None:
    version = add(catalog, edition(1))
    catalog.forget_versions([])
    assert [v.id for v in catalog.versions()] == [version.id]
    assert len(catalog.editions(version)) == 1


def test_the_live_version_cannot_be_forgotten(catalog: Catalog) -> None:
    version = add(catalog, edition(1))
    with pytest.raises(CatalogError):
        catalog.forget_versions([version])
    assert len(catalog.editions(version)) == 1


def test_a_version_without_editions(catalog: Catalog) -> None:
    version = add(catalog)
    assert catalog.editions(version) == ()
    assert catalog.search_words(version, ["学院"], 3) == []


def test_words_find_their_passages_best_first(catalog: Catalog) -> None:
    stored = edition(1)
    version = add(catalog, stored)
    found = catalog.search_words(version, words("工匠学院的工种"), 10)
    passages = {passage.id: passage for passage in stored.passages}
    assert "工种" in passages[found[0][0]].text
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_words_of_titles_and_headings_count(catalog: Catalog) -> None:
    stored = edition(1)
    version = add(catalog, stored)
    found = {name for name, _ in catalog.search_words(version, ["劳动", "竞赛"], 10)}
    assert found == {p.id for p in stored.passages if p.title == WUXI.title}


def test_the_limit_is_kept(catalog: Catalog) -> None:
    version = add(catalog, edition(1))
    assert len(catalog.search_words(version, ["市"], 2)) <= 2
    assert len(catalog.search_words(version, ["学院", "竞赛"], 2)) == 2


def test_words_are_searched_within_a_version(catalog: Catalog) -> None:
    first = add(catalog, edition(1, YANGZHOU))
    second = add(catalog, edition(2, WUXI))
    assert catalog.search_words(first, ["学院"], 10)
    assert not catalog.search_words(second, ["学院"], 10)


def test_numbers_and_percentages_are_words(catalog: Catalog) -> None:
    told = Told("扬州市举办培训", "满意度为98.5%。受训职工1.2万人，参训率98%。", "扬州市总工会")
    version = add(catalog, edition(1, told))
    assert catalog.search_words(version, words("98.5%"), 5)
    assert not catalog.search_words(version, ["8.5"], 5)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param([], id="nothing"),
        pytest.param([""], id="an empty word"),
        pytest.param(['"'], id="a quote"),
        pytest.param(['甲"', '"乙', '""'], id="quotes"),
        pytest.param(["OR"], id="OR"),
        pytest.param(["NEAR", "AND", "NOT"], id="operators"),
        pytest.param(["*", "学*", "^", "words:"], id="marks with a meaning"),
        pytest.param(["(", ")", "{", "}", "+", "-", "."], id="brackets"),
        pytest.param([";", "--", "'", "\\", "%", "_"], id="SQL"),
        pytest.param(["🚀", "\u200d", "\ufeff"], id="emoji"),
        pytest.param([f"词{at}" for at in range(5000)], id="very many"),
        pytest.param(["学" * 50_000], id="very long"),
    ],
)
def test_odd_words_are_only_words(catalog: Catalog, query: list[str]) -> None:
    version = add(catalog, edition(1))
    assert catalog.search_words(version, query, 10) == []
    assert catalog.search_words(version, [*query, "竞赛"], 10)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalog, Version]]:
    opened = Catalog(Database(tmp_path_factory.mktemp("stocked") / "catalog.db"))
    yield opened, add(opened, edition(1))
    opened.close()


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_question_can_be_searched(stocked: tuple[Catalog, Version], text: str) -> None:
    catalog, version = stocked
    assert len(catalog.search_words(version, words(text), 5)) <= 5


def test_vectors_come_back_exactly(catalog: Catalog, path: Path) -> None:
    vectors = {
        f"digest {at}": np.random.default_rng(at).normal(size=8).astype(np.float32)
        for at in range(1200)
    }
    catalog.cache_vectors("print", vectors)
    again = Catalog(Database(path))
    found = again.cached_vectors("print", [*vectors, "unknown"])
    again.close()
    assert found.keys() == vectors.keys()
    for digest, vector in vectors.items():
        np.testing.assert_array_equal(found[digest], vector)


def test_vectors_of_another_model_are_not_found(catalog: Catalog) -> None:
    catalog.cache_vectors("one", {"digest": np.ones(4, np.float32)})
    assert catalog.cached_vectors("two", ["digest"]) == {}
    assert catalog.cached_vectors("one", []) == {}


def test_a_vector_is_kept_as_it_was_first_computed(catalog: Catalog) -> None:
    catalog.cache_vectors("print", {"digest": np.ones(4, np.float32)})
    catalog.cache_vectors("print", {"digest": np.zeros(4, np.float32), "new": np.zeros(4)})
    np.testing.assert_array_equal(catalog.cached_vectors("print", ["digest"])["digest"], np.ones(4))


def test_caching_no_vectors(catalog: Catalog) -> None:
    catalog.cache_vectors("print", {})
    assert catalog.cached_vectors("print", ["digest"]) == {}


def test_the_migrations_make_what_the_schema_says(catalog: Catalog, path: Path) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        differences = compare_metadata(context, schema.metadata)
    engine.dispose()
    assert differences == []
    assert {"edition", "passage", "version", "live", "embedding"} <= set(schema.metadata.tables)


def test_a_table_that_the_migrations_lack_is_noticed(tmp_path: Path) -> None:
    """The comparison above sees differences at all."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert len(compare_metadata(context, schema.metadata)) >= len(schema.metadata.tables)
    engine.dispose()


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and (name or "").startswith("passage_word"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"not a database at all, but some text" * 200, id="text"),
        pytest.param(b"SQLite format 3\x00" + b"\x55" * 8000, id="a damaged header"),
    ],
)
def test_a_file_that_is_no_catalog(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CatalogError) as caught:
        Catalog(Database(path))
    assert caught.value.details["path"] == path
    assert caught.value.details["reason"]
    assert path.read_bytes() == content


def test_damage_found_while_reading(path: Path) -> None:
    catalog = Catalog(Database(path))
    add(catalog, edition(1))
    catalog.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("DROP TABLE live")
        connection.commit()
    connection.close()
    again = Catalog(Database(path))
    with pytest.raises(CatalogError, match="live"):
        again.live_version()
    again.close()


def test_a_stored_issue_that_is_none(catalog: Catalog, path: Path) -> None:
    version = add(catalog, edition(1))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE edition SET issue = '{}'")
        connection.commit()
    connection.close()
    with pytest.raises(CatalogError, match="Issue"):
        catalog.editions(version)


def test_a_catalog_of_a_later_release(path: Path) -> None:
    Catalog(Database(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    connection.close()
    with pytest.raises(CatalogError, match="9999"):
        Catalog(Database(path))


@pytest.mark.parametrize("name", ["a b", "a?b", "a#b", "a%20b", "示例目录", "a?mode=ro"])
def test_odd_names_of_the_home(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    catalog = Catalog(Database(folder / "catalog.db"))
    add(catalog, edition(1))
    catalog.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (folder / "catalog.db").is_file()


@pytest.mark.parametrize("name", ["absent/catalog.db", "."])
def test_a_catalog_that_cannot_be_created(tmp_path: Path, name: str) -> None:
    with pytest.raises(HomeUnwritableError):
        Catalog(Database(tmp_path / name))


@AS_ROOT
def test_a_read_only_directory(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(HomeUnwritableError):
            Catalog(Database(tmp_path / "catalog.db"))
    finally:
        tmp_path.chmod(0o700)


def test_many_open_a_fresh_home_at_once(path: Path) -> None:
    together = Barrier(8, timeout=30)

    def open_one(_: int) -> None:
        together.wait()
        opened = Catalog(Database(path))
        assert opened.live_version() is None
        opened.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(open_one, range(8)))) == 8


def test_reading_while_another_writes(path: Path) -> None:
    writer = Catalog(Database(path))
    readers = [Catalog(Database(path)), Catalog(Database(path))]
    add(writer, edition(1))
    done = False

    def read(catalog: Catalog) -> int:
        asked = 0
        while not done or asked == 0:
            live = catalog.live_version()
            assert live is not None
            assert len(catalog.editions(live)) == 1
            assert catalog.search_words(live, ["工匠", "竞赛"], 3)
            asked += 1
        return asked

    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(read, reader) for reader in readers]
        for number in range(2, 12):
            add(writer, edition(number))
        done = True
        assert all(result.result(timeout=60) >= 1 for result in results)
    for opened in (writer, *readers):
        opened.close()


def test_a_snapshot_finds_passages_and_articles(catalog: Catalog) -> None:
    version = add(catalog, edition(1), edition(3), edition(2, year=2023))
    snapshot = Snapshot.of(version, catalog.editions(version))
    assert [e.key.label for e in snapshot.editions] == [
        "2024年第3期",
        "2024年第1期",
        "2023年第2期",
    ]
    assert snapshot.article_count == 6
    assert len(snapshot.passages) == sum(len(e.passages) for e in snapshot.editions)
    for name, passage in snapshot.passages.items():
        assert name == passage.id
        assert passage.span.of(snapshot.article(passage).body) == passage.text
