"""Words of Chinese text as the word index knows them.

rjieba makes the same cuts as jieba; the field's own terms are added so that they stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import rjieba

VERSION = "1"
"""Changes whenever the same text would give other words; part of the index's fingerprint."""

_TERMS = (
    *("产改", "产业工人", "产业链", "产业集群", "产改联盟", "工匠学院", "产业工人学院"),
    *("总工会", "新质生产力", "劳模工匠", "助企行", "师带徒", "五小", "能级工资"),
    *("集体协商", "揭榜挂帅", "疗休养", "链主企业", "技能等级", "高技能人才"),
    *("创新工作室", "新就业形态", "规上企业", "首席技师", "新八级工"),
)
_WORD = re.compile(r"[\w.%+-]*\w[\w.%+-]*")


@cache
def _segmenter() -> rjieba.Jieba:
    segmenter = rjieba.Jieba()
    for term in _TERMS:
        segmenter.add_word(term, None, None)
    return segmenter


def is_noun(word: str) -> bool:
    """Whether a word by itself is a noun or a verb used as one (jieba's tags n… and vn)."""
    cut = _segmenter().tag(word)
    return len(cut) == 1 and (cut[0][1].startswith("n") or cut[0][1] == "vn")


def is_verb(word: str) -> bool:
    """Whether a word by itself is a verb (jieba's tags v…)."""
    found = _segmenter().tag(word)
    return len(found) == 1 and found[0][1].startswith("v")


def tagged(text: str) -> list[tuple[str, str]]:
    """Words and punctuation of a text in order with jieba's tags; the field's own terms are n."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return [(word, tag or "n") for word, tag in _segmenter().tag(sound)]


def words(text: str) -> list[str]:
    """Words of a text in order, folded, long words also with the words inside them.

    Widths are normalised (NFKC) and punctuation is left out.
    """
    # A lone surrogate, as undecodable bytes on a command line become, is no text to rjieba.
    sound = text.encode("utf-8", "replace").decode("utf-8")
    folded = unicodedata.normalize("NFKC", sound).casefold()
    cut = _segmenter().cut_for_search(folded)
    return [word for word in cut if _WORD.fullmatch(word)]
