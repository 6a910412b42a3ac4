"""What a style check finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reformbot.bulletin.model import Span


class Severity(StrEnum):
    """How much a departure matters; a draft with an error is not in house style."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class StylePlace(StrEnum):
    """Which text the spans of a finding refer to."""

    TITLE = "title"
    BODY = "body"
    BYLINE = "byline"
    SOURCE = "source"
    CONTENTS = "contents"
    MASTHEAD = "masthead"


class StyleRule(StrEnum):
    """The rules, by the part of an article they look at; each has a message `style-<rule>`."""

    TITLE_LENGTH = "title-length"
    TITLE_END = "title-end"
    TITLE_SPACE = "title-space"
    TITLE_ABOUT = "title-about"
    PARAGRAPHS = "paragraphs"
    MEASURE_COUNT = "measure-count"
    MEASURE_ORDER = "measure-order"
    MEASURE_START = "measure-start"
    MEASURE_MARKER = "measure-marker"
    HEAD_END = "head-end"
    HEAD_LENGTH = "head-length"
    HEAD_PATTERN = "head-pattern"
    HEAD_FORM = "head-form"
    BODY_LENGTH = "body-length"
    LEAD_LENGTH = "lead-length"
    LEAD_SENTENCES = "lead-sentences"
    LEAD_CITY = "lead-city"
    LEAD_NAME = "lead-name"
    MEASURE_LENGTH = "measure-length"
    MEASURE_BALANCE = "measure-balance"
    SENTENCE_LENGTH = "sentence-length"
    SENTENCE_MEAN = "sentence-mean"
    BYLINE_MISSING = "byline-missing"
    BYLINE_FORM = "byline-form"
    BYLINE_SENDER = "byline-sender"
    FEW_FIGURES = "few-figures"
    FIGURE_UNIT = "figure-unit"
    MEASURE_WORD = "measure-word"
    APPROXIMATION = "approximation"
    INSTALMENTS = "instalments"
    NUMERAL = "numeral"
    DIGIT_SPACE = "digit-space"
    HALF_WIDTH = "half-width"
    FULL_WIDTH_DIGIT = "full-width-digit"
    TIME_VAGUE = "time-vague"
    TIME_UNDATED = "time-undated"
    TIME_RELATIVE = "time-relative"
    CLOSING = "closing"
    OUTCRY = "outcry"
    FIRST_PERSON = "first-person"
    OPENERS = "openers"
    SHORT_NAME_FIRST = "short-name-first"
    CONTENTS_TITLE = "contents-title"
    CONTENTS_SPACE = "contents-space"
    NAME_VARIANTS = "name-variants"
    NEAR_DUPLICATE = "near-duplicate"


@dataclass(frozen=True, slots=True)
class StyleFinding:
    """One departure from house style.

    Attributes:
        words: the words it is about, as they stand; shortened where they are many.
        place: which text `spans` refer to.
        spans: every stretch concerned, in order; empty where something is missing.
        measure: ordinal of the measure concerned; None for the article as a whole.
        article: ordinal of the article in its issue; None for a draft or the issue as a whole.
        values: what the message `style-<rule>` has placeholders for.
    """

    rule: StyleRule
    severity: Severity
    words: str = ""
    place: StylePlace = StylePlace.BODY
    spans: tuple[Span, ...] = ()
    measure: int | None = None
    article: int | None = None
    values: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
