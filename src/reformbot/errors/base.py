"""The root of the tree."""

from __future__ import annotations

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
