"""The cards of a file that was sent: everything fits, and every button leads somewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings, strategies

from reformbot.bulletin.amendments import Amendments
from reformbot.files import Extract, Format
from reformbot.library.records import Changes, Making, Touched, Version
from reformbot.library.submissions import Failure, State, Submission
from reformbot.locale import load_messages
from reformbot.operations.building import Progress, heard, told
from reformbot.operations.previews import preview
from reformbot.operations.submissions import Review
from reformbot.telegram.previews import (
    Result,
    archive_card,
    article_card,
    failure_card,
    preview_card,
    progress_card,
    result_card,
)
from reformbot.telegram.rendering import without_markup
from reformbot.telegram.splitting import utf16_length
from reformbot.telegram.versions import switch_card, versions_card
from tests.unit.telegram.test_cards import data, labels
from tests.unit.workshop import Told, printed

ZH = load_messages("zh")
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def submission(state: State = State.READ, **changed: object) -> Submission:
    usual = {
        "id": 123456789,
        "update_id": 1,
        "place": 0,
        "person": 42,
        "chat": 42,
        "name": "<简报>.docx",
        "received_at": NOW,
        "state": state,
        "sha256": "ab",
        "original": "ab.docx",
        "amendments": Amendments(),
        "failures": (),
        "message_id": 7,
        "version": None,
        "untold": False,
    }
    return Submission(**(usual | changed))


def review(*articles: Told, amendments: Amendments = Amendments()) -> Review:
    extract = Extract(Format.TEXT, printed(2, *articles))
    return Review(submission(), preview(extract, "ab", amendments, ()), ())


def many(count: int) -> list[Told]:
    return [
        Told(f"示例<{at}>号文", f"甲公司办赛{at}场。", "甲公司工会") for at in range(1, count + 1)
    ]


def test_articles_stand_eight_on_a_page() -> None:
    shown = review(*many(17))
    cards = [preview_card(shown, page, ZH) for page in range(3)]
    assert [labels(card.keyboard)[0] for card in cards] == [
        [str(at) for at in range(1, 9)],
        [str(at) for at in range(9, 17)],
        ["17"],
    ]
    assert labels(cards[0].keyboard)[1] == ["1/3", "▶"]
    assert labels(cards[0].keyboard)[-1] == ["✅ 确认入库（17 篇）", "❌ 放弃"]
    assert "&lt;简报&gt;.docx" in cards[0].text
    assert "1. 示例&lt;1&gt;号文（甲公司工会 · " in cards[0].text
    assert preview_card(shown, 99, ZH).text == cards[2].text


def test_an_article_that_is_left_out_is_struck_and_can_come_back() -> None:
    shown = review(*many(9), amendments=Amendments(excluded=frozenset({9})))
    assert "🚫 <s>9. " in preview_card(shown, 1, ZH).text
    assert labels(preview_card(shown, 1, ZH).keyboard)[-1][0] == "✅ 确认入库（8 篇）"
    out, kept = shown.preview.articles[8], shown.preview.articles[0]
    assert data(article_card(shown, out, 0, ZH).keyboard)[-3:] == [
        "v1:subskip:123456789:9:0:0",
        "v1:subask:123456789:title:9",
        "v1:sub:123456789:1",
    ]
    assert data(article_card(shown, kept, 0, ZH).keyboard)[0] == "v1:subskip:123456789:1:0:1"


def test_with_nothing_left_there_is_nothing_to_confirm() -> None:
    shown = review(*many(1), amendments=Amendments(excluded=frozenset({1})))
    assert labels(preview_card(shown, 0, ZH).keyboard)[-1] == ["❌ 放弃"]


@given(strategies.text(max_size=400), strategies.text(max_size=400))
@settings(max_examples=50, deadline=None)
def test_whatever_is_read_fits_a_message(title: str, body: str) -> None:
    shown = review(Told(title, body * 20, "甲公司工会"), *many(7))
    cards = [preview_card(shown, 0, ZH)]
    cards += [article_card(shown, one, 9, ZH) for one in shown.preview.articles]
    for card in cards:
        assert utf16_length(without_markup(card.text)) <= 4096
        assert all(len(one.encode()) <= 64 for one in data(card.keyboard))


def test_failures_are_told_by_name() -> None:
    failures = (Failure("source-damaged", {"path": "一季度.zip/坏<的>.docx"}),)
    sent = submission(State.UNPACKED, failures=failures, name="一季度.zip")
    assert "坏&lt;的&gt;.docx" in failure_card(sent, ZH).text
    assert archive_card(sent, 2, ZH).text.startswith(
        "🗜 一季度.zip：读出 2 期，1 个文件没能读出。\n⚠️ "
    )


def test_many_failures_fit_a_message() -> None:
    paths = (f"包.zip/{'很深的目录/' * 60}{at}.docx" for at in range(300))
    failures = tuple(Failure("source-damaged", {"path": path}) for path in paths)
    sent = submission(State.UNPACKED, failures=failures, name="包.zip")
    text = archive_card(sent, 0, ZH).text
    assert utf16_length(without_markup(text)) <= 4096
    assert text.count("⚠️") == 10
    assert "目录/9.docx 已损坏" in text
    assert text.endswith(ZH("upload-failed-more", count=290))


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (None, "等待另一个进程建完索引"),
        (Progress("index.embed", 37, 120), "计算向量 37/120 ▓▓▓░░░░░░░"),
        (Progress("index.build", 120, 120), "写入索引 120/120 ▓▓▓▓▓▓▓▓▓▓"),
        (Progress("index.wait", 0, 1), "等待另一个进程建完索引"),
    ],
)
def test_progress(progress: Progress | None, line: str) -> None:
    assert progress_card("a.txt", progress, ZH).text.endswith(f"\n{line}")


def test_progress_goes_from_process_to_process() -> None:
    said = Progress("index.embed", 37, 120)
    assert heard(told(said).encode()) == said
    for line in (b"", b"a warning of a library\n", b"{}", b'{"step": 1}', b"[1]", b"\xff"):
        assert heard(line) is None


def version(number: int, *, held: bool = False, by: str = "") -> Version:
    changes = Changes(added=(Touched("2024年第2期", "a", "ab"),))
    making = Making(follows=number - 1, by=by, changes=changes, passages=9, embedded=4)
    return Version(number, "f", NOW, None if held else NOW, making=making, held=held)


def test_results() -> None:
    live = result_card(submission(State.LIVE), Result(version(2), 3, 1), ZH)
    assert "新增 1 期，更新 0 期；这一期 3 篇，全部 9 段（新算向量 4 段）" in live.text
    assert data(live.keyboard) == ["v1:goto:1:ask:2"]
    same = result_card(submission(State.LIVE), Result(version(2), 3, None, is_new=False), ZH)
    assert "没有什么要改" in same.text
    assert same.keyboard is None
    held = result_card(submission(State.HELD), Result(version(2, held=True), 3, 1, ("a", "b")), ZH)
    assert "变差 2 题（a、b）" in held.text
    assert data(held.keyboard) == ["v1:subup:123456789", "v1:subno:123456789"]


def test_versions() -> None:
    known = [version(3, held=True), version(2, by="42"), version(1)]
    card = versions_card(known, 2, {42: "小林"}, ZH)
    assert "▶️ 第 2 版 11-28 08:00 小林：新增 2024年第2期，更新 无，移除 无" in card.text
    assert "⏸ 第 3 版" in card.text
    assert "• 第 1 版 11-28 08:00 命令行" in card.text
    assert data(card.keyboard) == ["v1:goto:3:ask:2", "v1:goto:1:ask:2"]
    assert data(switch_card(1, 2, ZH).keyboard) == ["v1:goto:1:yes:2", "v1:goto:1:no:2"]
