"""How people come in: by asking, by an invitation, or as the first owner by a code."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from reformbot.errors import (
    InviteError,
    NotAllowedError,
    RequestGoneError,
    RequestTooSoonError,
)
from reformbot.library.people import (
    AccessRequest,
    Action,
    Card,
    Entry,
    Invite,
    Ledger,
    Register,
    Role,
)
from reformbot.operations.people import Caller, Clock, People, Standing, now
from reformbot.operations.roles import STAFF, may_change, outranks

BETWEEN_REQUESTS = timedelta(hours=24)
INVITE_LASTS = timedelta(hours=24)
LONGEST_NOTE = 200  # characters
DECISIONS = (Role.MEMBER, Role.ADMIN, Role.BLOCKED)
"""What a request may end with."""

_CODE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Application:
    """A request, whose it is, and where it is shown.

    Attributes:
        decider: who decided; None while it is open.
        cards: the messages that show it to admins.
    """

    request: AccessRequest
    person: Standing
    decider: Standing | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code, and until when it lets somebody in."""

    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of deciding a request.

    Attributes:
        first: whether this was the decision; False where somebody had decided before.
    """

    application: Application
    first: bool


class Admission:
    """Lets people in, or turns them away.

    Args:
        people: says who may decide; holds the roles given.
        clock: tells the time, in UTC.
    """

    def __init__(self, register: Register, people: People, clock: Clock = now) -> None:
        self._register = register
        self._people = people
        self._clock = clock

    def request(self, caller: Caller) -> Application:
        """Ask to be let in on behalf of a stranger.

        Raises:
            NotAllowedError: they hold a role already, or are blocked.
            RequestTooSoonError: they have asked within `BETWEEN_REQUESTS`.
        """
        moment = self._clock()
        with self._register.writing() as ledger:
            if self._people.role_in(ledger, caller.id) is not None:
                raise NotAllowedError
            last = ledger.last_request(caller.id)
            if last and moment < last.asked_at + BETWEEN_REQUESTS:
                raise RequestTooSoonError(until=last.asked_at + BETWEEN_REQUESTS)
            ledger.meet(caller.id, caller.name, caller.language_code)
            number = ledger.add_request(caller.id, moment)
            ledger.enter(Entry(moment, Action.REQUESTED, caller.id, caller.id))
            return self._application(ledger, number)

    def note(self, person: int, text: str) -> Application | None:
        """Add what a person says about themselves to their open request; None where none waits.

        Only the first note counts, and no more of it than `LONGEST_NOTE` characters.
        """
        with self._register.writing() as ledger:
            last = ledger.last_request(person)
            if last is None or last.decision is not None or last.note is not None:
                return None
            ledger.note_request(last.id, text[:LONGEST_NOTE])
            return self._application(ledger, last.id)

    def pending(self, person: int) -> Application | None:
        """The open request of a person."""
        with self._register.reading() as ledger:
            last = ledger.last_request(person)
            if last is None or last.decision is not None:
                return None
            return self._application(ledger, last.id)

    def open(self) -> list[Application]:
        """The requests nobody has decided, the oldest first."""
        with self._register.reading() as ledger:
            return [self._application(ledger, one.id) for one in ledger.open_requests()]

    def shown(self, request: int, card: Card) -> None:
        """Remember where a request is shown, so that a decision can be shown there too."""
        with self._register.writing() as ledger:
            if ledger.request(request) is not None:  # erased meanwhile
                ledger.add_card(request, card)

    def told(self, request: int) -> None:
        """Remember that the person was told of the decision."""
        with self._register.writing() as ledger:
            ledger.tell_request(request, self._clock())

    def decide(self, actor: int, number: int, role: Role) -> Decision:
        """Decide a request; the first decision holds, a later one changes nothing.

        Raises:
            RequestGoneError: there is no such request; it was erased.
            NotAllowedError: the actor may not give that role.
        """
        if role not in DECISIONS:
            raise NotAllowedError
        with self._register.writing() as ledger:
            own = self._people.role_in(ledger, actor)
            if own not in STAFF:
                raise NotAllowedError
            request = ledger.request(number)
            if request is None:
                raise RequestGoneError
            if request.decision is not None:
                return Decision(self._application(ledger, number), first=False)
            before = self._people.role_in(ledger, request.person)
            if not may_change(own, before, role):
                raise NotAllowedError
            # Whoever came in another way meanwhile, by an invitation, keeps what is more.
            if before is None or role is Role.BLOCKED or outranks(role, before):
                self._people.appoint(ledger, request.person, role)
            ledger.decide_request(number, role, actor)
            ledger.enter(Entry(self._clock(), Action.DECIDED, actor, request.person, role))
            return Decision(self._application(ledger, number), first=True)

    def invite(self, actor: int) -> Invitation:
        """A code that makes one person a member, for `INVITE_LASTS`.

        Raises:
            NotAllowedError: the actor may let nobody in.
        """
        code, moment = secrets.token_urlsafe(_CODE_BYTES), self._clock()
        expires = moment + INVITE_LASTS
        with self._register.writing() as ledger:
            if self._people.role_in(ledger, actor) not in STAFF:
                raise NotAllowedError
            ledger.add_invite(Invite(_digest(code), Role.MEMBER, actor, expires))
            ledger.enter(Entry(moment, Action.INVITED, actor, None, Role.MEMBER))
        return Invitation(code, expires)

    def redeem(self, caller: Caller, code: str) -> Standing:
        """Let somebody in by a code; where they stand then.

        Whoever holds as much already keeps it, and the code stays unused.

        Raises:
            InviteError: the code is unknown, used or too old, its maker may let nobody in any
                more, or the caller is blocked.
        """
        with self._register.writing() as ledger:
            invite = self._valid(ledger, code)
            held = self._people.role_in(ledger, caller.id)
            if held is Role.BLOCKED:
                raise InviteError
            ledger.meet(caller.id, caller.name, caller.language_code)
            if outranks(invite.role, held):
                self._people.appoint(ledger, caller.id, invite.role)
                ledger.use_invite(invite.digest, caller.id)
                action = Action.CLAIMED if invite.role is Role.OWNER else Action.JOINED
                entry = Entry(self._clock(), action, invite.made_by, caller.id, invite.role)
                ledger.enter(entry)
        return self._people.find(caller.id)

    def owner_code(self) -> str | None:
        """A code that makes one person the owner; None where there is one.

        Whatever such code was made before and not used is void from now on.
        """
        owned = any(one.role is Role.OWNER for one in self._people.staff())
        code = secrets.token_urlsafe(_CODE_BYTES)
        with self._register.writing() as ledger:
            ledger.drop_owner_codes()
            if owned:
                return None
            ledger.add_invite(Invite(_digest(code), Role.OWNER, None, None))
        return code

    def _valid(self, ledger: Ledger, code: str) -> Invite:
        invite = ledger.invite(_digest(code))
        if invite is None or invite.used_by is not None:
            raise InviteError
        if invite.expires_at is not None and self._clock() >= invite.expires_at:
            raise InviteError
        maker = invite.made_by
        if maker is not None and self._people.role_in(ledger, maker) not in STAFF:
            raise InviteError
        return invite

    def _application(self, ledger: Ledger, number: int) -> Application:
        request = ledger.request(number)
        if request is None:
            raise RequestGoneError
        return Application(
            request,
            self._people.find_in(ledger, request.person),
            self._people.find_in(ledger, request.decided_by) if request.decided_by else None,
            tuple(ledger.cards(number)),
        )


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
