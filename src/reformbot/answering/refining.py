"""A chat model's reading of a question: it may add search words to the query, nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reformbot.bulletin.words import words
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompts
from reformbot.search.question import Query, character_pairs
from reformbot.search.retrieval import Searcher

_MOST_KEYWORDS = 6
_LONGEST = 12
_REPLY_TOKENS = 120
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "keywords": {
            "type": "array",
            "items": {"type": "string", "minLength": 2, "maxLength": _LONGEST},
            "maxItems": _MOST_KEYWORDS,
        },
    },
    "required": ["keywords"],
    "additionalProperties": False,
}


def refined(query: Query, model: ChatModel, prompts: Prompts, searcher: Searcher) -> Query:
    """The query with the model's keywords, as far as the corpus has those words.

    Places, times, units and what is asked for stay as they were read: a slip there would answer
    another question.

    Raises:
        ChatModelError: the model failed.
    """
    prompt = prompts.query
    request = prompt.request(question=query.text)
    reply = model.json(prompt.instructions, request, _SCHEMA, limit=_REPLY_TOKENS)
    known = [
        word
        for keyword in reply["keywords"]
        for word in words(keyword)
        if len(word) > 1 and searcher.weight(word)
    ]
    added = [word for word in dict.fromkeys(known) if word not in query.terms]
    return replace(
        query,
        terms=(*query.terms, *added),
        pairs=query.pairs | character_pairs(*added),
        topic=" ".join([query.topic, *added]),
    )
