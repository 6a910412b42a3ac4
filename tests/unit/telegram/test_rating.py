"""Thumbs, reasons, and the right answer as the next text."""

from __future__ import annotations

import pytest

from reformbot.library.feedback import Feedback, Rating, Reason, Verdict
from reformbot.library.journal import Journal
from reformbot.locale import load_messages
from reformbot.operations.enquiries import Enquiries
from reformbot.telegram.rating import register
from reformbot.telegram.routing import Routes
from tests.unit.telegram.visits import Visitor, buttons
from tests.unit.workshop import Workshop, printed

ZH = load_messages("zh")


class Room:
    def __init__(self, workshop: Workshop) -> None:
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        journal = Journal(workshop.database)
        self.feedback = Feedback(workshop.database)
        self.routes = Routes()
        register(self.routes, journal, self.feedback)
        enquiries = Enquiries(workshop.answerer(), journal, "telegram")
        self.number = enquiries.ask("扬州建成多少家学院？", person="42", chat=42).number
        self.lin = Visitor(self.routes)

    def shown(self) -> dict[str, str]:
        return buttons(self.lin.line.last("editMessageReplyMarkup"))


@pytest.fixture
def room(workshop: Workshop) -> Room:
    return Room(workshop)


async def test_thumbs_and_reasons_toggle(room: Room) -> None:
    await room.lin.taps("v1:rate:1:0:good")
    assert room.feedback.of(1) == Rating(1, Verdict.GOOD)
    assert "👍 ✓" in room.shown()
    await room.lin.taps(room.shown()["👎"])
    await room.lin.taps(room.shown()["错误"])
    assert room.feedback.of(1) == Rating(1, Verdict.BAD, Reason.WRONG)
    await room.lin.taps(room.shown()["错误 ✓"])
    await room.lin.taps(room.shown()["👎 ✓"])
    assert room.feedback.of(1) is None
    assert "错误" not in room.shown()


async def test_a_double_tap_changes_nothing_that_is_seen(room: Room) -> None:
    room.lin.line.failing = {
        "editMessageReplyMarkup": (400, "Bad Request: message is not modified: the same")
    }
    await room.lin.taps("v1:rate:1:0:good")
    assert room.feedback.of(1) == Rating(1, Verdict.GOOD)


async def test_the_right_answer_is_the_next_text(room: Room) -> None:
    await room.lin.taps("v1:rate:1:0:bad")
    assert not await room.lin.says("再问？")
    await room.lin.taps(room.shown()["✍️ 写出正确答案"])
    assert room.lin.line.texts() == [ZH("card-right-private")]
    assert await room.lin.says("14家")
    assert not await room.lin.says("再问？")
    assert room.feedback.of(1) == Rating(1, Verdict.BAD, None, "14家")
    assert room.lin.line.texts()[1:] == [ZH("card-right-kept")]


async def test_a_person_may_think_better_of_it(room: Room) -> None:
    await room.lin.taps("v1:right:1")
    never = buttons(room.lin.line.last("sendMessage"))["不写了"]
    wei = Visitor(room.routes, id=43)
    await wei.taps(never)
    assert wei.alerts == [ZH("card-foreign")]
    await room.lin.taps(never)
    assert room.lin.line.last("editMessageText")["text"] == ZH("card-right-not")
    assert not await room.lin.says("再问？")


@pytest.mark.parametrize("data", ["rate:1:0:good", "why:1:0:wrong", "right:1"])
async def test_nobody_rates_anothers_answer(room: Room, data: str) -> None:
    wei = Visitor(room.routes, id=43)
    await wei.taps(f"v1:{data}")
    assert wei.alerts == [ZH("card-foreign")]
    assert room.feedback.every() == []
    assert not await wei.says("14家")


@pytest.mark.parametrize(
    "data", ["rate:9:0:good", "rate:1:0:fine", "rate:1", "rate:", "why:1:0:good", "right:9"]
)
async def test_stale_buttons(room: Room, data: str) -> None:
    await room.lin.taps(f"v1:{data}")
    assert room.lin.alerts == [ZH("card-stale")]
    assert room.feedback.every() == []


async def test_cancel_gives_it_up_too(room: Room) -> None:
    await room.lin.taps("v1:right:1")
    assert await room.routes.cancelled(room.lin.visit()) == 1
    assert await room.routes.cancelled(room.lin.visit()) == 0
    assert not await room.lin.says("再问？")
