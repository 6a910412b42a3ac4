"""Passages as a chat model is shown them: numbered, delimited, and plainly data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.answering.corrections import corrected
from reformbot.answering.evidence import Evidence
from reformbot.bulletin.verify import Source
from reformbot.search.retrieval import Searcher

# A passage cannot close its own delimiter, whatever it says.
_DELIMITERS = str.maketrans({"<": "＜", ">": "＞", '"': "”", "\n": " "})


@dataclass(frozen=True, slots=True)
class Material:
    """A sentence of the corpus as it may be passed on.

    Attributes:
        evidence: the sentence as printed.
        text: its words, with what notices put right in it.
        notices: the notices' sentences that say so.
    """

    evidence: Evidence
    text: str
    notices: tuple[Evidence, ...] = ()

    def source(self, searcher: Searcher) -> Source:
        """What the verifier holds a sentence against."""
        passage = self.evidence.passage
        article = searcher.entries[self.evidence.article].article
        return Source(
            text="\n".join([self.text, *(notice.text for notice in self.notices)]),
            title=passage.title,
            heading=passage.heading,
            place=article.place,
            issued=passage.issued,
            label=passage.key.label,
        )


def material(evidence: Evidence, searcher: Searcher) -> Material:
    """A sentence, put right where a notice corrects it."""
    change = corrected(evidence, searcher)
    if change is None:
        return Material(evidence, evidence.text)
    return Material(evidence, change.text, change.notices)


def delimited(materials: Sequence[Material]) -> str:
    """The sentences between numbered tags, one a line, with issue, date and title."""
    lines: list[str] = []
    for at, one in enumerate(materials, 1):
        passage = one.evidence.passage
        date = passage.issued.isoformat() if passage.issued else ""
        lines.append(
            f'<材料 编号="{at}" 期号="{_quoted(passage.key.label)}" 日期="{date}"'
            f' 标题="{_quoted(passage.title)}">{_quoted(one.text)}</材料>'
        )
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return text.translate(_DELIMITERS)
