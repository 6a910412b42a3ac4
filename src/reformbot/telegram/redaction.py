"""Keep the bot token out of the log."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

_SHOWN = "<token>"
_formatter = logging.Formatter()


def redact(text: str, token: str) -> str:
    """The text with the token, and its secret half on its own, replaced."""
    secret = token.partition(":")[2]
    for word in (token, secret):
        if word:
            text = text.replace(word, _SHOWN)
    return text


@contextmanager
def redacted_logs(token: str) -> Generator[None]:
    """Redact the token in every log record made until the block ends.

    Records are changed where they are made, before any handler sees them: a filter on a logger
    would miss the records of its children, and one on a handler those of other handlers.
    """
    make = logging.getLogRecordFactory()

    def make_redacted(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        _redact_record(record, token)
        return record

    # This client writes each address it calls, and the token is part of it.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.setLogRecordFactory(make_redacted)
    try:
        yield
    finally:
        logging.setLogRecordFactory(make)


def _redact_record(record: logging.LogRecord, token: str) -> None:
    """Change a record only where it would show the token."""
    message = said = _message(record)
    if record.exc_info:
        trace = _formatter.formatException(record.exc_info)
        if redact(trace, token) != trace:
            # A formatter may render exc_info anew, so the trace moves into the message.
            message, record.exc_info = f"{message}\n{trace}", None
    if (clean := redact(message, token)) != said:
        record.msg, record.args = clean, None


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # arguments that do not fit the message are a defect elsewhere
        return f"{record.msg} {record.args}"
