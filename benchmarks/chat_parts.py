"""What each part that a chat model plays gains, out of two batches over the same questions.

One batch is answered by quotation alone, the other with a chat model, both by `reformbot ask
--batch`. Between them lie answers that were never given: lists judged and the rest quoted, and the
model's sentences as it proposed them, the verifier's rejections put back.

    python benchmarks/chat_parts.py questions.jsonl quotes.jsonl assisted.jsonl ISSUES...
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reformbot.bulletin.parse import parse
from reformbot.files import FileReader, find_files
from reformbot.operations.evaluation import read_gold
from reformbot.operations.scoring import comparable, score, summarise

MEASURES = (
    "correct",
    "answered",
    "abstain_right",
    "list_f1",
    "list_exact",
    "cite_recall",
    "cite_precision",
    "unsupported_figures_faults",
    "fabricated_quotes_faults",
)
Record = Mapping[str, Any]


def judged_lists(quoted: Record, assisted: Record) -> Record:
    """Lists as the model judged them; everything else quoted."""
    return assisted if assisted["items"] is not None else quoted


def unverified(_: Record, assisted: Record) -> Record:
    """What the model proposed: its sentences that passed and those that did not."""
    if not assisted["rejected"] or assisted["items"] is not None:
        return assisted
    quotes = [comparable(citation["quote"]) for citation in assisted["citations"]]
    own = [
        line
        for line in assisted["answer"].splitlines()
        if not any(quote in comparable(line) for quote in quotes)
    ]
    said = [one["sentence"] for one in assisted["rejected"]]
    return {**assisted, "answer": "\n".join([*own, *said])}


STEPS: Mapping[str, Callable[[Record, Record], Record]] = {
    "quotation alone": lambda quoted, _: quoted,
    "+ lists judged": judged_lists,
    "+ judged and worded, unverified": unverified,
    "+ verified": lambda _, assisted: assisted,
}


def read_records(path: Path) -> dict[str, Record]:
    """Answers of a batch by question."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def table(steps: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table, a row a measure."""
    rows = [["measure", *steps], ["---"] * (len(steps) + 1)]
    for name in MEASURES:
        whole = name.endswith("_faults")
        values = [f"{one[name]:.0f}" if whole else f"{one[name]:.3f}" for one in steps.values()]
        rows.append([f"`{name}`", *values])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, the times, and what the verifier rejected."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("quoted", type=Path)
    parser.add_argument("assisted", type=Path)
    parser.add_argument("issues", type=Path, nargs="+")
    parser.add_argument("--plain", type=Path, help="answers of plain_chain.py, a column before all")
    options = parser.parse_args(arguments)
    files = FileReader()
    readings = [files.read(path) for path in find_files(options.issues)]
    texts = [parse(source.text).text for reading in readings for source in reading.documents]
    corpus = comparable("\n".join(texts))
    golds = read_gold(options.questions)
    quoted, assisted = read_records(options.quoted), read_records(options.assisted)
    batches = {
        name: {gold.id: made(quoted[gold.id], assisted[gold.id]) for gold in golds}
        for name, made in STEPS.items()
    }
    if options.plain:
        batches = {"plain chain": read_records(options.plain)} | batches
    steps = {
        name: summarise([score(gold, batch[gold.id], corpus) for gold in golds])
        for name, batch in batches.items()
    }
    print(table(steps))  # noqa: T201
    times = sorted(one["latency_ms"] / 1000 for one in assisted.values())
    late = times[min(len(times) - 1, int(len(times) * 0.95))]
    print(f"\nwith the model, s a question: p50 {statistics.median(times):.1f}, p95 {late:.1f}")  # noqa: T201
    kinds = [f["kind"] for one in assisted.values() for r in one["rejected"] for f in r["findings"]]
    for kind in sorted(set(kinds)):
        print(f"rejected for {kind}: {kinds.count(kind)}")  # noqa: T201


if __name__ == "__main__":
    main()
