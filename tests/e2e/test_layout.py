"""A whole issue and a long article on paper: LibreOffice prints them, and the PDF is measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reformbot.bulletin.parse import parse
from reformbot.drafting.docx import write_docx
from reformbot.drafting.publication import PrintedArticle, Publication, Section, one_article
from tests.conftest import SHARED
from tests.e2e.sheets import Line, Sheet, print_files
from tests.unit.drafting.publications import ARTICLE, PUBLICATION, of_issue

pytestmark = pytest.mark.e2e

LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 28.95 / 72 * 25.4
SLACK = 0.5
RED, BLACK = (255, 0, 0), (0, 0, 0)
LONG = PrintedArticle("云河市建立四大产业集群联盟", ("产业工人技能提升行动" * 200,), "云河市总工会")

TIGHT = range(14, 18)
"""Lines of text that leave a page just enough room for the imprint, or not quite."""


def above_imprint(lines: int) -> Publication:
    """An article of so many full lines with the imprint below."""
    article = PrintedArticle("云河市建立联盟", ("技" * (28 * lines - 2),), "云河市总工会")
    return replace(PUBLICATION, sections=(Section("", (article,)),), masthead=None)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sheet]]:
    """Sheets of the small issue with annex, the long article, and the real issue if it is there."""
    folder = tmp_path_factory.mktemp("print")
    publications = {"small": PUBLICATION, "long": one_article(LONG)}
    publications |= {f"tight-{lines}": above_imprint(lines) for lines in TIGHT}
    real = SHARED / "corpus" / "2024-06.txt"
    if real.is_file():
        publications["real"] = of_issue(parse(real.read_text(encoding="utf-8")))
    files = {name: folder / f"{name}.docx" for name in publications}
    for name, publication in publications.items():
        write_docx(publication, files[name])
    return dict(zip(files, print_files(list(files.values()), folder), strict=True))


@pytest.fixture
def small(printed: dict[str, list[Sheet]]) -> list[Sheet]:
    return printed["small"]


@pytest.fixture
def real(printed: dict[str, list[Sheet]]) -> list[Sheet]:
    if "real" not in printed:
        pytest.skip("no folder of real issues beside the repository")
    return printed["real"]


def find(sheet: Sheet, text: str) -> Line:
    """The one line that begins with a text."""
    (line,) = [one for one in sheet.lines if one.text.startswith(text)]
    return line


def test_a_full_page_has_22_lines_of_28_characters(printed: dict[str, list[Sheet]]) -> None:
    full = printed["long"][1]
    assert len(full.body) == 22
    assert {len(line.chars) for line in full.body} == {28}
    pitches = {
        below.baseline - line.baseline
        for line, below in zip(full.body, full.body[1:], strict=False)
    }
    assert all(abs(pitch - PITCH) * 72 / 25.4 < SLACK for pitch in pitches)
    for line in full.body:
        assert line.chars[0].left == pytest.approx(LEFT, abs=SLACK)
        assert line.chars[-1].right == pytest.approx(RIGHT, abs=SLACK)


def test_every_line_of_the_real_issue_stands_on_the_grid(
    printed: dict[str, list[Sheet]], real: list[Sheet]
) -> None:
    first = printed["long"][1].body[0].baseline
    articles = real[1:-1]
    for sheet in articles:
        assert len(sheet.body) <= 22
        for line in sheet.body:
            rows = (line.baseline - first) / PITCH
            off = abs(rows - round(rows)) * PITCH
            is_large = line.chars[0].right - line.chars[0].left > 6
            assert off < (1.0 if is_large else SLACK), line.text  # larger type sits lower
    assert max(round((sheet.body[-1].baseline - first) / PITCH) for sheet in articles) == 21


def test_no_character_leaves_the_text_area(real: list[Sheet], small: list[Sheet]) -> None:
    for sheet in (*real, *small):
        for line in sheet.body:
            assert TOP < line.baseline < BOTTOM
            assert line.chars[0].left >= LEFT - SLACK
            assert line.chars[-1].right <= RIGHT + SLACK, line.text


def test_lines_of_characters_alone_hold_28(real: list[Sheet]) -> None:
    lines = [line for sheet in real[1:] for line in sheet.body if not _has_figures(line)]
    full = [line for line in lines if line.chars[-1].right > RIGHT - 1 and _is_flush(line)]
    assert len(full) > 50
    # A line is shorter where what follows may not begin a line.
    assert max(len(line.chars) for line in full) == 28
    assert sum(len(line.chars) == 28 for line in full) > len(full) * 0.75


def _has_figures(line: Line) -> bool:
    return any(char.text.isascii() for char in line.chars)


def _is_flush(line: Line) -> bool:
    return line.chars[0].left < LEFT + SLACK


def test_the_masthead_is_one_red_line_above_a_red_rule(real: list[Sheet]) -> None:
    cover = real[0]
    organisation, kind = cover.lines[:2]
    assert organisation.text == "新时代江苏产业工人队伍建设改革联席会"
    assert kind.text == "专报"
    assert {char.colour for line in (organisation, kind) for char in line.chars} == {RED}
    assert {char.colour for line in cover.lines[2:] for char in line.chars} == {BLACK}
    for line in (organisation, kind):
        middle = (line.chars[0].left + line.chars[-1].right) / 2
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=SLACK)
    (rule,) = cover.rules
    assert (rule.colour, rule.thickness) == (RED, 2)
    assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=SLACK)
    issuer, date = find(cover, "建设改革联席会议办公室"), find(cover, "2024年5月29日")
    assert issuer.chars[0].left < LEFT + 3
    assert date.chars[-1].right > RIGHT - 3
    assert issuer.baseline < rule.middle < find(cover, "目录").baseline
    assert [line.text[:2] for line in cover.body[-6:]] == [f"{n}．" for n in range(1, 7)]


def test_page_numbers_stand_outside_a_character_in(real: list[Sheet]) -> None:
    inset = 14 / 72 * 25.4
    for number, sheet in enumerate(real, 1):
        assert sheet.folio.text == f"—{number}—"
        assert sheet.folio.baseline - BOTTOM == pytest.approx(9, abs=1.5)
        if number % 2:
            assert sheet.folio.chars[-1].right == pytest.approx(RIGHT - inset, abs=SLACK)
        else:
            assert sheet.folio.chars[0].left == pytest.approx(LEFT + inset, abs=SLACK)


def test_the_imprint_closes_the_last_page(real: list[Sheet]) -> None:
    assert abs(len(real) - 9) <= 1
    last = real[-1]
    top, middle, bottom = last.rules
    assert [rule.thickness for rule in last.rules] == [1, 0.75, 1]
    for rule in last.rules:
        assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=SLACK)
    listed = find(last, "报：")
    printer = find(last, "新时代江苏产业工人队伍建设改革联席会议办公室2024年5月29日印发")
    assert top.middle < listed.baseline < middle.middle < printer.baseline < bottom.middle
    assert printer == last.body[-1]
    assert listed.chars[0].left > LEFT + 3
    assert printer.chars[-1].right == pytest.approx(RIGHT - 4.9, abs=SLACK)
    assert not [rule for sheet in real[1:-1] for rule in sheet.rules]


def test_the_imprint_is_never_torn_apart_or_lost(printed: dict[str, list[Sheet]]) -> None:
    pages = [printed[f"tight-{lines}"] for lines in TIGHT]
    assert {len(sheets) for sheets in pages} == {1, 2}
    for sheets in pages:
        assert [len(sheet.rules) for sheet in sheets] == [0] * (len(sheets) - 1) + [3]
        assert sheets[-1].body[-1].text == "（共印60份）"


def test_the_annex_begins_a_page_of_its_own(small: list[Sheet]) -> None:
    annex = next(at for at, sheet in enumerate(small) if sheet.lines[0].text == "来源附表")
    assert small[annex].folio.text == "来源附表—1—"
    before = small[annex - 1]
    assert before.body[-1].text == "（共印60份）"
    assert before.folio.text == f"—{annex}—"


def test_an_article_alone_needs_no_cover(tmp_path: Path) -> None:
    alone = tmp_path / "alone.docx"
    write_docx(one_article(replace(ARTICLE, sources=())), alone)
    (sheets,) = print_files([alone], tmp_path)
    (sheet,) = sheets
    assert sheet.lines[0].text.startswith("云河市总工会")
    assert sheet.body[-1].text == "（云河市总工会）"
