"""How many questions a person may ask in an hour: three, in this house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.errors import QuotaError
from reformbot.library.people import Role
from tests.unit.operations.register import ADMIN, MEMBER, NOON, OTHER, OWNER, House, opened


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as house:
        yield house


def test_the_fourth_question_of_an_hour_waits(house: House) -> None:
    for minute in range(3):
        house.quota.take(MEMBER, Role.MEMBER, f"{minute}")
        house.wait(minutes=1)
    with pytest.raises(QuotaError) as error:
        house.quota.take(MEMBER, Role.MEMBER, "3")
    assert error.value.details == {"most": 3, "until": NOON + timedelta(hours=1)}
    house.quota.take(OTHER, Role.MEMBER, "3")
    house.moment = NOON + timedelta(minutes=59, seconds=59)
    with pytest.raises(QuotaError):
        house.quota.take(MEMBER, Role.MEMBER, "3")
    house.wait(seconds=1)
    house.quota.take(MEMBER, Role.MEMBER, "3")


def test_the_same_question_counts_once(house: House) -> None:
    """A question dealt with again after a crash is not another one, even if none is left."""
    for key in ("a", "b", "c", "a", "b", "c"):
        house.quota.take(MEMBER, Role.MEMBER, key)


@pytest.mark.parametrize(("number", "role"), [(ADMIN, Role.ADMIN), (OWNER, Role.OWNER)])
def test_staff_asks_freely(house: House, number: int, role: Role) -> None:
    for key in range(50):
        house.quota.take(number, role, str(key))


def test_the_count_outlives_the_process(house: House, tmp_path: Path) -> None:
    for key in "abc":
        house.quota.take(MEMBER, Role.MEMBER, key)
    with opened(tmp_path) as again, pytest.raises(QuotaError):
        again.quota.take(MEMBER, Role.MEMBER, "d")


@settings(max_examples=25, deadline=None)  # each in a database of its own
@given(gaps=st.lists(st.integers(0, 90), min_size=1, max_size=12))
def test_no_hour_has_more_than_three(
    gaps: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    let: list[int] = []
    minute = 0
    with opened(tmp_path_factory.mktemp("house")) as house:
        for key, gap in enumerate(gaps):
            house.wait(minutes=gap)
            minute += gap
            recent = [at for at in let if at > minute - 60]
            try:
                house.quota.take(MEMBER, Role.MEMBER, str(key))
            except QuotaError as error:
                assert len(recent) == 3
                assert error.details["until"] == NOON + timedelta(minutes=recent[0] + 60)
            else:
                assert len(recent) < 3
                let.append(minute)
