"""A publication as plain text and as Markdown, each of which reads back as the same issue."""

from __future__ import annotations

from collections.abc import Iterator

from reformbot.drafting.layout import STANDARD, Layout
from reformbot.drafting.markup import xml_safe
from reformbot.drafting.masthead import day
from reformbot.drafting.publication import PrintedArticle, Publication


def plain_text(publication: Publication, layout: Layout = STANDARD) -> str:
    """A publication's text without its source annex, a line for each line of print."""
    lines = [*_front(publication, layout), ""]
    for article in publication.articles:
        lines += [_one_line(article.title), *_body(article), ""]
    return _joined([*lines, *_foot(publication)])


def markdown(publication: Publication, layout: Layout = STANDARD) -> str:
    """A publication as Markdown without its source annex: a heading for each article."""
    front = list(_front(publication, layout))
    lines = [f"# {line}" if at == 0 else line for at, line in enumerate(front)]
    for article in publication.articles:
        lines += [f"## {_one_line(article.title)}", *_body(article)]
    lines += _foot(publication)
    return "\n\n".join(line for line in lines if line) + "\n"


def sources_text(publication: Publication, layout: Layout = STANDARD) -> str:
    """The source annex as plain text; empty where no article has sources."""
    lines: list[str] = []
    for article in publication.articles:
        if article.sources:
            lines += ["", _one_line(article.title)]
        for at, sourced in enumerate(article.sources, 1):
            carriers = [_one_line(one) for one in sourced.carriers] or [layout.annex_nothing]
            lines.append(f"{at}. {_one_line(sourced.sentence)}")
            lines += [f"   {layout.annex_carriers}：{one}" for one in carriers]
    return _joined([layout.annex_heading, *lines]) if lines else ""


def _front(publication: Publication, layout: Layout) -> Iterator[str]:
    """Masthead and contents."""
    head = publication.masthead
    if head is None:
        return
    yield f"{_one_line(head.organisation)} {head.kind}"
    yield ""
    yield head.issue_line
    if head.issuer:
        yield _one_line(head.issuer)
    if head.issued:
        yield day(head.issued)
    if not layout.contents_heading or not publication.articles:
        return
    yield from ("", layout.contents_heading, "")
    number = 0
    for section in publication.sections:
        if section.heading:
            yield f"{layout.section_marker} {_one_line(section.heading)}"
        for article in section.articles:
            number += 1
            yield f"{number}. {_one_line(article.title)}"


def _body(article: PrintedArticle) -> Iterator[str]:
    yield from (_one_line(paragraph) for paragraph in article.paragraphs)
    if article.byline:
        yield f"（{_one_line(article.byline)}）"


def _foot(publication: Publication) -> Iterator[str]:
    for recipients in publication.distribution:
        yield _one_line(recipients.line)
    imprint = publication.imprint
    if imprint is None:
        return
    printed = f"\t{day(imprint.issued)}印发" if imprint.issued else ""
    yield f"{_one_line(imprint.issuer)}{printed}"
    if imprint.copies is not None:
        yield f"（共印{imprint.copies}份）"


def _one_line(text: str) -> str:
    return xml_safe(text).strip()


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip() + "\n"
