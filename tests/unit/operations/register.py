"""A register in a folder of a test, a clock it can move, and people to be in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reformbot.library.database import Database
from reformbot.library.people import Register
from reformbot.operations.admission import Admission
from reformbot.operations.people import Caller, People
from reformbot.operations.quota import Quota
from reformbot.operations.roles import Appointed

OWNER, ADMIN, MEMBER, STRANGER, OTHER = 1, 2, 3, 4, 5
APPOINTED = Appointed(frozenset({OWNER}), frozenset({ADMIN}), frozenset({MEMBER}))
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def caller(number: int, name: str = "", language_code: str | None = "zh-hans") -> Caller:
    return Caller(number, name or f"某{number}", language_code)


@dataclass
class House:
    """Everything about people, over one database, at a time that a test sets."""

    register: Register
    appointed: Appointed = APPOINTED
    moment: datetime = NOON
    people: People = field(init=False)
    admission: Admission = field(init=False)
    quota: Quota = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.register, self.appointed, self.now)
        self.admission = Admission(self.register, self.people, self.now)
        self.quota = Quota(self.register, 3, self.now)

    def now(self) -> datetime:
        return self.moment

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


@contextmanager
def opened(folder: Path, appointed: Appointed = APPOINTED) -> Iterator[House]:
    database = Database(folder / "catalog.db")
    try:
        yield House(Register(database), appointed)
    finally:
        database.close()
