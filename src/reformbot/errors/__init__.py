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
│   ├── SourceEncryptedError
│   ├── SourceDamagedError
│   ├── SourceTooLargeError
│   ├── PictureTooLargeError
│   ├── SourceTooManyPagesError
│   ├── SourceTextlessError
│   ├── ArchiveError
│   ├── SourceTimeoutError
│   ├── SourceMemoryError
│   ├── ToolMissingError
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
│   ├── BuildInProgressError
│   ├── VersionUnknownError
│   ├── NoEarlierVersionError
│   ├── VersionFingerprintError
│   ├── VersionUnusableError
│   ├── IssueUnknownError
│   └── IssueAmbiguousError
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
├── UploadError
│   ├── UploadTooLargeError
│   ├── SubmissionGoneError
│   ├── SubmissionSettledError
│   ├── SubmissionTwinError
│   ├── SubmissionLacksError
│   ├── AmendmentError
│   └── BuildBrokenError
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
    ArchiveError,
    BatchError,
    DuplicateIssueError,
    NotABulletinError,
    PictureTooLargeError,
    SourceBinaryError,
    SourceDamagedError,
    SourceEmptyError,
    SourceEncodingError,
    SourceEncryptedError,
    SourceError,
    SourceMemoryError,
    SourceMissingError,
    SourceTextlessError,
    SourceTimeoutError,
    SourceTooLargeError,
    SourceTooManyPagesError,
    SourceUnreadableError,
    ToolMissingError,
)
from reformbot.errors.storage import (
    BuildInProgressError,
    CatalogError,
    DiskFullError,
    EmptyIndexError,
    FingerprintMismatchError,
    HomeUnwritableError,
    IndexStateError,
    IssueAmbiguousError,
    IssueUnknownError,
    NoEarlierVersionError,
    OutputUnwritableError,
    StorageError,
    VectorStoreError,
    VersionFingerprintError,
    VersionUnknownError,
    VersionUnusableError,
)
from reformbot.errors.uploads import (
    AmendmentError,
    BuildBrokenError,
    SubmissionGoneError,
    SubmissionLacksError,
    SubmissionSettledError,
    SubmissionTwinError,
    UploadError,
    UploadTooLargeError,
)

__all__ = [
    "AmendmentError",
    "AppointedError",
    "ArchiveError",
    "BatchError",
    "BriefEmptyError",
    "BriefError",
    "BriefTooLongError",
    "BuildBrokenError",
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
    "IssueAmbiguousError",
    "IssueUnknownError",
    "LibraryMissingError",
    "ModelError",
    "NoEarlierVersionError",
    "NotABulletinError",
    "NotAllowedError",
    "OutlineError",
    "OutputUnwritableError",
    "PeopleError",
    "PersonUnknownError",
    "PictureTooLargeError",
    "PromptError",
    "QuotaError",
    "ReformbotError",
    "RequestGoneError",
    "RequestTooSoonError",
    "RerankerError",
    "SourceBinaryError",
    "SourceDamagedError",
    "SourceEmptyError",
    "SourceEncodingError",
    "SourceEncryptedError",
    "SourceError",
    "SourceMemoryError",
    "SourceMissingError",
    "SourceTextlessError",
    "SourceTimeoutError",
    "SourceTooLargeError",
    "SourceTooManyPagesError",
    "SourceUnreadableError",
    "StorageError",
    "SubmissionGoneError",
    "SubmissionLacksError",
    "SubmissionSettledError",
    "SubmissionTwinError",
    "TokenError",
    "TokenMissingError",
    "ToolMissingError",
    "UploadError",
    "UploadTooLargeError",
    "VectorStoreError",
    "VersionFingerprintError",
    "VersionUnknownError",
    "VersionUnusableError",
    "WeightsError",
    "WeightsMissingError",
]
