"""Logs: one JSON object a line, in the home's `logs/reformbot.log`, rotated by size."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

from reformbot.errors import StorageError

_MOST_BYTES = 5_000_000
_KEPT_FILES = 5
_CHATTY = (
    "torch",
    "httpx",
    "httpx2",
    "openai",
    "httpcore",
    "alembic",
    "chromadb",
    "sentence_transformers",
    "transformers",
)


def configure_logging(home: Path) -> None:
    """Send the log to the home's file; libraries that talk too much only warn.

    Raises:
        StorageError: the file cannot be written.
    """
    file = home / "logs" / "reformbot.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            file, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise StorageError.of(file, error) from error
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # A log that cannot be written, as on a full disk, must not put tracebacks on the terminal.
    logging.raiseExceptions = False
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
