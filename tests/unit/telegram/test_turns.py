"""One line in order, several at once; what is given up, and what happens when the bot stops."""

import asyncio

import pytest

from reformbot.telegram.turns import Turn, Turns

LIN, WEI = 42, 43


def came(turn: Turn) -> bool | None:
    """Whether it is the turn's time; None while that is open."""
    coming = turn.come()
    try:
        coming.send(None)
    except StopIteration as stop:
        return bool(stop.value)
    coming.close()
    return None


async def test_a_line_keeps_its_order_and_holds_up_no_other() -> None:
    turns = Turns()
    first, second, third = (turns.take("a", number, 1, LIN) for number in (1, 2, 3))
    other = turns.take("b", 4, 2, WEI)
    assert [came(turn) for turn in (first, second, third, other)] == [True, None, None, True]
    turns.leave(first)
    assert [came(turn) for turn in (second, third)] == [True, None]
    turns.leave(second)
    assert came(third)


async def test_a_failure_gives_up_its_turn() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="in hand"), turns.take("a", 1, 1, LIN):
        waiting = turns.take("a", 2, 1, LIN)
        raise ValueError("in hand")
    assert came(waiting)


async def test_those_without_a_line_wait_for_nobody() -> None:
    turns = Turns()
    with turns.take(None, 1, 1, LIN) as first, turns.take(None, 2, 1, LIN) as second:
        assert [came(first), came(second)] == [True, True]


async def test_a_person_gives_up_what_is_theirs_in_a_line() -> None:
    turns = Turns()
    mine, theirs, waiting = (turns.take(1, n, 1, who) for n, who in ((1, LIN), (2, WEI), (3, LIN)))
    other = turns.take(2, 4, 2, LIN)
    assert turns.stop(1, LIN) == 2
    assert [turn.is_stopped for turn in (mine, theirs, waiting, other)] == [1, 0, 1, 0]
    assert [came(turn) for turn in (mine, theirs, waiting)] == [True, None, False]
    await asyncio.wait_for(mine.until_stopped(), 1)
    turns.leave(waiting)
    turns.leave(mine)
    assert came(theirs)
    assert turns.of(2) is theirs
    assert turns.of(3) is None


async def test_after_closing_nobody_comes_who_has_not_come() -> None:
    turns = Turns()
    in_hand, waiting = turns.take(1, 1, 1, LIN), turns.take(1, 2, 1, LIN)
    turns.close()
    late = turns.take(2, 3, 2, WEI)
    assert [came(turn) for turn in (in_hand, waiting, late)] == [True, False, False]
    turns.leave(in_hand)
    assert came(waiting) is False


async def test_notices_keep_the_order_of_their_line() -> None:
    turns = Turns()
    _, second, third, fourth = (turns.take("a", number, 1, LIN) for number in (1, 2, 3, 4))
    other = turns.take("b", 5, 2, WEI)
    await asyncio.wait_for(other.after_earlier(), 1)
    after = [asyncio.ensure_future(turn.after_earlier()) for turn in (third, fourth)]
    await asyncio.sleep(0)
    assert [one.done() for one in after] == [False, False]
    second.noticed()
    await asyncio.wait_for(after[0], 1)
    assert not after[1].done()
    turns.leave(third)
    await asyncio.wait_for(after[1], 1)
