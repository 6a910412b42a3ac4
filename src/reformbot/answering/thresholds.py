"""From which scores on a passage speaks to a question at all.

Measured with the built-in embedding: of 108 answerable Chinese questions of the development set the
nearest passage had a cosine of at least 0.872, of 120 questions from CMRC 2018 on other subjects at
most 0.866 in 99 of 100; English questions on the subject reached 0.755 and more. Another model's
cosines lie elsewhere, so for it words alone decide.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least scores; a question below both is refused.

    Attributes:
        cosine_zh, cosine_en: of the question and its nearest passage, by the question's language.
        coverage: share of the question's words, by weight, in the nearest articles.
    """

    cosine_zh: float
    cosine_en: float
    coverage: float

    def refuses(self, language: str, cosine: float, coverage: float) -> bool:
        """Whether nothing found speaks to the question."""
        least = self.cosine_zh if language == "zh" else self.cosine_en
        return cosine < least and coverage < self.coverage


BUILTIN_THRESHOLDS = Thresholds(cosine_zh=0.868, cosine_en=0.75, coverage=0.25)
WORDS_ONLY = Thresholds(cosine_zh=1.01, cosine_en=1.01, coverage=0.25)
