"""What a sentence denies: negated predicates, compared between two texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reformbot.bulletin.words import tagged

_NEGATOR = frozenset(
    """
    不 未 没 没有 无 无一 尚未 并非 非 不再 从未 不是 无法 不能 不得 不予 未能 不会 不可 没能 未曾
    并未 并不 不曾 毫无 禁止 不准 不许 不必 不用 不愿 不肯 不应 不该 不宜 均未 仍未 还未 绝不
    不存在 不需 不须 不要 并没有 也不 决不 未经 无需
    """.split()
)
_SPLIT = re.compile("尚未|并非|从未|没有|未能|并未|不予|不再|未")
_IDLE_TAGS = ("d", "u", "p", "r", "y", "c", "f")
_STOPS = frozenset("，。；：！？\n")
_REACH = 3


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    negated: bool


def uncarried_negations(said: str, carried: Sequence[str]) -> list[str]:
    """Predicates that a text denies and the carrying texts affirm, or the reverse.

    A denial is also uncarried where the carrying texts deny nothing at all.

    Args:
        said: the text to judge, as `plain` spells it.
        carried: the texts it should follow from, spelled likewise.
    """
    source = [word for text in carried for word in _words(text)]
    silent = not any(word.negated for word in source)
    found: list[str] = []
    for word in _words(said):
        same = [other.negated for other in source if other.text == word.text]
        turned = not any(same) if word.negated else all(same)
        if turned if same else word.negated and silent:
            found.append(word.text)
    return list(dict.fromkeys(found))


def denies(text: str) -> bool:
    """Whether a text denies anything."""
    return any(word.negated for word in _words(text))


def _words(text: str) -> list[_Word]:
    """Words that carry meaning; those just behind a negator of their clause are negated."""
    out: list[_Word] = []
    reach = 0
    for token, tag in _tokens(text):
        if token in _NEGATOR:
            reach = _REACH
        elif token[0] in _STOPS:
            reach = 0
        elif tag in ("x", "m") or not token[0].isalpha():
            continue
        else:
            idle = tag.startswith(_IDLE_TAGS) and len(token) == 1
            if not idle:
                out.append(_Word(token, reach > 0))
                reach = 0
            else:
                reach -= reach > 0
    return out


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words with their tags; a negator that the segmenter left inside a word is cut off."""
    out: list[tuple[str, str]] = []
    for token, tag in tagged(text):
        match = _SPLIT.match(token)
        if match and token not in _NEGATOR and len(token) - match.end() >= 2:
            out += [(match[0], "d"), (token[match.end() :], tag)]
        else:
            out.append((token, tag))
    return out
