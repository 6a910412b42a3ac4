"""From an office file to text."""

from reformbot.files.document import Caution, Document, Extract, Format
from reformbot.files.finding import SUFFIXES, find_files
from reformbot.files.limits import Limits
from reformbot.files.reader import FileReader, Reading

__all__ = [
    "SUFFIXES",
    "Caution",
    "Document",
    "Extract",
    "FileReader",
    "Format",
    "Limits",
    "Reading",
    "find_files",
]
