"""The real local model; only where its library is installed and its weights have been fetched."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from reformbot.errors import ChatModelError
from reformbot.models.gguf import is_fetched, weights_path
from reformbot.models.local import LocalChatModel

YES_OR_NO = "根据所给的句子回答。只回答“能”或“不能”。"
SENTENCE = "甲市建成工匠学院13家，培训职工2万人次。"
SCHEMA = {
    "type": "object",
    "properties": {"count": {"type": "integer"}},
    "required": ["count"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def cache() -> Path:
    named = os.environ.get("REFORMBOT_CACHE_DIR")
    folder = Path(named) if named else user_cache_path("reformbot")
    if importlib.util.find_spec("xllamacpp") is None or not is_fetched(folder):
        pytest.skip("the local chat model is not here")
    return folder


@pytest.fixture(scope="module")
def model(cache: Path) -> Iterator[LocalChatModel]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        made = LocalChatModel(cache, timeout_seconds=300)
        yield made
        made.close()


def test_it_streams(model: LocalChatModel) -> None:
    pieces = list(model.stream("照原样重复所给的句子。", SENTENCE, limit=40))
    assert len(pieces) > 5
    assert "13家" in "".join(pieces)


def test_the_limit_ends_a_reply(model: LocalChatModel) -> None:
    assert len(list(model.stream("照原样重复所给的句子。", SENTENCE, limit=3))) <= 3


def test_it_tells_how_sure_it_is(model: LocalChatModel) -> None:
    asks = [
        f"句子：{SENTENCE}\n问题：{about}\n能从句子里得到答案吗？"
        for about in (
            "甲市建成了多少家工匠学院？",
            "月球离地球有多远？",
        )
    ]
    answerable, strange = (model.prefer(YES_OR_NO, ask, "能", "不能") for ask in asks)
    assert answerable > strange + 1
    assert answerable == pytest.approx(model.prefer(YES_OR_NO, asks[0], "能", "不能"), abs=0.5)


def test_it_fills_a_schema(model: LocalChatModel) -> None:
    assert model.json("取出工匠学院的数目。", SENTENCE, SCHEMA) == {"count": 13}


def test_a_request_that_is_too_long(model: LocalChatModel) -> None:
    with pytest.raises(ChatModelError):
        model.prefer(YES_OR_NO, "长" * 20_000, "能", "不能")
    assert model.json("取出工匠学院的数目。", SENTENCE, SCHEMA) == {"count": 13}


def test_it_says_nothing_on_the_terminal(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    model = LocalChatModel(cache, timeout_seconds=300)
    model.prefer("i", "r", "能", "不能")
    model.close()
    assert capfd.readouterr() == ("", "")


def test_weights_that_are_no_model(
    cache: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with weights_path(tmp_path).open("wb") as damaged:
        damaged.truncate(weights_path(cache).stat().st_size)
    model = LocalChatModel(tmp_path)
    with pytest.raises(ChatModelError):
        model.load()
    assert "Traceback" not in capfd.readouterr().err
