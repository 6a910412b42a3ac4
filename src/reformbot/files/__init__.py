"""From an office file to text."""

from reformbot.files.text import SUFFIXES, SourceText, find_files, read_text

__all__ = ["SUFFIXES", "SourceText", "find_files", "read_text"]
