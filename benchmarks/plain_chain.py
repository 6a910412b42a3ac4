"""The plain LangChain chain that reformbot is compared with.

Recursive splitter 500/50 over the issues' texts, Chroma, the packaged embedding, the four nearest
chunks in one prompt, any OpenAI-compatible chat model. Answers are written one at a time in the
batch format, and a second run goes on where the first one stopped.

    python benchmarks/plain_chain.py questions.jsonl ISSUES... --out A.jsonl --base-url URL
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
from langchain_core.runnables import Runnable
from langchain_core.vectorstores import VectorStoreRetriever
from langchain_openai import ChatOpenAI
from langchain_text_splitters import RecursiveCharacterTextSplitter
from platformdirs import user_cache_path

from reformbot.bulletin.model import Issue, Span
from reformbot.bulletin.parse import parse
from reformbot.files import FileReader, find_files
from reformbot.models import Embedder, builtin_embedder

CHUNK, OVERLAP, TOP = 500, 50, 4
MOST_TOKENS = 512
INSTRUCTIONS = (
    "你负责回答关于工作简报的问题。只根据下面的资料回答，用提问的语言，简明扼要；"
    "要求列举时每行写一项。资料里没有答案就说不知道，不要编造。\n\n资料：\n{context}"
)
_UNKNOWING = re.compile(
    r"不知道|不清楚|无法(?:确定|回答|得知|判断|提供|找到)"
    r"|(?:没有|并未|未)(?:明确)?(?:提到|提及|提供|给出|说明|找到|包含|涉及)|没有(?:相关|关于|这)"
    r"|\b(?:don['’]t|do not|does not|doesn['’]t) (?:know|mention|provide|say|specify|contain)"
    r"|\bnot (?:mentioned|provided|specified|given|stated)\b|\bno information\b"
    r"|\b(?:cannot|can['’]t|unable to) (?:answer|determine|find)",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r"[^。！？!?\n]*")
_ENTRY = re.compile(r"^\s*(?:[-*•·]|\(?[0-9]{1,2}[.、)]|（[0-9]{1,2}）)\s*(?P<name>\S.*)$")


class PackagedEmbeddings(Embeddings):
    """The packaged embedding as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of chunks."""
        return self._embedder.embed_passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed_query(text).tolist()


def chunks(paths: Iterable[Path]) -> list[Document]:
    """The chunks of the issues, each with what the batch format says of a citation."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True
    )
    made: list[Document] = []
    files = FileReader()
    sources = [source for path in find_files(paths) for source in files.read(path).documents]
    for source in sources:
        issue = parse(source.text)
        for document in splitter.create_documents([source.text]):
            start = int(document.metadata["start_index"])
            span = Span(start, start + len(document.page_content))
            document.metadata = _named(issue, source.path.stem, article_at(issue, span))
            made.append(document)
    return made


def article_at(issue: Issue, span: Span) -> int:
    """The article that most of a range of the file is from; 0 where it is from none.

    The chain does not know about articles: this is said for it, so that its citations count.
    """
    shared: dict[int, int] = {}
    for part in issue.parts:
        if part.article is None or part.span.start == part.span.end:
            continue
        place = issue.source_map.source_span(part.span)
        common = min(span.end, place.end) - max(span.start, place.start)
        if common > 0:
            shared[part.article] = shared.get(part.article, 0) + common
    return max(shared, key=lambda ordinal: shared[ordinal], default=0)


def is_unknowing(reply: str) -> bool:
    """Whether a reply begins by saying that it does not know."""
    first = _FIRST_SENTENCE.match(reply.strip())
    return not reply.strip() or bool(first and _UNKNOWING.search(first[0]))


def entries(reply: str) -> list[str]:
    """What stands on the lines of a list in a reply."""
    return [match["name"] for line in reply.splitlines() if (match := _ENTRY.match(line))]


def record(name: str, reply: str, found: Sequence[Document], latency: float) -> dict[str, Any]:
    """A reply in the batch format; every chunk that the model was given is cited."""
    given = [one for one in found if one.metadata["article"]]
    citations = [
        {"n": at, "quote": one.page_content, **one.metadata} for at, one in enumerate(given, 1)
    ]
    numbers = [one["n"] for one in citations]
    items = [{"name": entry, "citations": numbers} for entry in entries(reply)]
    return {
        "id": name,
        "answer": reply,
        "abstained": is_unknowing(reply),
        "items": items or None,
        "citations": citations,
        "latency_ms": round(latency * 1000, 1),
    }


def main() -> None:
    """Index the issues, ask what was not asked yet, and write the answers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("issues", type=Path, nargs="+", help="text files or folders")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base-url", required=True, help="the endpoint's root, …/v1")
    parser.add_argument("--model", default="local")
    parser.add_argument("--api-key", default="none")
    options = parser.parse_args()
    embeddings = PackagedEmbeddings(builtin_embedder(user_cache_path("reformbot")))
    store = Chroma.from_documents(chunks(options.issues), embeddings)
    retriever = store.as_retriever(search_kwargs={"k": TOP})
    chain = _chain(options.model, options.base_url, options.api_key)
    done = {one["id"] for one in _lines(options.out)} if options.out.exists() else set()
    with options.out.open("a", encoding="utf-8") as out:
        for asked in _lines(options.questions):
            if asked["id"] not in done:
                out.write(json.dumps(_answered(asked, retriever, chain), ensure_ascii=False) + "\n")
                out.flush()


def _chain(model: str, base_url: str, api_key: str) -> Runnable[dict[str, Any], str]:
    prompt = ChatPromptTemplate.from_messages(
        [("system", INSTRUCTIONS), MessagesPlaceholder("history"), ("human", "{question}")]
    )
    chat = ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=api_key,
        temperature=0,
        max_tokens=MOST_TOKENS,
        timeout=900,
    )
    return prompt | chat | StrOutputParser()


def _answered(
    asked: Mapping[str, Any], retriever: VectorStoreRetriever, chain: Runnable[dict[str, Any], str]
) -> dict[str, Any]:
    history = asked.get("history") or []
    earlier = [one["content"] for one in history if one["role"] == "user"]
    start = time.perf_counter()
    found = retriever.invoke("\n".join([*earlier, asked["question"]]))
    reply = chain.invoke(
        {
            "context": "\n\n".join(one.page_content for one in found),
            "history": [_message(one) for one in history],
            "question": asked["question"],
        }
    )
    return record(asked["id"], reply.strip(), found, time.perf_counter() - start)


def _message(one: Mapping[str, str]) -> BaseMessage:
    return (HumanMessage if one["role"] == "user" else AIMessage)(one["content"])


def _named(issue: Issue, stem: str, ordinal: int) -> dict[str, Any]:
    titles = {article.ordinal: article.title for article in issue.articles}
    return {
        "issue": stem,
        "article": ordinal,
        "title": titles.get(ordinal, ""),
        "issue_label": issue.key.label,
        "date": issue.issued.isoformat() if issue.issued else "",
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


if __name__ == "__main__":
    main()
