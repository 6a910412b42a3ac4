"""Every error reformbot raises on purpose: one tree, one sentence each.

ReformbotError
├── ConfigurationError
│   ├── PromptError
│   ├── TokenMissingError
│   └── TokenError
├── SourceError
│   ├── SourceMissingError
│   ├── SourceEmptyError
│   ├── SourceBinaryError
│   ├── SourceEncodingError
│   ├── SourceUnreadableError
│   ├── NotABulletinError
│   └── DuplicateIssueError
├── StorageError
│   ├── HomeUnwritableError
│   ├── DiskFullError
│   ├── OutputUnwritableError
│   ├── CatalogError
│   └── VectorStoreError
├── IndexStateError
│   ├── EmptyIndexError
│   ├── FingerprintMismatchError
│   └── BuildInProgressError
├── ModelError
│   ├── WeightsError
│   ├── WeightsMissingError
│   ├── LibraryMissingError
│   ├── EmbeddingError
│   ├── RerankerError
│   └── ChatModelError
├── BatchError
├── PeopleError
│   ├── NotAllowedError
│   ├── AppointedError
│   ├── PersonUnknownError
│   ├── RequestTooSoonError
│   ├── RequestGoneError
│   ├── InviteError
│   └── QuotaError
└── DeliveryError

An error carries a code and details; the sentence a person reads, with the remedy in it, is the
message `error-<code>` of the catalogs in `reformbot.locale`. A test holds the two together.
"""

from __future__ import annotations

import errno
from typing import ClassVar


class ReformbotError(Exception):
    """Anything reformbot refuses or fails to do, as opposed to a defect in it.

    Args:
        details: values for the placeholders of the message `error-<code>`.
    """

    code: ClassVar[str] = "general"
    retryable: ClassVar[bool] = False

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.code, details)

    def __str__(self) -> str:
        """The code with its details, for logs; people read the catalog's sentence."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.details.items())
        return f"{self.code}({shown})"


class ConfigurationError(ReformbotError):
    """A setting is missing or has a value that cannot be used (details: setting, reason)."""

    code: ClassVar[str] = "configuration"


class PromptError(ConfigurationError):
    """A prompt file cannot be read or is not as its use needs it (details: file, reason)."""

    code: ClassVar[str] = "prompt"


class TokenMissingError(ConfigurationError):
    """The bot is started without a token (no details)."""

    code: ClassVar[str] = "token-missing"


class TokenError(ConfigurationError):
    """Telegram refuses the bot token (no details: a token is never shown)."""

    code: ClassVar[str] = "token"


class SourceError(ReformbotError):
    """A file cannot become an issue (details: path)."""

    code: ClassVar[str] = "source"


class SourceMissingError(SourceError):
    """There is no such file or folder (details: path)."""

    code: ClassVar[str] = "source-missing"


class SourceEmptyError(SourceError):
    """The file, or the folder, holds nothing to read (details: path)."""

    code: ClassVar[str] = "source-empty"


class SourceBinaryError(SourceError):
    """The file is not text (details: path)."""

    code: ClassVar[str] = "source-binary"


class SourceEncodingError(SourceError):
    """The file is text in no encoding that could be made out (details: path)."""

    code: ClassVar[str] = "source-encoding"


class SourceUnreadableError(SourceError):
    """The system refuses to read the file (details: path, reason)."""

    code: ClassVar[str] = "source-unreadable"


class NotABulletinError(SourceError):
    """The text has no issue number or no article (details: path, lacks)."""

    code: ClassVar[str] = "not-a-bulletin"


class DuplicateIssueError(SourceError):
    """Two files of one run hold the same issue (details: path, issue, other)."""

    code: ClassVar[str] = "duplicate-issue"


class StorageError(ReformbotError):
    """What reformbot keeps on disk cannot be read or written (details: path, reason)."""

    code: ClassVar[str] = "storage"

    @classmethod
    def of(cls, path: object, error: OSError) -> StorageError:
        """The error for the operating system's refusal to write at a path."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DiskFullError(path=path)
        return HomeUnwritableError(path=path, reason=error.strerror or type(error).__name__)


class HomeUnwritableError(StorageError):
    """The home or cache directory cannot be created or written (details: path, reason)."""

    code: ClassVar[str] = "home-unwritable"


class DiskFullError(StorageError):
    """No space is left where reformbot writes (details: path)."""

    code: ClassVar[str] = "disk-full"
    retryable: ClassVar[bool] = True


class OutputUnwritableError(StorageError):
    """The file that answers should go to cannot be written (details: path, reason)."""

    code: ClassVar[str] = "output-unwritable"


class CatalogError(StorageError):
    """The catalog database cannot be opened or used (details: path, reason)."""

    code: ClassVar[str] = "catalog"


class VectorStoreError(StorageError):
    """The vector index cannot be opened or used (details: path, reason)."""

    code: ClassVar[str] = "vector-store"


class IndexStateError(ReformbotError):
    """The index is not in a state that allows what was asked."""

    code: ClassVar[str] = "index-state"


class EmptyIndexError(IndexStateError):
    """Nothing has been indexed yet (no details)."""

    code: ClassVar[str] = "empty-index"


class FingerprintMismatchError(IndexStateError):
    """The live index was made with another embedding model (details: indexed, configured)."""

    code: ClassVar[str] = "fingerprint-mismatch"


class BuildInProgressError(IndexStateError):
    """Another process is building an index in this home (details: path)."""

    code: ClassVar[str] = "build-in-progress"
    retryable: ClassVar[bool] = True


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


class BatchError(ReformbotError):
    """A line of a batch file is not a question (details: path, line, reason)."""

    code: ClassVar[str] = "batch"


class PeopleError(ReformbotError):
    """Somebody may not do what they ask for (no details)."""

    code: ClassVar[str] = "people"


class NotAllowedError(PeopleError):
    """Their role does not allow it (no details)."""

    code: ClassVar[str] = "not-allowed"


class AppointedError(PeopleError):
    """The configuration gives a person the role that should be taken away (details: person)."""

    code: ClassVar[str] = "appointed"


class PersonUnknownError(PeopleError):
    """Nobody with this number is known (details: person)."""

    code: ClassVar[str] = "person-unknown"


class RequestTooSoonError(PeopleError):
    """They have asked to be let in not long ago (details: until)."""

    code: ClassVar[str] = "request-too-soon"


class RequestGoneError(PeopleError):
    """The request was erased (no details)."""

    code: ClassVar[str] = "request-gone"


class InviteError(PeopleError):
    """An invitation is unknown, used or too old (no details)."""

    code: ClassVar[str] = "invite"


class QuotaError(PeopleError):
    """They have asked as many questions as they may for now (details: most, until)."""

    code: ClassVar[str] = "quota"
    retryable: ClassVar[bool] = True


class DeliveryError(ReformbotError):
    """Telegram cannot be reached or refuses a message (details: reason)."""

    code: ClassVar[str] = "delivery"
    retryable: ClassVar[bool] = True
