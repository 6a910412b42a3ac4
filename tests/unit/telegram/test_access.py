"""Who is let in, and as what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.telegram import TelegramSettings
from reformbot.telegram.access import Role, role_of

IDS = st.frozensets(st.integers(1, 20))


@pytest.mark.parametrize("user_id", [0, 1, 42, 1087968824, -1])
def test_empty_lists_admit_nobody(user_id: int) -> None:
    assert role_of(user_id, TelegramSettings("t")) is None


@pytest.mark.parametrize(
    ("user_id", "role"),
    [(1, Role.OWNER), (2, Role.ADMIN), (3, Role.MEMBER), (4, None)],
)
def test_the_highest_role_counts(user_id: int, role: Role | None) -> None:
    settings = TelegramSettings(
        "t",
        owners=frozenset({1}),
        admins=frozenset({1, 2}),
        members=frozenset({1, 2, 3}),
    )
    assert role_of(user_id, settings) == role


@given(IDS, IDS, IDS, st.integers(1, 20))
def test_whoever_is_listed_and_nobody_else(
    owners: frozenset[int], admins: frozenset[int], members: frozenset[int], user_id: int
) -> None:
    settings = TelegramSettings("t", owners=owners, admins=admins, members=members)
    role = role_of(user_id, settings)
    assert (role is not None) == (user_id in owners | admins | members)
    assert (role is Role.OWNER) == (user_id in owners)


def test_settings_do_not_show_secrets() -> None:
    settings = TelegramSettings("123:secret", proxy="http://me:password@127.0.0.1:1")
    assert "secret" not in repr(settings)
    assert "password" not in repr(settings)
