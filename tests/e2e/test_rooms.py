"""What people in a chat do with answers: open sources, turn pages, go on asking, rate, browse."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reformbot.library.conversations import Conversations
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.locale import load_messages
from reformbot.operations.ratings import export
from tests.e2e.bot import GROUP, LIN, WEI
from tests.e2e.emulator import USERNAME, Emulator, User
from tests.e2e.office import labelled, latest, office, open_for_business
from tests.e2e.records import Shown
from tests.unit.workshop import WUXI, YANGZHOU, Told, Workshop, printed

pytestmark = pytest.mark.e2e

ZH = load_messages("zh")
ASKED = "扬州建成多少家工匠学院？"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workshop]:
    with office(tmp_path) as workshop:
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        yield workshop


@pytest.fixture
def lin(emulator: Emulator) -> User:
    return emulator.user(id=LIN, language_code="zh-hans")


def asks(emulator: Emulator, user: User, question: str, chat_id: int = LIN) -> Shown:
    """Ask, and wait for the answer."""
    before = {message.message_id for message in emulator.shown(chat_id)}
    user.sends(question, chat_id=chat_id)
    return appears(emulator, chat_id, before, lambda message: bool(message.rows))


def appears(
    emulator: Emulator, chat_id: int, before: set[int], when: Callable[[Shown], bool]
) -> Shown:
    """The bot's new message, once it is as wanted."""

    def new() -> list[Shown]:
        every = [m for m in emulator.shown(chat_id) if m.by_bot and m.message_id not in before]
        return [message for message in every if when(message)]

    emulator.wait_until(new, what="a new message")
    return new()[-1]


def tap(emulator: Emulator, user: User, message: Shown, label: str, chat_id: int = LIN) -> Shown:
    """Tap a button that sends a message of its own."""
    before = {one.message_id for one in emulator.shown(chat_id)}
    user.taps(message.message_id, message.data(label))
    return appears(emulator, chat_id, before, lambda _: True)


def turn(emulator: Emulator, user: User, message: Shown, label: str) -> Shown:
    """Tap a button that changes its message."""
    user.taps(message.message_id, message.data(label))

    def now() -> Shown:
        (found,) = [m for m in emulator.shown(LIN) if m.message_id == message.message_id]
        return found

    emulator.wait_until(lambda: now() != message, what="a change")
    return now()


def alerts(emulator: Emulator) -> list[str]:
    calls = emulator.calls("answerCallbackQuery", status=None)
    return [call.params["text"] for call in calls if call.params.get("show_alert")]


def bold(message: Shown) -> list[str]:
    units = message.text.encode("utf-16-le")
    return [
        units[e["offset"] * 2 : (e["offset"] + e["length"]) * 2].decode("utf-16-le")
        for e in message.entities
        if e["type"] == "bold"
    ]


@pytest.mark.both_ways
def test_from_an_answer_to_its_source_and_through_a_restart(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    with open_for_business(emulator, home):
        answer = asks(emulator, lin, ASKED)
        assert labelled(answer) == ["[1]", "👍", "👎", "📋", "↻", "✍️ 用它起草"]
    with open_for_business(emulator, home):
        source = tap(emulator, lin, answer, "[1]")
        assert source.reply_to == answer.message_id
        assert bold(source) == ["[1]", "扬州市建成13家工匠学院。"]
        assert YANGZHOU.title in source.text
        neighbour = turn(emulator, lin, source, "▶")
        assert bold(neighbour) == ["[1]"]
        assert "定下标准" in neighbour.text
        file = tap(emulator, lin, neighbour, "📄 原文件")
        assert file.file is not None
        assert file.file.name == "2024-01.txt"
        assert file.file.data.decode() == printed(1)
        article = tap(emulator, lin, neighbour, "📖 全文")
        assert YANGZHOU.body in article.text


def test_a_conversation(emulator: Emulator, home: Workshop, lin: User) -> None:
    with open_for_business(emulator, home):
        first = asks(emulator, lin, "无锡表彰职工多少名？")
        assert "208名" in first.text
        other = asks(emulator, lin, "那扬州呢？")
        assert other.text.startswith("按此理解：扬州表彰职工多少名？\n")
        assert other.entities[0]["type"] == "italic"
        lin.sends("/new")
        emulator.wait_for("sendMessage", text=ZH("card-new-topic"))
        alone = asks(emulator, lin, "那扬州呢？")
        assert "按此理解" not in alone.text
        before = {message.message_id for message in emulator.shown(LIN)}
        lin.sends("那扬州呢？", reply_to=first.message_id)
        reply = appears(emulator, LIN, before, lambda message: bool(message.rows))
        assert "按此理解：扬州表彰职工多少名？" in reply.text
        again = tap(emulator, lin, reply, "↻")
        emulator.wait_until(lambda: latest(emulator, LIN).rows)
        assert latest(emulator, LIN).message_id == again.message_id
        assert "按此理解：扬州表彰职工多少名？" in latest(emulator, LIN).text


def test_a_list_is_turned_and_exported(emulator: Emulator, home: Workshop, lin: User) -> None:
    many = [
        Told(
            f"示例{at}公司开展劳动竞赛",
            f"示例{at}公司举办竞赛。全年办赛{at}场。",
            f"示例{at}公司工会",
        )
        for at in range(20, 45)
    ]
    home.write("2024-02.txt", printed(2, *many))
    home.index()
    with open_for_business(emulator, home):
        answer = asks(emulator, lin, "2024年第2期里哪些公司举办了竞赛？")
        assert "页\n1. " in answer.text
        pages = [answer]
        while "▶" in labelled(pages[-1]):
            pages.append(turn(emulator, lin, pages[-1], "▶"))
        shown = "\n".join(page.text for page in pages)
        sheet = tap(emulator, lin, pages[-1], "📊 导出 Excel").file
        assert sheet is not None
        rows = load_workbook(io.BytesIO(sheet.data)).active
        assert rows is not None
        names = [row[1] for row in rows.iter_rows(min_row=2, values_only=True)]
        assert len(set(names)) > 10
        assert [name for name in names if f"{name}：" not in shown] == []
        rated = turn(emulator, lin, pages[-1], "👍")
        assert rated.text == pages[-1].text
        assert "👍 ✓" in labelled(rated)


@pytest.mark.both_ways
def test_nobody_taps_on_anothers_answer(emulator: Emulator, home: Workshop, lin: User) -> None:
    wei = emulator.user(id=WEI, language_code="zh")
    with open_for_business(emulator, home):
        answer = asks(emulator, lin, f"@{USERNAME} {ASKED}", GROUP)
        for data in (answer.data("[1]"), answer.data("👍"), answer.data("↻")):
            wei.taps(answer.message_id, data)
        emulator.wait_until(lambda: len(alerts(emulator)) == 3)
        lin.taps(answer.message_id, "v1:cite:999:1", stale=True)
        emulator.wait_until(lambda: len(alerts(emulator)) == 4)
    assert alerts(emulator) == [ZH("card-foreign")] * 3 + [ZH("card-stale")]
    assert Feedback(home.database).every() == []


def test_feedback_becomes_an_evaluation_set(
    emulator: Emulator, home: Workshop, lin: User, tmp_path: Path
) -> None:
    with open_for_business(emulator, home):
        answer = asks(emulator, lin, ASKED)
        bad = turn(emulator, lin, answer, "👎")
        why = turn(emulator, lin, bad, "错误")
        assert "错误 ✓" in labelled(why)
        assert tap(emulator, lin, why, "✍️ 写出正确答案").text == ZH("card-right-private")
        before = {message.message_id for message in emulator.shown(LIN)}
        lin.sends("应为14家")
        kept = appears(emulator, LIN, before, lambda _: True)
        assert kept.text == ZH("card-right-kept")
        asks(emulator, lin, "无锡表彰职工多少名？")
    out = tmp_path / "set.jsonl"
    exported = export(
        Journal(home.database), Feedback(home.database), Conversations(home.database), out
    )
    assert exported.written == 1
    assert '"14家"' in out.read_text(encoding="utf-8")


def test_browsing_and_looking_up(emulator: Emulator, home: Workshop, lin: User) -> None:
    with open_for_business(emulator, home):
        lin.sends("/latest")
        issue = appears(emulator, LIN, set(), lambda message: bool(message.rows))
        assert f"2. {WUXI.title}" in issue.text
        article = tap(emulator, lin, issue, "2")
        assert WUXI.body in article.text
        back = turn(emulator, lin, article, "↩ 目录")
        listed = turn(emulator, lin, back, "↩ 各期")
        assert labelled(listed) == ["2024年第1期 · 2024-01-15 · 2 篇"]
        before = {message.message_id for message in emulator.shown(LIN)}
        lin.sends("/find 工匠学院")
        found = appears(emulator, LIN, before, lambda message: bool(message.rows))
        assert bold(found) == ["工匠学院"]
        assert "扬州市建成13家工匠学院。" in tap(emulator, lin, found, "1").text


def test_a_refusal_offers_the_nearest_articles(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    with open_for_business(emulator, home):
        answer = asks(emulator, lin, "量子计算机的散热方案是什么？")
        nearest = [label for label in labelled(answer) if label.startswith("2024年第1期《")]
        assert nearest
        opened = tap(emulator, lin, answer, nearest[0])
        assert opened.text.startswith("《")


def test_a_new_issue_is_announced_once(emulator: Emulator, home: Workshop, lin: User) -> None:
    with open_for_business(emulator, home):
        lin.sends("/subscribe")
        emulator.wait_for("sendMessage", text=ZH("card-subscribed"))
    home.write("2024-02.txt", printed(2, WUXI))
    home.index()
    with open_for_business(emulator, home):
        news = appears(emulator, LIN, set(), lambda m: m.text.startswith("🆕"))
        assert WUXI.title in news.text
        assert WUXI.body in tap(emulator, lin, news, "1").text
    with open_for_business(emulator, home):
        asks(emulator, lin, ASKED)
        lin.sends("/unsubscribe")
        emulator.wait_for("sendMessage", text=ZH("card-unsubscribed"))
    assert sum(m.text.startswith("🆕") for m in emulator.shown(LIN)) == 1
