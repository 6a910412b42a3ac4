"""Who may do what to whom, as tables and as laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.library.people import Role
from reformbot.operations.roles import Appointed, held, may_change, may_forget, outranks

O, A, M, B = Role.OWNER, Role.ADMIN, Role.MEMBER, Role.BLOCKED  # noqa: E741
ROLES = (*Role, None)
roles = st.sampled_from(ROLES)


@pytest.mark.parametrize("number", [0, 1, 42, 1087968824, -1])
def test_empty_lists_appoint_nobody(number: int) -> None:
    assert Appointed().role_of(number) is None


@pytest.mark.parametrize(("number", "role"), [(1, O), (2, A), (3, M), (4, None)])
def test_the_highest_list_counts(number: int, role: Role | None) -> None:
    lists = Appointed(frozenset({1}), frozenset({1, 2}), frozenset({1, 2, 3}))
    assert lists.role_of(number) is role
    assert lists.everybody == {1, 2, 3}


@pytest.mark.parametrize(
    ("appointed", "given_", "role"),
    [
        (None, None, None),
        (None, M, M),
        (None, B, B),
        (M, None, M),
        (M, A, A),
        (A, M, A),
        (O, A, O),
        # Whoever the configuration names cannot be locked out in the chat.
        (M, B, M),
        (O, B, O),
    ],
)
def test_what_is_held(appointed: Role | None, given_: Role | None, role: Role | None) -> None:
    assert held(appointed, given_) is role


@pytest.mark.parametrize(
    ("actor", "subject", "to", "may"),
    [
        (O, None, M, True),
        (O, None, A, True),
        (O, A, None, True),
        (O, A, O, True),
        (O, O, M, True),
        (A, None, M, True),
        (A, None, A, True),
        (A, None, B, True),
        (A, B, M, True),
        (A, M, None, True),
        (A, M, O, False),
        (A, A, M, False),
        (A, O, B, False),
        (A, O, None, False),
        (M, None, M, False),
        (M, M, B, False),
        (B, None, M, False),
        (None, None, M, False),
        (None, None, O, False),
    ],
)
def test_who_may_change_whom(
    actor: Role | None, subject: Role | None, to: Role | None, *, may: bool
) -> None:
    assert may_change(actor, subject, to) is may


@given(roles, roles, roles)
def test_nobody_gives_more_than_they_hold(
    actor: Role | None, subject: Role | None, to: Role | None
) -> None:
    if may_change(actor, subject, to):
        assert actor in (O, A)
        assert not outranks(to, actor)
        assert actor is O or outranks(actor, subject)


@given(roles, roles)
def test_whoever_is_appointed_holds_at_least_that(
    appointed: Role | None, given_: Role | None
) -> None:
    role = held(appointed, given_)
    assert role in (appointed, given_)
    assert appointed is None or not outranks(appointed, role)


@pytest.mark.parametrize(
    ("actor", "subject", "own", "may"),
    [
        (M, M, True, True),
        (O, O, True, True),
        (None, None, True, False),
        (B, B, True, False),
        (A, M, False, True),
        (A, None, False, True),
        (A, B, False, True),
        (A, A, False, False),
        (A, O, False, False),
        (O, O, False, True),
        (M, M, False, False),
        (M, None, False, False),
    ],
)
def test_who_may_have_whom_forgotten(
    actor: Role | None, subject: Role | None, *, own: bool, may: bool
) -> None:
    assert may_forget(actor, subject, own=own) is may
