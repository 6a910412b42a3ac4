"""Files held against the house style: a draft or an issue, and what is live beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from reformbot.bulletin.style import StyleRule
from reformbot.errors import SourceMissingError
from reformbot.files import FileReader
from reformbot.library.records import Snapshot, Version
from reformbot.locale import load_messages
from reformbot.operations.styling import Checked, check_file, counted, finding_line, split_draft
from tests.unit.workshop import WUXI, YANGZHOU, edition, printed

FILES = FileReader()


def live(*numbers: int) -> Snapshot:
    version = Version(1, "f", datetime(2024, 5, 6, tzinfo=UTC), None)
    return Snapshot.of(version, tuple(edition(number) for number in numbers))


def checked(path: Path, snapshot: Snapshot | None = None) -> tuple[Checked, ...]:
    found, failures = check_file(path, FILES, snapshot)
    assert failures == ()
    return found


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def again(one: Checked) -> list[tuple[object, object]]:
    return [
        (finding.values["issue"], finding.values["title"])
        for finding in one.findings
        if finding.rule is StyleRule.NEAR_DUPLICATE
    ]


@pytest.mark.parametrize(
    ("text", "title", "body", "byline"),
    [
        ("办夜校\n\n开班12期。\n（云泽市总工会）", "办夜校", "开班12期。", "（云泽市总工会）"),
        ("开班12期。", "", "开班12期。", None),
        ("办夜校\n开班12期。\n报名860人。", "办夜校", "开班12期。\n报名860人。", None),
        ("", "", "", None),
    ],
)
def test_a_draft_is_taken_apart(text: str, title: str, body: str, byline: str | None) -> None:
    assert split_draft(text) == (title, body, byline)


def test_a_draft_that_repeats_a_live_article_is_told_which(tmp_path: Path) -> None:
    text = f"另一个题目\n\n{YANGZHOU.body}\n\n（{YANGZHOU.byline}）\n"
    (one,) = checked(written(tmp_path / "d.txt", text), live(3))
    assert again(one) == [("2024年第3期", YANGZHOU.title)]
    (alone,) = checked(written(tmp_path / "d.txt", text))
    assert again(alone) == []


def test_a_word_file_is_checked_as_its_text_is(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("另一个题目", YANGZHOU.body, f"（{YANGZHOU.byline}）"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "d.docx"))
    (one,) = checked(tmp_path / "d.docx", live(3))
    assert one.title == "另一个题目"
    assert again(one) == [("2024年第3期", YANGZHOU.title)]
    text = f"另一个题目\n\n{YANGZHOU.body}\n\n（{YANGZHOU.byline}）\n"
    (same,) = checked(written(tmp_path / "d.txt", text), live(3))
    assert one.findings == same.findings


def test_an_issue_is_checked_article_by_article_and_not_against_itself(tmp_path: Path) -> None:
    path = written(tmp_path / "i.txt", printed(3))
    found = checked(path, live(3))
    assert [one.is_issue for one in found] == [True, False, False]
    assert [one.title for one in found[1:]] == [YANGZHOU.title, WUXI.title]
    assert [again(one) for one in found[1:]] == [[], []]
    later = checked(path, live(3, 5))
    assert again(later[1]) == [("2024年第5期", YANGZHOU.title)]
    assert all(one.article == 1 for one in later[1].findings)


def test_an_issue_counts_relative_times_from_its_own_date(tmp_path: Path) -> None:
    told = replace(YANGZHOU, body=f"去年，{YANGZHOU.body}")
    found, _ = check_file(written(tmp_path / "i.txt", printed(3, told)), FILES, None)
    meant = [f.values["meant"] for f in found[1].findings if f.rule is StyleRule.TIME_RELATIVE]
    assert meant == ["2023年"]
    found, _ = check_file(tmp_path / "i.txt", FILES, None, date(2031, 1, 1))
    meant = [f.values["meant"] for f in found[1].findings if f.rule is StyleRule.TIME_RELATIVE]
    assert meant == ["2030年"]


def test_findings_are_counted_by_severity(tmp_path: Path) -> None:
    (one,) = checked(written(tmp_path / "d.txt", "办夜校\n\n市总工会开班 12 期。\n"))
    counts = counted(one.findings)
    assert sum(counts.values()) == len(one.findings)
    assert counts["errors"] >= 1
    lines = [finding_line(finding, load_messages("zh")) for finding in one.findings]
    assert any(line.startswith("〔错误〕") and "数字与汉字之间有空格" in line for line in lines)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    found, failures = check_file(tmp_path / "none.txt", FILES, None)
    assert found == ()
    assert [type(one) for one in failures] == [SourceMissingError]
