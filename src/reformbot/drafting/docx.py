"""A publication as a Word file."""

from __future__ import annotations

from pathlib import Path

from reformbot.drafting.layout import STANDARD, Layout
from reformbot.drafting.publication import Publication


def write_docx(publication: Publication, path: Path, layout: Layout = STANDARD) -> None:
    """Write a publication as a .docx file; nothing half-written is ever under its name.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot be written.
    """
    raise NotImplementedError
