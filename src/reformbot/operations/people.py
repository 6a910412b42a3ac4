"""The people of the bot: the role and language each holds, changed and forgotten on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from reformbot.errors import AppointedError, NotAllowedError, PersonUnknownError
from reformbot.library.people import Action, Entry, Ledger, Person, Register, Role
from reformbot.locale import LANGUAGES
from reformbot.operations.roles import (
    STAFF,
    Appointed,
    held,
    may_change,
    may_forget,
    outranks,
)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody on Telegram, as it describes them with every update."""

    id: int
    name: str
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands.

    Attributes:
        role: what they may do; None for a stranger.
        appointed: whether they hold it by configuration.
        language: of the interface, one of `LANGUAGES`.
        chosen: whether they chose it themselves.
    """

    id: int
    name: str
    role: Role | None
    appointed: bool
    language: str
    chosen: bool


def now() -> datetime:
    """The time, in UTC as all moments of the register."""
    return datetime.now(UTC)


class People:
    """Says who may do what, and changes it on behalf of those who may.

    Every change looks at the roles of both sides in the transaction that makes it, so that of two
    people who decide at once one comes second.

    Args:
        appointed: who holds a role by configuration.
        clock: tells the time, in UTC.
    """

    def __init__(self, register: Register, appointed: Appointed, clock: Clock = now) -> None:
        self._register = register
        self._appointed = appointed
        self._clock = clock

    def standing(self, caller: Caller) -> Standing:
        """Where somebody stands who just wrote or tapped; a new name of theirs is written down.

        Of strangers nothing is written down.

        Raises:
            StorageError: the register cannot be used.
        """
        with self._register.reading() as ledger:
            person = ledger.person(caller.id)
        fresh = person and (person.name, person.language_code) == (
            caller.name,
            caller.language_code,
        )
        appointed = self._appointed.role_of(caller.id)
        if not fresh and (person or appointed):
            with self._register.writing() as ledger:
                person = ledger.meet(caller.id, caller.name, caller.language_code)
        return self._standing(person or Person(caller.id, caller.name, caller.language_code))

    def find(self, number: int) -> Standing:
        """Where a person stands who was let in, was turned away, or asked.

        Raises:
            PersonUnknownError: nothing is known of them.
        """
        with self._register.reading() as ledger:
            return self.find_in(ledger, number)

    def everybody(self) -> list[Standing]:
        """All who hold a role, the highest first; the blocked come last."""
        with self._register.reading() as ledger:
            known = {person.id: person for person in ledger.people()}
        for number in self._appointed.everybody - known.keys():
            known[number] = _unseen(number)
        found = sorted((self._standing(one) for one in known.values()), key=lambda one: one.id)
        return [one for role in Role for one in found if one.role is role]

    def staff(self) -> list[Standing]:
        """The owners and admins."""
        return [one for one in self.everybody() if one.role in STAFF]

    def language_of(self, number: int) -> str | None:
        """The language that somebody reads who may use the bot; None for anybody else."""
        try:
            standing = self.find(number)
        except PersonUnknownError:
            return None
        return standing.language if standing.role in (Role.MEMBER, *STAFF) else None

    def names(self) -> dict[int, str]:
        """What everybody known calls themselves, by number."""
        with self._register.reading() as ledger:
            return {person.id: person.name for person in ledger.people()}

    def choose_language(self, caller: Caller, language: str | None) -> Standing:
        """Let somebody read the interface in a language; None to follow their Telegram."""
        if language is not None and language not in LANGUAGES:
            raise ValueError(f"there is no catalog for {language!r}")
        with self._register.writing() as ledger:
            ledger.meet(caller.id, caller.name, caller.language_code)
            ledger.choose_language(caller.id, language)
            return self.find_in(ledger, caller.id)

    def change(self, actor: int, subject: int, role: Role | None) -> Standing:
        """Give somebody another role, or none; where they stand then.

        Raises:
            PersonUnknownError: nothing is known of them.
            AppointedError: the configuration gives them a higher one.
            NotAllowedError: the actor may not, or it is the actor's own role.
        """
        with self._register.writing() as ledger:
            before = self.find_in(ledger, subject)
            if actor == subject or not may_change(self.role_in(ledger, actor), before.role, role):
                raise NotAllowedError
            self.appoint(ledger, subject, role)
            if role is not before.role:
                ledger.enter(Entry(self._clock(), Action.CHANGED, actor, subject, role or ""))
            return self.find_in(ledger, subject)

    def forget(self, actor: int, subject: int) -> int:
        """Erase what somebody asked, was answered and wrote; how many rows there were.

        Whoever holds no role is then not known any more.

        Raises:
            PersonUnknownError: nothing is known of them.
            NotAllowedError: the actor may not.
        """
        with self._register.writing() as ledger:
            standing = self.find_in(ledger, subject)
            role = self.role_in(ledger, actor)
            if not may_forget(role, standing.role, own=actor == subject):
                raise NotAllowedError
            erased = ledger.erase(subject)
            if standing.role is None:
                ledger.drop(subject)
            ledger.enter(Entry(self._clock(), Action.FORGOTTEN, actor, subject))
            return erased

    def log(self, limit: int, offset: int = 0) -> tuple[Sequence[Entry], int]:
        """Lines of the audit log, the newest first, and how many there are in all."""
        with self._register.reading() as ledger:
            return ledger.entries(limit, offset), ledger.count_entries()

    def appoint(self, ledger: Ledger, subject: int, role: Role | None) -> None:
        """Write down a known person's role.

        Raises:
            AppointedError: the configuration gives them a higher one.
        """
        appointed = self._appointed.role_of(subject)
        if appointed is not None and outranks(appointed, role):
            raise AppointedError(person=subject)
        if ledger.person(subject) is None:
            ledger.meet(subject, "", None)
        ledger.give_role(subject, role)

    def role_in(self, ledger: Ledger, number: int) -> Role | None:
        """The role somebody holds in a transaction that is under way."""
        person = ledger.person(number)
        return held(self._appointed.role_of(number), person.role if person else None)

    def find_in(self, ledger: Ledger, number: int) -> Standing:
        """Where a person stands in a transaction that is under way.

        Raises:
            PersonUnknownError: nothing is known of them.
        """
        person = ledger.person(number)
        if person is None and number in self._appointed.everybody:
            person = _unseen(number)
        if person is None:
            raise PersonUnknownError(person=number)
        return self._standing(person)

    def _standing(self, person: Person) -> Standing:
        appointed = self._appointed.role_of(person.id)
        role = held(appointed, person.role)
        return Standing(
            person.id,
            person.name,
            role,
            appointed=role is not None and role is appointed,
            language=person.language or language_of_code(person.language_code),
            chosen=person.language is not None,
        )


def _unseen(number: int) -> Person:
    """Somebody appointed who has not been here; an office's first language is taken for theirs."""
    return Person(number, "", LANGUAGES[0])


def language_of_code(code: str | None) -> str:
    """The interface language for a Telegram language: Chinese for Chinese, English for others."""
    return "zh" if (code or "").lower().startswith("zh") else "en"
