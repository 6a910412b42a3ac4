"""Word files: where their text may stand, and what of it is none."""

from __future__ import annotations

import pytest

from reformbot.errors import SourceDamagedError
from reformbot.files.document import Caution, Extract
from reformbot.files.docx import read_docx
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError
from tests.making import broken
from tests.making.broken import word, word_part


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def read(body: str, **parts: str) -> Extract:
    return read_docx(word(body, **parts), Limits())


BOX = "<w:txbxContent>" + p("框内") + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(p("一") + p("二"), "一\n二\n", id="paragraphs"),
        pytest.param(
            "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
            "甲 乙\n丙\n",
            id="tab and line break",
        ),
        pytest.param(
            "<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink>"
            "<w:ins><w:r><w:t>入</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
            "链入\n",
            id="revisions and fields",
        ),
        pytest.param(
            f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>", "控件\n", id="control"
        ),
        pytest.param(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>"
            + BOX
            + "</mc:Choice><mc:Fallback>"
            + BOX
            + "</mc:Fallback></mc:AlternateContent><w:t>外</w:t></w:r></w:p>",
            "框内\n外\n",
            id="text box, drawn two ways",
        ),
        pytest.param(
            table([p("指标"), p("数")], [p("人数") + p("（人）"), p("3")]),
            "指标\t数\n人数 （人）\t3\n",
            id="table of data",
        ),
        pytest.param(table([p("编辑部"), p("5月29日")]), "编辑部\n5月29日\n", id="masthead's line"),
        pytest.param(table([p("报：甲。")], [p("送：乙。")]), "报：甲。\n送：乙。\n", id="版记"),
        pytest.param(
            table([p("题") + table([p("a"), p("b")], [p("c"), p("d")]) + p("尾")]),
            "题\na\tb\nc\td\n尾\n",
            id="table within a frame",
        ),
        pytest.param(
            table([p("a"), table([p("b"), p("c")])], [p("d"), p("e")]),
            "a\tb c\nd\te\n",
            id="table within a cell",
        ),
    ],
)
def test_text(body: str, text: str) -> None:
    assert read(body).text == text


def test_pages() -> None:
    broken_by_hand = '<w:p><w:r><w:t>一页</w:t><w:br w:type="page"/><w:t>二页</w:t></w:r></w:p>'
    rendered = "<w:p><w:r><w:t>尾</w:t><w:lastRenderedPageBreak/><w:t>三页</w:t></w:r></w:p>"
    extract = read(broken_by_hand + rendered + p("四页", "<w:pageBreakBefore/>"))
    assert extract.text == "一页\n二页\n尾三页\n四页\n"
    assert [extract.text[at:][:2] for at in extract.page_starts] == ["一页", "二页", "三页", "四页"]


def level(at: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(depth: int, text: str) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>')


@pytest.mark.parametrize(
    ("upper", "lower", "labels"),
    [
        (level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."), "一、 1. 2. 二、 1."),
        (level(0, "decimal", "%1．", 9), level(1, "decimal", "%1.%2"), "9． 9.1 9.2 10． 10.1"),
        (level(0, "upperLetter", "%1)"), level(1, "decimalEnclosedCircle", "%2"), "A) ① ② B) ①"),
        (level(0, "bullet", "\uf06c"), level(1, "none", ""), "    "),
    ],
)
def test_numbers_that_word_counts(upper: str, lower: str, labels: str) -> None:
    lists = word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="3">{upper}{lower}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
    )
    body = "".join(numbered(depth, "题") for depth in (0, 1, 1, 0, 1))
    labelled = "".join(f"{label}题\n" for label in labels.split(" "))
    assert read(body, numbering=lists).text == labelled


def test_numbers_by_a_style() -> None:
    lists = word_part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="3">{level(0, "chineseCounting", "（%1）", 9)}'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>',
    )
    styles = word_part(
        "styles",
        '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>',
    )
    body = p("题", '<w:pStyle w:val="S"/>') * 3
    assert read(body, numbering=lists, styles=styles).text == "（九）题\n（十）题\n（十一）题\n"


def test_macros_are_told() -> None:
    data = broken.zipped(
        {**broken.PACKAGE, "word/document.xml": "<d><body/></d>", "word/vbaProject.bin": "x"}
    )
    assert read_docx(data, Limits()).cautions == (Caution.MACROS,)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word(p("&e;"), broken.XXE), id="a file of the machine"),
        pytest.param(word(p("&l9;"), broken.LAUGHS), id="billion laughs"),
        pytest.param(word(p("x"), "<!DOCTYPE x>"), id="a bare doctype"),
        pytest.param(broken.zipped(broken.PACKAGE), id="no text part"),
        pytest.param(broken.zipped({**broken.PACKAGE, "word/document.xml": "<d>"}), id="no XML"),
        pytest.param(broken.zipped({**broken.PACKAGE, "word/document.xml": "<d/>"}), id="no body"),
        pytest.param(word("<w:p>" * 5000 + "</w:p>" * 5000), id="nested beyond reason"),
    ],
)
def test_refused(data: bytes) -> None:
    with pytest.raises(RefusalError) as caught:
        read_docx(data, Limits())
    assert caught.value.error is SourceDamagedError
