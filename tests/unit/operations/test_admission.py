"""How people come in: each door opens once, to whom it should."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from reformbot.errors import (
    AppointedError,
    InviteError,
    NotAllowedError,
    RequestGoneError,
    RequestTooSoonError,
)
from reformbot.library.people import Action, Card, Role
from reformbot.operations.admission import LONGEST_NOTE
from reformbot.operations.roles import Appointed
from tests.unit.operations.register import (
    ADMIN,
    MEMBER,
    OTHER,
    OWNER,
    STRANGER,
    House,
    caller,
    opened,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as house:
        yield house


def role_of(house: House, number: int) -> Role | None:
    return house.people.standing(caller(number)).role


def test_a_request_is_open_until_it_is_decided(house: House) -> None:
    made = house.admission.request(caller(STRANGER, "甲"))
    assert (made.person.id, made.person.name, made.decider, made.cards) == (
        STRANGER,
        "甲",
        None,
        (),
    )
    assert [one.request.id for one in house.admission.open()] == [made.request.id]
    assert role_of(house, STRANGER) is None
    decision = house.admission.decide(ADMIN, made.request.id, Role.MEMBER)
    assert decision.first
    assert decision.application.decider == house.people.find(ADMIN)
    assert house.admission.open() == []
    assert role_of(house, STRANGER) is Role.MEMBER


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN, Role.BLOCKED])
def test_what_is_decided_holds(house: House, role: Role) -> None:
    made = house.admission.request(caller(STRANGER))
    house.admission.decide(ADMIN, made.request.id, role)
    assert role_of(house, STRANGER) is role
    entry = house.people.log(1)[0][0]
    assert (entry.action, entry.actor, entry.subject) == (Action.DECIDED, ADMIN, STRANGER)
    assert entry.detail == role


def test_the_first_decision_holds(house: House) -> None:
    made = house.admission.request(caller(STRANGER))
    house.admission.decide(ADMIN, made.request.id, Role.BLOCKED)
    second = house.admission.decide(OWNER, made.request.id, Role.MEMBER)
    assert not second.first
    assert second.application.request.decision is Role.BLOCKED
    assert second.application.request.decided_by == ADMIN
    assert role_of(house, STRANGER) is Role.BLOCKED
    assert house.people.log(10)[1] == 2


def test_of_two_decisions_at_once_one_holds(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    together = Barrier(2)

    def decide(actor: int, role: Role) -> bool:
        together.wait()
        return house.admission.decide(actor, number, role).first

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(decide, (ADMIN, OWNER), (Role.MEMBER, Role.BLOCKED)))
    assert sorted(results) == [False, True]
    held = Role.MEMBER if results[0] else Role.BLOCKED
    assert role_of(house, STRANGER) is held


@pytest.mark.parametrize("actor", [MEMBER, STRANGER, OTHER])
def test_only_staff_decides(house: House, actor: int) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    with pytest.raises(NotAllowedError):
        house.admission.decide(actor, number, Role.MEMBER)
    assert house.admission.open()


def test_a_request_makes_nobody_owner(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    with pytest.raises(NotAllowedError):
        house.admission.decide(OWNER, number, Role.OWNER)


def test_an_admin_who_was_dismissed_decides_nothing(house: House) -> None:
    house.admission.redeem(caller(OTHER), house.admission.invite(OWNER).code)
    house.people.change(OWNER, OTHER, Role.ADMIN)
    number = house.admission.request(caller(STRANGER)).request.id
    house.people.change(OWNER, OTHER, None)
    with pytest.raises(NotAllowedError):
        house.admission.decide(OTHER, number, Role.MEMBER)


def test_one_request_a_day(house: House) -> None:
    house.admission.request(caller(STRANGER))
    house.wait(hours=23, minutes=59)
    with pytest.raises(RequestTooSoonError) as error:
        house.admission.request(caller(STRANGER))
    assert error.value.details["until"] == house.moment + timedelta(minutes=1)
    house.wait(minutes=1)
    assert house.admission.request(caller(STRANGER)).request.id == 2


@pytest.mark.parametrize("number", [OWNER, ADMIN, MEMBER])
def test_whoever_is_in_need_not_ask(house: House, number: int) -> None:
    with pytest.raises(NotAllowedError):
        house.admission.request(caller(number))


def test_the_blocked_may_not_ask_again(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    house.admission.decide(ADMIN, number, Role.BLOCKED)
    house.wait(hours=48)
    with pytest.raises(NotAllowedError):
        house.admission.request(caller(STRANGER))


def test_a_note_is_added_once_and_kept_short(house: House) -> None:
    assert house.admission.note(STRANGER, "无申请") is None
    house.admission.request(caller(STRANGER))
    noted = house.admission.note(STRANGER, "我是乙处的某某" + "。" * 500)
    assert noted is not None
    assert noted.request.note == ("我是乙处的某某" + "。" * 500)[:LONGEST_NOTE]
    assert house.admission.note(STRANGER, "再说一句") is None


def test_a_decided_request_takes_no_note(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    house.admission.decide(ADMIN, number, Role.BLOCKED)
    assert house.admission.note(STRANGER, "请再考虑") is None


def test_cards_are_remembered(house: House, tmp_path: Path) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    cards = (Card(OWNER, 11), Card(ADMIN, 12))
    for card in cards:
        house.admission.shown(number, card)
    with opened(tmp_path) as again:
        assert again.admission.decide(ADMIN, number, Role.MEMBER).application.cards == cards


def test_a_request_that_was_erased_is_gone(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    house.people.forget(ADMIN, STRANGER)
    house.admission.shown(number, Card(OWNER, 11))
    with pytest.raises(RequestGoneError):
        house.admission.decide(ADMIN, number, Role.MEMBER)


def test_a_decision_takes_nothing_from_whoever_came_in_meanwhile(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    house.admission.redeem(caller(STRANGER), house.admission.invite(ADMIN).code)
    house.people.change(OWNER, STRANGER, Role.ADMIN)
    house.admission.decide(OWNER, number, Role.MEMBER)
    assert role_of(house, STRANGER) is Role.ADMIN


def test_an_invitation_lets_one_person_in(house: House) -> None:
    code = house.admission.invite(ADMIN).code
    assert house.admission.redeem(caller(STRANGER), code).role is Role.MEMBER
    with pytest.raises(InviteError):
        house.admission.redeem(caller(OTHER), code)
    assert role_of(house, OTHER) is None


def test_of_two_who_redeem_at_once_one_comes_in(house: House) -> None:
    code, together = house.admission.invite(ADMIN).code, Barrier(2)

    def redeem(number: int) -> bool:
        together.wait()
        try:
            return house.admission.redeem(caller(number), code).role is Role.MEMBER
        except InviteError:
            return False

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(redeem, (STRANGER, OTHER))) == [False, True]


@pytest.mark.parametrize(("minutes", "valid"), [(24 * 60 - 1, True), (24 * 60, False)])
def test_an_invitation_lasts_a_day(house: House, minutes: int, *, valid: bool) -> None:
    code = house.admission.invite(ADMIN).code
    house.wait(minutes=minutes)
    if valid:
        house.admission.redeem(caller(STRANGER), code)
    else:
        with pytest.raises(InviteError):
            house.admission.redeem(caller(STRANGER), code)
    assert role_of(house, STRANGER) is (Role.MEMBER if valid else None)


@pytest.mark.parametrize("code", ["", "x", "' OR 1=1 --", "a" * 64, "编号"])
def test_a_code_that_was_never_given_opens_nothing(house: House, code: str) -> None:
    house.admission.invite(ADMIN)
    with pytest.raises(InviteError):
        house.admission.redeem(caller(STRANGER), code)


def test_an_invitation_falls_with_whoever_made_it(house: House) -> None:
    house.admission.redeem(caller(OTHER), house.admission.invite(OWNER).code)
    house.people.change(OWNER, OTHER, Role.ADMIN)
    code = house.admission.invite(OTHER).code
    house.people.change(OWNER, OTHER, None)
    with pytest.raises(InviteError):
        house.admission.redeem(caller(STRANGER), code)


def test_whoever_is_in_does_not_use_an_invitation_up(house: House) -> None:
    code = house.admission.invite(OWNER).code
    assert house.admission.redeem(caller(ADMIN), code).role is Role.ADMIN
    assert house.admission.redeem(caller(STRANGER), code).role is Role.MEMBER


def test_an_invitation_does_not_lift_a_block(house: House) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    house.admission.decide(ADMIN, number, Role.BLOCKED)
    with pytest.raises(InviteError):
        house.admission.redeem(caller(STRANGER), house.admission.invite(ADMIN).code)


@pytest.mark.parametrize("actor", [MEMBER, STRANGER])
def test_only_staff_invites(house: House, actor: int) -> None:
    with pytest.raises(NotAllowedError):
        house.admission.invite(actor)


def test_codes_are_not_kept(house: House, tmp_path: Path) -> None:
    code = house.admission.invite(ADMIN).code
    held = b"".join(file.read_bytes() for file in tmp_path.glob("catalog.db*"))
    assert code.encode() not in held


def test_the_first_owner_claims_by_a_code(tmp_path: Path) -> None:
    with opened(tmp_path, Appointed()) as house:
        early, code = house.admission.owner_code(), house.admission.owner_code()
        assert early
        assert code
        with pytest.raises(InviteError):  # the later code has replaced it
            house.admission.redeem(caller(STRANGER), early)
        assert house.admission.redeem(caller(STRANGER), code).role is Role.OWNER
        assert house.people.log(1)[0][0].action is Action.CLAIMED
        with pytest.raises(InviteError):
            house.admission.redeem(caller(OTHER), code)
        assert house.admission.owner_code() is None


def test_with_an_owner_there_is_no_code(house: House) -> None:
    assert house.admission.owner_code() is None


def test_a_code_is_void_once_an_owner_is_appointed(tmp_path: Path) -> None:
    with opened(tmp_path, Appointed()) as house:
        code = house.admission.owner_code()
        assert code
    with opened(tmp_path) as house:
        assert house.admission.owner_code() is None
        with pytest.raises(InviteError):
            house.admission.redeem(caller(STRANGER), code)


def test_whoever_was_appointed_since_is_not_blocked(house: House, tmp_path: Path) -> None:
    number = house.admission.request(caller(STRANGER)).request.id
    with opened(tmp_path, Appointed(frozenset({OWNER}), members=frozenset({STRANGER}))) as later:
        with pytest.raises(AppointedError):
            later.admission.decide(OWNER, number, Role.BLOCKED)
        assert later.admission.decide(OWNER, number, Role.MEMBER).first
