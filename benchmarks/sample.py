"""Draw the fixed sample of a question set that slow systems are compared on.

Every kind of question is in it in proportion, but for the least counts below; the draw is seeded,
so the same set always gives the same questions.

    python benchmarks/sample.py questions.jsonl FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

SEED = 3
SIZE = 40
LEAST = {"unanswerable": 5, "list": 10}
"""Kinds whose share of 40 would be too small to say anything about."""


def shares(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """How many questions of each kind are drawn: the least counts, the rest by largest remainder.

    Args:
        counts: questions of each kind in the set.
        size: of the sample; at least the least counts, and one of each other kind, fit in it.
    """
    fixed = {kind: min(count, counts[kind]) for kind, count in LEAST.items() if kind in counts}
    others = {kind: count for kind, count in counts.items() if kind not in fixed}
    left = size - sum(fixed.values())
    exact = {kind: left * count / sum(others.values()) for kind, count in others.items()}
    whole = {kind: max(1, int(share)) for kind, share in exact.items()}
    by_remainder = sorted(others, key=lambda kind: (whole[kind] - exact[kind], kind))
    for kind in by_remainder[: left - sum(whole.values())]:
        whole[kind] += 1
    return fixed | whole


def drawn(questions: Sequence[Mapping[str, object]], size: int = SIZE) -> list[int]:
    """Positions of the questions drawn, in their order."""
    kinds = [str(one["type"]) for one in questions]
    chooser = random.Random(SEED)  # noqa: S311
    chosen: list[int] = []
    for kind, count in sorted(shares(Counter(kinds), size).items()):
        chosen += chooser.sample([at for at, other in enumerate(kinds) if other == kind], count)
    return sorted(chosen)


def main() -> None:
    """Write the sample into a folder and name its questions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("questions", type=Path, help="JSON lines with id and type")
    parser.add_argument("folder", type=Path, help="where sample.jsonl is written")
    options = parser.parse_args()
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.strip()]
    questions = [json.loads(line) for line in lines]
    chosen = drawn(questions)
    options.folder.mkdir(parents=True, exist_ok=True)
    out = options.folder / "sample.jsonl"
    out.write_text("".join(f"{lines[at]}\n" for at in chosen), encoding="utf-8")
    kinds = Counter(str(questions[at]["type"]) for at in chosen)
    print(" ".join(str(questions[at]["id"]) for at in chosen))
    print(", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))


if __name__ == "__main__":
    main()
