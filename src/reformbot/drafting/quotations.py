"""Sentences of earlier articles that a draft may take over word for word, each with its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.model import Place
from reformbot.bulletin.moments import read_moments
from reformbot.bulletin.places import find_places, short_name
from reformbot.bulletin.plain import letters, plain
from reformbot.bulletin.words import words
from reformbot.drafting.brief import Brief
from reformbot.drafting.facts import place_of

MOST_QUOTED = 2
"""The most sentences that one instruction takes over."""

_SAYS_LITTLE = frozenset("情况 内容 相关 一下 方面 材料 信息 有关 加上 往年 以前".split())
_AFTER_FIGURES = frozenset("数据 数字 数量 人数 总数 金额 规模 次数 户数".split())
# What only its own article or its own time makes clear.
_LEANS = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[是、）).]|第[一二三四五六七八九十]|其中|此外|同时|另外|对此|为此"
    r"|[其该此这那]|上述|以上|据此|因此|并[^购网]|还|也)"
    r"|今年|本年|去年|上年|前年|明年|目前|现在|如今|当前|近[年期日来]|近[几两三些]|年(?:来|以来)|日前"
    r"|最近|本[月周季]|上[月周]|下一步|我[们市县区省]|[“”]?如[上下]|见下|如下"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of the index as it is printed there.

    Attributes:
        byline: who sent its article in; empty where nobody is named.
        place: what its article is about; None where that is open.
        reference: where it is printed, for a reader.
    """

    text: str
    byline: str
    place: Place | None
    reference: str


Archive: TypeAlias = Callable[[str], Sequence[Quotation]]
"""Sentences of the live index that speak to a question, the best first."""


def no_archive(_: str) -> Sequence[Quotation]:
    """`Archive` where nothing is indexed."""
    return ()


def wanted_of(asked: str) -> tuple[str, ...]:
    """The words of what is to be added that something has to be found by; a bare number is none."""
    found = (word for word in words(asked) if len(word) > 1 and not word[0].isdigit())
    return tuple(w for w in found if w not in _SAYS_LITTLE and w not in _AFTER_FIGURES)


def fitting(
    asked: str, brief: Brief, topic: str, said: str, found: Sequence[Quotation]
) -> list[Quotation]:
    """The sentences that give what is asked for, about what the brief is about and about no other.

    Each makes sense by itself, names the time that is asked for, has a figure where figures are
    asked for, and is not said yet.

    Args:
        topic: what the draft is about, looked for where only figures or a time are asked for.
        said: the draft's text.
    """
    years = {year for moment in read_moments(plain(asked), None) for year in moment.years}
    wanted = wanted_of(asked) or wanted_of(topic)
    counted = any(word in _AFTER_FIGURES for word in words(asked))
    taken = letters(said)
    out: list[Quotation] = []
    for one in found:
        text = letters(one.text)
        holds = any(letters(word) in text for word in wanted)
        fits = holds and not _LEANS.search(one.text) and text not in taken
        fits = fits and years <= _years(one.text) and _is_about(brief, one)
        if fits and (not counted or _has_figures(one.text)):
            out.append(one)
            taken += text
    return out[:MOST_QUOTED]


def _has_figures(text: str) -> bool:
    """Whether a sentence counts something; 一套体系 does not."""
    return any(figure.value > 1 for figure in read_figures(plain(text)))


def _years(text: str) -> set[int]:
    return {year for moment in read_moments(plain(text), None) for year in moment.years}


def _is_about(brief: Brief, quotation: Quotation) -> bool:
    """Whether a sentence is about the brief's sender or place, and not about a part of it.

    A company's figures are not its city's, nor the city's a company's: without the name in the
    sentence itself both senders have to be named after the one place.
    """
    near = place_of(brief)
    named = [mention.place for mention in find_places(plain(quotation.text), near)]
    if any(place != near for place in named):
        return False
    unit = letters(brief.unit)
    if unit and (unit in letters(quotation.text) or unit == letters(quotation.byline)):
        return True
    if near is None:
        return False
    if named:
        return True
    return (
        quotation.place == near
        and _is_named_after(near, brief.unit or brief.place)
        and _is_named_after(near, quotation.byline)
    )


def _is_named_after(place: Place, sender: str) -> bool:
    """Whether a sender's name begins with a place: 扬州市总工会, 扬州市广陵区总工会."""
    name = letters(sender).removeprefix(letters(place.province))
    last = place.district or place.city or place.province
    names = (last, short_name(last), place.name)
    return any(name.startswith(letters(one)) for one in names)
