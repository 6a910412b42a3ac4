"""Taps below answers: sources, neighbours, pages, files, and buttons that are stale or foreign."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from reformbot.library.conversations import Conversations
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.locale import load_messages
from reformbot.operations.browsing import Shelf
from reformbot.operations.enquiries import Enquiries
from reformbot.telegram.conversation import Conversation
from reformbot.telegram.routing import Routes, Visit
from reformbot.telegram.sources import register
from tests.unit.telegram.visits import Visitor, buttons
from tests.unit.workshop import WUXI, YANGZHOU, Told, Workshop, printed

ZH = load_messages("zh")


class Room:
    """A home with an issue, somebody who asks, and what is asked again."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        self.journal = Journal(workshop.database)
        self.routes = Routes()
        self.again: list[str] = []
        shelf = Shelf(workshop.catalog, workshop.originals)
        register(self.routes, self.journal, Feedback(workshop.database), shelf, self.ask_again)
        self.enquiries = Enquiries(workshop.answerer(), self.journal, "telegram")
        self.lin = Visitor(self.routes)

    async def ask_again(self, _: Visit, question: str) -> None:
        self.again.append(question)

    def ask(self, question: str, *, person: str = "42", chat: int = 42) -> int:
        number = self.enquiries.ask(question, person=person, chat=chat).number
        assert number is not None
        return number


@pytest.fixture
def room(workshop: Workshop) -> Room:
    return Room(workshop)


async def test_a_source_is_shown_with_its_quotation_in_bold(room: Room) -> None:
    number = room.ask("扬州建成多少家工匠学院？")
    await room.lin.taps(f"v1:cite:{number}:1")
    shown = room.lin.line.last("sendMessage")
    assert shown["text"].startswith(f"<b>[1]</b> 《{YANGZHOU.title}》\n<blockquote>")
    assert "<b>扬州市建成13家工匠学院。</b>" in shown["text"]
    assert shown["text"].endswith("2024年第1期 · 2024-01-15 · 扬州市总工会")
    assert shown["reply_parameters"]["message_id"] == 501
    offered = buttons(shown)
    assert offered["📋"]["text"].startswith("2024年第1期 · 2024-01-15 · 《扬州市")
    assert set(offered) >= {"▶", "📖 全文", "📄 原文件"}
    await room.lin.taps(offered["▶"])
    turned = room.lin.line.last("editMessageText")
    assert "<b>扬州" not in turned["text"]
    assert "一是定下标准。" in turned["text"]
    assert "◀" in buttons(turned)
    await room.lin.taps(buttons(turned)["◀"])
    assert room.lin.line.last("editMessageText")["text"] == shown["text"]


async def test_a_source_that_is_gone_is_shown_as_it_was(room: Room) -> None:
    number = room.ask("扬州建成多少家工匠学院？")
    room.workshop.write("2024-01.txt", printed(1, WUXI))
    room.workshop.index()
    await room.lin.taps(f"v1:cite:{number}:1")
    shown = room.lin.line.last("sendMessage")
    assert "<b>扬州市建成13家工匠学院。</b>" in shown["text"]
    assert ZH("card-source-gone") in shown["text"]
    assert list(buttons(shown)) == ["📋"]
    await room.lin.taps(f"v1:look:{number}:1:0")
    assert room.lin.alerts == [ZH("card-stale")]


@pytest.mark.parametrize("verb", ["cite", "look", "page", "sheet", "near", "again"])
@pytest.mark.parametrize("rest", ["99:1:0", "0:1", "", "x:y", "-1:2", "9" * 40, "1:99:99"])
async def test_buttons_that_lead_nowhere_say_so(room: Room, verb: str, rest: str) -> None:
    if rest.startswith("1:"):
        if verb == "again":
            return  # this answer can be asked for again
        room.ask("扬州建成多少家工匠学院？")
    await room.lin.taps(f"v1:{verb}:{rest}")
    assert room.lin.alerts == [ZH("card-stale")]
    assert room.lin.line.methods() == ["answerCallbackQuery"]
    assert room.again == []


@pytest.mark.parametrize("verb", ["cite", "look", "page", "sheet", "near", "again"])
@pytest.mark.parametrize("foreign", [{"id": 43}, {"chat_id": -7}, {"id": 43, "chat_id": 43}])
async def test_nobody_taps_on_anothers_answer(
    room: Room, verb: str, foreign: dict[str, Any]
) -> None:
    number = room.ask("扬州建成多少家工匠学院？")
    wei = Visitor(room.routes, **foreign)
    await wei.taps(f"v1:{verb}:{number}:1:0")
    assert wei.alerts == [ZH("card-foreign")]
    assert wei.line.methods() == ["answerCallbackQuery"]


async def test_buttons_work_after_a_restart(room: Room) -> None:
    number = room.ask("扬州建成多少家工匠学院？")
    anew = Routes()
    shelf = Shelf(room.workshop.catalog, room.workshop.originals)
    database = room.workshop.database
    register(anew, Journal(database), Feedback(database), shelf, room.ask_again)
    lin = Visitor(anew)
    await lin.taps(f"v1:cite:{number}:1")
    assert "<b>扬州市建成13家工匠学院。</b>" in lin.line.last("sendMessage")["text"]


def many() -> list[Told]:
    return [
        Told(
            f"甲{at}公司开展劳动竞赛",
            f"甲{at}公司举办竞赛。一是办赛。全年办赛{at}场。",
            f"甲{at}公司工会",
        )
        for at in range(20, 45)
    ]


async def test_a_list_is_turned_and_exported(room: Room) -> None:
    room.workshop.write("2024-02.txt", printed(2, *many()))
    room.workshop.index()
    number = room.ask("2024年第2期里哪些公司开展了劳动竞赛？")
    await room.lin.taps(f"v1:page:{number}:1")
    turned = room.lin.line.last("editMessageText")
    assert "页\n" in turned["text"]
    await room.lin.taps(buttons(turned)["📊 导出 Excel"])
    ((name, content),) = room.lin.line.files
    assert name == f"清单-{number}.xlsx"
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert sheet.max_row > 10
    sent = room.lin.line.last("sendDocument")
    assert sent["caption"] == "2024年第2期里哪些公司开展了劳动竞赛？"


async def test_a_refusal_opens_the_nearest_article(room: Room) -> None:
    number = room.ask("量子计算机的散热方案是什么？")
    await room.lin.taps(f"v1:near:{number}:0")
    shown = room.lin.line.last("sendMessage")
    assert shown["text"].startswith("<b>《")
    assert "↩ 目录" in buttons(shown)


async def test_a_question_is_asked_again(room: Room) -> None:
    await room.lin.taps(f"v1:again:{room.ask('扬州？')}")
    assert room.again == ["扬州？"]


async def test_a_tap_too_old_to_be_answered_is_let_go(room: Room) -> None:
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    room.lin.line.failing = {"answerCallbackQuery": (400, words)}
    await room.lin.taps("v1:cite:99:1")


@pytest.mark.parametrize(
    ("words", "then"),
    [
        ("Bad Request: message is not modified", []),
        ("Bad Request: message to edit not found", ["sendMessage"]),
    ],
)
async def test_turning_a_card_that_cannot_be_edited(
    room: Room, words: str, then: list[str]
) -> None:
    number = room.ask("扬州建成多少家工匠学院？")
    room.lin.line.failing = {"editMessageText": (400, words)}
    await room.lin.taps(f"v1:look:{number}:1:1")
    assert room.lin.line.methods() == ["editMessageText", *then]


async def test_a_thread_goes_on_from_message_to_message(room: Room) -> None:
    talk = Conversation(Conversations(room.workshop.database))
    talk.register(room.routes)
    first = room.lin.visit()
    assert await talk.history(first) == []
    one = room.ask("无锡办赛多少场？")
    await talk.remember(first, one, [900])
    second = room.lin.visit()
    assert await talk.history(second) == ["无锡办赛多少场？"]
    two = room.ask("那扬州呢？")
    await talk.remember(second, two, [901, 902])
    assert await talk.history(room.lin.visit(reply_to=900)) == ["无锡办赛多少场？"]
    assert await talk.history(room.lin.visit(reply_to=902)) == ["无锡办赛多少场？", "那扬州呢？"]
    # Asked again, a question leans on what it leant on before.
    again = room.lin.visit(data=f"v1:again:{two}")
    assert await talk.history(again) == ["无锡办赛多少场？"]
    three = room.ask("那扬州呢？")
    await talk.remember(again, three, [903])
    assert await talk.history(room.lin.visit(reply_to=903)) == ["无锡办赛多少场？", "那扬州呢？"]
    await room.lin.writes("new")
    assert room.lin.line.texts() == [ZH("card-new-topic")]
    assert await talk.history(room.lin.visit()) == []
