"""The log of what was done, as admins read it: changes to the index with their files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reformbot.library.people import Action, Entry, Register
from reformbot.library.records import Changes, Touched
from reformbot.locale import load_messages
from reformbot.operations.admission import Admission
from reformbot.operations.audit import IndexChange, index_entry
from reformbot.operations.people import People
from reformbot.operations.roles import Appointed
from reformbot.telegram.menus import Menus
from reformbot.telegram.roster import PER_PAGE, register
from reformbot.telegram.routing import Routes
from reformbot.telegram.splitting import utf16_length
from tests.unit.telegram.visits import Visitor
from tests.unit.workshop import Workshop

ZH = load_messages("zh")
LIN = 42
SIX = Touched("2024年第6期", "六月", "0123456789abcdef" * 4)
EIGHT = Touched("2024年第8期", "八月", "fedcba9876543210" * 4)
SENT = Touched("", "六月.docx", SIX.sha256)


class Log:
    """The log of a home, and an admin who reads it."""

    def __init__(self, workshop: Workshop) -> None:
        self._register = Register(workshop.database)
        people, routes = People(self._register, Appointed(admins=frozenset({LIN}))), Routes()
        register(routes, people, Admission(self._register, people), Menus(routes))
        self._lin = Visitor(routes, id=LIN)

    def enter(self, *entries: Entry) -> None:
        with self._register.writing() as ledger:
            for one in entries:
                ledger.enter(one)

    async def read(self) -> list[str]:
        """The lines, the newest first, without the head."""
        await self._lin.writes("audit")
        return self._lin.line.texts()[-1].splitlines()[1:]


@pytest.fixture
def log(workshop: Workshop) -> Iterator[Log]:
    yield Log(workshop)


@pytest.mark.parametrize(
    ("action", "change", "words"),
    [
        (Action.SENT, IndexChange(files=(SENT,)), "发来 六月.docx（文件 0123456789ab）"),
        (Action.CONFIRMED, IndexChange(files=(SIX,)), "确认入库 2024年第6期（文件 0123456789ab）"),
        (Action.DECLINED, IndexChange(files=(SENT,)), "放弃 六月.docx（文件 0123456789ab）"),
        (
            Action.INDEXED,
            IndexChange(3, Changes((SIX,), (EIGHT,))),
            "建成并切换到版本 3：新增 2024年第6期（文件 0123456789ab） · "
            "更新 2024年第8期（文件 fedcba987654）",
        ),
        (
            Action.HELD,
            IndexChange(4, Changes((), (), (EIGHT,))),
            "建成版本 4，因检验题变差未切换：移除 2024年第8期（文件 fedcba987654）",
        ),
        (Action.INDEXED, IndexChange(5), "建成并切换到版本 5：整库重建"),
        (Action.SWITCHED, IndexChange(2), "切换到版本 2"),
        (Action.COMPACTED, IndexChange(freed=12_340_000), "整理索引，腾出 12.3 MB"),
    ],
)
async def test_what_was_done_to_the_index_is_told(
    log: Log, action: Action, change: IndexChange, words: str
) -> None:
    log.enter(index_entry(action, str(LIN), change), index_entry(action, "", change))
    by_program, by_lin = await log.read()
    assert by_lin.endswith(f" {LIN} {words}")
    assert by_program.endswith(f" {ZH('people-program')} {words}")


async def test_a_page_of_large_changes_fits_a_message(log: Log) -> None:
    issues = tuple(Touched(f"2024年第{at}期", f"{at}", f"{at:064}") for at in range(1, 200))
    files = tuple(Touched("", f"{at}{'长' * 300}.docx", f"{at:064}") for at in range(1, 200))
    for _ in range(PER_PAGE // 2):
        log.enter(
            index_entry(Action.INDEXED, "", IndexChange(1, Changes(issues))),
            index_entry(Action.SENT, str(LIN), IndexChange(files=files)),
        )
    lines = await log.read()
    assert len(lines) == PER_PAGE
    assert all("另有 195 个" in line for line in lines)
    assert utf16_length("\n".join(lines)) < 4000
