"""Whether what was found answers the question, or only something near it.

Search scores cannot tell a near miss from an answer: 「甲市的食堂花了多少钱」 finds 甲市 and
finds 食堂, never both. What tells them apart is structure: the articles about the asked
place lack the asked matter while articles elsewhere hold it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reformbot.answering.evidence import Evidence
from reformbot.answering.thresholds import Thresholds
from reformbot.search.question import Query
from reformbot.search.retrieval import Hit, Searcher

_LONG_WORD = 4  # a term of the field (工匠学院), not an everyday word


def speaks_to(
    query: Query, hits: Sequence[Hit], searcher: Searcher, thresholds: Thresholds
) -> bool:
    """Whether anything found is on the subject of the question at all."""
    if not hits:
        return False
    cosine = max(hit.cosine for hit in hits)
    best = [
        searcher.overlap(query.terms, f"{e.article.title}\n{e.article.body}")
        for e in (searcher.entries[h.passage.key, h.passage.article] for h in hits[:5])
    ]
    coverage = max(best) if query.terms else 0.0
    return not thresholds.refuses(query.language, cosine, coverage)


def is_elsewhere(query: Query, searcher: Searcher, thresholds: Thresholds) -> bool:
    """Whether the asked matter stands in the corpus, but not where the question asks for it.

    It does where words of the question occur elsewhere only: a term of the field, or others if an
    article elsewhere is also much nearer in meaning to the question without its place.
    """
    if not query.places:
        return False
    scope = searcher.scope(query)
    inside = {(entry.edition.key, entry.article.ordinal) for entry in scope}
    if len(inside) == len(searcher.entries):
        return False
    cosines = searcher.nearest_articles(query.topic)
    near = max(cosines.get(name, -1.0) for name in inside)
    if query.language == "zh" and not query.bare and near < thresholds.near:
        return True
    gap = max(cosines.values()) - near
    here = frozenset(word for entry in scope for word in entry.words)
    lost = {
        word: weight
        for word in query.terms
        if word.isalpha() and word not in here and (weight := searcher.weight(word))
    }
    if any(len(word) >= _LONG_WORD for word in lost):
        return True
    return gap >= thresholds.gap and sum(lost.values()) >= thresholds.lost


def far_behind(left: Sequence[Evidence], all_found: Sequence[Evidence], margin: float) -> bool:
    """Whether what is left after a check is much worse than what the check took away."""
    return not left or (bool(all_found) and all_found[0].score - left[0].score > margin)
