"""What every `Embedder` promises, held against the shipped fake and the packaged model."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from reformbot.errors import EmbeddingError
from reformbot.models import Embedder, builtin_embedder, load_embedder
from reformbot.models.e5_builder import RECIPE
from reformbot.models.embedding import BATCH_SIZE
from reformbot.testing import HashEmbedder

PASSAGES = [
    "杭州市对数字化改造的中小企业给予最高一百万元的补助，已支持三十五家企业。",
    "宁波市举办产业链对接会，促成银行与企业签订融资协议。",
    "今年夏季雨水偏多，水库管理处加强了汛期值守。",
    "图书馆延长了周末的开放时间，并增设儿童阅览区。",
]
QUESTION = "哪个市补助中小企业的数字化改造？"
ENGLISH = "Which city subsidises the digital transformation of small businesses?"


@pytest.fixture(scope="session")
def builtin(weights_cache: Path) -> Embedder:
    return builtin_embedder(weights_cache)


@pytest.fixture(params=["hash", pytest.param("builtin", marks=pytest.mark.weights)])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "hash":
        return HashEmbedder()
    found: Embedder = request.getfixturevalue("builtin")
    return found


def assert_unit_rows(vectors: np.ndarray) -> None:
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_passages_have_their_shape(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(PASSAGES)
    assert vectors.shape == (len(PASSAGES), embedder.dimension)
    assert_unit_rows(vectors)


def test_a_query_has_its_shape(embedder: Embedder) -> None:
    vector = embedder.embed_query(QUESTION)
    assert vector.shape == (embedder.dimension,)
    assert_unit_rows(vector[None])


def test_no_passages_at_all(embedder: Embedder) -> None:
    vectors = embedder.embed_passages([])
    assert vectors.shape == (0, embedder.dimension)
    assert vectors.dtype == np.float32


def test_the_same_text_gives_the_same_vector(embedder: Embedder) -> None:
    np.testing.assert_array_equal(
        embedder.embed_passages(PASSAGES), embedder.embed_passages(PASSAGES)
    )
    np.testing.assert_array_equal(embedder.embed_query(QUESTION), embedder.embed_query(QUESTION))


def test_company_does_not_change_a_vector(embedder: Embedder) -> None:
    texts = [passage * repeats for repeats in range(1, 6) for passage in PASSAGES]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-2)
    assert (together * alone).sum(axis=1).min() > 0.999


def test_order_is_kept_and_progress_told(embedder: Embedder) -> None:
    texts = [PASSAGES[index % 4] + "续" * index for index in range(BATCH_SIZE + 3)]
    told: list[int] = []
    forward = embedder.embed_passages(texts, told.append)
    assert sum(told) == len(texts)
    assert min(told) > 0
    backward = embedder.embed_passages(texts[::-1])
    assert (forward * backward[::-1]).sum(axis=1).min() > 0.999


def test_a_query_is_nearest_its_own_passage(embedder: Embedder) -> None:
    nearness = embedder.embed_passages(PASSAGES) @ embedder.embed_query(QUESTION)
    assert int(nearness.argmax()) == 0


@pytest.mark.weights
def test_a_query_crosses_languages(builtin: Embedder) -> None:
    nearness = builtin.embed_passages(PASSAGES) @ builtin.embed_query(ENGLISH)
    assert int(nearness.argmax()) == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\u3000", id="blank"),
        pytest.param("产业链" * 20_000, id="very long"),
        pytest.param("\x00\x07\ufeff", id="control characters"),
        pytest.param("🚀👨‍👩‍👧", id="emoji"),
        pytest.param("lone \ud83d surrogate", id="lone surrogate"),
    ],
)
def test_odd_texts(embedder: Embedder, text: str) -> None:
    assert_unit_rows(embedder.embed_passages([text, PASSAGES[0]]))
    assert_unit_rows(embedder.embed_query(text)[None])


def test_several_threads_at_once(embedder: Embedder) -> None:
    expected = [embedder.embed_query(passage) for passage in PASSAGES]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(embedder.embed_query, PASSAGES * 3))
    np.testing.assert_allclose(np.stack(answers), np.stack(expected * 3), atol=1e-2)


def test_the_fingerprint_is_steady(embedder: Embedder) -> None:
    assert embedder.fingerprint
    assert embedder.fingerprint == embedder.fingerprint


def test_the_fake_is_the_same_in_every_process() -> None:
    program = (
        "from reformbot.testing import HashEmbedder\n"
        f"print(HashEmbedder().embed_query({QUESTION!r}).tobytes().hex())"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert other.stdout.decode().strip() == HashEmbedder().embed_query(QUESTION).tobytes().hex()


@pytest.mark.weights
def test_the_packaged_model_is_known_before_it_is_loaded(weights_cache: Path) -> None:
    unloaded = load_embedder("builtin", weights_cache)
    assert unloaded.dimension == len(unloaded.embed_query(QUESTION))
    assert "sha256=1571fc9827503943" in unloaded.fingerprint


@pytest.mark.weights
def test_the_packaged_folder_by_its_path(weights_cache: Path, builtin: Embedder) -> None:
    (folder,) = weights_cache.glob(f"multilingual-e5-small-q4-*-{RECIPE}")
    by_path = load_embedder(str(folder), weights_cache)
    assert by_path.dimension == builtin.dimension
    assert "'query: ' 'passage: '" in by_path.fingerprint
    assert by_path.embed_query(QUESTION) @ builtin.embed_query(QUESTION) > 0.999
    (vector,) = by_path.embed_passages(PASSAGES[:1])
    assert vector @ builtin.embed_passages(PASSAGES[:1])[0] > 0.999


def test_a_path_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="no such folder"):
        load_embedder(str(tmp_path / "absent"), tmp_path)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    embedder = load_embedder(str(tmp_path), tmp_path)
    with pytest.raises(EmbeddingError):
        embedder.embed_query(QUESTION)
    with pytest.raises(EmbeddingError):
        embedder.embed_passages(PASSAGES)


def test_importing_brings_no_torch() -> None:
    program = "import sys, reformbot.models; print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.strip() == b"False"
