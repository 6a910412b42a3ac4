"""An answer as plain text and as the JSON record of the batch format."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reformbot.answering.model import Answer, Citation, Item, Outcome, Statement
from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.model import Passage
from reformbot.locale import Messages


def markers(numbers: tuple[int, ...]) -> str:
    """Citation markers as they follow a sentence: [1][3]."""
    return "".join(f"[{n}]" for n in numbers)


def reference(citation: Citation, messages: Messages) -> str:
    """A line of the reference list without its number: issue, date, title, byline, page."""
    passage = citation.passage
    date = passage.issued.isoformat() if passage.issued else messages("date-unknown")
    parts = [passage.key.label, date, f"《{passage.title}》"]
    if passage.byline:
        parts.append(passage.byline)
    parts += provenance(passage, citation.page, messages)
    return messages("reference-separator").join(parts)


def provenance(passage: Passage, page: int | None, messages: Messages) -> list[str]:
    """What is to be known of where a passage was read: its page, and whether by recognition."""
    said: list[str] = []
    if page is not None:
        said.append(messages("reference-page", page=page))
    if passage.recognised is not None:
        said.append(messages("reference-recognised", percent=percent(passage.recognised)))
    return said


def percent(confidence: float) -> str:
    """A confidence in full percent, rounded down, so that what is not certain is not said to be."""
    return f"{int(confidence * 100)}%"


def refusal_lines(answer: Answer, messages: Messages) -> list[str]:
    """What is said to a refused question: why, what was searched, the nearest titles."""
    if answer.refusal is None:
        return []
    lines = [messages(f"refusal-{answer.refusal}", subject=answer.subject)]
    if answer.scope.articles:
        scope = answer.scope
        lines.append(messages("searched", issues=scope.issues, articles=scope.articles))
    if answer.nearest:
        lines.append(messages("nearest"))
        lines += [f"· {near.issue_label}《{near.title}》" for near in answer.nearest]
    return lines


def body_lines(answer: Answer, messages: Messages) -> list[str]:
    """The answer itself, a line a statement or item, without the reference list."""
    if answer.refusal is not None:
        return refusal_lines(answer, messages)
    lines = [_statement_line(said, messages) for said in answer.statements]
    if answer.items is not None:
        lines += _item_lines(answer.items, messages)
        if answer.doubtful:
            lines += [messages("doubtful"), *_item_lines(answer.doubtful, messages)]
        scope = answer.scope
        lines.append(messages("searched", issues=scope.issues, articles=scope.articles))
    return lines


def by_article(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations in order, neighbours from the same article together."""
    return [
        list(same)
        for _, same in groupby(citations, key=lambda c: (c.passage.key, c.passage.article))
    ]


def _statement_line(said: Statement, messages: Messages) -> str:
    if said.outcome is not None:
        return _outcome_line(said.outcome, messages) + markers(said.citations)
    text = said.text
    if said.subject:
        text = messages("statement", subject=said.subject, text=text)
    elif said.label:
        text = messages("labelled", label=said.label, text=text)
    if said.earlier:
        text = messages("earlier", issue=said.earlier, text=text)
    if messages.language == "en" and (gloss := "; ".join(_english_figures(said.text))):
        text += messages("figures-in-english", figures=gloss)
    return text + markers(said.citations)


def _outcome_line(outcome: Outcome, messages: Messages) -> str:
    value = messages("about", value=outcome.value) if outcome.is_about else outcome.value
    return messages(
        f"outcome-{outcome.kind}", value=value, name=outcome.name, working=outcome.working
    )


def _english_figures(text: str) -> list[str]:
    """Figures in 万 and 亿 as an English reader counts them: 932.25万 = 9.3225 million."""
    shown: list[str] = []
    for figure in read_figures(text):
        if not any(scale in figure.text for scale in "万亿"):
            continue
        millions = figure.value / 1_000_000
        said = f"{millions.normalize():f} million" if millions >= 1 else f"{figure.value:,.0f}"
        shown.append(f"{figure.text} = {said}")
    return shown


def item_line(at: int, item: Item, messages: Messages) -> str:
    """The line of a list's entry, its number before it and its markers behind."""
    key = "item" if item.text else "item-bare"
    return messages(key, at=at, name=item.name, text=item.text) + markers(item.citations)


def _item_lines(items: tuple[Item, ...], messages: Messages) -> list[str]:
    return [item_line(at, item, messages) for at, item in enumerate(items, 1)]


def plain_text(answer: Answer, messages: Messages) -> str:
    """The whole answer with its reference list."""
    lines = body_lines(answer, messages)
    if answer.understood:
        lines.insert(0, messages("understood", question=answer.understood))
    if answer.note:
        lines.append(messages(f"note-{answer.note}"))
    if answer.citations:
        lines += ["", messages("references")]
        lines += [
            f"{markers(tuple(c.n for c in same))} {reference(same[0], messages)}"
            for same in by_article(answer.citations)
        ]
    return "\n".join(lines)


def record(answer: Answer, messages: Messages) -> dict[str, Any]:
    """The answer as a line of the batch format, without id and latency.

    `issue` is the stem of the source file and `article` the ordinal from 1.
    """
    return {
        "question": answer.question,
        "answer": "\n".join(body_lines(answer, messages)),
        "abstained": answer.abstained,
        "composer": answer.composer,
        "note": answer.note,
        "rejected": [
            {
                "sentence": one.text,
                "findings": [
                    {"kind": found.kind, "words": found.words, "source": found.source}
                    for found in one.findings
                ],
            }
            for one in answer.rejected
        ],
        "items": None
        if answer.items is None
        else [{"name": item.name, "citations": list(item.citations)} for item in answer.items],
        "citations": [
            {
                "n": citation.n,
                "issue": citation.passage.stem,
                "article": citation.passage.article,
                "quote": citation.quote,
                "title": citation.passage.title,
                "byline": citation.passage.byline,
                "issue_label": citation.passage.key.label,
                "date": citation.passage.issued.isoformat() if citation.passage.issued else None,
                "passage": citation.passage.id,
                "page": citation.page,
                "recognised": citation.passage.recognised,
            }
            for citation in answer.citations
        ],
    }
