"""Working stand-ins for what is slow or far away, shipped so that anyone can test against them."""

from reformbot.testing.embedding import HashEmbedder

__all__ = ["HashEmbedder"]
