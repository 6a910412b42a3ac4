"""What goes wrong between the sending of a file and its being live."""

from __future__ import annotations

from typing import ClassVar

from reformbot.errors.base import ReformbotError


class UploadError(ReformbotError):
    """A file that was sent cannot go further (no details)."""

    code: ClassVar[str] = "upload"


class UploadTooLargeError(UploadError):
    """A file is larger than Telegram hands to a bot (details: name)."""

    code: ClassVar[str] = "upload-too-large"


class SubmissionGoneError(UploadError):
    """There is no such file, or it is another person's (no details)."""

    code: ClassVar[str] = "submission-gone"


class SubmissionSettledError(UploadError):
    """A file no longer waits to be decided about (details: name, state)."""

    code: ClassVar[str] = "submission-settled"


class SubmissionTwinError(UploadError):
    """The same file is being taken in already (details: name)."""

    code: ClassVar[str] = "submission-twin"


class SubmissionLacksError(UploadError):
    """An issue lacks its number, or has no article left (details: lacks)."""

    code: ClassVar[str] = "submission-lacks"


class AmendmentError(UploadError):
    """A text is not the title, number or date that was asked for (details: wanted, text)."""

    code: ClassVar[str] = "amendment"


class BuildBrokenError(UploadError):
    """The process that builds ended again and again before it was done (details: name)."""

    code: ClassVar[str] = "build-broken"
    retryable: ClassVar[bool] = True
