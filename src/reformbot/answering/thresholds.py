"""From which scores on a passage speaks to a question.

Measured with the built-in embedding on the development set. The nearest passage of an answerable
Chinese question had a cosine of at least 0.872, that of questions on other subjects (120 of CMRC
2018) of at most 0.866 in 99 of 100; English questions on the subject reached 0.755 and more.
Without its place, an answerable question came no less near than 0.862 to an article of that place,
and than 0.855 where the same questions were moved to the places of another province; 22 of 24
invented questions on other matters (a station, a market price) came no nearer than 0.860, so this
check lets some of them through rather than refuse what is there.
Another model's cosines lie elsewhere, so for it words alone decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where answering ends and refusing begins.

    Attributes:
        cosine_zh, cosine_en: least cosine of a question and its nearest passage, by language.
        coverage: share of the question's words, by weight, that makes up for a low cosine.
        near: least cosine of a Chinese question without its place and an article of that place.
        gap: how much nearer the matter is elsewhere than in the asked place, to refuse at once.
        lost: the weight (inverse document frequency) of words found only elsewhere, likewise.
        behind: how much worse the evidence may be that is left after checking years.
        far_behind: the same after checking figures alone, which many a good sentence lacks.
        meaning_weight: what a cosine counts beside the share of words, in deciding a list.
        meaning_margin: how much less near in meaning than the nearest a list's entry may be.
        listed: how far below the best entry's score an article is still on a list.
        doubtful: the same to be shown as undecided.
    """

    cosine_zh: float
    cosine_en: float
    coverage: float
    near: float
    gap: float
    lost: float
    behind: float
    far_behind: float
    meaning_weight: float
    meaning_margin: float
    listed: float
    doubtful: float

    @classmethod
    def stored(cls, values: Mapping[str, float]) -> Self | None:
        """The thresholds an index was made with; None where it has none, or another release's."""
        names = {field.name for field in fields(cls)}
        return cls(**values) if set(values) == names else None

    def refuses(self, language: str, cosine: float, coverage: float) -> bool:
        """Whether nothing found speaks to the question."""
        least = self.cosine_zh if language == "zh" else self.cosine_en
        return cosine < least and coverage < self.coverage


@dataclass(frozen=True, slots=True)
class Odds:
    """What a chat model's log-odds (natural) count for.

    Measured with Qwen2.5-Coder-1.5B-Instruct (Q4_K_M); see docs/evaluation.md.

    Attributes:
        sufficient: of 能 against 不能, from which the best sentences answer the question.
        weight: what those of 是 against 否 add to the score of a list's entry.
        listed: how far below the best sum an entry is still on the list.
        doubtful: the same to be shown as undecided.
    """

    sufficient: float
    weight: float
    listed: float
    doubtful: float


ODDS = Odds(sufficient=0.1, weight=0.3, listed=0.5, doubtful=0.6)
BUILTIN_THRESHOLDS = Thresholds(
    cosine_zh=0.868,
    cosine_en=0.75,
    coverage=0.25,
    near=0.853,
    gap=0.028,
    lost=1.5,
    behind=1.2,
    far_behind=2.5,
    meaning_weight=8.0,
    meaning_margin=0.033,
    listed=0.45,
    doubtful=0.55,
)
WORDS_ONLY = Thresholds(
    cosine_zh=1.01,
    cosine_en=1.01,
    coverage=0.25,
    near=-1.0,
    gap=-1.0,
    lost=3.0,
    behind=1.2,
    far_behind=2.5,
    meaning_weight=0.0,
    meaning_margin=2.0,
    listed=0.35,
    doubtful=0.5,
)
