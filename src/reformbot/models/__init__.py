"""Models that reformbot runs or talks to, one vendor a file, and the weights they need."""

from reformbot.models.embedding import (
    BUILTIN,
    Embedder,
    EmbedderTraits,
    SentenceTransformerEmbedder,
    builtin_embedder,
    builtin_folder,
    load_embedder,
)
from reformbot.models.packages import Report, fetch_member, ignore_progress
from reformbot.models.reranker import CrossEncoderReranker, Reranker, load_reranker

__all__ = [
    "BUILTIN",
    "CrossEncoderReranker",
    "Embedder",
    "EmbedderTraits",
    "Report",
    "Reranker",
    "SentenceTransformerEmbedder",
    "builtin_embedder",
    "builtin_folder",
    "fetch_member",
    "ignore_progress",
    "load_embedder",
    "load_reranker",
]
