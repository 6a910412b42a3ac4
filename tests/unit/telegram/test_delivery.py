"""How often a send is tried, and how long is waited in between."""

from datetime import timedelta

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from reformbot.telegram.delivery import ATTEMPTS, LONGEST_PAUSE, persist


class Line:
    """Fails with each of `errors` in turn, then sends; notes the pauses."""

    def __init__(self, *errors: TelegramError) -> None:
        self.errors = list(errors)
        self.sent = 0
        self.pauses: list[float] = []

    async def send(self) -> str:
        self.sent += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.mark.parametrize(
    ("errors", "pauses"),
    [
        ((), []),
        ((RetryAfter(7),), [7.0]),
        ((RetryAfter(timedelta(seconds=2.5)), RetryAfter(3)), [2.5, 3.0]),
        ((NetworkError("reset"), TimedOut(), NetworkError("reset")), [1.0, 2.0, 4.0]),
        ((NetworkError("reset"), RetryAfter(5), TimedOut()), [1.0, 5.0, 4.0]),
    ],
)
async def test_passing_trouble_is_waited_out(
    errors: tuple[TelegramError, ...], pauses: list[float]
) -> None:
    line = Line(*errors)
    assert await persist(line.send, line.pause) == "sent"
    assert line.pauses == pauses


@pytest.mark.parametrize(
    "error",
    [BadRequest("chat not found"), Forbidden("blocked"), RetryAfter(int(LONGEST_PAUSE) + 1)],
)
async def test_lasting_trouble_is_not(error: TelegramError) -> None:
    line = Line(error)
    with pytest.raises(type(error)):
        await persist(line.send, line.pause)
    assert (line.sent, line.pauses) == (1, [])


async def test_attempts_come_to_an_end() -> None:
    line = Line(*[TimedOut() for _ in range(9)])
    with pytest.raises(TimedOut):
        await persist(line.send, line.pause)
    assert line.sent == ATTEMPTS
