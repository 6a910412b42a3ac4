"""Markdown, without the signs that the parser of bulletins does not know."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.text import decode
from reformbot.files.writing import Writing


def read_markdown(data: bytes, _limits: Limits) -> Extract:
    """Read a Markdown file.

    Headings keep their # signs, since their levels say how an issue is divided.

    Raises:
        RefusalError: it is no text, or in no encoding that could be made out.
    """
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(decode(data))
    writing = Writing()
    rows: list[list[str]] = []
    before: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            before.append("#" * int(token.tag[1:]) + " ")
        elif token.type == "list_item_open" and token.info:
            before.append(f"{token.info}{token.markup} ")
        elif token.type == "list_item_close":
            before.clear()
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            writing.table(rows)
            rows = []
        elif token.type == "inline":
            text = _plain(token.children or ())
            if rows:
                rows[-1].append(text)
            else:
                writing.line("".join(before) + text + "\n")
                before.clear()
        elif token.type in ("fence", "code_block"):
            writing.line(token.content)
    return Extract(Format.MARKDOWN, writing.text())


def _plain(tokens: Sequence[Token]) -> str:
    """The words of a paragraph, with its line breaks."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts)
