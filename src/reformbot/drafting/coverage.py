"""Whether a wording says all that facts say, nothing besides, and nothing the wrong way round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations

from reformbot.bulletin.plain import letters, plain
from reformbot.bulletin.words import tagged
from reformbot.drafting.facts import Fact
from reformbot.drafting.labels import label_of
from reformbot.drafting.phrasing import fluent

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_TELLING = ("n", "j", "i", "l", "b", "v", "eng")
_SAYS_LITTLE = frozenset(
    """
    情况 方面 工作 方式 时候 内容 有关 相关 进行 开展 举办 包括 其中 达到 参加 获得 实现 采取
    """.split()
)
_OVERLAP = 0.34
_TOLD = 0.6
_FEW = 3
_DATE = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?<=[年月日度])")
_DIVISION = re.compile(
    r"[^全各本跨\W][^\W社园片校矿厂城地辖]{1,3}?(?:省|市(?!场|民)|县|区|镇|乡(?!村)|街道)"
)


def missing_words(fact: Fact, said: str) -> tuple[str, ...]:
    """The numbers, names and nouns of a fact that a text lacks, and what it is labelled with.

    Verbs may be others, as long as most of them are there.
    """
    text = letters(said)
    lacking = [
        number
        for number, times in Counter(_DIGITS.findall(plain(fact.words))).items()
        if _DIGITS.findall(plain(said)).count(number) < times
    ]
    lacking += [name for name in fact.names if letters(name) not in text]
    lacking += [word for word in _nouns(fact.words) if letters(word) not in text]
    if (label := label_of(fact.words)) and label in fluent(fact.words):
        lacking += [word for word, _ in tagged(label) if letters(word) not in text]
    every = _words(fact.words)
    told = [word for word in every if letters(word) in text]
    if len(told) < _TOLD * len(every):
        lacking += [word for word in every if word not in told]
    return tuple(dict.fromkeys(lacking))


def in_order(sentence: str, facts: Sequence[Fact]) -> bool:
    """Whether what a sentence has of its facts comes in their order, one fact after the other.

    Where names change places, every word is carried and the sentence is false. Dates may stand
    anywhere.
    """
    said = _run(sentence)
    for order in permutations(facts) if len(facts) <= _FEW else (facts,):
        for spoken in (fluent, str):
            run = [word for fact in order for word in _run(spoken(fact.words))]
            left = iter(run)
            if all(word in left for word in said if word in run):
                return True
    return False


def carries(sentence: str, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The ids of the facts that a sentence speaks of."""
    said = letters(sentence)
    out: list[str] = []
    for fact in facts:
        own = _words(fluent(fact.words))
        shared = sum(letters(word) in said for word in own)
        if own and shared >= _OVERLAP * len(own):
            out.append(fact.id)
    return tuple(out)


def added_words(sentence: str, facts: Sequence[Fact], title: str = "") -> tuple[str, ...]:
    """What a sentence says beyond its facts: nouns they lack, and verbs past the first.

    A wording needs a verb of its own now and then; a noun of its own is something said.

    Args:
        title: words that it may use as well.
    """
    own = letters(title + "".join(fact.words + fact.printed + fluent(fact.words) for fact in facts))
    nouns: list[str] = []
    verbs: list[str] = []
    for word, tag in tagged(plain(sentence)):
        if len(word) < 2 or word in _SAYS_LITTLE or letters(word) in own:
            continue
        if tag.startswith(("n", "j", "eng", "vn", "i", "l")):
            nouns.append(word)
        elif tag.startswith(("v", "a")):
            verbs.append(word)
    return (*unnamed_divisions(sentence, own), *nouns, *verbs[1:])


def unnamed_divisions(sentence: str, own: str) -> tuple[str, ...]:
    """What reads like a city, county or district, known or not, and is not among other words.

    Args:
        own: those words, in letters.
    """
    return tuple(m[0] for m in _DIVISION.finditer(sentence) if letters(m[0]) not in own)


def _run(text: str) -> list[str]:
    """Nouns, names and numbers of a text in their order, without dates."""
    text = _DATE.sub("", plain(text))
    return [
        letters(word)
        for word, tag in tagged(text)
        if word[0].isdigit() or (_names_something(tag) and word not in _SAYS_LITTLE)
    ]


def _nouns(text: str) -> list[str]:
    return [
        word
        for word, tag in tagged(plain(text))
        if len(word) > 1
        and word not in _SAYS_LITTLE
        and (_names_something(tag) or (tag == "m" and not word[0].isdigit()))
    ]


def _names_something(tag: str) -> bool:
    return tag.startswith(("n", "j", "eng", "vn"))


def _words(text: str) -> list[str]:
    return [
        word
        for word, tag in tagged(plain(text))
        if (tag.startswith(_TELLING) or tag == "m") and len(word) > 1 and word not in _SAYS_LITTLE
    ]
