from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file  # pyright: ignore[reportUnknownVariableType]

from reformbot.errors import HomeUnwritableError, WeightsError
from reformbot.models.e5_archive import (
    UnigramVocabulary,
    dequantize,
    read_archive,
)
from reformbot.models.e5_builder import build_folder, build_tokenizer, is_complete

HIDDEN, LAYERS, HEADS, WIDE, ROWS, POSITIONS, TYPES = 32, 1, 2, 64, 16, 8, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "产", "业", "产业", "～", "5", "▁产业", "~"]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -3.5, -2.5, -4.0, -3.0, -2.0, -4.0]


def q4(values: int, seed: int) -> bytes:
    """Random Q4_0 blocks with sane scales."""
    random = np.random.default_rng(seed)
    blocks = values // 32
    return b"".join(
        struct.pack("<e", random.uniform(0.001, 0.1)) + random.bytes(16) for _ in range(blocks)
    )


def f32(values: int, seed: int) -> bytes:
    return np.random.default_rng(seed).standard_normal(values).astype("<f4").tobytes()


def tensors() -> dict[str, tuple[int, int, bytes]]:
    """Every tensor of the little encoder: kind, element count, bytes."""
    wanted: dict[str, tuple[int, int]] = {
        "emb.word": (1, ROWS * HIDDEN),
        "emb.pos": (0, POSITIONS * HIDDEN),
        "emb.type": (0, TYPES * HIDDEN),
        "emb.ln.w": (0, HIDDEN),
        "emb.ln.b": (0, HIDDEN),
    }
    for name, size in (("q", 1), ("k", 1), ("v", 1), ("ao", 1), ("fi", 2), ("fo", 2)):
        wanted[f"l0.{name}.w"] = (1, size * HIDDEN * HIDDEN)
        wanted[f"l0.{name}.b"] = (0, WIDE if name == "fi" else HIDDEN)
    for name in ("aln", "oln"):
        wanted[f"l0.{name}.w"] = wanted[f"l0.{name}.b"] = (0, HIDDEN)
    return {
        name: (kind, count, q4(count, seed) if kind else f32(count, seed))
        for seed, (name, (kind, count)) in enumerate(wanted.items())
    }


def archive_bytes() -> bytes:
    """A whole little archive, written independently of the reader."""
    text = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, text)]).astype("<u4")
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, HIDDEN, LAYERS, HEADS, WIDE, ROWS, POSITIONS, TYPES, 1e-12, 32
    )
    vocabulary = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, text)))
    vocabulary += offsets.tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(text)
    folding = b"".join(
        struct.pack(f"<IB{len(out)}I", ord(source), len(out), *map(ord, out))
        for source, out in {"５": "5", "\x01": "", "㈱": "(株)"}.items()
    )
    vocabulary += struct.pack("<iI", 3, len(folding)) + folding
    content = tensors()
    directory_size = 4 + sum(2 + len(name) + 21 for name in content)
    position = len(head) + len(vocabulary) + directory_size
    directory, body = struct.pack("<i", len(content)), b""
    for name, (kind, count, raw) in content.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, position + len(body), len(raw))
        body += raw
    return head + vocabulary + directory + body


ARCHIVE = archive_bytes()


def naive_dequantize(blocks: bytes) -> list[float]:
    weights: list[float] = []
    for start in range(0, len(blocks), 18):
        (scale,) = struct.unpack("<e", blocks[start : start + 2])
        packed = blocks[start + 2 : start + 18]
        weights += [((byte & 15) - 8) * scale for byte in packed]
        weights += [((byte >> 4) - 8) * scale for byte in packed]
    return weights


finite_scale = st.floats(width=16, allow_nan=False, allow_infinity=False)
block = st.tuples(finite_scale, st.binary(min_size=16, max_size=16)).map(
    lambda parts: struct.pack("<e", parts[0]) + parts[1]
)


@given(st.lists(block, max_size=6).map(b"".join))
def test_dequantizing_agrees_with_the_plain_way(blocks: bytes) -> None:
    weights = dequantize(blocks)
    assert weights.dtype == np.float32
    np.testing.assert_array_equal(weights, np.array(naive_dequantize(blocks), np.float32))


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(bytes(17), id="half a block"),
        pytest.param(struct.pack("<e", float("inf")) + bytes(16), id="an infinite scale"),
        pytest.param(struct.pack("<e", float("nan")) + bytes(16), id="a scale that is no number"),
    ],
)
def test_damaged_blocks_are_refused(blocks: bytes) -> None:
    with pytest.raises(WeightsError):
        dequantize(blocks)


def test_the_whole_archive_is_read() -> None:
    archive = read_archive(ARCHIVE)
    assert (archive.sizes.hidden, archive.sizes.positions) == (HIDDEN, POSITIONS)
    assert archive.sizes.layer_norm_epsilon == pytest.approx(1e-12)
    assert list(archive.vocabulary.pieces) == PIECES
    assert archive.vocabulary.scores == pytest.approx(SCORES)
    assert archive.vocabulary.normalization == {"５": "5", "\x01": "", "㈱": "(株)"}
    for name, (kind, count, raw) in tensors().items():
        expected = naive_dequantize(raw) if kind else np.frombuffer(raw, "<f4")
        taken = archive.tensor(name, count)
        assert taken.dtype == np.float32
        np.testing.assert_array_equal(taken, np.array(expected, np.float32))


def test_a_tensor_is_asked_for_by_its_name_and_size() -> None:
    archive = read_archive(ARCHIVE)
    with pytest.raises(WeightsError):
        archive.tensor("emb.nothing", 1)
    with pytest.raises(WeightsError):
        archive.tensor("emb.ln.w", HIDDEN + 1)


def test_an_archive_cut_off_anywhere_is_refused() -> None:
    for length in range(len(ARCHIVE)):
        with pytest.raises(WeightsError):
            read_archive(ARCHIVE[:length])


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    for candidate in (data, b"E5S1" + data):
        with pytest.raises(WeightsError):
            read_archive(candidate)


@settings(max_examples=300)
@given(st.integers(0, len(ARCHIVE) - 1), st.integers(1, 255))
def test_a_damaged_byte_is_refused_or_harmless(position: int, change: int) -> None:
    damaged = bytearray(ARCHIVE)
    damaged[position] ^= change
    try:
        archive = read_archive(bytes(damaged))
        for name, entry in archive.entries.items():
            archive.tensor(name, entry.count)
    except WeightsError:
        pass


def vocabulary() -> UnigramVocabulary:
    return read_archive(ARCHIVE).vocabulary


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("产业", ["<s>", "▁产业", "</s>"]),
        ("产业 产业", ["<s>", "▁产业", "▁产业", "</s>"]),
        ("产业 \n\u3000\u200b产业", ["<s>", "▁产业", "▁产业", "</s>"]),
        ("产\x01业", ["<s>", "▁产业", "</s>"]),
        ("５", ["<s>", "▁", "5", "</s>"]),
        ("5～5", ["<s>", "▁", "5", "～", "5", "</s>"]),
        ("5~5", ["<s>", "▁", "5", "~", "5", "</s>"]),
        ("字", ["<s>", "▁", "<unk>", "</s>"]),
        ("", ["<s>", "</s>"]),
        ("产业" * 20, ["<s>", "▁产业", *["产业"] * 5, "</s>"]),
    ],
)
def test_tokenizing(text: str, pieces: list[str]) -> None:
    tokenizer = build_tokenizer(vocabulary(), POSITIONS)
    assert tokenizer.encode(text).ids == [PIECES.index(piece) for piece in pieces]


def test_building_a_folder(tmp_path: Path) -> None:
    source, target = tmp_path / "archive.bin", tmp_path / "cache" / "model"
    source.write_bytes(ARCHIVE)
    told: list[tuple[str, int, int]] = []
    assert (
        build_folder(source, target, lambda key, done, total: told.append((key, done, total)))
        == target
    )
    assert is_complete(target)
    assert [path.name for path in target.parent.iterdir()] == ["model"]
    assert told[0][:2] == ("weights.unpack", 0)
    assert told[-1][1] == told[-1][2] == len(told) - 1

    weights = load_file(target / "model.safetensors")
    archive = read_archive(ARCHIVE)
    np.testing.assert_array_equal(
        weights["encoder.layer.0.intermediate.dense.weight"],
        archive.tensor("l0.fi.w", WIDE, HIDDEN),
    )
    config = json.loads((target / "config.json").read_text())
    assert config["vocab_size"] == ROWS
    prompts = json.loads((target / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: ", "document": "passage: "}


def test_a_second_building_does_no_work(tmp_path: Path) -> None:
    source, target = tmp_path / "archive.bin", tmp_path / "model"
    source.write_bytes(ARCHIVE)
    build_folder(source, target)
    before = (target / "model.safetensors").stat().st_mtime_ns
    source.unlink()
    build_folder(source, target)
    assert (target / "model.safetensors").stat().st_mtime_ns == before


def test_a_folder_that_lacks_a_file_is_built_again(tmp_path: Path) -> None:
    source, target = tmp_path / "archive.bin", tmp_path / "model"
    source.write_bytes(ARCHIVE)
    build_folder(source, target)
    (target / "tokenizer.json").unlink()
    build_folder(source, target)
    assert is_complete(target)


def test_a_damaged_archive_leaves_nothing_behind(tmp_path: Path) -> None:
    source, cache = tmp_path / "archive.bin", tmp_path / "cache"
    source.write_bytes(ARCHIVE[:-1])
    with pytest.raises(WeightsError):
        build_folder(source, cache / "model")
    assert list(cache.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    source, blocked = tmp_path / "archive.bin", tmp_path / "file"
    source.write_bytes(ARCHIVE)
    blocked.write_text("")
    with pytest.raises(HomeUnwritableError):
        build_folder(source, blocked / "model")
