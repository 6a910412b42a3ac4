"""The log: one JSON object a line, and never a word on the terminal."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from reformbot.errors import EmptyIndexError, HomeUnwritableError
from reformbot.logs import configure_logging


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Leave the process' logging as it was found."""
    root = logging.getLogger()
    handlers, level, raises = root.handlers[:], root.level, logging.raiseExceptions
    yield
    for handler in root.handlers:
        with suppress(OSError):
            handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.raiseExceptions = raises


def lines(home: Path) -> list[dict[str, object]]:
    text = (home / "logs" / "reformbot.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_is_an_object(tmp_path: Path) -> None:
    configure_logging(tmp_path)
    logging.getLogger("reformbot.x").info("已入库\n%s", "扬州", extra={"issues": 3})
    (line,) = lines(tmp_path)
    assert line["event"] == "已入库\n扬州"
    assert (line["level"], line["logger"], line["issues"]) == ("info", "reformbot.x", 3)
    assert str(line["timestamp"]).endswith("Z")
    assert "扬州" in (tmp_path / "logs" / "reformbot.log").read_text(encoding="utf-8")


def test_a_traceback_is_in_the_log(tmp_path: Path) -> None:
    configure_logging(tmp_path)
    try:
        raise EmptyIndexError
    except EmptyIndexError:
        logging.getLogger("reformbot").exception("crash", extra={"crash": "ab12"})
    (line,) = lines(tmp_path)
    assert line["crash"] == "ab12"
    assert "EmptyIndexError" in str(line["exception"])


@pytest.mark.parametrize("name", ["httpx", "chromadb.api", "transformers", "alembic.runtime"])
def test_chatty_libraries_only_warn(tmp_path: Path, name: str) -> None:
    configure_logging(tmp_path)
    logging.getLogger(name).info("chat")
    logging.getLogger(name).warning("trouble")
    assert [line["event"] for line in lines(tmp_path)] == ["trouble"]


def test_the_terminal_stays_clean(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    configure_logging(tmp_path)
    logging.getLogger("reformbot").error("trouble")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stays_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "reformbot.log").symlink_to("/dev/full")
    configure_logging(tmp_path)
    logging.getLogger("reformbot").error("trouble")
    assert capfd.readouterr() == ("", "")


def test_configuring_twice_logs_once(tmp_path: Path) -> None:
    configure_logging(tmp_path)
    configure_logging(tmp_path)
    logging.getLogger("reformbot").info("once")
    assert len(lines(tmp_path)) == 1


@pytest.mark.parametrize("in_the_way", ["logs", "logs/reformbot.log/x"])
def test_a_log_that_cannot_be_opened(tmp_path: Path, in_the_way: str) -> None:
    path = tmp_path / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")
    with pytest.raises(HomeUnwritableError):
        configure_logging(tmp_path)
