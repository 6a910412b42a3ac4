"""What is wrong with what reformbot keeps on disk, and with its index."""

from __future__ import annotations

import errno
from typing import ClassVar

from reformbot.errors.base import ReformbotError


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


class VersionUnknownError(IndexStateError):
    """There is no such version, or none any more (details: number)."""

    code: ClassVar[str] = "version-unknown"


class NoEarlierVersionError(IndexStateError):
    """No version is kept that could be returned to (no details)."""

    code: ClassVar[str] = "no-earlier-version"


class VersionFingerprintError(IndexStateError):
    """A version was made with another embedding model (details: number, indexed, configured)."""

    code: ClassVar[str] = "version-fingerprint"


class VersionUnusableError(IndexStateError):
    """The vectors of a version are missing or damaged (details: number, reason)."""

    code: ClassVar[str] = "version-unusable"


class IssueUnknownError(IndexStateError):
    """No indexed issue is called so (details: issue)."""

    code: ClassVar[str] = "issue-unknown"


class IssueAmbiguousError(IndexStateError):
    """Several indexed issues are called so (details: issue, stems)."""

    code: ClassVar[str] = "issue-ambiguous"
