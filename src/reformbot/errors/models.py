"""What is wrong with models and their weights."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class ModelError(ReformbotError):
    """A model cannot be had or run."""

    code: ClassVar[str] = "model"


class WeightsError(ModelError):
    """Model weights cannot be fetched, or are not the ones expected (details: reason)."""

    code: ClassVar[str] = "weights"
    retryable: ClassVar[bool] = True


class WeightsMissingError(ModelError):
    """The weights of the local chat model have not been fetched (details: path)."""

    code: ClassVar[str] = "weights-missing"


class LibraryMissingError(ModelError):
    """A library that is installed on request only is wanted and not there (details: library)."""

    code: ClassVar[str] = "library-missing"


class EmbeddingError(ModelError):
    """The embedding model cannot be loaded or run (details: model, reason)."""

    code: ClassVar[str] = "embedding"


class RerankerError(ModelError):
    """The reranker cannot be loaded or run (details: model, reason)."""

    code: ClassVar[str] = "reranker"


class ChatModelError(ModelError):
    """The chat model cannot be reached or gives nothing usable (details: model, reason)."""

    code: ClassVar[str] = "chat-model"
    retryable: ClassVar[bool] = True
