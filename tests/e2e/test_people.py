"""Who is let in, and what admins see of it, on a Telegram of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reformbot.library.database import Database
from reformbot.library.journal import Given, Journal
from reformbot.library.people import Register, Role
from reformbot.locale import load_messages
from reformbot.operations.admission import Admission
from reformbot.operations.people import People
from reformbot.operations.roles import Appointed
from tests.e2e.bot import Library, said, serving, settled
from tests.e2e.emulator import Emulator, User
from tests.e2e.records import Shown

pytestmark = pytest.mark.e2e

ZH, EN = load_messages("zh"), load_messages("en")
OWNER, ADMIN, MEMBER, STRANGER, OTHER = 1, 2, 3, 7123456789, 5
GROUP = -1001


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


class Office:
    """A chat with an owner, an admin, a member and a stranger, and a bot that can be restarted."""

    def __init__(self, emulator: Emulator, home: Path) -> None:
        self.emulator, self.home, self.clock = emulator, home, Clock()
        self.library = Library()
        self.owner = emulator.user(id=OWNER, first_name="赵", language_code="zh-hans")
        self.admin = emulator.user(id=ADMIN, first_name="Qian", language_code="en")
        self.member = emulator.user(id=MEMBER, first_name="孙", language_code="zh-hans")
        self.stranger = emulator.user(id=STRANGER, first_name="李", language_code="zh-hans")
        self.appointed = Appointed(frozenset({OWNER}), frozenset({ADMIN}), frozenset({MEMBER}))

    @contextmanager
    def open(self, quota: int = 1000) -> Iterator[str]:
        with serving(
            self.emulator,
            self.home,
            self.library,
            appointed=self.appointed,
            clock=self.clock,
            quota=quota,
        ) as username:
            yield username

    def last(self, chat_id: int) -> Shown:
        """The bot's last message in a chat."""
        return [message for message in self.emulator.shown(chat_id) if message.by_bot][-1]

    def hears(self, user: User, text: str) -> Shown:
        """What the bot replies to a person's text."""
        before = len(self.emulator.calls("sendMessage", chat_id=user.id))
        user.sends(text)
        self.emulator.wait_for("sendMessage", chat_id=user.id, count=before + 1)
        return self.last(user.id)

    def taps(self, user: User, label: str, message: Shown | None = None) -> str:
        """Tap a button of a message, the last one if none is given; the alert it is answered by."""
        message = message or self.last(user.id)
        return self.answered(user.taps(message.message_id, message.data(label)))

    def answered(self, query: str) -> str:
        call = self.emulator.wait_for("answerCallbackQuery", callback_query_id=query, status=None)
        return call.params.get("text", "")

    def role(self, number: int) -> Role | None:
        database = Database(self.home / "catalog.db")
        try:
            return People(Register(database), self.appointed).find(number).role
        finally:
            database.close()

    def asks_to_come_in(self, user: User) -> dict[int, Shown]:
        """Let a stranger ask; the cards that owner and admin see."""
        for staff in (self.owner, self.admin):
            self.hears(staff, "/help")
        self.hears(user, "/start")
        self.taps(user, ZH("people-button-request"))
        for chat in (OWNER, ADMIN):
            self.emulator.wait_until(
                lambda chat=chat: any(str(user.id) in text for text in said(self.emulator, chat)),
                what=f"card in {chat}",
            )
        return {chat: self.last(chat) for chat in (OWNER, ADMIN)}


@pytest.fixture
def office(emulator: Emulator, tmp_path: Path) -> Office:
    return Office(emulator, tmp_path)


def test_a_stranger_asks_and_an_admin_decides(office: Office, emulator: Emulator) -> None:
    with office.open():
        greeting = office.hears(office.stranger, "扬州有多少家？")
        assert greeting.text == ZH("people-greeting", id=STRANGER)
        cards = office.asks_to_come_in(office.stranger)
        assert cards[OWNER].text == ZH(
            "people-card", name="李", id=STRANGER, note=ZH("people-no-note")
        )
        assert cards[ADMIN].text.startswith("🙋 Request for access")
        assert office.last(STRANGER).text == ZH("people-requested")

        office.hears(office.stranger, "/ask 扬州？")  # is no note
        assert office.hears(office.stranger, "我是\n乙处的李某\u202e").text == ZH("people-noted")
        emulator.wait_until(lambda: "乙处" in office.last(ADMIN).text)
        assert office.last(OWNER).text.endswith("附言：我是 乙处的李某")
        waiting = office.hears(office.stranger, "好了吗")
        assert waiting.text == ZH("people-waiting", id=STRANGER)
        assert office.library.asked == []

        assert office.taps(office.admin, EN("people-button-member")) == ""
        emulator.wait_until(lambda: ZH("people-told-member") in office.last(STRANGER).text)
        assert "Decided by Qian: member" in office.last(ADMIN).text
        assert "Qian 已处理：成员" in office.last(OWNER).text
        assert office.last(ADMIN).rows == office.last(OWNER).rows == ()

        office.stranger.sends("扬州有多少家？")
        emulator.wait_until(lambda: office.library.asked == ["扬州有多少家？"], what="the question")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.BLOCKED])
def test_the_other_decisions(office: Office, emulator: Emulator, role: Role) -> None:
    with office.open():
        office.asks_to_come_in(office.stranger)
        office.taps(office.owner, ZH(f"people-button-{role}"))
        emulator.wait_until(
            lambda: ZH(f"people-told-{role}") in office.last(STRANGER).text, what="the decision"
        )
    assert office.role(STRANGER) is role


@pytest.mark.both_ways
def test_the_blocked_are_not_served(office: Office, emulator: Emulator) -> None:
    with office.open():
        office.asks_to_come_in(office.stranger)
        office.taps(office.owner, ZH("people-button-blocked"))
        emulator.wait_until(lambda: ZH("people-told-blocked") in said(emulator, STRANGER))
        count = len(emulator.shown(STRANGER))
        for text in ("扬州？", "/start", "/help", "/start abc", "/lang"):
            office.stranger.sends(text)
        office.hears(office.member, "/help")  # whatever came before has been dealt with
        emulator.wait_until(lambda: emulator.unconfirmed == 0)
        assert [one.text for one in emulator.shown(STRANGER)[count:] if one.by_bot] == []
    assert office.library.asked == []


@pytest.mark.both_ways
def test_two_admins_tap_at_once(office: Office, emulator: Emulator) -> None:
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
        taps = [
            user.taps(card.message_id, card.data(label))
            for user, card, label in (
                (office.owner, cards[OWNER], ZH("people-button-member")),
                (office.admin, cards[ADMIN], EN("people-button-blocked")),
            )
        ]
        alerts = [office.answered(query) for query in taps]
        emulator.wait_until(lambda: office.last(ADMIN).rows == office.last(OWNER).rows == ())
        emulator.wait_until(lambda: len(said(emulator, STRANGER)) > 1, what="word of the decision")
    assert sorted(map(bool, alerts)) == [False, True]
    decided = Role.MEMBER if alerts[1] else Role.BLOCKED
    assert office.role(STRANGER) is decided
    for chat, messages in ((OWNER, ZH), (ADMIN, EN)):
        assert office.last(chat).text.endswith(messages(f"role-{decided}"))
    word = ZH(f"people-told-{decided}")
    told = [text for text in said(emulator, STRANGER) if text.startswith(word)]
    assert len(told) == 1


def test_a_card_outlives_a_restart(office: Office, emulator: Emulator) -> None:
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
    with office.open():
        office.taps(office.owner, ZH("people-button-member"), cards[OWNER])
        emulator.wait_until(lambda: office.last(ADMIN).rows == ())
    assert office.role(STRANGER) is Role.MEMBER


def test_a_card_that_was_decided_long_ago_says_so(office: Office, emulator: Emulator) -> None:
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
        block = cards[ADMIN].data(EN("people-button-blocked"))
        office.taps(office.owner, ZH("people-button-member"), cards[OWNER])
        emulator.wait_until(lambda: office.last(ADMIN).rows == ())
    with office.open():
        query = office.admin.taps(cards[ADMIN].message_id, block, stale=True)
        said_already = EN("people-decided-already", by="赵", role=EN("role-member"))
        assert office.answered(query) == said_already
    assert office.role(STRANGER) is Role.MEMBER


def test_what_is_done_again_tells_nobody_twice(office: Office, emulator: Emulator) -> None:
    """A tap that is dealt with again, after a crash, finds the decision made."""
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
        admit = cards[OWNER].data(ZH("people-button-member"))
        for _ in range(2):
            query = office.owner.taps(cards[OWNER].message_id, admit, stale=True)
            assert office.answered(query) == ""
        told = [one for one in said(emulator, STRANGER) if one.startswith(ZH("people-told-member"))]
        assert len(told) == 1
        assert len(emulator.calls("editMessageText", chat_id=ADMIN)) == 1


def test_a_card_that_did_not_arrive_is_sent_again(office: Office, emulator: Emulator) -> None:
    with office.open():
        office.hears(office.stranger, "/start")
        emulator.fail_next("sendMessage", status=403, description="Forbidden", times=1)
        office.taps(office.stranger, ZH("people-button-request"))
        again = office.stranger.taps(office.last(STRANGER).message_id, "v1:request", stale=True)
        assert office.answered(again).startswith("您已经申请过了")
        emulator.wait_until(lambda: said(emulator, OWNER) and said(emulator, ADMIN), what="cards")
        emulator.wait_until(lambda: emulator.unconfirmed == 0)
        assert [len(said(emulator, chat)) for chat in (OWNER, ADMIN)] == [1, 1]


@pytest.mark.parametrize("rest", [":1:owner", ":99:member", ":x:y", ":1", ":", "", ":１:member"])
def test_a_made_up_tap_decides_nothing(office: Office, rest: str) -> None:
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
        query = office.admin.taps(cards[ADMIN].message_id, f"v1:decide{rest}", stale=True)
        assert office.answered(query) == EN("error-request-gone")
    assert office.role(STRANGER) is None


@pytest.mark.parametrize(
    "verb", ["decide:1:member", "users:1", "user:2:1", "role:3:admin:1", "audit:1", "requests"]
)
def test_a_member_taps_no_admins_button(office: Office, verb: str) -> None:
    with office.open():
        office.asks_to_come_in(office.stranger)
        shown = office.hears(office.member, "/help")
        query = office.member.taps(shown.message_id, f"v1:{verb}", stale=True)
        assert office.answered(query) == ZH("telegram-not-allowed")
    assert office.role(STRANGER) is None
    assert office.role(MEMBER) is Role.MEMBER


def test_one_request_a_day(office: Office) -> None:
    with office.open():
        cards = office.asks_to_come_in(office.stranger)
        again = office.stranger.taps(office.last(STRANGER).message_id, "v1:request", stale=True)
        assert office.answered(again).startswith("您已经申请过了")
        assert "11-25 12:00" in office.answered(again)
        office.taps(office.owner, ZH("people-button-blocked"), cards[OWNER])
        office.clock.wait(hours=25)
        office.asks_to_come_in(office.emulator.user(id=OTHER, first_name="周", language_code="zh"))


def test_an_admin_who_comes_later_finds_the_requests(office: Office, emulator: Emulator) -> None:
    late = emulator.user(id=OTHER, first_name="吴", language_code="zh-hans")
    with office.open():
        office.asks_to_come_in(office.stranger)
    office.appointed = Appointed(frozenset({OWNER}), frozenset({ADMIN, OTHER}))
    with office.open():
        listed = office.hears(late, "/users")
        label = ZH("people-button-requests", count=1)
        office.taps(late, label, listed)
        emulator.wait_until(lambda: str(STRANGER) in office.last(OTHER).text)
        office.taps(late, ZH("people-button-member"))
        emulator.wait_until(lambda: office.last(OWNER).rows == ())
        office.hears(late, "/users")
        query = late.taps(listed.message_id, listed.data(label), stale=True)
        assert office.answered(query) == ZH("people-no-requests")


def test_a_name_cannot_pretend(office: Office, emulator: Emulator) -> None:
    sly = emulator.user(id=OTHER, first_name="李\n编号：1\u202e\u200b", language_code="zh")
    with office.open():
        cards = office.asks_to_come_in(sly)
    assert cards[OWNER].text.splitlines()[1:3] == ["姓名：李 编号：1", f"编号：{OTHER}"]


def test_an_invitation_is_for_one(office: Office, emulator: Emulator) -> None:
    other = emulator.user(id=OTHER, first_name="周", language_code="en")
    with office.open() as username:
        made = office.hears(office.admin, "/invite").text
        assert f"https://t.me/{username}?start=" in made
        assert "11-25 12:00" in made
        code = made.rpartition("=")[2]
        joined = office.hears(office.stranger, f"/start {code}")
        assert joined.text == f"{ZH('people-told-member')}\n\n{ZH('telegram-help')}"
        refused = office.hears(other, f"/start {code}")
        assert refused.text == f"{EN('error-invite')}\n\n{EN('people-greeting', id=OTHER)}"
        assert refused.data(EN("people-button-request"))
    assert office.role(STRANGER) is Role.MEMBER


def test_an_old_invitation_lets_nobody_in(office: Office, emulator: Emulator) -> None:
    with office.open():
        code = office.hears(office.admin, "/invite").text.rpartition("=")[2]
        office.clock.wait(hours=24)
        refused = office.hears(office.stranger, f"/start {code}")
        assert refused.text.startswith(ZH("error-invite"))


@pytest.mark.parametrize("command", ["/invite", "/users", "/revoke 2", "/audit"])
def test_members_and_strangers_decide_nothing(office: Office, command: str) -> None:
    with office.open():
        assert office.hears(office.member, command).text == ZH("telegram-not-allowed")
        assert office.hears(office.stranger, command).text == ZH("people-greeting", id=STRANGER)
    assert office.role(ADMIN) is Role.ADMIN


def test_the_first_owner_claims_the_bot(office: Office) -> None:
    office.appointed = Appointed()
    database = Database(office.home / "catalog.db")
    register = Register(database)
    people = People(register, office.appointed, office.clock)
    code = Admission(register, people, office.clock).owner_code()
    database.close()
    with office.open():
        wrong = office.hears(office.stranger, "/claim wrong")
        assert wrong.text.startswith(ZH("error-invite"))
        told = office.hears(office.stranger, f"/claim {code}")
        assert told.text.startswith(ZH("people-told-owner"))
        assert office.hears(office.stranger, "/users").text.startswith("👥")
        spent = office.hears(office.member, f"/start {code}")
        assert spent.text.startswith(ZH("error-invite"))
    assert office.role(STRANGER) is Role.OWNER


def fill(office: Office, count: int) -> None:
    database = Database(office.home / "catalog.db")
    with Register(database).writing() as ledger:
        for number in range(100, 100 + count):
            ledger.meet(number, f"某{number}", "zh")
            ledger.give_role(number, Role.MEMBER)
    database.close()


def test_the_list_has_pages_and_people(office: Office, emulator: Emulator) -> None:
    fill(office, 10)
    member = emulator.user(id=105, first_name="某105", language_code="zh")
    with office.open():
        first = office.hears(office.owner, "/users")
        assert first.text == ZH("people-users", count=13, page=1, pages=2)
        assert [row[0]["text"].split(" ")[0] for row in first.rows[:3]] == ["👑", "⭐", "✅"]
        office.taps(office.owner, "▶", first)
        emulator.wait_until(lambda: "2/2" in office.last(OWNER).text)
        office.taps(office.owner, "✅ 某105 · 105")
        emulator.wait_until(lambda: "编号：105" in office.last(OWNER).text)
        office.taps(office.owner, ZH("people-button-admin"))
        emulator.wait_until(lambda: "权限：管理员" in office.last(OWNER).text)
        emulator.wait_until(lambda: said(emulator, 105) == [ZH("people-told-admin")])
        office.taps(office.owner, ZH("people-button-back"))
        emulator.wait_until(lambda: "2/2" in office.last(OWNER).text)
        assert office.hears(member, "/users").text.startswith("👥")
    assert office.role(105) is Role.ADMIN


def test_an_admin_is_offered_what_an_admin_may(office: Office, emulator: Emulator) -> None:
    fill(office, 1)
    with office.open():
        listed = office.hears(office.admin, "/users")
        for label, offered in (("👑 (not been here yet) · 1", 0), ("✅ 某100 · 100", 3)):
            query = office.admin.taps(listed.message_id, office.last(ADMIN).data(label))
            assert office.answered(query) == ""
            emulator.wait_until(lambda: "Number" in office.last(ADMIN).text)
            data = [one["callback_data"] for row in office.last(ADMIN).rows for one in row]
            roles = [one for one in data if ":role:" in one]
            assert len(roles) == offered, label
            office.taps(office.admin, EN("people-button-back"))
            emulator.wait_until(lambda: "People" in office.last(ADMIN).text)


def test_whoever_is_revoked_is_a_stranger_again(office: Office, emulator: Emulator) -> None:
    fill(office, 1)
    former = emulator.user(id=100, first_name="某100", language_code="zh")
    with office.open():
        assert office.hears(office.owner, "/revoke").text == ZH("people-revoke-usage")
        for word in ("x", "9" * 30, "-1", "４２"):
            refused = office.hears(office.owner, f"/revoke {word}").text
            assert refused == ZH("error-person-unknown", person=word)
        assert office.hears(office.owner, "/revoke 3").text == ZH("error-appointed", person=3)
        done = office.hears(office.owner, "/revoke 100").text
        assert done == ZH("people-changed", name="某100", id=100, role=ZH("role-none"))
        emulator.wait_until(lambda: said(emulator, 100) == [ZH("people-told-none")])
        assert office.hears(former, "扬州？").text == ZH("people-greeting", id=100)
    assert office.library.asked == []


def test_a_history_is_erased_after_a_second_thought(office: Office, emulator: Emulator) -> None:
    database = Database(office.home / "catalog.db")
    journal = Journal(database)
    for number in (MEMBER, MEMBER, ADMIN):
        journal.write(Given("telegram", str(number), "几家？", None, None, "q", 1.0, 1, "{}", ()))
    with office.open():
        question = office.hears(office.member, "/forget")
        assert question.text == ZH("people-forget-question", name="孙", id=MEMBER)
        office.taps(office.member, ZH("people-button-no"), question)
        emulator.wait_until(lambda: office.last(MEMBER).text == ZH("people-kept"))
        assert journal.count_answers() == 3
        office.hears(office.admin, "/forget 3")
        office.taps(office.admin, EN("people-button-yes"))
        emulator.wait_until(lambda: "Erased" in office.last(ADMIN).text)
        assert journal.count_answers() == 1
        shown = office.hears(office.member, "/help")
        query = office.member.taps(shown.message_id, "v1:forget:2:yes", stale=True)
        assert office.answered(query) == ZH("error-not-allowed")
        assert journal.count_answers() == 1
        log = office.hears(office.owner, "/audit").text
        assert "Qian 2 清除了 孙 3 的记录" in log
    database.close()


@pytest.mark.parametrize(
    ("choice", "expected"), [("people-button-en", EN), ("people-button-zh", ZH)]
)
def test_a_language_is_chosen_and_kept(
    office: Office, emulator: Emulator, choice: str, expected: Any
) -> None:
    with office.open():
        assert office.hears(office.member, "/lang").text == ZH("people-language")
        office.taps(office.member, ZH(choice))
        emulator.wait_until(lambda: office.last(MEMBER).text == expected("people-language-chosen"))
    with office.open():
        assert office.hears(office.member, "/help").text == expected("telegram-help")
        office.hears(office.member, "/lang")
        office.taps(office.member, expected("people-button-auto"))
        emulator.wait_until(lambda: office.last(MEMBER).text == ZH("people-language-followed"))
        assert office.hears(office.member, "/help").text == ZH("telegram-help")


def menus(emulator: Emulator, chat: int | None) -> dict[str, list[str]]:
    """The commands offered in a chat, or everywhere, by language; as they stand now."""
    found: dict[str, list[str]] = {}
    for call in emulator.transcript:
        if call.params.get("scope", {}).get("chat_id") != chat:
            continue
        code = call.params.get("language_code", "")
        if call.method == "setMyCommands":
            found[code] = [one["command"] for one in call.params["commands"]]
        elif call.method == "deleteMyCommands":
            found.pop(code, None)
    return found


def test_the_menu_follows_role_and_language(office: Office, emulator: Emulator) -> None:
    with office.open():
        emulator.wait_until(lambda: menus(emulator, ADMIN).keys() == {"", "zh"}, what="menus")
        everybody = menus(emulator, None)
        assert everybody.keys() == {"", "zh"}
        assert "ask" in everybody["zh"]
        assert "lang" in everybody["zh"]
        assert not {"users", "invite", "audit", "start", "claim"} & set(everybody["zh"])
        for chat in (OWNER, ADMIN):
            staff = menus(emulator, chat)
            assert staff.keys() == {"", "zh"}
            assert {"ask", "users", "invite", "revoke", "audit"} <= set(staff["zh"])
        assert menus(emulator, STRANGER) == {}
        office.asks_to_come_in(office.stranger)
        office.taps(office.owner, ZH("people-button-admin"))
        emulator.wait_until(lambda: "users" in menus(emulator, STRANGER).get("zh", ()))
        office.hears(office.stranger, "/lang")
        office.taps(office.stranger, ZH("people-button-en"))
        emulator.wait_until(lambda: menus(emulator, STRANGER).keys() == {""})
        office.hears(office.owner, f"/revoke {STRANGER}")
        emulator.wait_until(lambda: menus(emulator, STRANGER) == {})


@pytest.mark.both_ways
def test_members_have_a_quota(office: Office, emulator: Emulator) -> None:
    with office.open(quota=2):
        for count in (1, 2):
            office.member.sends(f"第{count}问")
            settled(emulator, MEMBER, count)
        refused = office.hears(office.member, "第3问")
        assert refused.text == ZH("error-quota", most=2, until=office.clock() + timedelta(hours=1))
        assert "13:00（北京时间）" in refused.text
        for count in range(1, 5):
            office.owner.sends(f"所有者第{count}问")
            settled(emulator, OWNER, count)
        office.clock.wait(hours=1)
        office.member.sends("第3问")
        settled(emulator, MEMBER, 3)
    assert len(office.library.asked) == 7


def test_people_are_dealt_with_in_private(office: Office, emulator: Emulator) -> None:
    with office.open():
        office.owner.sends("/users", chat_id=GROUP)
        emulator.wait_for("sendMessage", chat_id=GROUP)
        assert office.last(GROUP).text == ZH("telegram-private-only")
