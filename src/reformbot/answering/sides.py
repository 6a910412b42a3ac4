"""What a question sets side by side, and the figures found for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reformbot.answering.evidence import Evidence, in_asked_years
from reformbot.answering.readings import Reading, readings
from reformbot.bulletin.model import ArticleKind, IssueKey, Place, Span
from reformbot.bulletin.places import find_places, short_name
from reformbot.bulletin.sentences import sentence_spans
from reformbot.search.comparing import (
    AND,
    Operation,
    Time,
    compared_times,
    times_in,
    without_comparing,
)
from reformbot.search.english import romanised
from reformbot.search.question import Query
from reformbot.search.retrieval import Entry, Searcher, about_any, in_issues

_RARE = 2  # in the titles or headings of so many articles a word names them
_LONGEST_NAME = 16
_PIECES = re.compile(r"[，。？！；：、（）,?()]")
_IS = re.compile(r"是|为")
_PART = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,10}$")
_BEFORE_PART = re.compile(r"^.*[的里中内有家在]")
_LAST_PART = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{2,10}?(?=合计|一共|总共|共|总|加|相差|差|多|少|高|低|各|每|占|的|是|谁|哪|有|$)"
)
_SHARE = re.compile(
    r"(?:(?P<whole>[\u4e00-\u9fff]{2,10})[中里]，?)?(?P<part>[\u4e00-\u9fff]{2,10}?)占"
    r"(?:(?:了|总|全部|所有|全体)?(?P<of>[\u4e00-\u9fff]{2,10}?)的?(?:比|多少|百分|几))?"
)
_TAIL = re.compile(
    r"(?:还是|共有|已有|有|共|达到?|为|是|已|约|近|超过?|不少于|增至|总数|一共|就)+$"
)
_YEAR_WORDS = re.compile(r"(?:19|20)[0-9]{2}年?(?:[0-9]{1,2}月)?(?:年?[初底末])?的?")
_EACH_KIND = re.compile(
    r"各[类种级个](?P<noun>[\u4e00-\u9fff]{2,6}?)(?=合计|加|一共|总|共|，|有|的|$)"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared.

    Attributes:
        name: as the answer calls it.
        readings: figures that may be meant.
        sentences: what the corpus says of it; empty where it is a time or a part.
        is_part: it is a part of one thing, and its figures are bound to it by its name.
    """

    name: str
    readings: tuple[Reading, ...]
    sentences: tuple[Evidence, ...] = ()
    is_part: bool = False


def sides_of(query: Query, found: Sequence[Evidence], searcher: Searcher) -> list[Side]:
    """What a question compares, in its order; empty where it names fewer than two things."""
    scored = {(one.article, one.span): one for one in found}
    named = _named(query, searcher)
    if len(named) > 1:
        return [
            _side(name, _evidence(query, told, scored, searcher), searcher) for name, told in named
        ]
    times = compared_times(query.text)
    inside = named[0][1] if named else _everywhere(query, searcher)
    if len(times) > 1:
        every = _side("", _evidence(query, inside, scored, searcher), searcher).readings
        return [Side(time.words, tuple(r for r in every if _is_of(r, time))) for time in times]
    return _parts(
        query,
        named[0][0] if named else "",
        _side("", _evidence(query, inside, scored, searcher), searcher).readings,
    )


def cities_of(query: Query, found: Sequence[Evidence], searcher: Searcher) -> list[Side]:
    """Every city with an article in scope, for a question after the first of all."""
    scored = {(one.article, one.span): one for one in found}
    told: dict[str, list[tuple[Entry, Span]]] = {}
    for entry, span in _everywhere(query, searcher):
        place = entry.article.place
        if place is not None and place.city is not None and place.district is None:
            told.setdefault(_place_name(place, query), []).append((entry, span))
    return [
        _side(name, _evidence(query, sentences, scored, searcher), searcher)
        for name, sentences in told.items()
    ]


def _side(name: str, sentences: Sequence[Evidence], searcher: Searcher) -> Side:
    every = tuple(reading for one in sentences for reading in readings(one, searcher))
    return Side(name, every, tuple(sentences))


def matter_of(query: Query, sides: Sequence[Side]) -> str:
    """What is compared: the question without its sides and the words that compare."""
    topic = query.topic
    for side in sides:
        for length in range(len(side.name), 1, -1):
            if side.name[:length] in topic:
                topic = topic.replace(side.name[:length], "，")
                break
    return without_comparing(topic)


def _named(query: Query, searcher: Searcher) -> list[tuple[str, list[tuple[Entry, Span]]]]:
    """Places and titled things that a question names, with the sentences about each."""
    if query.language == "en" or len(query.places) > 1:
        return [(_place_name(p, query), _about_place(p, query, searcher)) for p in query.places]
    found: dict[str, list[tuple[Entry, Span]]] = {}
    for piece in _pieces(query):
        mentions = [
            m.place for m in find_places(piece, searcher.province) if m.place in query.places
        ]
        if mentions and mentions[0]:
            place = mentions[0]
            found.setdefault(_place_name(place, query), _about_place(place, query, searcher))
        elif titled := _titled(_YEAR_WORDS.sub("", piece), query, searcher):
            name, sentences = titled
            if sentences not in found.values():
                found.setdefault(name, sentences)
    return list(found.items())


def _pieces(query: Query) -> list[str]:
    pieces = _PIECES.split(query.text)
    cuts = (AND, _IS) if query.operation is Operation.RATIO else (AND,)
    for cut in cuts:
        pieces = [part for piece in pieces for part in cut.split(piece)]
    return [piece.strip() for piece in pieces if piece.strip()]


def _titled(
    piece: str, query: Query, searcher: Searcher
) -> tuple[str, list[tuple[Entry, Span]]] | None:
    """What the piece opens with, if few titles or headings hold it: its longest such opening."""
    entries = [entry for entry in searcher.entries.values() if in_issues(entry, query)]
    for length in range(min(_LONGEST_NAME, len(piece)), 1, -1):
        name = piece[:length]
        holding = [(entry, spans) for entry in entries if (spans := _under(name, entry))]
        if 0 < len(holding) <= _RARE and sum(name in e.article.body for e in entries) <= _RARE + 1:
            return name, [(entry, span) for entry, spans in holding for span in spans]
        if holding:
            return None
    return None


def _under(name: str, entry: Entry) -> list[Span]:
    """Sentences of an article whose title holds a name, or of its measures headed with it."""
    article = entry.article
    if article.kind is ArticleKind.CORRECTION:
        return []
    if name in article.title:
        return sentence_spans(article.body)
    headed = [m.span for m in article.measures if name in m.heading]
    return [span for within in headed for span in sentence_spans(article.body, within)]


def _about_place(place: Place, query: Query, searcher: Searcher) -> list[tuple[Entry, Span]]:
    return [one for one in _everywhere(query, searcher) if about_any(one[0], [place])]


def _everywhere(query: Query, searcher: Searcher) -> list[tuple[Entry, Span]]:
    return [
        (entry, span)
        for entry in searcher.scope(query)
        if entry.article.kind is not ArticleKind.CORRECTION
        for span in sentence_spans(entry.article.body)
    ]


def _evidence(
    query: Query,
    sentences: Iterable[tuple[Entry, Span]],
    scored: Mapping[tuple[tuple[IssueKey, int], Span], Evidence],
    searcher: Searcher,
) -> list[Evidence]:
    """The sentences, with their scores where they have any, of the years asked about."""
    lowest = min((one.score for one in scored.values()), default=0.0)
    found: list[Evidence] = []
    for entry, span in sentences:
        body = entry.article.body
        known = scored.get(((entry.edition.key, entry.article.ordinal), span))
        found.append(known or Evidence(entry.passage_of(span), span, span.of(body), lowest, 0.0))
    if len(compared_times(query.text)) > 1:
        return found
    return in_asked_years(query, found, searcher)


def _place_name(place: Place, query: Query) -> str:
    short = short_name(place.district or place.city or place.province)
    return romanised(short).capitalize() if query.language == "en" else short


def _is_of(reading: Reading, time: Time) -> bool:
    """Whether a figure is of a time: the last one named before it, else that of its issue."""
    passage = reading.evidence.passage
    before = reading.sentence[: reading.figure.span.start]
    issued = passage.issued
    year, month = passage.key.year, issued.month if issued else None
    if told := times_in(before, issued.year if issued else year):
        year, month = told[-1].year, told[-1].month
    return year == time.year and time.month in (None, month)


def _parts(query: Query, owner: str, every: Sequence[Reading]) -> list[Side]:
    """Parts of one thing (国企和民企, 各类专利), all told in one sentence."""
    if kind := _EACH_KIND.search(query.text):
        return _kinds(kind["noun"], every)
    names = _part_names(query, owner)
    if len(names) < 2:
        return []
    sides = [Side(name, tuple(r for r in every if _counts(name, r))) for name in names]
    together = [{(r.evidence.article, r.evidence.span) for r in side.readings} for side in sides]
    shared = set[tuple[tuple[IssueKey, int], Span]].intersection(*together)
    return [
        Side(
            side.name,
            tuple(r for r in side.readings if (r.evidence.article, r.evidence.span) in shared),
            is_part=True,
        )
        for side in sides
    ]


def _kinds(noun: str, every: Sequence[Reading]) -> list[Side]:
    """Each kind of a noun that one clause enumerates; nothing where several clauses do."""
    rows: dict[tuple[object, ...], list[Reading]] = {}
    for reading in every:
        kind = reading.noun.strip()
        if kind.endswith(noun) and len(kind) > len(noun):
            name = (reading.evidence.article, reading.evidence.span, reading.clause)
            rows.setdefault(name, []).append(reading)
    several = [row for row in rows.values() if len(row) > 1]
    if len(several) != 1 or len(rows) != 1:
        return []
    return [Side(r.noun.strip(), (r,), is_part=True) for r in several[0]]


def _part_names(query: Query, owner: str) -> list[str]:
    text = _YEAR_WORDS.sub("", query.topic).replace("、", "和")
    text = re.sub(r"[0-9]+[家个名人项件所场]", "，", text)
    text = text.replace(owner, "，") if owner else text
    if query.operation is Operation.SHARE:
        match = _SHARE.search(text)
        return [match["part"], match["whole"] or match["of"] or ""] if match else []
    joined = next((piece for piece in _PIECES.split(text) if AND.search(piece)), "")
    *firsts, last = AND.split(joined)
    names = [_PART.search(_BEFORE_PART.sub("", first)) for first in firsts]
    names.append(_LAST_PART.match(last))
    return [name[0] for name in names if name] if all(names) else []


def _counts(name: str, reading: Reading) -> bool:
    """Whether a figure counts what a name says, written out or shortened (国企: 国有企业)."""
    noun = _TAIL.sub("", reading.noun.strip())
    if noun.endswith(name):
        return True
    if not noun or noun[0] != name[0] or noun[-1] not in (name[-1], "业"):
        return False
    at = iter(noun)
    return all(char in at for char in name)
