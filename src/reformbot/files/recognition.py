"""Reading the text in a picture of a page (optical recognition)."""

from __future__ import annotations

import importlib
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reformbot.errors import ToolMissingError
from reformbot.files.refusal import RefusalError
from reformbot.files.runs import Run, is_wide, width_of

_MOST_PIXELS = 9_000_000  # a page of 300 dpi; what is larger is scaled down
_LONGEST_SIDE = 3000
_MOST_THREADS = 4
_LEAST_CONFIDENCE = 0.5  # of a line
_DOUBTFUL = 0.75  # mean confidence below which the page may stand on its head
_MOST_SKEW = 8.0  # degrees
_TYPE_TO_BOX = 0.8  # size of the type, to the height of the box that is found round it

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line that was found in a picture.

    Attributes:
        text: what it says.
        corners: top left, top right, bottom right, bottom left, as the text runs, in pixels.
        confidence: 0 to 1.
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What was found in a picture: runs in pixels, and the mean confidence of their characters."""

    runs: tuple[Run, ...]
    confidence: float


class Recogniser(Protocol):
    """Finds lines of text in a picture."""

    def recognise(self, picture: Image.Image) -> Sequence[RecognisedLine]:
        """The lines of a picture of mode RGB that stands upright, in any order."""
        ...


Recognisers = Callable[[], Recogniser]
"""Loads a recogniser, or raises `RefusalError` where none is installed."""


def recognise_page(picture: Image.Image, recogniser: Recogniser) -> RecognisedPage:
    """Read a picture of a page; one that lies on its side or stands on its head is turned."""
    picture = _fitted(picture)
    best = recogniser.recognise(picture)
    if best and _lies(best):  # read along its lines, but these are in no order then
        turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
        best = max((recogniser.recognise(picture.transpose(turn)) for turn in turns), key=_said)
    elif best and _confidence(best) < _DOUBTFUL:
        turned = recogniser.recognise(picture.transpose(Image.Transpose.ROTATE_180))
        best = max(best, turned, key=_said)
    lines = [line for line in best if line.confidence >= _LEAST_CONFIDENCE and line.text.strip()]
    return RecognisedPage(_levelled(lines), _confidence(lines))


@cache
def installed() -> Recogniser:
    """The recogniser of the extra `ocr`, loaded once in a process.

    Raises:
        RefusalError: the extra is not installed.
    """
    try:
        return _RapidRecogniser()
    except ImportError as error:
        raise RefusalError(
            ToolMissingError, tool="OCR", command="pip install 'reformbot[ocr]'"
        ) from error


class _RapidRecogniser:
    """RapidOCR with the PP-OCR models that its wheel brings."""

    def __init__(self) -> None:
        library: Any = importlib.import_module("rapidocr")
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._engine = library.RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.text_score": 0.0,
                "Global.use_cls": False,
                "Global.max_side_len": _LONGEST_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def recognise(self, picture: Image.Image) -> Sequence[RecognisedLine]:
        """The lines of a picture."""
        blue_first = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1])
        found: Any = self._engine(blue_first)
        if found.txts is None or found.boxes is None:
            return []
        boxes = cast("list[NDArray[np.float32]]", found.boxes)
        return [
            RecognisedLine(text, _corners(box), float(score))
            for text, box, score in zip(found.txts, boxes, found.scores, strict=True)
        ]


def _corners(box: NDArray[np.float32]) -> tuple[Point, Point, Point, Point]:
    one, two, three, four = ((float(x), float(y)) for x, y in box)
    return one, two, three, four


def _fitted(picture: Image.Image) -> Image.Image:
    """A picture in colour, scaled down to what recognition gains from."""
    picture = picture.convert("RGB")
    width, height = picture.size
    scale = min(
        1.0,
        math.sqrt(_MOST_PIXELS / (width * height)),
        _LONGEST_SIDE / max(width, height),
    )
    if scale == 1.0:
        return picture
    return picture.resize((max(1, int(width * scale)), max(1, int(height * scale))))


def _lies(lines: Sequence[RecognisedLine]) -> bool:
    """Whether most of the text is in boxes that are higher than wide."""
    tall = sum(_height(line) > 1.5 * _width(line) for line in lines)
    return tall * 2 > len(lines)


def _width(line: RecognisedLine) -> float:
    return math.dist(line.corners[0], line.corners[1])


def _height(line: RecognisedLine) -> float:
    return math.dist(line.corners[0], line.corners[3])


def _said(lines: Sequence[RecognisedLine]) -> float:
    """How much was read with how much confidence."""
    sure = (line for line in lines if line.confidence >= _LEAST_CONFIDENCE)
    return sum(len(line.text) * line.confidence for line in sure)


def _confidence(lines: Sequence[RecognisedLine]) -> float:
    count = sum(len(line.text) for line in lines)
    return sum(len(line.text) * line.confidence for line in lines) / count if count else 0.0


def _levelled(lines: Sequence[RecognisedLine]) -> tuple[Run, ...]:
    """The lines as runs, turned by what most of them are askew."""
    angles = [_angle(line) for line in lines if _width(line) > 4 * _height(line)]
    skew = median(angles) if angles else 0.0
    if abs(skew) > math.radians(_MOST_SKEW):
        skew = 0.0
    cos, sin = math.cos(skew), math.sin(skew)
    return tuple(_run(line, cos, sin) for line in lines)


def _angle(line: RecognisedLine) -> float:
    (x0, y0), (x1, y1), *_ = line.corners
    return math.atan2(y1 - y0, x1 - x0)


def _run(line: RecognisedLine, cos: float, sin: float) -> Run:
    level = [(x * cos + y * sin, y * cos - x * sin) for x, y in line.corners]
    x0, x1 = (level[0][0] + level[3][0]) / 2, (level[1][0] + level[2][0]) / 2
    y0, y1 = (level[0][1] + level[1][1]) / 2, (level[2][1] + level[3][1]) / 2
    size = _TYPE_TO_BOX * (y1 - y0)
    if sum(map(is_wide, line.text)) > 3:  # boxes of long lines are truer in width than in height
        size = (x1 - x0) / width_of(line.text)
    return Run(line.text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), max(size, 1.0))
