"""The pictures on the pages of an OFD file: of a scan, that is all there is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ofdkit import OFDError, Page
from ofdkit.package import Package
from PIL import Image

from reformbot.files.images import pictures
from reformbot.files.limits import Limits

_DOTS_PER_MM = 200 / 25.4
_MOST_DRAWN = 9_000_000  # pixels
_MOST_ON_PAGE = 200

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture's part in the package, and where it is shown on its page."""

    part: str
    box: Box


class Pictures:
    """The pictures of one OFD file."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._parts = _parts(package)

    def on(self, page: Page) -> list[PlacedPicture]:
        """What is shown on a page, in the order in which it is drawn.

        Raises:
            OFDError: the page cannot be read.
        """
        location = page.location
        if location is None:
            return []
        found: list[PlacedPicture] = []
        for element in self._package.read_xml(location).iter():
            if _name(element) != "ImageObject":
                continue
            part = self._parts.get((_folder(location), (element.get("ResourceID") or "").strip()))
            box = _box(element.get("Boundary"))
            if part and box:
                found.append(PlacedPicture(part, box))
        return found[:_MOST_ON_PAGE]

    def drawn(self, page: Page) -> Image.Image:
        """A page's pictures as they are placed on it, at 200 dpi unless it is larger than paper.

        Raises:
            RefusalError: PictureTooLargeError, a picture has too many pixels.
        """
        left, top, width, height = page.box
        width, height = max(width, 1.0), max(height, 1.0)
        scale = min(_DOTS_PER_MM, math.sqrt(_MOST_DRAWN / (width * height)))
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        canvas = Image.new("RGB", (min(size[0], _MOST_DRAWN), min(size[1], _MOST_DRAWN)), "white")
        for placed in self.on(page):
            x, y, wide, high = placed.box
            shown = next(pictures(self._package.read(placed.part), self._limits))
            fitted = shown.resize(
                (
                    min(canvas.width, max(1, int(wide * scale))),
                    min(canvas.height, max(1, int(high * scale))),
                )
            )
            canvas.paste(fitted, (int((x - left) * scale), int((y - top) * scale)))
        return canvas


def _parts(package: Package) -> dict[tuple[str, str], str]:
    """Where the picture of each resource is, by its document's folder and its number."""
    found: dict[tuple[str, str], str] = {}
    for name in package.names:
        if not name.lower().endswith("res.xml"):
            continue
        try:
            root = package.read_xml(name)
        except OFDError:
            continue
        base = (root.get("BaseLoc") or "").strip()
        for medium in root.iter():
            if _name(medium) != "MultiMedia":
                continue
            file = next((one.text or "" for one in medium if _name(one) == "MediaFile"), "").strip()
            part = package.resolve(name, f"{base}/{file}" if base else file)
            part = part or package.resolve(name, file)
            if part:
                found[_folder(name), (medium.get("ID") or "").strip()] = part
    return found


def _folder(name: str) -> str:
    return name.lstrip("/").partition("/")[0]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _box(value: str | None) -> Box | None:
    try:
        numbers = [float(part) for part in (value or "").split()]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]
