"""A draft as what is printed, and as the record that a batch writes."""

from __future__ import annotations

from typing import Any

from reformbot.bulletin import places
from reformbot.bulletin.style import StyleFinding, check_article
from reformbot.bulletin.style.records import finding_record
from reformbot.drafting.draft import Draft, SentenceKind
from reformbot.drafting.facts import Fact
from reformbot.drafting.publication import PrintedArticle, Sourced

_ANNEXED = (SentenceKind.FACT, SentenceKind.PURPOSE)


def article_of(draft: Draft) -> PrintedArticle:
    """The newest version as an article, every sentence with what carries it, if anything does."""
    version = draft.current
    sources = [
        Sourced(
            sentence.text,
            tuple(_carrier(fact) for fact in draft.table.of(sentence.facts)),
        )
        for part in version.parts
        for sentence in part.sentences
        if sentence.kind in _ANNEXED
    ]
    byline = version.byline.strip("（）")
    return PrintedArticle(version.title, (version.body,), byline or None, tuple(sources))


def house_findings(draft: Draft) -> tuple[StyleFinding, ...]:
    """What in the newest version departs from house style, errors first."""
    version = draft.current
    place, _ = places.resolve(version.title, version.byline.strip("（）") or None, None)
    return check_article(version.title, version.body, version.byline or None, place=place)


def _carrier(fact: Fact) -> str:
    return f"{fact.id}　{fact.printed}" + (f"（{fact.reference}）" if fact.reference else "")


def batch_record(draft: Draft) -> dict[str, Any]:
    """The line of a batch: id, title and text, and what a writer has to look after."""
    return {
        "id": draft.brief.id,
        "title": draft.current.title,
        "text": draft.current.text,
        "composer": draft.current.composer,
        "unpolished": list(draft.current.unpolished),
        "questions": [{"kind": q.kind.value, "said": list(q.said)} for q in draft.questions],
        "gaps": [gap.name for gap in draft.gaps],
        "remarks": [{"kind": r.kind.value, "words": r.words} for r in draft.table.remarks],
        "left_over": [fact.words for fact in draft.left_over],
        "findings": [finding_record(finding) for finding in house_findings(draft)],
    }
