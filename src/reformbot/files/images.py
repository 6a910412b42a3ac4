"""Reading pictures of pages: PNG, JPEG, TIFF of one or more pages, BMP, WebP."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from reformbot.errors import PictureTooLargeError, SourceDamagedError, SourceTooManyPagesError
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.recognition import Recognisers, installed
from reformbot.files.refusal import RefusalError
from reformbot.files.scans import extract, seen

_NUMBER = re.compile("[0-9]+")
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def read_image(data: bytes, limits: Limits, recognisers: Recognisers = installed) -> Extract:
    """Read a picture, or pictures that a file holds, each as a page.

    Raises:
        RefusalError: SourceDamagedError, SourceTooManyPagesError, PictureTooLargeError,
            SourceTextlessError; ToolMissingError where recognition is not installed.
    """
    pages = [seen((), picture.copy, recognisers) for picture in pictures(data, limits)]
    return extract(Format.IMAGE, pages, recognisers)


def pictures(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The pictures of a file, as they are meant to be seen, on white where they are transparent.

    Raises:
        RefusalError: SourceDamagedError, SourceTooManyPagesError, PictureTooLargeError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _frames(data, limits)
    except Image.DecompressionBombError as error:
        told = _NUMBER.search(str(error))
        pixels = int(told[0]) if told else limits.pixels + 1
        raise RefusalError(PictureTooLargeError, pixels=pixels, most=limits.pixels) from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError) as error:
        raise RefusalError(SourceDamagedError) from error


def _frames(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as file:
        count = getattr(file, "n_frames", 1)
        if count > limits.pages:
            raise RefusalError(SourceTooManyPagesError, pages=count, most=limits.pages)
        for frame in ImageSequence.Iterator(file):
            pixels = frame.width * frame.height
            if pixels > limits.pixels:
                raise RefusalError(PictureTooLargeError, pixels=pixels, most=limits.pixels)
            yield _on_white(ImageOps.exif_transpose(frame))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        values = np.asarray(picture, dtype=np.float64)
        brightest = max(float(values.max(initial=0.0)), 1.0)
        return Image.fromarray((values / brightest * 255).clip(0, 255).astype(np.uint8)).convert(
            "RGB"
        )
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")
