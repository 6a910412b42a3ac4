"""How well our search finds the passage that answers a question of a public set.

The set is a file in SQuAD's layout (CMRC 2018, DRCD): every context becomes an article of one
issue, cut, embedded, indexed and searched by the code that serves bulletins. A hit at k is a
question whose context is among the first k articles of the ranking.

    python benchmarks/public_retrieval.py cmrc2018_dev.json [--home DIR] [--titles]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from reformbot.bulletin.chunk import BUDGET, chunk
from reformbot.bulletin.model import Article, ArticleKind, Issue, IssueKey, SourceMap, Span
from reformbot.library.catalog import Catalog
from reformbot.library.records import Edition, Snapshot
from reformbot.library.vectors import ChromaStore, Row
from reformbot.models import Embedder, builtin_embedder
from reformbot.models.tokens import count_tokens
from reformbot.operations.embedding import embedded_text
from reformbot.search.question import understand
from reformbot.search.retrieval import Hit, Searcher

SEED = 0
QUESTIONS = 800
DEPTHS = (1, 3, 5, 10)
_STEM = "public"
_EMBEDDED_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Context:
    """A passage of the set, with the title of the page it is from."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the ordinal (from 1) of the context that answers it."""

    text: str
    article: int


def read_set(path: Path) -> tuple[list[Context], list[Asked]]:
    """The contexts and questions of a file in SQuAD's layout, in its order."""
    contexts: list[Context] = []
    asked: list[Asked] = []
    for page in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in page["paragraphs"]:
            contexts.append(Context(page.get("title", ""), paragraph["context"]))
            asked += [Asked(one["question"], len(contexts)) for one in paragraph["qas"]]
    return contexts, asked


def drawn(asked: Sequence[Asked], count: int) -> list[Asked]:
    """The questions that are asked: a sample with a fixed seed, or all where there are fewer."""
    random.seed(SEED)
    return [asked[at] for at in random.sample(range(len(asked)), min(count, len(asked)))]


def indexed(
    contexts: Sequence[Context], home: Path, embedder: Embedder, *, titles: bool
) -> Searcher:
    """A searcher over the contexts, each an article; vectors computed before are read again."""
    edition = _edition(contexts, titles=titles)
    catalog = Catalog(home / "catalog.db")
    texts = {passage.id: embedded_text(passage) for passage in edition.passages}
    vectors = catalog.cached_vectors(embedder.fingerprint, list(texts))
    new = [name for name in texts if name not in vectors]
    for start in range(0, len(new), _EMBEDDED_AT_ONCE):
        some = new[start : start + _EMBEDDED_AT_ONCE]
        made = embedder.embed_passages([texts[name] for name in some])
        catalog.cache_vectors(embedder.fingerprint, dict(zip(some, made, strict=True)))
        _tell(f"embedded {start + len(some)} of {len(new)} passages")
    vectors = catalog.cached_vectors(embedder.fingerprint, list(texts))
    version = catalog.add_version(embedder.fingerprint, [edition])
    store = ChromaStore(home / "vectors")
    store.build(version.id, [Row(p, vectors[p.id]) for p in edition.passages])
    catalog.switch(version)
    snapshot = Snapshot.of(version, catalog.editions(version))
    return Searcher(snapshot, catalog, store.open(version.id), embedder)


def rank(hits: Sequence[Hit], article: int) -> int | None:
    """How many other articles rank before an article; None where it was not found."""
    ranked = list(dict.fromkeys(hit.passage.article for hit in hits))
    return ranked.index(article) if article in ranked else None


def main() -> None:
    """Read the set, index it, ask, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("path", type=Path, help="a file in SQuAD's layout")
    parser.add_argument("--home", type=Path, help="keep the index here; default: thrown away")
    parser.add_argument("--titles", action="store_true", help="give articles their page's title")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--missed", type=int, default=0, help="show so many that were missed")
    options = parser.parse_args()
    contexts, asked = read_set(options.path)
    chosen = drawn(asked, options.questions)
    embedder = builtin_embedder(user_cache_path("reformbot"))
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        searcher = indexed(contexts, home, embedder, titles=options.titles)
        _report(searcher, chosen, options.missed)


def _report(searcher: Searcher, chosen: Sequence[Asked], missed: int) -> None:
    ranks: list[int | None] = []
    latencies: list[float] = []
    for one in chosen:
        start = time.perf_counter()
        hits = searcher.search(understand(one.text, searcher.province))
        latencies.append((time.perf_counter() - start) * 1000)
        ranks.append(rank(hits, one.article))
    articles = len(searcher.entries)
    print(f"articles {articles}  passages {len(searcher.snapshot.passages)}  asked {len(chosen)}")
    for depth in DEPTHS:
        found = [at is not None and at < depth for at in ranks]
        print(f"hit@{depth:<3} {sum(found) / len(found):.3f}")
    print(f"not in scope {sum(at is None for at in ranks)}")
    print(f"latency_ms p50 {statistics.median(latencies):.0f}")
    wrong = [(at, one) for at, one in zip(ranks, chosen, strict=True) if at != 0]
    for at, one in wrong[:missed]:
        print(f"  {'-' if at is None else at + 1}\t{one.text}")


def _edition(contexts: Sequence[Context], *, titles: bool) -> Edition:
    issue = Issue(
        key=IssueKey(_STEM, 1, 1),
        kind="",
        running_number=None,
        issuer=None,
        issued=None,
        contents=(),
        articles=tuple(
            _article(at, context, titles=titles) for at, context in enumerate(contexts, 1)
        ),
        distribution=(),
        text="",
        parts=(),
        source_map=SourceMap(()),
        dropped=(),
        warnings=(),
    )
    passages = tuple(chunk(issue, _STEM, count_tokens, BUDGET))
    return Edition(0, _STEM, f"titles={titles}", f"{BUDGET}", _STEM, issue, passages)


def _article(ordinal: int, context: Context, *, titles: bool) -> Article:
    whole = Span(0, len(context.text))
    return Article(
        ordinal=ordinal,
        kind=ArticleKind.ARTICLE,
        title=context.title if titles else "",
        section=None,
        body=context.text,
        body_span=whole,
        lead=whole,
        measures=(),
        tables=(),
        byline=None,
        place=None,
    )


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
