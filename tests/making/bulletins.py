"""A bulletin's plain text laid out as an office does it: in Word, as a web page, in Markdown."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt

SOFFICE = shutil.which("soffice")
_DATE = re.compile(r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年.{1,6}月.{1,4}日")


@dataclass(frozen=True)
class Layout:
    """The paragraphs of a bulletin's text, sorted by how an office prints them."""

    head: tuple[str, ...]
    issuer: str
    issued: str
    contents: tuple[str, ...]
    articles: tuple[str, ...]
    distribution: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of them in reading order."""
        masthead = (*self.head, self.issuer, self.issued)
        return masthead + self.contents + self.articles + self.distribution


def lay_out(text: str) -> Layout:
    """Sort the lines of a printed bulletin's text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    contents = next(at for at, line in enumerate(lines) if "".join(line.split()) == "目录")
    dated = next(at for at, line in enumerate(lines[:contents]) if _DATE.fullmatch(line))
    end = 1 + max(at for at, line in enumerate(lines) if re.match(r"\d{1,2}[.．、]", line))
    sent = next(at for at, line in enumerate(lines) if re.match("[报送发]：", line))
    return Layout(
        head=tuple(lines[: dated - 1]),
        issuer=lines[dated - 1],
        issued=lines[dated],
        contents=tuple(lines[contents:end]),
        articles=tuple(lines[end:sent]),
        distribution=tuple(lines[sent:]),
    )


def as_docx(text: str) -> bytes:
    """A Word file: masthead in a table without borders, bylines to the right, 版记 in a table."""
    layout = lay_out(text)
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "页眉：示例"
    section.footer.paragraphs[0].text = "— 1 —"
    for line in layout.head:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = layout.issuer
    table.cell(0, 1).text = layout.issued
    table.cell(0, 1).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for line in layout.contents:
        document.add_paragraph(line)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for line in layout.articles:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(32)
        run = paragraph.add_run(line[: len(line) // 2])
        run.font.size = Pt(16)
        paragraph.add_run(line[len(line) // 2 :]).font.size = Pt(16)
        if line.startswith("（") and line.endswith("）"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    imprint = document.add_table(rows=len(layout.distribution), cols=1)
    for row, line in zip(imprint.rows, layout.distribution, strict=True):
        row.cells[0].text = line
    document.add_paragraph()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def converted(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file.

    Args:
        suffix: of the file as it is, with its dot.
        target: what to make of it, such as `pdf`.
        folder: an empty folder to work in.
    """
    assert SOFFICE
    source = folder / f"made{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target),
            *("--outdir", str(folder / "out"), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / f"made.{target.partition(':')[0]}").read_bytes()


def as_html(text: str, charset: str = "utf-8") -> bytes:
    """A page of a site, with its menu, scripts and footer around the bulletin."""
    layout = lay_out(text)
    paragraphs = "\n".join(f"<p>　　{escape(line)}</p>" for line in layout.paragraphs)
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("机构", "政策", "办事"))
    page = f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>示例网站</title><style>p {{ color: black }}</style>
<script>var a = "<p>脚本</p>";</script></head>
<body><div class="nav"><a href="/">首页</a><a href="/news">要闻</a></div><ul>{menu}</ul>
<div class="content">{paragraphs}</div>
<div id="footer">版权所有　示例网站</div></body></html>"""
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def as_markdown(text: str) -> str:
    """Markdown as a person writes it: headings, a list of contents, and a blank line between."""
    layout = lay_out(text)
    lines = [f"# {layout.head[0]}", *layout.head[1:], f"**{layout.issuer}**", layout.issued]
    lines += [f"## {layout.contents[0]}", "\n".join(layout.contents[1:])]
    for line in layout.articles:
        is_title = line.startswith("·")
        lines.append(f"## {line.lstrip('· ')}" if is_title else line)
    return "\n\n".join([*lines, *layout.distribution]) + "\n"
