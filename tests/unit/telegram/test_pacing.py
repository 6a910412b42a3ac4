"""How fast Telegram is called, and who waits when it asks for a pause."""

import asyncio
import time

import pytest
from telegram.constants import FloodLimit
from telegram.error import RetryAfter

from reformbot.telegram.pacing import Pacing

LIN, GROUP = 42, -1001


class Telegram:
    """Notes the calls, and asks for a pause at the first ones."""

    def __init__(self, pauses: int = 0) -> None:
        self.at: list[float] = []
        self.pauses = pauses

    async def call(self) -> bool:
        self.at.append(time.monotonic())
        if self.pauses:
            self.pauses -= 1
            raise RetryAfter(1)
        return True


async def made(pacing: Pacing, telegram: Telegram, endpoint: str, chat: int | None) -> bool:
    data = {} if chat is None else {"chat_id": chat}
    return bool(await pacing.process_request(telegram.call, (), {}, endpoint, data, None))


async def test_a_pause_holds_for_the_chat_that_was_asked_for_it() -> None:
    pacing, lin, others = Pacing(), Telegram(pauses=1), Telegram()
    with pytest.raises(RetryAfter):
        await made(pacing, lin, "sendMessage", LIN)
    start = time.monotonic()
    waiting = [asyncio.create_task(made(pacing, lin, "editMessageText", LIN)) for _ in range(2)]
    await made(pacing, others, "sendMessage", LIN + 1)
    await made(pacing, others, "setMessageReaction", LIN)
    assert max(others.at) - start < 0.5
    await asyncio.gather(*waiting)
    assert min(lin.at[1:]) - start >= 1


async def test_messages_share_the_bots_limit_and_signs_do_not() -> None:
    pacing, telegram, signs = Pacing(), Telegram(), Telegram()
    many = int(FloodLimit.MESSAGES_PER_SECOND) + 3
    start = time.monotonic()
    sends = [made(pacing, telegram, "sendMessage", LIN + at) for at in range(many)]
    sending = asyncio.gather(*sends)
    for endpoint in ("setMessageReaction", "sendChatAction", "answerCallbackQuery"):
        await asyncio.gather(*(made(pacing, signs, endpoint, LIN) for _ in range(many)))
    await sending
    assert max(signs.at) - start < 1.0
    assert max(telegram.at) - start >= 0.05


async def test_a_groups_messages_have_its_own_limit_and_edits_do_not() -> None:
    pacing, telegram = Pacing(), Telegram()
    most = int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
    for _ in range(most):
        await made(pacing, telegram, "sendMessage", GROUP)
    await asyncio.wait_for(made(pacing, telegram, "editMessageText", GROUP), 0.5)
    await asyncio.wait_for(made(pacing, telegram, "sendMessage", GROUP - 1), 0.5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(made(pacing, telegram, "sendMessage", GROUP), 0.5)
