"""Files are taken in while the bot and its builds are killed again and again: what is left."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from os import kill
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.drafting.drafter import Drafter
from reformbot.files import FileReader
from reformbot.library import schema
from reformbot.library.catalog import Catalog
from reformbot.library.conversations import Conversations
from reformbot.library.database import Database
from reformbot.library.drafts import Drafts
from reformbot.library.feedback import Feedback
from reformbot.library.journal import Journal
from reformbot.library.lock import BuildLock
from reformbot.library.lookups import Lookups
from reformbot.library.originals import Originals
from reformbot.library.people import Register
from reformbot.library.submissions import State, Submissions
from reformbot.library.subscriptions import Subscriptions
from reformbot.library.vectors import ChromaStore
from reformbot.operations.audit import index_change
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import ChildBuilder, Progress, Works, told
from reformbot.operations.drafting import Drafting
from reformbot.operations.embedding import PassageEmbedder
from reformbot.operations.reading import Reader
from reformbot.operations.roles import Appointed
from reformbot.operations.submissions import Acquisitions
from reformbot.operations.versions import Versions
from reformbot.telegram import TelegramSettings, serve
from reformbot.telegram.settings import RoomServices, UploadServices
from reformbot.testing import HashEmbedder
from tests.e2e.bot import Library, services_on
from tests.e2e.emulator import TOKEN, Emulator, User
from tests.e2e.records import Shown
from tests.unit.workshop import BUDGET, Told, printed

if TYPE_CHECKING:
    from reformbot.operations.indexing import Indexer

ADMIN = 101
_PATIENCE = 300.0  # seconds after the last kill in which everything has to be through
_LONG = 3600.0  # while it is killed, nothing need be
_LONGEST_LIFE = 6.0
_MODES = ("bot", "bot", "bot and build", "bot and build", "build")


@dataclass
class Outcome:
    """What was killed when, and what is left in the end.

    Attributes:
        kills: by what was killed.
        moments: by the state of the newest submission when something was killed.
        sent, live: files sent, and those of them that went through.
        twice: files that a version was built for more than once, or that are two submissions.
        broken: looks after a kill at which the live version was not whole.
        looks: how often it was looked at.
        rolled_back: returns to the version before.
        stray: messages that stayed as they were before a crash.
        alerts: what the admin was told instead of what was tapped for, to tap again.
    """

    kills: Counter[str] = field(default_factory=Counter[str])
    moments: Counter[str] = field(default_factory=Counter[str])
    sent: int = 0
    live: int = 0
    twice: int = 0
    broken: list[str] = field(default_factory=list[str])
    looks: int = 0
    rolled_back: int = 0
    stray: int = 0
    alerts: Counter[str] = field(default_factory=Counter[str])

    def counts(self) -> dict[str, object]:
        """All of it, for JSON."""
        each = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: dict(value) if isinstance(value, Counter) else value
            for name, value in each.items()
        }


class Depot:
    """A home with a Chroma directory a version, and vectors that need no model."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = Database(home / "catalog.db")
        self.catalog = Catalog(self.database)
        self.vectors = ChromaStore(home / "vectors")
        self.originals = Originals(home / "originals")
        self.submissions = Submissions(self.database)
        self.shelf = Shelf(self.catalog, self.originals)
        lock = BuildLock(home / "build.lock")
        self.lock, embedder = lock, HashEmbedder()
        self.versions = Versions(self.catalog, self.vectors, lock, lambda: embedder.fingerprint)

    def indexer(self) -> "Indexer":
        from reformbot.operations.indexing import Indexer  # as chromadb

        return Indexer(
            self.catalog,
            self.vectors,
            self.originals,
            Reader(self.originals, FileReader(), len, BUDGET),
            PassageEmbedder(self.catalog, HashEmbedder()),
            self.versions,
            self.lock,
            thresholds=asdict(WORDS_ONLY),
        )

    def works(self) -> Works:
        return Works(self.submissions, self.originals, self.shelf, self.indexer)

    def rooms(self) -> RoomServices:
        program = f"from {__name__} import build; build({str(self.home)!r})"
        uploads = UploadServices(
            Acquisitions(self.submissions, self.originals, self.shelf, FileReader()),
            self.catalog,
            self.versions,
            ChildBuilder((sys.executable, "-c", program)),
        )
        return RoomServices(
            Journal(self.database),
            Feedback(self.database),
            Conversations(self.database),
            self.shelf,
            Lookups(self.database),
            Subscriptions(self.database),
            Drafting(Drafts(self.database), Drafter, FileReader(), 5),
            uploads,
        )

    def fault(self) -> str:
        """What is wrong with the live version; empty where nothing is."""
        live = self.catalog.live_version()
        if live is None:
            return "nothing is live"
        editions = self.catalog.editions(live)
        listed = {one.id for edition in editions for one in edition.passages}
        read = {one.article for edition in editions for one in edition.passages}
        if not editions or not read or any(not edition.issue.articles for edition in editions):
            return f"version {live.id} has issues without articles"
        import chromadb  # takes long to load, and the bot needs none of it

        client = chromadb.PersistentClient(str(self.home / "vectors" / f"{live.id:06d}"))
        try:
            kept = set(client.get_collection("passages", embedding_function=None).get()["ids"])
        finally:
            client.close()
        if kept != listed:
            return f"version {live.id}: {len(listed)} passages, {len(kept)} vectors"
        for edition in editions:
            for article in edition.issue.articles:
                sought = article.title
                found = {one for one, _ in self.catalog.search_words(live, [sought[:2]], 10_000)}
                if not found <= listed:
                    return f"version {live.id}: words of another version"
        return ""


class Clerk:
    """An admin who sends issues, leaves an article of each out, confirms, and rolls some back."""

    def __init__(self, emulator: Emulator, outcome: Outcome) -> None:
        self._emulator = emulator
        self._user: User = emulator.user(id=ADMIN, language_code="zh-hans")
        self._outcome = outcome
        self.enough = threading.Event()
        self.expected: set[str] = {"start"}

    def work(self) -> None:
        number = 2
        while not self.enough.is_set():
            self._take_in(number)
            number += 1

    def _take_in(self, number: int) -> None:
        name = f"{number:03}.txt"
        held = f"甲市办赛{number}场。一是扩面。参赛{number + 500}人。"
        kept = Told(f"甲市第{number}次竞赛", held, "甲市总工会")
        left = Told(f"乙市第{number}次培训", f"乙市培训{number + 900}人。", "乙市总工会")
        self._user.sends_file(name, printed(number, kept, left).encode())
        self._outcome.sent += 1
        preview = self._sees(lambda m: f"📄 {name}" in m.text and _has(m, "✅ 确认入库（2 篇）"))
        article = self._taps(preview, "2", lambda m: _has(m, "🚫 不收这篇"))
        out = self._taps(article, "🚫 不收这篇", lambda m: _has(m, "↩️ 收这篇"))
        ready = self._taps(out, "‹ 返回", lambda m: _has(m, "✅ 确认入库（1 篇）"))
        done = self._taps(ready, "✅ 确认入库（1 篇）", lambda m: m.text.startswith("✅"))
        before, self.expected = self.expected, self.expected | {name.removesuffix(".txt")}
        if number % 3 == 0 and _has(done, "↩️ 回滚"):
            seen = {one.message_id for one in self._emulator.shown(ADMIN)}
            self._user.taps(done.message_id, done.data("↩️ 回滚"))
            asked = self._sees(lambda m: m.message_id not in seen and _has(m, "不换"))
            yes = next(b["text"] for row in asked.rows for b in row if b["text"].startswith("确定"))
            self._taps(asked, yes, lambda m: m.text.startswith("↩️ 已从"))
            self._outcome.rolled_back += 1
            self.expected = before

    def _sees(self, wanted: Callable[[Shown], bool]) -> Shown:
        def found() -> list[Shown]:
            return [m for m in self._emulator.shown(ADMIN) if m.by_bot and wanted(m)]

        self._emulator.wait_until(found, timeout=_LONG, what="a message")
        return found()[-1]

    def _taps(self, message: Shown, label: str, wanted: Callable[[Shown], bool]) -> Shown:
        """Tap a button that changes its message; again where an alert says that it could not."""
        data = message.data(label)

        def now() -> list[Shown]:
            shown = self._emulator.shown(ADMIN)
            return [m for m in shown if m.message_id == message.message_id and wanted(m)]

        while not now():
            before = len(self._alerts())
            self._user.taps(message.message_id, data, stale=True)
            self._emulator.wait_until(
                lambda known=before: now() or len(self._alerts()) > known,
                timeout=_LONG,
                what=f"an end of {label}",
            )
            if not now():
                self._outcome.alerts[self._alerts()[-1][:12]] += 1
                time.sleep(1.0)
        return now()[-1]

    def _alerts(self) -> list[str]:
        calls = self._emulator.calls("answerCallbackQuery", status=None)
        return [call.params["text"] for call in calls if call.params.get("show_alert")]


def crash_uploads(
    kills: int, home: Path, seed: int = 0, tell: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Kill the bot, its build, or both, `kills` times while an admin works; then let it finish."""
    chance, outcome, depot = random.Random(seed), Outcome(), Depot(home)
    first = home / "start.txt"
    first.write_text(printed(1), encoding="utf-8")
    depot.indexer().run([first], lambda *_: None)
    failures: list[BaseException] = []
    with Emulator() as emulator:
        clerk = Clerk(emulator, outcome)

        def working() -> None:
            try:
                clerk.work()
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=working, daemon=True)
        thread.start()
        done = 0
        while done < kills and not failures:
            with _process(emulator, home) as process:
                while done < kills:
                    time.sleep(chance.uniform(0.05, _LONGEST_LIFE))
                    mode = chance.choice(_MODES)
                    builds = _children(process.pid)
                    if mode == "build" and not builds:
                        mode = "bot"
                    outcome.kills[mode] += 1
                    outcome.moments[_moment(depot)] += 1
                    done += 1
                    for child in builds if mode != "bot" else ():
                        with suppress(ProcessLookupError):
                            kill(child, signal.SIGKILL)
                    if mode != "build":
                        process.send_signal(signal.SIGKILL)
                        break
            _look(depot, outcome)
            tell(done)
        clerk.enough.set()
        with _process(emulator, home) as process:
            thread.join(_PATIENCE)
            if thread.is_alive():
                outcome.broken.append("the last file did not get through")
            time.sleep(2.0)  # whatever would be done twice is done by now
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        _look(depot, outcome)
        if failures:
            raise failures[0]
        _sum_up(depot, clerk, outcome, emulator)
    depot.database.close()
    return outcome


def _look(depot: Depot, outcome: Outcome) -> None:
    outcome.looks += 1
    if fault := depot.fault():
        outcome.broken.append(fault)


def _sum_up(depot: Depot, clerk: Clerk, outcome: Outcome, emulator: Emulator) -> None:
    every = [one for n in range(1, outcome.sent * 3) if (one := depot.submissions.find(n))]
    named = Counter(one.name for one in every)
    with Register(depot.database).reading() as ledger:
        entries = ledger.entries(100_000)
    built = Counter(
        touched.stem
        for entry in entries
        if entry.action == "indexed"
        for touched in index_change(entry).changes.added
    )
    outcome.live = sum(one.state is State.LIVE for one in every)
    outcome.twice = sum(count > 1 for count in named.values())
    outcome.twice += sum(count > 1 for count in built.values())
    live = depot.catalog.live_version()
    stems = {one.stem for one in depot.catalog.editions(live)} if live else set()
    if stems != clerk.expected:
        outcome.broken.append(f"live: {stems ^ clerk.expected}")
    shown = {one.message_id for one in every}
    outcome.stray = sum(
        m.by_bot and m.message_id not in shown and m.text.startswith(("⬇", "📖", "🏗"))
        for m in emulator.shown(ADMIN)
    )


def _has(message: Shown, label: str) -> bool:
    return any(button["text"] == label for row in message.rows for button in row)


def _moment(depot: Depot) -> str:
    """The state of the newest submission."""
    query = select(schema.submission.c.state).order_by(schema.submission.c.id.desc()).limit(1)
    with depot.database.reading() as connection:
        return str(connection.execute(query).scalar() or "before the first")


def _children(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


@contextmanager
def _process(emulator: Emulator, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    before = len(emulator.calls("getMe", status=None))
    program = f"from {__name__} import main; main({emulator.url!r}, {str(home)!r})"
    with (
        (home / "bot.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-c", program], stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            emulator.wait_until(
                lambda: len(emulator.calls("getMe", status=None)) > before, timeout=60
            )
            yield process
        finally:
            process.kill()


def main(url: str, home: str) -> None:
    """The bot that is killed."""
    depot = Depot(Path(home))
    if (live := depot.catalog.live_version()) is not None:
        depot.vectors.open(live.id)  # as a bot that answers does before it serves
    appointed = Appointed(admins=frozenset({ADMIN}))
    services = services_on(depot.database, Library(), appointed, rooms=depot.rooms())
    serve(TelegramSettings(TOKEN, api_url=url), services)


def build(home: str) -> None:
    """The build that is killed."""

    def report(step: str, done: int, total: int) -> None:
        with suppress(OSError):
            sys.stdout.write(f"{told(Progress(step, done, total))}\n")
            sys.stdout.flush()

    Depot(Path(home)).works().take_in(int(sys.argv[-1]), report)
