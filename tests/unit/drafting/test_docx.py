"""What stands in the Word file of a publication, and what it says of its layout."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reformbot.drafting import styles
from reformbot.drafting.docx import docx_bytes, write_docx
from reformbot.drafting.layout import Layout
from reformbot.drafting.publication import (
    Imprint,
    PrintedArticle,
    Publication,
    Section,
    one_article,
)
from reformbot.errors import OutputUnwritableError
from tests.unit.drafting.publications import ARTICLE, MASTHEAD, PUBLICATION
from tests.unit.drafting.reading import opened, text_of

SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(docx_bytes(PUBLICATION))


def styled(document: Document, style: str) -> list[Paragraph]:
    return [one for one in document.paragraphs if one.style is not None and one.style.name == style]


def faces(properties: object) -> set[str | None]:
    fonts = properties.find(qn("w:rFonts"))  # type: ignore[attr-defined]
    return {fonts.get(qn(f"w:{slot}")) for slot in SLOTS}


def printed(paragraph: Paragraph) -> str:
    """A paragraph's text with that of its fields."""
    return "".join(text.text for text in paragraph._p.iter(qn("w:t")))


def test_the_page_is_that_of_an_official_document(document: Document) -> None:
    section = document.sections[0]
    lengths = (
        *(section.page_width, section.page_height, section.top_margin, section.left_margin),
        *(section.bottom_margin, section.right_margin, section.footer_distance),
    )
    assert [round(length.mm, 1) for length in lengths] == [210, 297, 37, 28, 35, 26, 24.5]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "face", "size", "pitch"),
    [
        (styles.BODY, "仿宋_GB2312", 16, 28.95),
        (styles.ORGANISATION, "方正小标宋简体", 26, 28.95),
        (styles.KIND, "方正小标宋简体", 60, 86.85),
        (styles.ISSUE, "仿宋_GB2312", 16, 28.95),
        (styles.CONTENTS_HEADING, "黑体", 16, 28.95),
        (styles.CONTENTS_SECTION, "楷体_GB2312", 16, 28.95),
        (styles.CONTENTS_ENTRY, "仿宋_GB2312", 16, 28.95),
        (styles.TITLE, "方正小标宋简体", 22, 28.95),
        (styles.IMPRINT, "仿宋_GB2312", 14, 22),
        (styles.FOLIO, "宋体", 14, 16),
    ],
)
def test_each_kind_of_line_has_its_face_size_and_pitch(
    document: Document, style: str, face: str, size: float, pitch: float
) -> None:
    found = document.styles[style]
    assert faces(found.element.rPr) == {face}
    assert found.font.size.pt == size
    assert found.font.bold is False
    assert found.paragraph_format.line_spacing.pt == pytest.approx(pitch, abs=0.05)
    assert found.paragraph_format.widow_control is False


def test_the_body_is_justified_tracked_and_indented_by_two_characters(document: Document) -> None:
    body = document.styles[styles.BODY]
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.paragraph_format.space_before == body.paragraph_format.space_after == 0


def test_the_masthead_is_red_and_stands_above_a_red_rule(document: Document) -> None:
    for style, text in (
        (styles.ORGANISATION, MASTHEAD.organisation),
        (styles.KIND, "专　报"),
    ):
        (line,) = styled(document, style)
        assert line.text == text
        assert str(document.styles[style].font.color.rgb) == "FF0000"
    (issue,) = styled(document, styles.ISSUE)
    assert issue.text == "2025年第3期（总第41期）"
    left, right = document.tables[0].rows[0].cells
    assert left.text.replace("\n", "") == MASTHEAD.issuer
    assert right.text == "2025年3月9日"
    for cell in (left, right):
        border = cell._tc.tcPr.find(qn("w:tcBorders")).find(qn("w:bottom"))
        assert (border.get(qn("w:sz")), border.get(qn("w:color"))) == ("16", "FF0000")
    assert sum(column.width.mm for column in document.tables[0].columns) == pytest.approx(156, 0.01)


def test_a_long_organisation_stays_on_one_line() -> None:
    name = "云河省新时代产业工人队伍建设改革工作联席会议"
    long = replace(PUBLICATION, masthead=replace(MASTHEAD, organisation=name))
    (line,) = styled(opened(docx_bytes(long)), styles.ORGANISATION)
    assert line.runs[0].font.size.pt * len(name) <= 442.2


def test_the_contents_number_titles_through_all_sections(document: Document) -> None:
    assert [one.text for one in styled(document, styles.CONTENTS_SECTION)][:2] == [
        "◆ 工作信息",
        "◆ 经验交流",
    ]
    entries = [one.text for one in styled(document, styles.CONTENTS_ENTRY)]
    assert entries == [f"{at}．{one.title}" for at, one in enumerate(PUBLICATION.articles, 1)]


def test_titles_are_headings_and_the_first_begins_a_page(document: Document) -> None:
    titles = styled(document, styles.TITLE)
    assert [one.text.replace("\n", "") for one in titles] == [
        one.title for one in PUBLICATION.articles
    ]
    assert [one.paragraph_format.page_break_before for one in titles] == [True, None, None]
    assert (
        document.styles[styles.TITLE].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"
    )


def test_leads_are_in_kai_if_they_are_to_be(document: Document) -> None:
    body = styled(document, styles.BODY)[0]
    assert body.text == ARTICLE.paragraphs[0]
    assert [one.text for one in body.runs if one._r.rPr is not None] == [
        "一是搭建平台，实现培训有场所。",
        "二是健全机制，实现成长有通道。",
        "三是强化保障，实现权益有依靠。",
    ]
    assert faces(body.runs[1]._r.rPr) == {"楷体_GB2312"}
    plain = opened(docx_bytes(PUBLICATION, Layout(leads_in_kai=False)))
    assert [len(one.runs) for one in styled(plain, styles.BODY)] == [1, 1, 1]


def test_bylines_stand_right_in_full_width_brackets(document: Document) -> None:
    assert {one.text for one in styled(document, styles.BYLINE)} == {"（云河市总工会）"}
    look = document.styles[styles.BYLINE]
    assert look.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert look.element.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "100"


def test_odd_pages_are_numbered_on_the_right_and_even_ones_on_the_left(document: Document) -> None:
    assert document.settings.odd_and_even_pages_header_footer is True
    section = document.sections[0]
    for footer, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "rightChars"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "leftChars"),
    ):
        (line,) = footer.paragraphs
        assert printed(line) == "— 1 —"
        assert line._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert line.alignment == align
        assert line._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "100"


def test_the_imprint_is_a_ruled_table_with_a_paragraph_below(document: Document) -> None:
    table = document.tables[1]
    assert [row.cells[0].text for row in table.rows] == [
        "报：省委办公室，省政府办公室。",
        "送：联席会议成员单位。",
        "云河省产业工人队伍建设改革联席会议办公室\t2025年3月10日印发",
        "（共印60份）",
    ]

    def border(row: int, side: str) -> str | None:
        borders = table.rows[row].cells[0]._tc.tcPr.find(qn("w:tcBorders"))
        line = None if borders is None else borders.find(qn(f"w:{side}"))
        return None if line is None else line.get(qn("w:sz"))

    assert [border(0, "top"), border(2, "top"), border(2, "bottom")] == ["8", "6", "8"]
    assert [border(1, "top"), border(1, "bottom"), border(3, "bottom")] == [None] * 3
    position = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert position.get(qn("w:tblpYSpec")) == "bottom"
    assert table._tbl.getnext().tag == qn("w:p")
    standing = opened(docx_bytes(PUBLICATION, Layout(imprint_at_bottom=False))).tables[1]
    assert standing._tbl.tblPr.find(qn("w:tblpPr")) is None


def test_the_annex_has_pages_and_numbers_of_its_own(document: Document) -> None:
    issue, annex = document.sections
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert issue._sectPr.find(qn("w:pgNumType")) is None
    assert printed(annex.footer.paragraphs[0]) == "来源附表 — 1 —"
    first, second = document.tables[2:]  # one article has no sources
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["序号", "句子", "依据"],
        ["1", "建成实训基地12个。", "实训基地：12个"],
        ["2", "评选技术能手350名。", "（无依据，请审定）"],
    ]
    assert len(second.rows) == 3


def test_without_annex_the_issue_ends_with_its_imprint() -> None:
    document = opened(docx_bytes(PUBLICATION, Layout(annex=False)))
    assert len(document.sections) == 1
    assert len(document.tables) == 2


def test_one_section_alone_has_neither_masthead_nor_imprint() -> None:
    data = docx_bytes(one_article(replace(ARTICLE, sources=()), "云河市总工会"))
    assert text_of(data).split("\n") == [ARTICLE.title, *ARTICLE.paragraphs, "（云河市总工会）"]
    assert opened(data).core_properties.author == "云河市总工会"


@pytest.mark.parametrize(
    "publication",
    [
        Publication(()),
        Publication((Section("", ()),), MASTHEAD),
        Publication((), replace(MASTHEAD, issuer=None, issued=None, running_number=None)),
        one_article(PrintedArticle("", ())),
        replace(PUBLICATION, distribution=()),
        replace(PUBLICATION, imprint=None),
        replace(PUBLICATION, imprint=Imprint("")),
    ],
)
def test_whatever_is_missing_is_left_out(publication: Publication) -> None:
    text = text_of(docx_bytes(publication))
    assert "None" not in text
    assert ("目　录" in text) == bool(publication.masthead and publication.articles)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff", "\x85", "\n"])
def test_a_character_that_xml_cannot_hold_is_left_out(character: str) -> None:
    odd = f"培训{character}职工"
    article = PrintedArticle(odd, (odd,), odd)
    text = text_of(docx_bytes(one_article(article)))
    kept = "培训 职工" if character == "\n" else "培训职工"
    assert text == f"{kept}\n{kept}\n（{kept}）"


def test_the_file_says_whose_it_is_and_nothing_of_the_machine() -> None:
    data = docx_bytes(PUBLICATION)
    properties = opened(data).core_properties
    assert properties.title == "云河省产业工人队伍建设改革联席会议专报2025年第3期（总第41期）"
    assert properties.author == MASTHEAD.organisation
    assert properties.created == datetime(2025, 3, 9, tzinfo=UTC)
    written = replace(PUBLICATION, written=datetime(2025, 3, 8, 17, 5, tzinfo=UTC))
    assert opened(docx_bytes(written)).core_properties.modified == written.written
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "app.xml" in name or "thumbnail" in name]
    assert "docProps/core.xml" in names
    undated = opened(docx_bytes(one_article(ARTICLE))).core_properties
    assert (undated.created, undated.last_modified_by, undated.comments) == (None, "", "")


def test_the_same_publication_gives_the_same_bytes() -> None:
    assert docx_bytes(PUBLICATION) == docx_bytes(PUBLICATION)


def test_word_opens_it_as_a_file_of_its_own(document: Document) -> None:
    settings = document.settings.element.iter(qn("w:compatSetting"))
    modes = [
        one.get(qn("w:val")) for one in settings if one.get(qn("w:name")) == "compatibilityMode"
    ]
    assert modes == ["15"]


def test_every_face_names_another_to_fall_back_on() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(PUBLICATION))) as packed:
        table = packed.read("word/fontTable.xml").decode()
    for face, instead in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")):
        assert f'w:name="{face}"><w:altName w:val="{instead}"' in table


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "第3期.docx"
    write_docx(PUBLICATION, target)
    assert target.read_bytes() == docx_bytes(PUBLICATION)
    blocked = tmp_path / "taken"
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OutputUnwritableError):
        write_docx(PUBLICATION, blocked)
    with pytest.raises(OutputUnwritableError):
        write_docx(PUBLICATION, tmp_path / "missing" / "第3期.docx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken", "第3期.docx"]
