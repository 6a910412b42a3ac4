"""Notes out of files: all that is said, without page numbers, or the reason why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformbot.errors import ArchiveError, SourceBinaryError, SourceError, SourceMissingError
from reformbot.files import FileReader
from reformbot.operations.notes import Sent, notes_at, notes_sent
from tests.making import broken

TORN = (
    "夜校三月开班，到年底一共举办了十二期，覆盖全市\n— 1 —\n\f十八个社区，报名860人。\n— 2 —\n\f"
    "办学情况\n— 3 —\n\f教师18人。\n"
)


def sent(name: str, data: bytes) -> str:
    return notes_sent(Sent(name, data), FileReader())


def test_page_numbers_go_and_what_a_page_tore_is_joined() -> None:
    told = "夜校三月开班，到年底一共举办了十二期，覆盖全市十八个社区，报名860人。"
    told += "\n办学情况\n教师18人。"
    assert sent("夜校.txt", TORN.encode("gb18030")) == told


def test_an_archive_is_taken_whole_or_not_at_all() -> None:
    whole = {"一.txt": "报名860人。", "二.txt": "教师18人。"}
    assert sorted(sent("素材.zip", broken.zipped(whole)).splitlines()) == sorted(whole.values())
    with pytest.raises(SourceError) as told:
        sent("素材.zip", broken.zipped(whole | {"三.txt": b"\x00\x01\x02" * 99}))
    assert str(told.value.details["path"]) == "素材.zip/三.txt"


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"\x7fELF\x00\x00\x01", SourceBinaryError), (broken.zipped({}), ArchiveError)],
)
def test_a_file_without_notes_is_named_as_its_sender_knows_it(
    data: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error) as told:
        sent("素材.docx", data)
    assert str(told.value.details["path"]) == "素材.docx"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        notes_at(tmp_path / "素材.docx", FileReader())
