"""Look a sentence up in a language's catalog and fill in its values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from reformbot.errors import ReformbotError

LANGUAGES = ("zh", "en")

_LONGEST = 2000  # characters of a value; Fluent refuses more than 2,500
_MARK = "\ufdd0"  # no character, so in no text
_MARKED = re.compile(f"{_MARK}[0-9]+{_MARK}")
_BEIJING = timezone(timedelta(hours=8))  # one zone the whole year, for the whole country


@dataclass(frozen=True, slots=True)
class Messages:
    """One language's catalog.

    Attributes:
        language: its code, `zh` or `en`.
    """

    language: str
    _bundle: FluentBundle

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence `key` with its values filled in.

        Raises:
            KeyError: the catalog has no such sentence, or a value is missing.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        # Fluent takes no value longer than this, so that one which is stands in later.
        long = {n: v for n, v in values.items() if isinstance(v, str) and len(v) > _LONGEST}
        marks = {name: f"{_MARK}{at}{_MARK}" for at, name in enumerate(long)}
        text, errors = self._bundle.format_pattern(message.value, _fluent_values(values | marks))
        if errors or not isinstance(text, str):
            raise KeyError(f"{key}: {errors}")
        said = {mark: long[name] for name, mark in marks.items()}
        return _MARKED.sub(lambda found: said.get(found[0], found[0]), text) if said else text

    def error(self, error: ReformbotError) -> str:
        """The sentence for an error, with what to do about it."""
        return self(f"error-{error.code}", **error.details)


@cache
def load_messages(language: str) -> Messages:
    """The catalog of a language; the Chinese one for a language there is none for."""
    code = language if language in LANGUAGES else LANGUAGES[0]
    bundle = FluentBundle([code], use_isolating=False)
    for file in resources.files("reformbot.locale").joinpath(code).iterdir():
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return Messages(code, bundle)


def language_of(text: str, default: str = "zh") -> str:
    """The language a text is written in, as far as its letters tell.

    Any Chinese character makes it Chinese; Latin letters alone make it English.
    """
    if any("\u3400" <= char <= "\u9fff" for char in text):
        return "zh"
    if any(char.isalpha() and char.isascii() for char in text):
        return "en"
    return default


def _fluent_values(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _fluent_value(value) for name, value in values.items()}


def _fluent_value(value: object) -> object:
    """Numbers get no thousands separators: a year is no quantity. Moments are Beijing time."""
    if isinstance(value, int | float):
        return fluent_number(value, useGrouping=False)
    if isinstance(value, datetime):
        return f"{value.astimezone(_BEIJING):%m-%d %H:%M}"
    return str(value)
