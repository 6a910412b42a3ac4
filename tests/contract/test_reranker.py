"""What every `Reranker` promises, held against the shipped fake and a small cross-encoder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest

from reformbot.errors import RerankerError
from reformbot.models import CrossEncoderReranker, Reranker, load_reranker
from reformbot.testing import OverlapReranker

QUESTION = "哪个市补助中小企业的数字化改造？"
TEXTS = [
    "今年夏季雨水偏多，水库管理处加强了汛期值守。",
    "甲市对数字化改造的中小企业给予最高一百万元的补助。",
    "图书馆延长了周末的开放时间。",
]
Build: TypeAlias = Callable[[int], Path]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Makes the folder of a tiny cross-encoder with random weights and so many scores a pair."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from tokenizers.processors import BertProcessing
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    characters = sorted(set(QUESTION + "".join(TEXTS)))
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *characters]
    vocabulary = {piece: at for at, piece in enumerate(pieces)}

    def made(scores: int) -> Path:
        folder = tmp_path_factory.mktemp("cross-encoder")
        tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = Split("", "isolated")
        tokenizer.post_processor = BertProcessing(
            ("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"])
        )
        PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            pad_token="[PAD]",
            unk_token="[UNK]",
            cls_token="[CLS]",
            sep_token="[SEP]",
        ).save_pretrained(folder)
        torch.manual_seed(7)
        config = BertConfig(
            vocab_size=len(pieces),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
            initializer_range=0.5,
            num_labels=scores,
        )
        BertForSequenceClassification(config).save_pretrained(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def folder(build: Build) -> Path:
    return build(1)


@pytest.fixture(params=["overlap", "cross-encoder"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    if request.param == "overlap":
        return OverlapReranker()
    return CrossEncoderReranker(request.getfixturevalue("folder"))


def assert_sound(scores: np.ndarray, count: int) -> None:
    assert scores.dtype == np.float32
    assert scores.shape == (count,)
    assert np.isfinite(scores).all()


def test_a_score_for_each_text(reranker: Reranker) -> None:
    assert_sound(reranker.scores(QUESTION, TEXTS), len(TEXTS))


def test_no_texts_at_all(reranker: Reranker) -> None:
    assert_sound(reranker.scores(QUESTION, []), 0)


def test_different_texts_are_told_apart(reranker: Reranker) -> None:
    assert len(set(reranker.scores(QUESTION, TEXTS).tolist())) > 1


def test_the_same_text_gives_the_same_score(reranker: Reranker) -> None:
    first, *rest = reranker.scores(QUESTION, [TEXTS[1]] * 4)
    np.testing.assert_allclose(rest, first, atol=1e-5)
    np.testing.assert_array_equal(
        reranker.scores(QUESTION, TEXTS), reranker.scores(QUESTION, TEXTS)
    )


def test_scores_follow_their_texts(reranker: Reranker) -> None:
    forward = reranker.scores(QUESTION, TEXTS)
    backward = reranker.scores(QUESTION, TEXTS[::-1])
    np.testing.assert_allclose(forward, backward[::-1], atol=1e-4)


def test_company_does_not_change_a_score(reranker: Reranker) -> None:
    texts = [text[: 3 + at] for at in range(12) for text in TEXTS]  # more than a batch
    together = reranker.scores(QUESTION, texts)
    alone = np.concatenate([reranker.scores(QUESTION, [text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_the_question_counts(reranker: Reranker) -> None:
    asked = [reranker.scores(question, TEXTS).tolist() for question in (QUESTION, TEXTS[2])]
    assert asked[0] != asked[1]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\u3000", id="blank"),
        pytest.param("数字化" * 2_000, id="very long"),
        pytest.param("\x00\x07\ufeff", id="control characters"),
        pytest.param("🚀👨‍👩‍👧", id="emoji"),
        pytest.param("lone \ud83d surrogate", id="lone surrogate"),
    ],
)
def test_odd_texts(reranker: Reranker, text: str) -> None:
    assert_sound(reranker.scores(QUESTION, [text, TEXTS[0]]), 2)
    assert_sound(reranker.scores(text, TEXTS), len(TEXTS))


def test_several_threads_at_once(reranker: Reranker) -> None:
    expected = reranker.scores(QUESTION, TEXTS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: reranker.scores(QUESTION, TEXTS), range(8)))
    np.testing.assert_allclose(found, [expected] * 8, atol=1e-5)


def test_it_has_a_name(reranker: Reranker) -> None:
    assert reranker.name


def test_the_fake_prefers_what_shares_most() -> None:
    assert int(OverlapReranker().scores(QUESTION, TEXTS).argmax()) == 1


def test_logits_are_not_squeezed(folder: Path) -> None:
    scores = CrossEncoderReranker(folder).scores(QUESTION, TEXTS)
    assert scores.min() < 0 or scores.max() > 1


def test_a_folder_by_its_path(folder: Path) -> None:
    np.testing.assert_array_equal(
        load_reranker(str(folder)).scores(QUESTION, TEXTS),
        CrossEncoderReranker(folder).scores(QUESTION, TEXTS),
    )


def test_a_path_without_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RerankerError, match="no such folder"):
        load_reranker(str(tmp_path / "absent"))


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    reranker = load_reranker(str(tmp_path))
    with pytest.raises(RerankerError) as caught:
        reranker.scores(QUESTION, TEXTS)
    assert caught.value.details.keys() == {"model", "reason"}


def test_a_classifier_is_no_reranker(build: Build) -> None:
    with pytest.raises(RerankerError, match="more than one score"):
        CrossEncoderReranker(build(3)).scores(QUESTION, TEXTS)


def test_naming_one_loads_nothing(folder: Path) -> None:
    program = (
        "import sys; from reformbot.models import load_reranker\n"
        "load_reranker(sys.argv[1]); print('torch' in sys.modules)"
    )
    run = [sys.executable, "-c", program, str(folder)]
    ran = subprocess.run(run, capture_output=True, check=True)
    assert ran.stdout.strip() == b"False"
