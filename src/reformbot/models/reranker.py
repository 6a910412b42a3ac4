"""Cross-encoders: the `Reranker` port, and its adapter over sentence-transformers.

Nothing heavy is imported with this module; torch comes in when the first pair is read.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from reformbot.errors import RerankerError

_BATCH_SIZE = 16
_REASON_LENGTH = 200


class Reranker(Protocol):
    """What reads a question and a passage together and says how well one answers the other.

    An implementation may be called from several threads at once.
    """

    @property
    def name(self) -> str:
        """The model's name, for status and logs."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the question: float32 of shape (n,), in order.

        Scores are comparable within one call only; higher is better.

        Raises:
            RerankerError: the model cannot be loaded or run.
        """
        ...


class CrossEncoderReranker:
    """A `Reranker` over a sentence-transformers cross-encoder.

    The model is loaded when it is first needed. Pairs beyond its limit are cut off there by its
    tokenizer. A lock lets one question at a time into it.

    Args:
        source: a folder, or a name that sentence-transformers can resolve. A folder is loaded
            without any network access.
    """

    def __init__(self, source: str | Path) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._model: _LoadedModel | None = None

    @property
    def name(self) -> str:
        """The folder or the name."""
        return str(self._source)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the question, as `Reranker.scores` says: raw logits."""
        if not texts:
            return np.empty(0, np.float32)
        pairs = [(_sound(question), _sound(text)) for text in texts]
        try:
            with self._lock:
                model = self._model = self._model or _load(self._source)
                found = model.predict(
                    pairs,
                    batch_size=_BATCH_SIZE,
                    show_progress_bar=False,
                    activation_fn=model.identity,
                )
        except (RuntimeError, ValueError, TypeError, LookupError, MemoryError) as error:
            raise RerankerError(model=self.name, reason=_reason(error)) from error
        scores = np.asarray(found, np.float32)
        if scores.shape != (len(texts),):
            raise RerankerError(model=self.name, reason="it gives a pair more than one score")
        if not np.isfinite(scores).all():
            raise RerankerError(model=self.name, reason="a score is not finite")
        return scores


def load_reranker(model: str) -> CrossEncoderReranker:
    """The reranker a setting names: a folder, or a sentence-transformers name.

    Raises:
        RerankerError: the setting is a path, and there is no such folder.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return CrossEncoderReranker(folder)
    if folder.is_absolute() or model.startswith("."):
        raise RerankerError(model=model, reason="there is no such folder")
    return CrossEncoderReranker(model)


class _Predict(Protocol):
    """The one method of a CrossEncoder that is called here."""

    def __call__(
        self,
        inputs: list[tuple[str, str]],
        *,
        batch_size: int,
        show_progress_bar: bool,
        activation_fn: Callable[..., Any],
    ) -> NDArray[np.floating[Any]]: ...


@dataclass(frozen=True, slots=True)
class _LoadedModel:
    """A loaded model; `identity` leaves its logits as they are, where a sigmoid would make ties."""

    predict: _Predict
    identity: Callable[..., Any]


def _load(source: str | Path) -> _LoadedModel:
    try:
        import torch
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        transformers_logging.set_verbosity_error()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        model = CrossEncoder(str(source), local_files_only=isinstance(source, Path))
    # Loading runs the vendors' readers over whatever the folder holds, and they raise anything.
    except Exception as error:
        raise RerankerError(model=str(source), reason=_reason(error)) from error
    return _LoadedModel(cast(_Predict, model.predict), torch.nn.Identity())


def _sound(text: str) -> str:
    """A text without lone surrogates, which JSON can carry in and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()


def _reason(error: BaseException) -> str:
    """The first line of what a vendor says, short enough for a message."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:_REASON_LENGTH]
