"""The command line."""

from reformbot.cli.program import main

__all__ = ["main"]
