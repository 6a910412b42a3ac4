"""An admin sends a file: it is shown, amended, taken in, asked about, and rolled back."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformbot.library.people import Register
from reformbot.library.submissions import State, Submissions
from reformbot.locale import load_messages
from reformbot.operations.roles import Appointed
from reformbot.operations.smoke import SmokeQuestions
from tests.e2e.bot import LIN, WEI
from tests.e2e.emulator import Emulator, User
from tests.e2e.office import labelled, latest, office, open_for_business
from tests.e2e.records import Shown
from tests.e2e.test_rooms import alerts, appears, asks, tap, turn
from tests.making.bulletins import as_docx
from tests.making.pages import as_file, as_pdf, photographed
from tests.making.pages import printed as pages_of
from tests.unit.workshop import WUXI, YANGZHOU, Told, Workshop, printed

pytestmark = pytest.mark.e2e

ZH = load_messages("zh")
ADMINS = Appointed(admins=frozenset({LIN, WEI}), members=frozenset({44}))
SUZHOU = Told(
    "苏州市总工会办好夜校", "苏州市开办夜校97所。一是选好课程。开课412门。", "苏州市总工会"
)
NANTONG = Told("南通市总工会慰问职工", "南通市慰问职工5308名。一是送清凉。", "南通市总工会")
WORKING = ("⬇", "📖")
RECOGNISING = 180.0  # seconds, on a machine with much else to do
CONFIRM = "✅ 确认入库（{} 篇）"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workshop]:
    with office(tmp_path) as workshop:
        workshop.write("2024-01.txt", printed(1))
        workshop.index()
        yield workshop


@pytest.fixture
def lin(emulator: Emulator) -> User:
    return emulator.user(id=LIN, language_code="zh-hans")


def sends(emulator: Emulator, user: User, name: str, data: bytes, **more: int) -> Shown:
    """Send a file; the message that shows what came of it."""
    before = {message.message_id for message in emulator.shown(user.id)}
    user.sends_file(name, data, **more)
    return appears(emulator, user.id, before, lambda message: not message.text.startswith(WORKING))


def settled(emulator: Emulator, user: User, message: Shown, sign: str) -> Shown:
    """A message once it begins with a sign."""

    def now() -> Shown:
        (found,) = [m for m in emulator.shown(user.id) if m.message_id == message.message_id]
        return found

    emulator.wait_until(lambda: now().text.startswith(sign), what=f"a message with {sign}")
    return now()


def confirms(emulator: Emulator, user: User, preview: Shown, count: int) -> Shown:
    """Confirm a preview; its message once the file is live."""
    user.taps(preview.message_id, preview.data(CONFIRM.format(count)))
    return settled(emulator, user, preview, "✅")


def states(home: Workshop, update: int | None = None) -> list[State]:
    submissions = Submissions(home.database)
    found = [submissions.find(number) for number in range(1, 20)]
    return [one.state for one in found if one is not None]


@pytest.mark.both_ways
def test_a_file_is_shown_amended_taken_in_asked_about_and_rolled_back(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    with open_for_business(emulator, home, ADMINS):
        preview = sends(emulator, lin, "2024-02.txt", printed(2, SUZHOU, NANTONG).encode())
        assert "2024年第2期 · 2024-02-15 · 2 篇" in preview.text
        assert "🆕" in preview.text
        assert f"1. {SUZHOU.title}（{SUZHOU.byline} · " in preview.text
        article = turn(emulator, lin, preview, "2")
        assert NANTONG.body.split("。")[0] in article.text
        left_out = turn(emulator, lin, article, "🚫 不收这篇")
        preview = turn(emulator, lin, left_out, "‹ 返回")
        assert f"🚫 2. {NANTONG.title}" in preview.text
        done = confirms(emulator, lin, preview, 1)
        assert "第 2 版" in done.text
        assert "新增 1 期" in done.text
        assert "97所" in asks(emulator, lin, "苏州市开办多少所夜校？").text
        assert "5308" not in asks(emulator, lin, "南通市慰问职工多少名？").text
        question = tap(emulator, lin, done, "↩️ 回滚")
        turn(emulator, lin, question, "确定，换成第 1 版")
        assert "97所" not in asks(emulator, lin, "苏州市开办多少所夜校？").text
    assert states(home) == [State.LIVE]


def test_title_number_and_date_are_mended_by_a_text(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    text = printed(2, SUZHOU).replace("2024年第2期", "").replace("2024年2月15日", "")
    with open_for_business(emulator, home, ADMINS):
        preview = sends(emulator, lin, "夜校.txt", text.encode())
        assert ZH("upload-lacks-number") in preview.text
        assert not any(label.startswith("✅") for label in labelled(preview))
        before = {message.message_id for message in emulator.shown(LIN)}
        tap(emulator, lin, preview, "🔢 期号")
        lin.sends("第几期我忘了")
        appears(emulator, LIN, before, lambda m: "不像期号" in m.text)
        lin.sends("二〇二四年第三期")
        preview = appears(emulator, LIN, before, lambda m: bool(m.rows) and "年第3期" in m.text)
        tap(emulator, lin, preview, "📅 日期")
        lin.sends("2024-03-18")
        preview = appears(emulator, LIN, before, lambda m: bool(m.rows) and "-03-18" in m.text)
        article = turn(emulator, lin, preview, "1")
        tap(emulator, lin, article, "✏️ 改标题")
        lin.sends("苏州市总工会夜校开班")
        preview = appears(emulator, LIN, before, lambda m: bool(m.rows) and "夜校开班" in m.text)
        confirms(emulator, lin, preview, 1)
        lin.sends("/latest")
        issue = appears(
            emulator,
            LIN,
            before,
            lambda m: (
                "1. 苏州市总工会夜校开班" in m.text
                and "2024年第3期 · 2024-03-18" in m.text
                and "📄 原文件" in labelled(m)
            ),
        )
        sent = tap(emulator, lin, issue, "📄 原文件").file
    assert sent is not None
    assert (sent.name, sent.data) == ("夜校.txt", text.encode())


@pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="the extra ocr is not installed"
)
def test_a_word_file_and_a_scan_lead_from_a_citation_to_the_very_file(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    """The Word file is forwarded from somebody else, which makes no difference."""
    word = as_docx(headed(2, SUZHOU))
    scan = as_file(photographed(as_pdf(pages_of(headed(3, NANTONG)))), "PNG")
    forwarded = {"type": "hidden_user", "date": 1, "sender_user_name": "某人"}
    with open_for_business(emulator, home, ADMINS):
        document = emulator.upload("第2期.docx", word)
        emulator.say(lin, {"document": document, "forward_origin": forwarded})
        preview = appears(emulator, LIN, set(), lambda m: bool(m.rows) and "年第2期" in m.text)
        assert f"1. {SUZHOU.title}（{SUZHOU.byline} · " in preview.text
        confirms(emulator, lin, preview, 1)
        answer = asks(emulator, lin, "苏州市开办多少所夜校？")
        assert "97所" in answer.text
        source = tap(emulator, lin, answer, "[1]")
        assert "第 2 页" in source.text
        assert "文字识别" not in source.text
        sent = tap(emulator, lin, source, "📄 原文件").file
        assert sent is not None
        assert (sent.name, sent.data) == ("第2期.docx", word)
        lin.sends_file("扫描.png", scan)
        emulator.wait_until(lambda: latest(emulator, LIN).rows, timeout=RECOGNISING)
        preview = latest(emulator, LIN)
        assert "文字由图像识别（OCR）读出" in preview.text
        confirms(emulator, lin, preview, 1)
        answer = asks(emulator, lin, "南通市慰问职工多少名？")
        assert "5308名" in answer.text
        source = tap(emulator, lin, answer, "[1]")
        assert "文字识别，可信度" in source.text
        sent = tap(emulator, lin, source, "📄 原文件").file
        assert sent is not None
        assert (sent.name, sent.data) == ("扫描.png", scan)


def headed(number: int, article: Told) -> str:
    """An issue with an issuer and those it goes to."""
    text = printed(number, article)
    at = text.index("\n\n目　录")
    date = text[:at].rpartition("\n")[2]
    return text.replace(date, f"示例市总工会\n\n{date}", 1) + "\n报：示例省总工会\n"


def test_an_archive_has_a_preview_for_each_issue_and_names_what_it_cannot_read(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("二月/2024-02.txt", printed(2, SUZHOU))
        archive.writestr("三月/2024-03.txt", printed(3, NANTONG))
        archive.writestr("坏的.docx", b"PK\x03\x04 and no more")
    with open_for_business(emulator, home, ADMINS):
        lin.sends_file("一季度.zip", packed.getvalue())
        listed = appears(emulator, LIN, set(), lambda m: m.text.startswith("🗜"))
        assert "坏的.docx" in listed.text
        assert ZH("upload-archive", name="一季度.zip", count=2, failed=1) in listed.text
        second = appears(emulator, LIN, set(), lambda m: bool(m.rows) and "年第3期" in m.text)
        first = appears(emulator, LIN, set(), lambda m: bool(m.rows) and "年第2期" in m.text)
        for preview in (first, second):
            lin.taps(preview.message_id, preview.data(CONFIRM.format(1)))
        for preview in (first, second):
            settled(emulator, lin, preview, "✅")
        lin.sends("/latest")
        issue = appears(emulator, LIN, set(), lambda m: "📄 原文件" in labelled(m))
        sent = tap(emulator, lin, issue, "📄 原文件").file
    assert sent is not None
    assert (sent.name, sent.data.decode()) == ("2024-03.txt", printed(3, NANTONG))
    assert home.live_stems() == {"2024-01", "2024-02", "2024-03"}


@pytest.mark.parametrize(
    ("name", "data", "size", "said"),
    [
        ("大.pdf", b"x", 21 * 1024 * 1024, "reformbot index 文件 --review"),
        ("空.docx", b"", None, "空.docx"),
        ("坏.docx", b"PK\x03\x04 and no more", None, "坏.docx"),
        ("信.txt", "　\n".encode(), None, "信.txt"),
    ],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(
    emulator: Emulator,
    home: Workshop,
    lin: User,
    name: str,
    data: bytes,
    size: int | None,
    said: str,
) -> None:
    with open_for_business(emulator, home, ADMINS):
        told = sends(emulator, lin, name, data, **({"size": size} if size else {}))
        assert said in told.text
        assert not told.rows
        assert asks(emulator, lin, "扬州建成多少家工匠学院？").text.count("13家")
    assert states(home) == [State.FAILED]
    assert home.live_stems() == {"2024-01"}


def test_a_member_and_a_photo_are_told_what_to_do(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    member = emulator.user(id=44, language_code="zh")
    with open_for_business(emulator, home, ADMINS):
        told = sends(emulator, member, "2024-02.txt", printed(2).encode())
        assert told.text == ZH("telegram-unsupported")
        photo = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9}]}
        emulator.say(lin, photo)
        appears(emulator, LIN, set(), lambda m: m.text == ZH("upload-send-as-file"))
        lin.sends("/upload")
        appears(emulator, LIN, set(), lambda m: m.text == ZH("upload-explained"))
        lin.sends("/draft")
        appears(emulator, LIN, set(), lambda m: m.text == ZH("drafting-ask-notes"))
        asked = sends(emulator, lin, "2024-02.txt", printed(2).encode())
        assert asked.text == ZH("drafting-ask-source", heading="")
    assert states(home) == []


def test_two_admins_and_two_taps_take_a_file_in_once(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    wei = emulator.user(id=WEI, language_code="zh")
    data = printed(2, SUZHOU).encode()
    with open_for_business(emulator, home, ADMINS):
        mine = sends(emulator, lin, "2024-02.txt", data)
        theirs = sends(emulator, wei, "2024-02.txt", data)
        assert ZH("upload-state-read") in theirs.text
        confirm = CONFIRM.format(1)
        lin.taps(mine.message_id, mine.data(confirm))
        lin.taps(mine.message_id, mine.data(confirm))
        wei.taps(theirs.message_id, theirs.data(confirm))
        settled(emulator, lin, mine, "✅")
        emulator.wait_until(lambda: len(alerts(emulator)) >= 1)
        lin.taps(mine.message_id, mine.data(confirm), stale=True)
        emulator.wait_until(lambda: len(alerts(emulator)) >= 2)
        foreign = mine.data(confirm)
        wei.taps(theirs.message_id, foreign, stale=True)
        emulator.wait_until(lambda: ZH("error-submission-gone") in alerts(emulator))
    with Register(home.database).reading() as ledger:
        done = [str(one.action) for one in ledger.entries(50)]
    assert done.count("indexed") == 1 + 1  # the fixture's, and this one
    assert len(home.catalog.versions()) == 2


def test_buttons_survive_a_restart_and_what_was_confirmed_is_built_then(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    with open_for_business(emulator, home, ADMINS):
        preview = sends(emulator, lin, "2024-02.txt", printed(2, SUZHOU, NANTONG).encode())
    with open_for_business(emulator, home, ADMINS):
        article = turn(emulator, lin, preview, "1")
        preview = turn(emulator, lin, article, "‹ 返回")
    submissions = Submissions(home.database)
    assert submissions.move(1, State.READ, State.CONFIRMED)
    with open_for_business(emulator, home, ADMINS):
        done = settled(emulator, lin, preview, "✅")
        lin.sends("/versions")
        listed = appears(emulator, LIN, set(), lambda m: m.text.startswith("🗂"))
        assert "▶️ 第 2 版" in listed.text
        question = tap(emulator, lin, listed, "↩️ 回到第 1 版")
        turn(emulator, lin, question, "确定，换成第 1 版")
        lin.taps(done.message_id, done.data("↩️ 回滚"))
        emulator.wait_until(lambda: ZH("versions-changed", live=1) in alerts(emulator))
        lin.sends("/audit")
        log = appears(emulator, LIN, set(), lambda m: m.text.startswith("📒"))
    for words in ("发来 2024-02.txt（文件 ", "切换到版本 1", "建成并切换到版本 2"):
        assert words in log.text


def test_declining_leaves_everything_as_it_was(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    with open_for_business(emulator, home, ADMINS):
        preview = sends(emulator, lin, "2024-01.txt", printed(1, SUZHOU).encode())
        assert "♻️" in preview.text
        gone = turn(emulator, lin, preview, "❌ 放弃")
        assert gone.text == ZH("upload-declined", name="2024-01.txt")
        lin.taps(preview.message_id, preview.data("🔢 期号"), stale=True)
        emulator.wait_until(lambda: any("已放弃" in one for one in alerts(emulator)))
    assert states(home) == [State.DECLINED]
    assert [one.id for one in home.catalog.versions()] == [1]


def test_a_version_that_answers_worse_waits_for_a_word(
    emulator: Emulator, home: Workshop, lin: User
) -> None:
    questions = home.folder / "q.jsonl"
    question = {"id": "办赛", "question": "无锡全年办赛多少场？", "answer": [["56场"]]}
    questions.write_text(json.dumps(question), encoding="utf-8")
    home.smoke = SmokeQuestions(questions, 0.02, home.catalog, home.answerer, "setup")
    with open_for_business(emulator, home, ADMINS):
        held = sends(emulator, lin, "2024-01.txt", printed(1, YANGZHOU).encode())
        lin.taps(held.message_id, held.data(CONFIRM.format(1)))
        held = settled(emulator, lin, held, "⏸")
        assert "办赛" in held.text
        assert "56场" in asks(emulator, lin, "无锡全年办赛多少场？").text
        lin.taps(held.message_id, held.data("仍要切换"))
        done = settled(emulator, lin, held, "✅")
        assert "更新 1 期" in done.text
        assert "56场" not in asks(emulator, lin, "无锡全年办赛多少场？").text
        again = sends(emulator, lin, "2024-01.txt", printed(1, WUXI).encode())
        lin.taps(again.message_id, again.data(CONFIRM.format(1)))
        given_up = settled(emulator, lin, again, "✅")
        assert "第 3 版" in given_up.text
    assert states(home) == [State.LIVE, State.LIVE]
