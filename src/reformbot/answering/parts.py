"""Lists of named things: documents by their titles, bodies by the noun their names end in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.answering.evidence import Evidence
from reformbot.bulletin.model import ArticleKind
from reformbot.bulletin.places import find_places
from reformbot.bulletin.sentences import sentence_spans
from reformbot.bulletin.words import tagged
from reformbot.search.question import Query
from reformbot.search.retrieval import Searcher, about_any

_DOCUMENT = r"(?:办法|意见|方案|计划|条例|规定|细则|规划|目录|指南|协议|合同|章程|文件)"
_BODY = r"(?:学院|学校|学堂|联盟|联合会|协会|商会|基地|中心|工作室|实验室)"
_THINGS = r"([“”\u4e00-\u9fff、]{2,24}?)"
_ASKED = re.compile(
    rf"{_THINGS}(?:一共|总共|分别|都|又|各)*(?:有|是|包括)(?:哪些|哪[几两三四五六七八九十]+[个家所])"
    rf"|{_THINGS}(?:都|全部?|一一)?列(?:出来|出|一下|个)"
    r"|哪(?:些|[几两三四五六七八九十]+[个家所部份])([“”\u4e00-\u9fff、]{2,16}?)(?:[，。？?]|$)"
)
_QUOTES = re.compile(r"[“”]")
_EACH = re.compile(r"^(?:各类|各种|各个|各|这些|所有)")
_TITLE = re.compile(r"《([^《》]{4,60})》")
_NOUN_TAGS = ("n", "j", "vn", "b", "eng", "i", "l", "x")
_LONGEST_PART = 8
_LONGEST_NAME = 14


def named_things(query: Query, searcher: Searcher) -> list[tuple[str, Evidence]]:
    """What a list of named things holds, each with the sentence that names it.

    Of documents (奖励办法有哪些) the titles in 《》 that hold every word asked for; of bodies
    (工匠学院有哪些) the names that end in the noun, each once, and those sharing it (甲、乙学院).
    Empty where the question asks for neither, or fewer than two are named.
    """
    found: dict[str, tuple[str, Evidence]] = {}
    for noun in asked_nouns(query, searcher):
        documents = re.search(rf"{_DOCUMENT}$", noun)
        for entry in searcher.scope(query):
            if entry.article.kind is ArticleKind.CORRECTION or (
                query.places and not about_any(entry, query.places)
            ):
                continue
            body = entry.article.body
            for span in sentence_spans(body):
                text = span.of(body)
                names = _titles(noun, text) if documents else _bodies(noun, text, query, searcher)
                for name in names:
                    key = _without_place(name, searcher)
                    one = Evidence(entry.passage_of(span), span, text, 0.0, 0.0)
                    found.setdefault(key, (name, one))
    return list(found.values()) if len(found) > 1 else []


def asked_nouns(query: Query, searcher: Searcher) -> tuple[str, ...]:
    """The nouns of named things that a list question asks for."""
    match = _ASKED.search(query.text)
    if match is None:
        return ()
    said = next(group for group in match.groups() if group)
    if quoted := [phrase for phrase in query.required if _is_kind(phrase)]:
        return tuple(quoted)
    said = _QUOTES.sub("", said.rsplit("的", 1)[-1])
    pieces = [
        _without_place(_EACH.sub("", piece), searcher) for piece in re.split(r"、|和|与|及", said)
    ]
    return tuple(piece for piece in pieces if _is_kind(piece))


def _is_kind(noun: str) -> bool:
    """Whether a phrase names a kind of documents or bodies, more narrowly than by its last word."""
    return re.fullmatch(rf"[\u4e00-\u9fff]{{2,8}}(?:{_DOCUMENT}|{_BODY})", noun) is not None


def _titles(noun: str, text: str) -> Iterable[str]:
    asked = [piece for piece, _ in tagged(noun)]
    for match in _TITLE.finditer(text):
        if all(piece in match[1] for piece in asked):
            yield match[1]


def _bodies(noun: str, text: str, query: Query, searcher: Searcher) -> Iterable[str]:
    for match in re.finditer(re.escape(noun), text):
        before = re.split(r"[，。；：！？“”（）《》\s]", text[: match.start()])[-1]
        *shared, last = before.split("、")
        first = _modifier(last) if not shared else last
        names = [first] if len(first) <= _LONGEST_PART else []
        if shared and names:
            middle = [part for part in shared[1:] if 1 < len(part) <= _LONGEST_PART]
            names = [_modifier(shared[0]), *middle, first]
        for name in names:
            if name and _is_name(name, query, searcher):
                yield f"{name}{noun}"


def _modifier(text: str) -> str:
    """The nouns that a text ends in."""
    kept = ""
    for word, tag in reversed(tagged(text[-_LONGEST_NAME:])):
        if not tag.startswith(_NOUN_TAGS):
            break
        kept = word + kept
    return kept


def _is_name(modifier: str, query: Query, searcher: Searcher) -> bool:
    """Whether a modifier makes a name: not merely a place other than the one asked about."""
    mentions = find_places(modifier, searcher.province)
    if not mentions or mentions[0].span.start or mentions[-1].span.end < len(modifier):
        return True
    place = mentions[-1].place
    return place is not None and any(place.within(wanted) for wanted in query.places)


def _without_place(name: str, searcher: Searcher) -> str:
    mentions = find_places(name, searcher.province)
    return name[mentions[0].span.end :] if mentions and not mentions[0].span.start else name
