"""One article, or a whole issue, held against every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reformbot.bulletin.model import Article, ArticleKind, Issue, PartKind, Place, Span
from reformbot.bulletin.style import counting, form, front, issues, typesetting, wording
from reformbot.bulletin.style.draft import Draft
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace

_ORDER = tuple(Severity)


def check_article(
    title: str,
    body: str,
    byline: str | None,
    *,
    issued: date | None = None,
    place: Place | None = None,
    contents_title: str | None = None,
) -> tuple[StyleFinding, ...]:
    """Everything about one article that departs from house style, errors first.

    Args:
        title, body: as typed; spans refer to them.
        byline: with its brackets as typed, or the sender alone; None where there is none.
        issued: the issue's date, which relative times are counted from.
        place: the place the article is about, as far as it is known.
        contents_title: the title as the table of contents has it.
    """
    draft = Draft.of(title, body, byline, issued, place)
    found = [*_about_writing(draft), *typesetting.check(draft)]
    if contents_title is not None:
        found += issues.check_contents_title(contents_title, title)
    return _ordered(found)


def check_issue(issue: Issue, source: str) -> tuple[StyleFinding, ...]:
    """Everything about an issue and its articles that departs from house style.

    How it is typed is looked up in the source, for the repaired text has its widths put right: such
    findings have the place `SOURCE`. All others refer to the article's title, body or byline.

    Args:
        source: the text that the issue was parsed from.
    """
    found = list(_ordered(issues.check(issue)))
    for article in issue.articles:
        if article.kind is not ArticleKind.ARTICLE:
            continue
        byline = f"（{article.byline}）" if article.byline else None
        draft = Draft.of(article.title, article.body, byline, issue.issued, article.place)
        typed = [
            replace(finding, place=StylePlace.SOURCE)
            for finding in typesetting.check_text(source, list(_typed(issue, article)))
        ]
        own = _ordered([*_about_writing(draft), *typed])
        found += [replace(finding, article=article.ordinal) for finding in own]
    return tuple(found)


def _about_writing(draft: Draft) -> list[StyleFinding]:
    return [
        *front.check(draft),
        *form.check(draft),
        *counting.check(draft),
        *wording.check(draft),
    ]


def _typed(issue: Issue, article: Article) -> Iterable[Span]:
    """The stretches of the source that the article's title, body and byline were read from."""
    kinds = (PartKind.TITLE, PartKind.BODY, PartKind.BYLINE)
    for part in issue.parts:
        if (
            part.article == article.ordinal
            and part.kind in kinds
            and part.span.start < part.span.end
        ):
            yield issue.source_map.source_span(part.span)


def _ordered(found: Iterable[StyleFinding]) -> tuple[StyleFinding, ...]:
    return tuple(sorted(found, key=lambda finding: _ORDER.index(finding.severity)))
