"""The value types of an answer: statements, each carried by citations of the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reformbot.bulletin.findings import Finding
from reformbot.bulletin.model import Passage, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quotation.

    Attributes:
        n: its number in the answer, from 1.
        passage: the passage the quotation begins in.
        span: of the quotation, in the article's body.
        quote: exactly the body's characters in that span.
    """

    n: int
    passage: Passage
    span: Span
    quote: str

    @property
    def page(self) -> int | None:
        """The page of the file that the quotation begins on; None where it had no pages."""
        return self.passage.page(self.span.start)


class OutcomeKind(StrEnum):
    """What was worked out; each has a sentence in the catalogs."""

    DIFFERENCE = "difference"
    CHANGE_UP = "change-up"
    CHANGE_DOWN = "change-down"
    RATIO = "ratio"
    TOTAL = "total"
    SHARE = "share"
    LARGER = "larger"
    SMALLER = "smaller"
    MOST = "most"
    LEAST = "least"
    EQUAL = "equal"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What code worked out of cited figures.

    Attributes:
        value: the result with its unit; empty where the outcome is a name.
        name: the side that is larger, earlier or first; empty where none is.
        working: the figures it is made of, with the signs between them.
        is_about: a figure it is made of is printed as rounded or as a bound, or it was rounded.
    """

    kind: OutcomeKind
    value: str
    name: str
    working: str
    is_about: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer with the numbers of the citations that carry it.

    Attributes:
        text: words of the corpus; empty where the statement is an outcome.
        subject: title of its article, where the sentence does not say whom it is about.
        label: the side of a comparison that it speaks of.
        earlier: the issue that says so, where a newer one says otherwise.
        outcome: what was worked out of the statements before it.
    """

    text: str
    citations: tuple[int, ...]
    subject: str = ""
    label: str = ""
    earlier: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its name, what the corpus says of it, and the citations for it."""

    name: str
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An article named without being quoted, such as the nearest title to a refused question."""

    stem: str
    issue_label: str
    article: int
    title: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What was searched: how many issues and how many articles."""

    issues: int
    articles: int


class Refusal(StrEnum):
    """Why a question is not answered; each has a sentence in the catalogs."""

    EMPTY_QUESTION = "empty-question"
    PLACE_UNKNOWN = "place-unknown"
    PLACE_NOT_IN_ISSUE = "place-not-in-issue"
    ISSUE_UNKNOWN = "issue-unknown"
    NO_EVIDENCE = "no-evidence"
    NOT_STATED = "not-stated"
    ELSEWHERE = "elsewhere"


class Note(StrEnum):
    """What a reader should know of how an answer came about, a sentence of the catalogs each."""

    MODEL_FAILED = "model-failed"


QUOTES = "quotes"
"""The composer of answers that are quotations alone."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that was proposed and that no passage carries; no reader has seen it."""

    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question.

    Attributes:
        language: `zh` or `en`, the question's; framing follows it, quotations stay as printed.
        statements: what is said, in order; empty where the question is refused.
        items: the entries of a list question; None for any other.
        doubtful: entries that the evidence leaves undecided (待核).
        citations: numbered from 1 without a gap, each used by a statement or an item.
        refusal: why nothing is said; None where something is.
        subject: what the refusal is about, such as the place that no article is about.
        nearest: for a refusal, the articles nearest to the question.
        understood: the question as it was read, where the conversation changed it.
        composer: what worded it: `QUOTES`, or the chat model's name.
        note: what a reader should know of how it came about.
        rejected: what the verifier kept from the reader.
        version: the index version it was asked of.
    """

    question: str
    language: str
    statements: tuple[Statement, ...]
    items: tuple[Item, ...] | None
    citations: tuple[Citation, ...]
    scope: Scope
    refusal: Refusal | None = None
    subject: str = ""
    nearest: tuple[Reference, ...] = ()
    doubtful: tuple[Item, ...] = ()
    understood: str | None = None
    composer: str = QUOTES
    note: Note | None = None
    rejected: tuple[Rejected, ...] = ()
    version: int = 0

    @property
    def abstained(self) -> bool:
        """Whether the reply says that the corpus does not hold an answer."""
        return self.refusal is not None
