"""Web pages: their text without scripts, menus and what else a site puts around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformbot.errors import SourceDamagedError
from reformbot.files.document import Extract, Format
from reformbot.files.limits import Limits
from reformbot.files.markup import Element, attribute, local_name, parse_html
from reformbot.files.refusal import RefusalError
from reformbot.files.text import decode
from reformbot.files.writing import Writing, is_data

_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_GB_FAMILY = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80", "chinese"})
_SKIPPED = frozenset(
    "script style noscript template head nav aside footer button select iframe svg".split()
)
_SITE_PARTS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|sidebar|share|pager|copyright)(?:$|[\s_-])"
)
_BLOCKS = frozenset(
    (
        "address article blockquote body center dd details div dl dt fieldset figcaption figure "
        "h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table ul"
    ).split()
)
_INLINE_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOSTLY_LINKS = 0.6
_FEW_LINKS = 3


def read_html(data: bytes, _limits: Limits) -> Extract:
    """Read a web page.

    Raises:
        RefusalError: it is in no encoding that could be made out, or nests too deeply.
    """
    walk = _Walk()
    try:
        walk.element(parse_html(_decoded(data)))
    except RecursionError as error:
        raise RefusalError(SourceDamagedError) from error
    walk.end_line()
    return Extract(Format.HTML, walk.writing.text())


def _decoded(data: bytes) -> str:
    """By byte order mark or as the page declares, where its bytes bear that out."""
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in _GB_FAMILY else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


class _Walk:
    """One pass over a page, gathering the words of each block into a line."""

    def __init__(self) -> None:
        self._line: list[str] = []
        self._is_preformatted = False
        self.writing = Writing()

    def element(self, element: Element) -> None:
        """Write what is in an element, but not what follows it."""
        name = local_name(element)
        if not name or name in _SKIPPED or _belongs_to_site(element):
            return
        if name == "br":
            self.end_line()
        elif name == "table" and self._took_table(element):
            pass
        else:
            self._content(element, name)

    def _content(self, element: Element, name: str) -> None:
        is_block = name in _BLOCKS or name in ("tr", "td", "th", "caption")
        before = self._is_preformatted
        self._is_preformatted = before or name == "pre"
        if is_block:
            self.end_line()
        self._words(element.text)
        for inner in element:
            self.element(inner)
            self._words(inner.tail)
        if is_block:
            self.end_line()
        self._is_preformatted = before

    def end_line(self) -> None:
        """Write the line that was gathered, if it holds anything."""
        text = "".join(self._line).strip()
        self._line.clear()
        if text:
            self.writing.line(text)

    def _words(self, text: str | None) -> None:
        if text and self._is_preformatted:
            self._line.append(text)
        elif text:
            self._line.append(_without_wrapping(text))

    def _took_table(self, table: Element) -> bool:
        rows = [[_flat(cell) for cell in _below(row, "td", "th")] for row in _below(table, "tr")]
        is_nested = sum(1 for _ in table.iter("table")) > 1
        if is_nested or not is_data(rows):
            return False
        self.end_line()
        self.writing.table(rows)
        return True


def _without_wrapping(text: str) -> str:
    """Text with each run of white space as one space; none where only the source line wraps."""
    return _INLINE_SPACE.sub(lambda found: _space(text, found), text)


def _space(text: str, found: re.Match[str]) -> str:
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    wraps = "\n" in found[0] and before and after
    return "" if wraps and not (before + after).isascii() else " "


def _belongs_to_site(element: Element) -> bool:
    """Whether an element leads elsewhere, or says whose site this is."""
    named = f"{attribute(element, 'class') or ''} {attribute(element, 'id') or ''}".lower()
    if _SITE_PARTS.search(named) or attribute(element, "role") in ("navigation", "contentinfo"):
        return True
    if attribute(element, "title") in ("header", "footer"):  # of a page, as LibreOffice writes it
        return True
    if local_name(element) not in ("ul", "ol", "div", "td"):
        return False
    links = [a for a in element.iter("a") if not (attribute(a, "href") or "#").startswith("#")]
    if len(links) < _FEW_LINKS:
        return False
    linked = sum(len(_flat(link)) for link in links)
    return linked > _MOSTLY_LINKS * len(_flat(element))


def _below(parent: Element, *names: str) -> Iterator[Element]:
    for element in parent:
        if local_name(element) in names:
            yield element
        elif local_name(element) in ("tbody", "thead", "tfoot"):
            yield from _below(element, *names)


def _flat(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
