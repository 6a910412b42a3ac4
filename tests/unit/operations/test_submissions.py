"""Submissions: read once, decided once, built once, whoever comes at the same time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reformbot.errors import (
    DiskFullError,
    SubmissionGoneError,
    SubmissionLacksError,
    SubmissionSettledError,
    SubmissionTwinError,
)
from reformbot.files import FileReader
from reformbot.library.lock import BuildLock
from reformbot.library.people import Register
from reformbot.library.submissions import Failure, State, Submission, Submissions
from reformbot.locale import load_messages
from reformbot.operations.audit import index_change
from reformbot.operations.browsing import Shelf
from reformbot.operations.building import Works
from reformbot.operations.submissions import Acquisitions
from tests.making import broken
from tests.making.pages import as_ofd, pdf_of
from tests.unit.workshop import WUXI, Workshop, printed

LIN, CHAT, OTHER = 42, 42, 43


class Bench:
    """A workshop's submissions, with what admins and builds do with them."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.store = Submissions(workshop.database)
        shelf = Shelf(workshop.catalog, workshop.originals)
        self.verbs = Acquisitions(self.store, workshop.originals, shelf, FileReader())
        self.works = Works(self.store, workshop.originals, shelf, workshop.indexer, self.wait)
        self.waits = 0

    def wait(self, _: float) -> None:
        self.waits += 1

    def sent(self, data: bytes, name: str = "2024-02.txt", update: int = 1) -> Submission:
        """A file that was sent and read."""
        submission = self.verbs.announced(update, LIN, CHAT, name)
        self.verbs.read(submission, data)
        return self.verbs.brought(update)[0]

    def build(self, number: int) -> Submission:
        self.works.take_in(number, self.workshop.report)
        found = self.store.find(number)
        assert found is not None
        return found


@pytest.fixture
def bench(workshop: Workshop) -> Bench:
    workshop.write("2024-01.txt", printed(1))
    workshop.index()
    return Bench(workshop)


def test_an_update_that_comes_again_is_the_same_submission(bench: Bench) -> None:
    first = bench.sent(printed(2).encode())
    again = bench.sent(printed(2).encode())
    assert first == again
    assert first.state is State.READ
    assert bench.workshop.originals.path(first.original).read_bytes() == printed(2).encode()
    with Register(bench.workshop.database).reading() as ledger:
        sent = [one for one in ledger.entries(9) if one.action == "sent"]
    (entry,) = sent
    assert [one.sha256 for one in index_change(entry).files] == [first.sha256]


def test_two_who_confirm_at_once_confirm_once(bench: Bench) -> None:
    number = bench.sent(printed(2).encode()).id
    outcomes: list[object] = []

    def confirm() -> None:
        try:
            outcomes.append(bench.verbs.confirm(number, CHAT, LIN).state)
        except SubmissionSettledError as error:
            outcomes.append(error.details["state"])

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [State.CONFIRMED] * 4
    with Register(bench.workshop.database).reading() as ledger:
        assert sum(one.action == "confirmed" for one in ledger.entries(9)) == 1


def test_the_same_file_is_not_taken_in_twice_at_once(bench: Bench) -> None:
    first, second = (bench.sent(printed(2).encode(), update=at).id for at in (1, 2))
    bench.verbs.confirm(first, CHAT, LIN)
    with pytest.raises(SubmissionTwinError):
        bench.verbs.confirm(second, CHAT, LIN)
    bench.build(first)
    bench.verbs.confirm(second, CHAT, LIN)
    assert bench.build(second).version == bench.build(first).version == 2


def test_what_is_not_theirs_is_gone(bench: Bench) -> None:
    number = bench.sent(printed(2).encode()).id
    for verb in (bench.verbs.confirm, bench.verbs.decline):
        with pytest.raises(SubmissionGoneError):
            verb(number, OTHER, OTHER)
        with pytest.raises(SubmissionGoneError):
            verb(99, CHAT, LIN)


def test_what_is_declined_stays_so(bench: Bench) -> None:
    number = bench.sent(printed(2).encode()).id
    bench.verbs.decline(number, CHAT, LIN)
    for act in (
        lambda: bench.verbs.confirm(number, CHAT, LIN),
        lambda: bench.verbs.decline(number, CHAT, LIN),
        lambda: bench.verbs.exclude(number, CHAT, 1, out=True),
        lambda: bench.verbs.ask(CHAT, LIN, number, "date"),
    ):
        with pytest.raises(SubmissionSettledError):
            act()
    assert bench.build(number).state is State.DECLINED


def test_nothing_left_is_nothing_to_take_in(bench: Bench) -> None:
    number = bench.sent(printed(2, WUXI).encode()).id
    bench.verbs.exclude(number, CHAT, 1, out=True)
    with pytest.raises(SubmissionLacksError):
        bench.verbs.confirm(number, CHAT, LIN)


def test_a_build_after_the_switch_was_made_changes_nothing_more(bench: Bench) -> None:
    number = bench.sent(printed(2, WUXI).encode()).id
    bench.verbs.confirm(number, CHAT, LIN)
    live = bench.build(number)
    assert (live.state, live.version) == (State.LIVE, 2)
    assert bench.store.move(number, State.LIVE, State.CONFIRMED)  # as if its record was lost
    assert bench.build(number).version == 2
    assert [one.id for one in bench.workshop.catalog.versions()] == [2, 1]


def test_a_build_waits_for_another(bench: Bench) -> None:
    number = bench.sent(printed(2).encode()).id
    bench.verbs.confirm(number, CHAT, LIN)
    with BuildLock(bench.workshop.lock).held():
        thread = threading.Thread(target=bench.build, args=(number,))
        thread.start()
        while not bench.waits:
            pass
    thread.join()
    assert ("index.wait", 0, 1) in bench.workshop.reports
    assert bench.workshop.live_stems() == {"2024-01", "2024-02"}


def test_a_build_that_fails_leaves_the_file_to_be_confirmed_again(bench: Bench) -> None:
    submission = bench.sent(printed(2).encode())
    bench.verbs.confirm(submission.id, CHAT, LIN)
    kept = bench.workshop.originals.path(submission.original)
    data = kept.read_bytes()
    kept.unlink()
    failed = bench.build(submission.id)
    assert failed.state is State.READ
    assert [one.code for one in failed.failures] == ["source-unreadable"]
    bench.workshop.originals.put(kept.name, data)
    bench.verbs.confirm(submission.id, CHAT, LIN)
    assert bench.build(submission.id).state is State.LIVE


def test_files_named_alike_are_told_apart(bench: Bench) -> None:
    for update, number in ((1, 2), (2, 3)):
        submission = bench.sent(printed(number).encode(), "简报.txt", update)
        bench.verbs.confirm(submission.id, CHAT, LIN)
        bench.build(submission.id)
    assert bench.workshop.live_stems() == {"2024-01", "简报", "简报 2024年第3期"}


def test_who_sent_a_file_is_kept_where_a_person_is_forgotten(bench: Bench) -> None:
    number = bench.sent(printed(2).encode()).id
    bench.verbs.ask(CHAT, LIN, number, "date")
    with Register(bench.workshop.database).writing() as ledger:
        ledger.erase(LIN)
    found = bench.store.find(number)
    assert found is not None
    assert found.person == LIN
    assert bench.verbs.asked(CHAT, LIN) is None


BAD = {
    "空.docx": (b"", "里没有可读的内容"),
    "锁.docx": (broken.ole("EncryptedPackage"), "加了密码"),
    "锁.pdf": (broken.locked_pdf(pdf_of([b""])), "加了密码"),
    "锁.zip": (broken.locked_zip(broken.zipped({"a.txt": printed(2)})), "加了密码"),
    "半.pdf": (pdf_of([b""])[:300], "已损坏"),
    "半.ofd": (as_ofd([[]])[:300], "已损坏"),
    "半.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "已损坏"),
    "其实是压缩包.docx": (broken.zipped({"a.dat": bytes(90)}), "不是能读的文件"),
    "炸弹.docx": (broken.bomb(250 * 2**20), "解开后太大"),
    "外部实体.docx": (broken.word("<w:p>&e;</w:p>", broken.XXE), "已损坏"),
    "十亿笑.docx": (broken.word("<w:p>&l9;</w:p>", broken.LAUGHS), "已损坏"),
    "五百页.pdf": (pdf_of([b""] * 500), "有 500 页，超过 300 页的上限"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_a_sentence_and_changes_nothing(bench: Bench, name: str) -> None:
    data, words = BAD[name]
    submission = bench.sent(data, name)
    assert submission.state is State.FAILED
    (failure,) = submission.failures
    sentence = load_messages("zh")(f"error-{failure.code}", **failure.details)
    assert name in sentence
    assert words in sentence
    assert "请" in sentence
    assert bench.build(submission.id).state is State.FAILED
    assert [one.id for one in bench.workshop.catalog.versions()] == [1]
    assert bench.workshop.live_stems() == {"2024-01"}


def test_an_archive_that_is_called_docx_is_taken_as_one(bench: Bench) -> None:
    packed = broken.zipped({"二月.txt": printed(2), "三月.txt": printed(3)})
    assert bench.sent(packed, "季度.docx").state is State.UNPACKED
    assert [one.state for one in bench.verbs.brought(1)[1:]] == [State.READ, State.READ]


def test_an_error_is_kept_as_it_is_said() -> None:
    error = DiskFullError(path=Path("somewhere"))
    kept = Failure.of(error)
    zh = load_messages("zh")
    assert zh(f"error-{kept.code}", **kept.details) == zh.error(error)
