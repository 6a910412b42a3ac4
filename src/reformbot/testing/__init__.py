"""Working stand-ins for what is slow or far away, shipped so that anyone can test against them."""

from reformbot.testing.building import ThreadBuilder
from reformbot.testing.embedding import HashEmbedder
from reformbot.testing.reranker import OverlapReranker

__all__ = ["HashEmbedder", "OverlapReranker", "ThreadBuilder"]
