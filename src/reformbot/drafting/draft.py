"""A draft: facts, outline, and every version of its text with what carries each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reformbot.answering.model import Rejected
from reformbot.drafting.brief import Brief
from reformbot.drafting.conflicts import Question
from reformbot.drafting.facts import Fact, FactTable
from reformbot.drafting.gaps import Gap
from reformbot.drafting.outline import Outline

PLAIN = ""
"""The composer of sentences that no chat model worded."""

ORDINALS = "一二三四五六七八九十"


class SentenceKind(StrEnum):
    """What a sentence of a draft is."""

    FACT = "fact"
    FRAME = "frame"
    PURPOSE = "purpose"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft.

    Attributes:
        facts: ids of the facts that carry it; none for a frame, a purpose or a mark.
        composer: the chat model that worded it, or `PLAIN`.
    """

    text: str
    kind: SentenceKind
    facts: tuple[str, ...] = ()
    composer: str = PLAIN


@dataclass(frozen=True, slots=True)
class Part:
    """The lead, or one measure with its heading; the lead has none.

    Attributes:
        is_polished: whether a chat model worded it.
        rejected: what the model said of it that did not pass.
    """

    heading: str
    sentences: tuple[Sentence, ...]
    is_polished: bool = False
    rejected: tuple[Rejected, ...] = ()

    @property
    def text(self) -> str:
        """Its sentences as running text, without the heading."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a draft.

    Attributes:
        number: from 1.
        parts: the lead, then the measures.
        byline: in its brackets; empty where the sender is not known.
        instruction: what was asked of the version before; empty for the first.
        composer: the chat model that was asked, or `PLAIN`.
    """

    number: int
    title: str
    parts: tuple[Part, ...]
    byline: str
    instruction: str = ""
    composer: str = PLAIN

    @property
    def body(self) -> str:
        """The article in one paragraph, without title and byline."""
        lead, *measures = self.parts
        said = [lead.text]
        for at, part in enumerate(measures):
            said.append(f"{ORDINALS[at]}是{part.heading}。{part.text}")
        return "".join(said)

    @property
    def text(self) -> str:
        """Body and byline, a line each."""
        return f"{self.body}\n{self.byline}" if self.byline else self.body

    @property
    def unpolished(self) -> tuple[int, ...]:
        """The parts that a chat model was to word and did not; 0 is the lead."""
        if not self.composer:
            return ()
        return tuple(at for at, part in enumerate(self.parts) if not part.is_polished)

    @property
    def is_plain(self) -> bool:
        """Whether no chat model had a hand in it."""
        return not any(one.composer for part in self.parts for one in part.sentences)


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a brief so far.

    Attributes:
        questions: what only the sender can answer.
        gaps: what the text marks as missing.
        versions: the oldest first; at least one.
    """

    brief: Brief
    table: FactTable
    outline: Outline
    questions: tuple[Question, ...]
    gaps: tuple[Gap, ...]
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def left_over(self) -> tuple[Fact, ...]:
        """The facts that no sentence of the newest version carries."""
        said = {
            name
            for part in self.current.parts
            for sentence in part.sentences
            for name in sentence.facts
        }
        return tuple(fact for fact in self.table.facts if fact.id not in said)
