"""What an admin changed in an issue after looking at what was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reformbot.bulletin.corrections import is_correction, read_corrections
from reformbot.bulletin.model import (
    Article,
    ArticleKind,
    Issue,
    IssueKey,
    ParseWarning,
    Place,
    WarningKind,
)
from reformbot.bulletin.places import resolve

_OF_ONE_ARTICLE = (
    WarningKind.ARTICLE_UNLISTED,
    WarningKind.BYLINE_MISSING,
    WarningKind.PLACE_AMBIGUOUS,
)


@dataclass(frozen=True, slots=True)
class Amendments:
    """Changes to an issue as it was read; None and empty leave it as it is.

    Attributes:
        year, number: of the issue.
        issued: its date.
        titles: (ordinal, title) of articles, by ordinal; of two for one article the last counts.
        excluded: ordinals of articles that are not to be indexed.
    """

    year: int | None = None
    number: int | None = None
    issued: date | None = None
    titles: tuple[tuple[int, str], ...] = ()
    excluded: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        # Equal amendments are stored alike, in whichever order they were made.
        object.__setattr__(self, "titles", tuple(sorted(dict(self.titles).items())))


def amend(issue: Issue, amendments: Amendments) -> Issue:
    """The issue with the changes made.

    Articles keep the ordinals they have in the file. The text of an excluded one stays in `text`
    and `parts`. Warnings that a change settles are left out.
    """
    titles = dict(amendments.titles)
    kept = tuple(
        _retitled(article, titles[article.ordinal], issue) if article.ordinal in titles else article
        for article in issue.articles
        if article.ordinal not in amendments.excluded
    )
    return replace(
        issue,
        key=IssueKey(
            issue.key.organisation,
            amendments.year or issue.key.year,
            amendments.number or issue.key.number,
        ),
        issued=amendments.issued or issue.issued,
        articles=kept,
        warnings=tuple(one for one in issue.warnings if not _is_settled(one, issue, amendments)),
    )


def _retitled(article: Article, title: str, issue: Issue) -> Article:
    """The article by another title: what was read off the old one is read off the new one."""
    kind = ArticleKind.ARTICLE if article.kind is ArticleKind.CORRECTION else article.kind
    if is_correction(title):
        kind = ArticleKind.CORRECTION
    place, _ = resolve(title, article.byline, _province(article, issue))
    return replace(
        article,
        kind=kind,
        title=title,
        place=place or article.place,
        corrections=read_corrections(article.body) if kind is ArticleKind.CORRECTION else (),
    )


def _province(article: Article, issue: Issue) -> Place | None:
    known = (one.place for one in (article, *issue.articles) if one.place)
    return next((Place(place.province) for place in known), None)


def _is_settled(warning: ParseWarning, issue: Issue, amendments: Amendments) -> bool:
    if warning.kind is WarningKind.DATE_MISSING:
        return amendments.issued is not None
    if warning.kind is WarningKind.TITLE_DIFFERS:
        seen = amendments.excluded | dict(amendments.titles).keys()
        return warning.found in {a.title for a in issue.articles if a.ordinal in seen}
    excluded = {a.title for a in issue.articles if a.ordinal in amendments.excluded}
    return warning.kind in _OF_ONE_ARTICLE and warning.subject in excluded
