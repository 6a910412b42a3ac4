"""An answer that takes its time, as a person sees it grow, stop, wait and be given up."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reformbot.answering.composing import Hear
from reformbot.answering.model import Answer, Statement
from reformbot.locale import load_messages
from reformbot.telegram.streaming import Pace
from tests.e2e.bot import GROUP, LIN, WEI, Library, said, serving, settled
from tests.e2e.emulator import USERNAME, Emulator
from tests.unit.telegram.answers import answer

pytestmark = pytest.mark.e2e

ZH = load_messages("zh")
QUICK = Pace(patience=0.1, draft=0.1, keep=0.5, private=0.1, group=0.2)
FIRST, SECOND = "甲市有12家。", "乙市有3家。"


class Writer:
    """Says a sentence, waits to be let on, says another."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.ended: list[str] = []

    def __call__(self, question: str, hear: Hear) -> Answer:
        try:
            hear(Statement(FIRST, (1,)))
            self.gate.wait(20)
            hear(Statement(SECOND, (1,)))
        except Exception as error:
            self.ended.append(type(error).__name__)
            raise
        self.ended.append("answered")
        return answer(FIRST, SECOND)


def writing() -> tuple[Writer, Library]:
    writer = Writer()
    return writer, Library(lambda question, hear: writer(question, hear))


def test_in_private_a_draft_grows_and_the_answer_replaces_it(
    emulator: Emulator, tmp_path: Path
) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    with serving(emulator, tmp_path, library, QUICK):
        lin.sends("多少？")
        draft = emulator.wait_for("sendMessageDraft", text=FIRST)
        emulator.wait_for("sendMessageDraft", text=FIRST, count=2)  # kept alive
        assert said(emulator, LIN) == []
        writer.gate.set()
        (reply,) = settled(emulator, LIN)
    assert draft.params["can_stop"] is True
    assert reply.startswith(f"{FIRST}[1]\n{SECOND}[1]")
    assert emulator.draft(LIN) is None


@pytest.mark.both_ways
def test_stop_ends_the_work_and_says_so(emulator: Emulator, tmp_path: Path) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    with serving(emulator, tmp_path, library, QUICK):
        lin.sends("多少？")
        draft = emulator.wait_for("sendMessageDraft", text=FIRST)
        pressed = {"chat": {"id": LIN, "type": "private"}, "draft_id": draft.params["draft_id"]}
        elsewhere = pressed | {"chat": {"id": WEI, "type": "private"}}
        emulator.inject(stopped_message_generation=elsewhere)
        emulator.inject(stopped_message_generation=pressed)
        emulator.wait_for("sendMessage", text=ZH("telegram-searching"))
        assert settled(emulator, LIN) == [ZH("telegram-stopped")]
        writer.gate.set()
        emulator.wait_until(lambda: writer.ended)
    assert writer.ended == ["AbandonedError"]


@pytest.mark.parametrize("refusal", [400, 429])
@pytest.mark.both_ways
def test_a_draft_that_is_refused_gives_way_to_edits(
    emulator: Emulator, tmp_path: Path, refusal: int
) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    words = {400: "Bad Request: TEXTDRAFT_PEER_INVALID", 429: ""}[refusal]
    emulator.fail_next("sendMessageDraft", status=refusal, description=words, times=1)
    with serving(emulator, tmp_path, library, QUICK):
        lin.sends("多少？")
        if refusal == 400:
            emulator.wait_for("editMessageText", text=FIRST)
        else:  # the pause that was asked for is kept
            refused = emulator.wait_for("sendMessageDraft", status=429)
            again = emulator.wait_for("sendMessageDraft", after=refused)
            assert again.at - refused.at >= 1
        writer.gate.set()
        emulator.wait_until(lambda: said(emulator, LIN)[-1:] and "出处" in said(emulator, LIN)[-1])
    assert len(said(emulator, LIN)) == 1


def test_in_a_group_one_message_is_edited_at_its_pace(emulator: Emulator, tmp_path: Path) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    with serving(emulator, tmp_path, library, QUICK):
        asked = lin.sends(f"@{USERNAME} 多少？", chat_id=GROUP)
        placed = emulator.wait_for("sendMessage", chat_id=GROUP)
        shown = emulator.wait_for("editMessageText", text=FIRST)
        assert shown.at - placed.at >= QUICK.group
        writer.gate.set()
        emulator.wait_until(lambda: "出处" in said(emulator, GROUP)[-1])
    (reply,) = (message for message in emulator.shown(GROUP) if message.by_bot)
    assert reply.reply_to == asked
    assert reply.text.startswith(f"{FIRST}[1]\n{SECOND}[1]")
    assert emulator.calls("sendMessageDraft", status=None) == []


@pytest.mark.parametrize(
    ("status", "words"), [(429, ""), (400, "Bad Request: message is not modified"), (502, "")]
)
@pytest.mark.both_ways
def test_trouble_while_streaming_does_not_reach_the_answer(
    emulator: Emulator, tmp_path: Path, status: int, words: str
) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    emulator.fail_next("editMessageText", status=status, description=words)
    with serving(emulator, tmp_path, library, QUICK):
        lin.sends(f"@{USERNAME} 多少？", chat_id=GROUP)
        emulator.wait_for("editMessageText", status=status)
        writer.gate.set()
        emulator.wait_until(lambda: "出处" in said(emulator, GROUP)[-1])
    assert len(said(emulator, GROUP)) == 1


def waiting_in_line(emulator: Emulator) -> Callable[[], bool]:
    return lambda: said(emulator, LIN).count(ZH("telegram-queued")) == 2


def test_cancel_passes_by_the_line_and_takes_all_of_it(emulator: Emulator, tmp_path: Path) -> None:
    lin, wei = emulator.user(id=LIN, language_code="zh"), emulator.user(id=WEI)
    writer, library = writing()
    with serving(emulator, tmp_path, library, QUICK):
        for question in ("一？", "二？", "三？"):
            lin.sends(question)
        wei.sends("四？")
        emulator.wait_until(waiting_in_line(emulator))
        lin.sends("/cancel")
        emulator.wait_for("sendMessage", text=ZH("telegram-cancelled-all"))
        emulator.wait_until(lambda: said(emulator, LIN).count(ZH("telegram-cancelled")) == 2)
        emulator.wait_until(lambda: ZH("telegram-stopped") in said(emulator, LIN))
        writer.gate.set()
        settled(emulator, WEI)
        lin.sends("/cancel")
        emulator.wait_for("sendMessage", text=ZH("telegram-nothing-to-cancel"))
    assert sorted(library.asked) == ["一？", "四？"]


def test_a_question_that_waited_is_told_so_until_its_answer_comes(
    emulator: Emulator, tmp_path: Path
) -> None:
    lin, (writer, library) = emulator.user(id=LIN, language_code="zh"), writing()
    with serving(emulator, tmp_path, library, QUICK):
        asked = [lin.sends(question) for question in ("一？", "二？", "三？")]
        emulator.wait_until(waiting_in_line(emulator))
        notices = [message for message in emulator.shown(LIN) if message.by_bot]
        writer.gate.set()
        settled(emulator, LIN, 3)
    assert [notice.reply_to for notice in notices] == asked[1:]
    assert library.asked == ["一？", "二？", "三？"]
    assert ZH("telegram-queued") not in said(emulator, LIN)


@pytest.mark.both_ways
def test_a_question_of_4097_characters(emulator: Emulator, tmp_path: Path) -> None:
    lin, library = emulator.user(id=LIN, language_code="zh"), Library()
    with serving(emulator, tmp_path, library):
        lin.sends("问" * 4096 + "？")
        settled(emulator, LIN)
    assert [len(question) for question in library.asked] == [4097]


@pytest.mark.both_ways
def test_fifty_questions_in_a_minute_are_all_answered_in_order(
    emulator: Emulator, tmp_path: Path
) -> None:
    lin = emulator.user(id=LIN, language_code="zh")
    library = Library(lambda question: answer(f"答{question}"))
    with serving(emulator, tmp_path, library):
        for at in range(50):
            lin.sends(f"第{at}问")
        settled(emulator, LIN, 50, timeout=60)
    replies = [text for text in said(emulator, LIN) if text.startswith("答")]
    assert [text.partition("[")[0] for text in replies] == [f"答第{at}问" for at in range(50)]
