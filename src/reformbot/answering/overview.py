"""What a place did, or what an issue holds: article by article, in the bulletin's own headings."""

from __future__ import annotations

from reformbot.answering.evidence import Evidence
from reformbot.answering.extractive import Citations
from reformbot.answering.model import Citation, Item
from reformbot.bulletin.model import Span
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.question import Query
from reformbot.search.retrieval import Entry, Searcher, about_any

_MOST_ARTICLES = 12


def overview(query: Query, searcher: Searcher) -> tuple[tuple[Item, ...], tuple[Citation, ...]]:
    """An item an article: its title, and the headings of its measures, each cited.

    An article without measures is quoted by its first sentence.
    """
    citations = Citations()
    items: list[Item] = []
    for entry in searcher.scope(query)[:_MOST_ARTICLES]:
        if query.places and not about_any(entry, query.places):
            continue
        quoted = [_evidence(entry, span) for span in _headings(entry)]
        if not quoted:
            continue
        numbers = tuple(citations.cite(one) for one in quoted)
        said = "；".join(one.text.rstrip("。；") for one in quoted)
        items.append(Item(f"《{entry.article.title}》", f"{said}。", numbers))
    return tuple(items), citations.all()


def _headings(entry: Entry) -> list[Span]:
    body = entry.article.body
    measures = entry.article.measures
    within = [measure.span for measure in measures] or [Span(0, len(body))]
    return [spans[0] for span in within if (spans := sentence_spans(body, span))]


def _evidence(entry: Entry, span: Span) -> Evidence:
    return Evidence(entry.passage_of(span), span, span.of(entry.article.body), 0.0, 0.0)
