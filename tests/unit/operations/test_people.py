"""Roles and languages: changed by those who may, written down, forgotten on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reformbot.errors import AppointedError, NotAllowedError, PeopleError, PersonUnknownError
from reformbot.library.database import Database
from reformbot.library.journal import Given, Journal, Noted
from reformbot.library.people import Action, Role
from reformbot.operations.people import language_of_code
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


def let_in(house: House, number: int, role: Role = Role.MEMBER) -> None:
    house.admission.redeem(caller(number), house.admission.invite(ADMIN).code)
    house.people.change(OWNER, number, role)


def test_lists_hold_their_role_from_the_first_message(house: House) -> None:
    for number, role in ((OWNER, Role.OWNER), (ADMIN, Role.ADMIN), (MEMBER, Role.MEMBER)):
        standing = house.people.standing(caller(number))
        assert (standing.role, standing.appointed) == (role, True)
    assert house.people.standing(caller(STRANGER)).role is None


def test_empty_lists_admit_nobody(tmp_path: Path) -> None:
    with opened(tmp_path, Appointed()) as house:
        assert [house.people.standing(caller(n)).role for n in (OWNER, ADMIN, MEMBER)] == [None] * 3
        assert house.people.everybody() == []


def test_nothing_is_written_down_of_strangers(house: House) -> None:
    house.people.standing(caller(STRANGER))
    with pytest.raises(PersonUnknownError):
        house.people.find(STRANGER)


def test_a_new_name_is_written_down(house: House) -> None:
    assert house.people.find(MEMBER).name == ""
    house.people.standing(caller(MEMBER, "甲"))
    assert house.people.find(MEMBER).name == "甲"
    house.people.standing(caller(MEMBER, "乙"))
    assert house.people.find(MEMBER).name == "乙"


@pytest.mark.parametrize(
    ("actor", "role", "error"),
    [
        (ADMIN, Role.OWNER, NotAllowedError),
        (MEMBER, Role.BLOCKED, NotAllowedError),
        (STRANGER, Role.MEMBER, NotAllowedError),
        (OTHER, Role.ADMIN, NotAllowedError),  # themself
    ],
)
def test_whoever_may_not_changes_nothing(
    house: House, actor: int, role: Role, error: type[PeopleError]
) -> None:
    let_in(house, OTHER)
    lines = house.people.log(100)[1]
    with pytest.raises(error):
        house.people.change(actor, OTHER, role)
    assert house.people.find(OTHER).role is Role.MEMBER
    assert house.people.log(100)[1] == lines


def test_the_configuration_outlasts_the_chat(house: House) -> None:
    for role in (None, Role.BLOCKED):
        with pytest.raises(AppointedError):
            house.people.change(OWNER, MEMBER, role)
    house.people.change(OWNER, MEMBER, Role.ADMIN)
    assert house.people.find(MEMBER).role is Role.ADMIN
    house.people.change(OWNER, MEMBER, Role.MEMBER)
    assert house.people.find(MEMBER).role is Role.MEMBER


def test_a_role_given_outlives_the_process(house: House, tmp_path: Path) -> None:
    let_in(house, OTHER, Role.ADMIN)
    with opened(tmp_path) as again:
        assert again.people.standing(caller(OTHER)).role is Role.ADMIN


def test_the_last_owner_cannot_leave(house: House) -> None:
    let_in(house, OTHER, Role.OWNER)
    with pytest.raises(NotAllowedError):
        house.people.change(OTHER, OTHER, None)
    with pytest.raises(AppointedError):
        house.people.change(OTHER, OWNER, None)


def test_everybody_stands_in_order_of_role(house: House) -> None:
    let_in(house, OTHER)
    house.people.change(ADMIN, OTHER, Role.BLOCKED)
    assert [one.id for one in house.people.everybody()] == [OWNER, ADMIN, MEMBER, OTHER]
    assert [one.id for one in house.people.staff()] == [OWNER, ADMIN]


@pytest.mark.parametrize(
    ("code", "language"),
    [("zh", "zh"), ("zh-hans", "zh"), ("ZH-TW", "zh"), ("en", "en"), ("fr", "en"), (None, "en")],
)
def test_the_language_follows_telegram(house: House, code: str | None, language: str) -> None:
    assert language_of_code(code) == language
    assert house.people.standing(caller(STRANGER, language_code=code)).language == language


def test_a_language_chosen_goes_before_telegrams(house: House) -> None:
    lin = caller(MEMBER, language_code="zh-hans")
    assert house.people.choose_language(lin, "en").language == "en"
    standing = house.people.standing(replace(lin, language_code="zh"))
    assert (standing.language, standing.chosen) == ("en", True)
    assert house.people.choose_language(lin, None).language == "zh"
    with pytest.raises(ValueError, match="xx"):
        house.people.choose_language(lin, "xx")


def write_answer(database: Database, number: int) -> None:
    finding = Noted("figure", "甲市有14家。", "14家", "13家")
    said = Given("telegram", str(number), "几家？", None, None, "q", 1.0, 1, "{}", (finding,))
    Journal(database).write(said)


def test_forgetting_erases_one_persons_history_alone(tmp_path: Path) -> None:
    database = Database(tmp_path / "catalog.db")
    with opened(tmp_path) as house:
        for number in (MEMBER, MEMBER, ADMIN):
            write_answer(database, number)
        house.people.standing(caller(MEMBER, "甲"))
        assert house.people.forget(ADMIN, MEMBER) == 2
        assert Journal(database).count_answers() == 1
        assert Journal(database).count_findings() == {"figure": 1}
        assert house.people.find(MEMBER).role is Role.MEMBER
        assert house.people.forget(ADMIN, MEMBER) == 0
        (entry, _), count = house.people.log(10)
        assert (entry.action, entry.actor, entry.subject) == (Action.FORGOTTEN, ADMIN, MEMBER)
        assert count == 2
    database.close()


def test_a_stranger_who_is_forgotten_is_unknown(house: House) -> None:
    house.admission.request(caller(STRANGER))
    assert house.people.find(STRANGER).name
    assert house.people.forget(ADMIN, STRANGER) == 1
    with pytest.raises(PersonUnknownError):
        house.people.find(STRANGER)
    assert house.admission.open() == []


def test_forgetting_wins_no_questions_back(house: House) -> None:
    for key in "abc":
        house.quota.take(MEMBER, Role.MEMBER, key)
    house.people.forget(MEMBER, MEMBER)
    with pytest.raises(PeopleError):
        house.quota.take(MEMBER, Role.MEMBER, "d")


@pytest.mark.parametrize(
    ("actor", "subject"), [(MEMBER, ADMIN), (ADMIN, OWNER), (STRANGER, MEMBER)]
)
def test_whoever_may_not_erases_nothing(house: House, actor: int, subject: int) -> None:
    with pytest.raises(NotAllowedError):
        house.people.forget(actor, subject)
    assert house.people.log(10) == ([], 0)


def test_every_change_is_in_the_log(house: House) -> None:
    let_in(house, OTHER, Role.ADMIN)
    house.people.change(OWNER, OTHER, Role.ADMIN)  # no change
    house.people.change(OWNER, OTHER, None)
    entries, count = house.people.log(10)
    assert [(one.action, one.actor, one.subject, one.detail) for one in entries] == [
        (Action.CHANGED, OWNER, OTHER, ""),
        (Action.CHANGED, OWNER, OTHER, "admin"),
        (Action.JOINED, ADMIN, OTHER, "member"),
        (Action.INVITED, ADMIN, None, "member"),
    ]
    assert {one.at for one in entries} == {house.moment}
    assert count == 4
    assert house.people.log(1, 3)[0] == entries[3:]
