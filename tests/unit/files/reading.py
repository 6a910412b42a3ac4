"""A recogniser with a script, for readers that would need a real one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from PIL import Image

from reformbot.errors import ToolMissingError
from reformbot.files.recognition import RecognisedLine, Recogniser
from reformbot.files.refusal import RefusalError


def line(text: str, x: float, y: float, size: float = 20, sure: float = 0.99) -> RecognisedLine:
    """A line of a picture, upright."""
    right, bottom = x + len(text) * size, y + size
    return RecognisedLine(text, ((x, y), (right, y), (right, bottom), (x, bottom)), sure)


class Script:
    """Finds in each picture what is scripted, the last of it again and again."""

    def __init__(self, *pages: Sequence[RecognisedLine]) -> None:
        self._pages = iter([*pages, *repeat(pages[-1], 50)] if pages else repeat((), 50))
        self.seen: list[Image.Image] = []

    def recognise(self, picture: Image.Image) -> Sequence[RecognisedLine]:
        self.seen.append(picture)
        return next(self._pages)

    def __call__(self) -> Recogniser:
        return self


def missing() -> Recogniser:
    """No recogniser is installed."""
    raise RefusalError(ToolMissingError, tool="OCR", command="pip")
