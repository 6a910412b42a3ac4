"""From an office file to text."""

from reformbot.files.document import Caution, Document, Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.text import SUFFIXES, find_files, read_text

__all__ = [
    "SUFFIXES",
    "Caution",
    "Document",
    "Extract",
    "Format",
    "Limits",
    "find_files",
    "read_text",
]
