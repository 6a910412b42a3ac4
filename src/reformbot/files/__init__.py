"""From an office file to text."""

from reformbot.files.document import Caution, Document, Format
from reformbot.files.text import SUFFIXES, find_files, read_text

__all__ = ["SUFFIXES", "Caution", "Document", "Format", "find_files", "read_text"]
