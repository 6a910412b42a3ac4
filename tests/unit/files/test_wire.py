"""What a reader in its own process tells of its progress."""

from __future__ import annotations

from pathlib import Path

from reformbot.files.wire import begin_page, pages_begun


def test_pages_are_counted_as_they_begin(tmp_path: Path) -> None:
    assert pages_begun(tmp_path) == 0
    for _ in range(3):
        begin_page(tmp_path)
    assert pages_begun(tmp_path) == 3
