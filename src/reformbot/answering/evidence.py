"""The sentences of the corpus that speak to a question, best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.model import ArticleKind, IssueKey, Passage, Span
from reformbot.bulletin.places import find_places
from reformbot.bulletin.sentences import clause_spans, sentence_spans
from reformbot.search.question import Asked, Query
from reformbot.search.retrieval import Entry, Hit, Searcher, about_any

_HITS_READ = 30
_OVERLAP_WEIGHT = 2.0
_HEADING_PENALTY = 1.0
_NAMED_FIGURE_BONUS = 3.5
_FIGURE_BONUS = 0.6
_UNIT_BONUS = 0.8
_HEADING_LENGTH = 40
_DATE_UNITS = frozenset("年月日号届期")
_NOUNS_ALIKE = (frozenset(("企业", "单位", "公司", "厂家")), frozenset(("竞赛", "比赛", "比武")))
_PEOPLE = frozenset(("职工", "工人", "人员", "员工", "群众", "一线"))
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:年?[—–~～至到-]{1,2}((?:19|20)[0-9]{2}))?年")
_SINCE = re.compile(r"((?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?[初底]?(?:以来|起(?![步草]))")


_RANK = re.compile(r"第[一二三]名|冠军|亚军|季军|夺冠|名次|榜首|头名|夺魁")
_PLACED = re.compile(r"[一二三特]等奖|[金银铜][牌奖]|状元")
_CITY_BODY = re.compile(r"市总(?:工会)?|市里|市级")
_REACHED = re.compile(r"已经?|目前|现在|如今|至今")
_GOAL = re.compile(
    r"力争|争取|目标|计划|拟(?:于|在)?|预计|规划|(?:[一二三四五两0-9]+年内|到20[0-9]{2}年)[^，]{0,4}[要将]"
    r"|[要将](?:培育|培养|建|达到|实现|完成|新增)"
)
_GOALS_READ = 3
_AS_MUCH = 0.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that speaks to the question.

    Attributes:
        passage: the passage the sentence begins in.
        span: of the sentence, in the article's body.
        score: higher is better; comparable within one question only.
        overlap: share of the question's words that the sentence itself holds, 0 to 1.
    """

    passage: Passage
    span: Span
    text: str
    score: float
    overlap: float

    @property
    def article(self) -> tuple[IssueKey, int]:
        """Which article the sentence is from."""
        return self.passage.key, self.passage.article


def gather(query: Query, hits: Sequence[Hit], searcher: Searcher) -> list[Evidence]:
    """Score the sentences of the best passages, the best first.

    A sentence counts with its passage's score, with the question's words that it, its title or
    its heading holds, and for a question after a figure with whether it has one in the asked unit.
    From an article that is not about a place of the question, only sentences that name it count.
    """
    found: dict[tuple[object, ...], Evidence] = {}
    for hit in hits[:_HITS_READ]:
        passage = hit.passage
        body = searcher.snapshot.article(passage).body
        for span in sentence_spans(body):
            if span.start >= passage.span.end or span.end <= passage.span.start:
                continue
            text = span.of(body)
            if _is_notice(query, passage, text, searcher):
                continue
            if not _in_place(query, passage, text, searcher):
                continue
            around = searcher.overlap(query.terms, f"{text}\n{passage.title}\n{passage.heading}")
            own = searcher.overlap(query.terms, text)
            pairs = searcher.pair_overlap(query.pairs, text)
            score = hit.score + _OVERLAP_WEIGHT * (around + own + pairs) / 3
            score += _figure_bonus(query, text)
            if passage.heading and passage.heading in text and len(text) < _HEADING_LENGTH:
                score -= _HEADING_PENALTY
            name = (passage.key, passage.article, span)
            if name not in found or found[name].score < score:
                found[name] = Evidence(passage, span, text, score, max(own, pairs))
    return sorted(found.values(), key=lambda e: (-e.score, e.passage.stem, e.span))


def holds_named_figure(query: Query, text: str) -> bool:
    """Whether a text has a figure that the question itself names."""
    return bool(query.figures) and any(f.value in query.figures for f in read_figures(text))


def in_asked_years(
    query: Query, evidence: Iterable[Evidence], searcher: Searcher
) -> list[Evidence]:
    """The evidence that does not speak of other years than those asked about.

    A sentence that names years must name one of them; one that names none takes the years of its
    article: those printed in it, that of its issue, and the year before where it says so.
    """
    if not query.years:
        return list(evidence)
    fitting: list[Evidence] = []
    for one in evidence:
        issued = one.passage.issued.year if one.passage.issued else one.passage.key.year
        years = _years(one.text, issued)
        if not years:
            article = searcher.entries[one.article].article
            years = _years(f"{article.title}\n{article.body}", issued) | {issued}
        if years & query.years:
            fitting.append(one)
    return fitting


def with_asked_figures(query: Query, evidence: Iterable[Evidence]) -> list[Evidence]:
    """For a question after a figure, the evidence that has one other than a date.

    Money, shares and areas must come in their unit; other units may be worded otherwise.
    """
    every = list(evidence)
    if query.asked is not Asked.FIGURE:
        return every
    if query.counted:
        counting = [one for one in every if counts(query, one.text)]
        if counting or query.counted not in _PEOPLE:
            return counting
    strict = bool(query.units & frozenset(("元", "%", "平方米")))
    return [
        one
        for one in every
        if any(
            figure.unit in query.units if strict else figure.unit not in _DATE_UNITS
            for figure in read_figures(one.text)
        )
    ]


def as_asked(query: Query, evidence: Iterable[Evidence], searcher: Searcher) -> list[Evidence]:
    """The evidence that speaks of what is asked for, not of something next to it.

    A question after a rank (第一名是谁) wants a sentence that tells one; one after what a city's
    own body did (市总, 市里) is not answered by one of its districts; and one after what has been
    reached (已经有多少) not by a goal, nor then by what is less to the point than the goal.
    """
    every = list(evidence)
    if _RANK.search(query.text):
        every = [one for one in every if _RANK.search(one.text) or _PLACED.search(one.text)]
    if _CITY_BODY.search(query.text) and not any(place.district for place in query.places):
        every = [one for one in every if not _is_of_district(searcher.entries[one.article])]
    if query.asked is Asked.FIGURE and _REACHED.search(query.text):
        goal = next((one for one in every[:_GOALS_READ] if _is_goal(query, one.text)), None)
        if goal is not None:
            least = goal.overlap * _AS_MUCH
            every = [o for o in every if not _is_goal(query, o.text) and o.overlap >= least]
    return every


def _is_of_district(entry: Entry) -> bool:
    return entry.article.place is not None and entry.article.place.district is not None


def _is_goal(query: Query, text: str) -> bool:
    """Whether the asked figures of a text all stand in clauses that say what is to be."""
    clauses = [span.of(text) for span in clause_spans(text)]
    telling = [
        _GOAL.search(clause) is not None
        for clause in clauses
        if any(figure.unit in query.units for figure in read_figures(clause))
    ]
    return bool(telling) and all(telling)


def counts(query: Query, text: str) -> bool:
    """Whether a text has a figure in an asked unit together with the noun it should count."""
    names = next((alike for alike in _NOUNS_ALIKE if query.counted in alike), {query.counted})
    return any(name in text for name in names) and any(
        figure.unit in query.units for figure in read_figures(text)
    )


def has_figure(text: str) -> bool:
    """Whether a text has a figure other than a date."""
    return any(figure.unit not in _DATE_UNITS for figure in read_figures(text))


def _is_notice(query: Query, passage: Passage, text: str, searcher: Searcher) -> bool:
    """Whether a sentence of a correction notice is none to quote.

    What a notice corrects is put right where it stood; the notice itself answers only a question
    after corrections, and never with its courtesies (特此更正，并致歉).
    """
    article = searcher.entries[passage.key, passage.article].article
    if article.kind is not ArticleKind.CORRECTION:
        return False
    asked = re.search(r"更正|勘误|订正|correct", query.text, re.IGNORECASE)
    return not asked or not any(c.right in text for c in article.corrections)


def _in_place(query: Query, passage: Passage, text: str, searcher: Searcher) -> bool:
    if not query.places:
        return True
    entry = searcher.entries[passage.key, passage.article]
    if about_any(entry, query.places):
        return True
    if not any(about_any(other, query.places) for other in searcher.entries.values()):
        return True
    named = [m.place for m in find_places(text, searcher.province) if m.place is not None]
    if any(place.within(wanted) for place in named for wanted in query.places):
        return True
    # Neither about the place nor naming it: in scope by a rare word of the question in its title.
    return not any(place.within(w) for place in entry.named for w in query.places)


def _figure_bonus(query: Query, text: str) -> float:
    if holds_named_figure(query, text):
        return _NAMED_FIGURE_BONUS
    if query.asked is not Asked.FIGURE:
        return 0.0
    figures = read_figures(text)
    if query.units and any(figure.unit in query.units for figure in figures):
        return _FIGURE_BONUS + _UNIT_BONUS
    return _FIGURE_BONUS if any(f.unit not in _DATE_UNITS for f in figures) else 0.0


def _years(text: str, issued: int) -> frozenset[int]:
    """Years a text speaks of; a range holds all its years, 以来 all up to the issue's."""
    years: set[int] = set()
    for match in _YEAR.finditer(text):
        first = int(match[1])
        last = int(match[2] or first)
        years.update(range(min(first, last), max(first, last) + 1))
    for match in _SINCE.finditer(text):
        years.update(range(int(match[1]), issued + 1))
    if re.search(r"今年|本年", text):
        years.add(issued)
    if re.search(r"去年|上年", text):
        years.add(issued - 1)
    if "前年" in text:
        years.add(issued - 2)
    return frozenset(years)
