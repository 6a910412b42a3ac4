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
├── DraftError
│   ├── BriefError
│   ├── BriefEmptyError
│   ├── BriefTooLongError
│   ├── OutlineError
│   └── DraftUnreadableError
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

from reformbot.errors.base import (
    ReformbotError,
)
from reformbot.errors.configuration import (
    ConfigurationError,
    PromptError,
    TokenError,
    TokenMissingError,
)
from reformbot.errors.drafts import (
    BriefEmptyError,
    BriefError,
    BriefTooLongError,
    DraftError,
    DraftUnreadableError,
    OutlineError,
)
from reformbot.errors.models import (
    ChatModelError,
    EmbeddingError,
    LibraryMissingError,
    ModelError,
    RerankerError,
    WeightsError,
    WeightsMissingError,
)
from reformbot.errors.people import (
    AppointedError,
    DeliveryError,
    InviteError,
    NotAllowedError,
    PeopleError,
    PersonUnknownError,
    QuotaError,
    RequestGoneError,
    RequestTooSoonError,
)
from reformbot.errors.sources import (
    BatchError,
    DuplicateIssueError,
    NotABulletinError,
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingError,
    SourceError,
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.errors.storage import (
    BuildInProgressError,
    CatalogError,
    DiskFullError,
    EmptyIndexError,
    FingerprintMismatchError,
    HomeUnwritableError,
    IndexStateError,
    OutputUnwritableError,
    StorageError,
    VectorStoreError,
)

__all__ = [
    "AppointedError",
    "BatchError",
    "BriefEmptyError",
    "BriefError",
    "BriefTooLongError",
    "BuildInProgressError",
    "CatalogError",
    "ChatModelError",
    "ConfigurationError",
    "DeliveryError",
    "DiskFullError",
    "DraftError",
    "DraftUnreadableError",
    "DuplicateIssueError",
    "EmbeddingError",
    "EmptyIndexError",
    "FingerprintMismatchError",
    "HomeUnwritableError",
    "IndexStateError",
    "InviteError",
    "LibraryMissingError",
    "ModelError",
    "NotABulletinError",
    "NotAllowedError",
    "OutlineError",
    "OutputUnwritableError",
    "PeopleError",
    "PersonUnknownError",
    "PromptError",
    "QuotaError",
    "ReformbotError",
    "RequestGoneError",
    "RequestTooSoonError",
    "RerankerError",
    "SourceBinaryError",
    "SourceEmptyError",
    "SourceEncodingError",
    "SourceError",
    "SourceMissingError",
    "SourceUnreadableError",
    "StorageError",
    "TokenError",
    "TokenMissingError",
    "VectorStoreError",
    "WeightsError",
    "WeightsMissingError",
]
