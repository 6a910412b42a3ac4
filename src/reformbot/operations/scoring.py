"""Score an answer's record against what a question's author knows to be right. Pure.

The measures are those of docs/evaluation.md. Texts are compared after NFKC, case folding and
without white space and quotation marks; a figure matches only as a whole (8 is not in 18 or 8.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reformbot.bulletin.figures import read_numeral

LONGEST_ANSWER = 400
"""Characters: a short question deserves a short answer, not the whole article."""

_MARKERS = re.compile(r"\[\d+(?:\s*[,，、]\s*\d+)*\]")
_PAGE_NUMBER = re.compile(r"(?m)^\s*[—\-–]+\s*\d+\s*[—\-–]+\s*$")
_QUOTATION_MARKS = re.compile(r"[“”\"'‘’「」『』]")
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万|亿|million|billion|thousand)?", re.IGNORECASE)
_NUMERAL = re.compile(r"([〇零一二两三四五六七八九十百千]+)([万亿]?)")
_SCALES = {
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with its right answer.

    Attributes:
        groups: of each group a right answer holds at least one wording.
        items: of a list, each entry's wordings; empty for any other question.
        forbidden: wordings that a right answer does not hold.
        support: (stem, article) of the articles that hold the answer.
        derived: whether figures of the answer are computed from those in the sources.
    """

    id: str
    question: str
    kind: str
    language: str
    answerable: bool
    groups: tuple[tuple[str, ...], ...] = ()
    items: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    support: frozenset[tuple[str, int]] = frozenset()
    derived: bool = False
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How one question came out.

    Attributes:
        values: measure → value, only those that apply to the question.
        faults: fault → how many.
        why: what is missing or wrong, in words.
    """

    id: str
    kind: str
    language: str
    values: Mapping[str, float]
    faults: Mapping[str, int] = field(default_factory=dict[str, int])
    why: tuple[str, ...] = ()


def comparable(text: str) -> str:
    """A text as it is compared."""
    text = _PAGE_NUMBER.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return "".join(_QUOTATION_MARKS.sub("", text).split())


def score(gold: Gold, record: Mapping[str, Any], corpus: str) -> Score:
    """Score one record.

    Args:
        record: as `answering.rendering.record` makes it.
        corpus: all source texts joined, made `comparable`.
    """
    abstained = bool(record["abstained"])
    if not gold.answerable:
        right = float(abstained)
        why = () if abstained else ("answered an unanswerable question",)
        values = {"correct": right, "abstain_right": right}
        return Score(gold.id, gold.kind, gold.language, values, why=why)
    answer = _MARKERS.sub("", str(record["answer"]))
    cited: list[Mapping[str, Any]] = list(record["citations"])
    values: dict[str, float] = {"answered": float(not abstained)}
    quotes = [comparable(str(one["quote"])) for one in cited]
    faults = {"fabricated_quotes": sum(not quote or quote not in corpus for quote in quotes)}
    if gold.support and not abstained:
        values |= _citation_values(gold, cited)
    if gold.items:
        found, why = _list_values(gold, record, comparable(answer))
        values |= found
    else:
        stray = 0 if abstained else len(_figures(answer) - _permitted(gold, cited))
        faults["unsupported_figures"] = stray
        why = _shortcomings(gold, comparable(answer))
        values["correct"] = float(not why and not abstained)
    why += ["abstained"] if abstained else []
    return Score(gold.id, gold.kind, gold.language, values, faults, tuple(why))


def summarise(scores: Sequence[Score]) -> dict[str, float]:
    """Means of every measure over the questions it applies to, and sums of faults.

    `correct` is also given by kind of question (`correct.list`) and for English.
    """
    names = dict.fromkeys(name for one in scores for name in one.values)
    summary = {name: _mean(s.values[name] for s in scores if name in s.values) for name in names}
    for fault in ("unsupported_figures", "fabricated_quotes"):
        summary[f"{fault}_faults"] = float(sum(one.faults.get(fault, 0) for one in scores))
    for kind in sorted({one.kind for one in scores}):
        summary[f"correct.{kind}"] = _mean(s.values["correct"] for s in scores if s.kind == kind)
    if english := [one.values["correct"] for one in scores if one.language == "en"]:
        summary["correct.lang_en"] = _mean(english)
    return summary


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


def _citation_values(gold: Gold, cited: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    found = {(str(one["issue"]), int(one["article"])) for one in cited}
    right = len(gold.support & found)
    return {
        "cite_recall": right / len(gold.support),
        "cite_precision": right / len(found) if found else 0.0,
    }


def _list_values(
    gold: Gold, record: Mapping[str, Any], text: str
) -> tuple[dict[str, float], list[str]]:
    """Recall, precision and F1 of a list; without items, a short sentence that holds all counts."""
    named = [str(item["name"]) for item in record["items"] or ()]
    found = [
        any(_names(name, wordings) for name in named) if named else _holds(text, wordings)
        for wordings in gold.items
    ]
    good = [any(_names(name, wordings) for wordings in gold.items) for name in named]
    recall = sum(found) / len(found)
    short = float(recall > 0 and len(text) <= LONGEST_ANSWER)
    precision = sum(good) / len(good) if good else short
    both = recall + precision
    exact = float(recall == precision == 1.0)
    values = {
        "list_recall": recall,
        "list_precision": precision,
        "list_f1": 2 * recall * precision / both if both else 0.0,
        "list_exact": exact,
        "correct": exact,
    }
    why = [f"missed {w[0]}" for w, hit in zip(gold.items, found, strict=True) if not hit]
    return values, why + [f"wrong item {n}" for n, ok in zip(named, good, strict=True) if not ok]


def _shortcomings(gold: Gold, text: str) -> list[str]:
    why = [f"lacks {wordings[0]}" for wordings in gold.groups if not _holds(text, wordings)]
    why += [f"says {wording}" for wording in gold.forbidden if _holds(text, (wording,))]
    return why + ([f"{len(text)} characters"] if len(text) > LONGEST_ANSWER else [])


def _names(name: str, wordings: Iterable[str]) -> bool:
    said = comparable(name)
    known = [comparable(wording) for wording in wordings]
    return any(one in said or (len(said) > 1 and said in one) for one in known)


def _holds(text: str, wordings: Iterable[str]) -> bool:
    for wording in map(comparable, wordings):
        before = r"(?<![\d.])" if wording[:1].isdigit() else ""
        after = r"(?![\d万亿]|\.\d)" if wording[-1:].isdigit() else ""
        if wording and re.search(before + re.escape(wording) + after, text):
            return True
    return False


def _figures(text: str) -> frozenset[Decimal]:
    """Values of the Arabic figures of a text."""
    text = unicodedata.normalize("NFKC", text)
    return frozenset(
        Decimal(match[1].replace(",", "")) * _SCALES.get((match[2] or "").lower(), Decimal(1))
        for match in _FIGURE.finditer(text)
    )


def _permitted(gold: Gold, cited: Sequence[Mapping[str, Any]]) -> frozenset[Decimal]:
    """Values that an answer may state: of its quotations, labels, dates and the question itself.

    They are read generously: unscaled too, the parts of 2024.10, and Chinese numerals.
    """
    named = ("quote", "title", "issue_label", "date")
    texts = [gold.question, *gold.earlier]
    texts += [str(one.get(name) or "") for one in cited for name in named]
    if gold.derived:
        texts += [wording for wordings in gold.groups for wording in wordings]
    text = unicodedata.normalize("NFKC", " ".join(texts))
    values = set(_figures(text))
    for match in _FIGURE.finditer(text):
        parts = [match[1].replace(",", ""), *re.split(r"[.,]", match[1])]
        values |= {Decimal(part) for part in parts if part}
    for match in _NUMERAL.finditer(text):
        if (value := read_numeral(match[1])) is not None:
            values |= {Decimal(value), value * _SCALES.get(match[2], Decimal(1))}
    return frozenset(values)
