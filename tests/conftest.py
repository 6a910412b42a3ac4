"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ISSUES = (*SHARED.glob("corpus/*.txt"), *SHARED.glob("devset/issues/*.txt"))
SAMPLES = tuple(sorted(ROOT.glob("corpus/*.txt")))

# The same examples in every run, so that a change is judged by the change; look for new ones with
# HYPOTHESIS_PROFILE=explore.
settings.register_profile("repeat", derandomize=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))


@pytest.fixture
def shared() -> Path:
    """The folder of real issues beside the repository, which a plain checkout does not have."""
    if not SHARED.is_dir():
        pytest.skip("no folder of real issues beside the repository")
    return SHARED


@pytest.fixture
def real_issue(shared: Path) -> str:
    """Text of the one issue that was really printed."""
    return (shared / "corpus" / "2024-06.txt").read_text(encoding="utf-8")


@pytest.fixture
def shared_issues(shared: Path) -> dict[str, str]:
    """Text of every issue beside the repository, by the stem of its file."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(ISSUES)}
    if not texts:
        pytest.skip("the folder beside the repository holds no issues")
    return texts


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """Text of the sample issues that are part of the repository, by stem."""
    return {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES}
