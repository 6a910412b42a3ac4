"""Hold files against the house style: a draft, or a whole issue article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reformbot.bulletin import places
from reformbot.bulletin.bylines import standing
from reformbot.bulletin.model import ArticleKind, Issue
from reformbot.bulletin.parse import missing, parse
from reformbot.bulletin.style import (
    Earlier,
    Severity,
    StyleFinding,
    check_article,
    check_issue,
    near_duplicates,
)
from reformbot.errors import SourceError
from reformbot.files import Document, FileReader
from reformbot.library.records import Snapshot
from reformbot.locale import Messages

_LONGEST_TITLE = 60
_OPENING, _CLOSING = "（(", "）)"


@dataclass(frozen=True, slots=True)
class Checked:
    """An article, or an issue outside its articles, and what is found in it.

    Attributes:
        title: of the article or draft; empty for the issue as a whole.
        article: ordinal in its issue; None for a draft and for the issue as a whole.
        is_issue: whether it is the issue as a whole.
    """

    path: Path
    title: str
    article: int | None
    findings: tuple[StyleFinding, ...]
    is_issue: bool = False


def check_file(
    path: Path,
    files: FileReader,
    snapshot: Snapshot | None,
    issued: date | None = None,
) -> tuple[tuple[Checked, ...], tuple[SourceError, ...]]:
    """Check every document of a file, and hold it against what is live.

    Args:
        snapshot: what near-duplicates are looked for in; None where nothing is indexed.
        issued: the date of issue that relative times are counted from; an issue has its own.

    Returns:
        What was checked, and what could not be read.
    """
    reading = files.read(path)
    checked: list[Checked] = []
    for document in reading.documents:
        checked += _check(document, snapshot, issued)
    return tuple(checked), reading.failures


def counted(findings: Iterable[StyleFinding]) -> dict[str, int]:
    """How many findings there are of each severity, by the names that the catalogs use."""
    counts = Counter(finding.severity for finding in findings)
    return {f"{severity}s": counts[severity] for severity in Severity}


def finding_line(finding: StyleFinding, messages: Messages) -> str:
    """A finding in a line: how much it matters, where, and what to do."""
    said = messages(f"style-{finding.rule}", **finding.values)
    place = messages(f"style-place-{finding.place}")
    if finding.measure is not None:
        place = messages("check-measure", measure=finding.measure)
    severity = messages(f"severity-{finding.severity}")
    if not finding.words or any(finding.words in str(one) for one in finding.values.values()):
        return messages("check-line", severity=severity, place=place, said=said)
    return messages(
        "check-line-words", severity=severity, place=place, words=finding.words, said=said
    )


def _check(document: Document, snapshot: Snapshot | None, issued: date | None) -> Iterable[Checked]:
    extract = document.extract
    issue = parse(extract.text, extract.page_starts, extract.recognised)
    if not missing(issue):
        dated = replace(issue, issued=issued or issue.issued)
        yield from _of_issue(document, dated, _earlier(snapshot, issue))
        return
    title, body, byline = split_draft(extract.text)
    place, _ = places.resolve(title, byline, None)
    found = check_article(title, body, byline, issued=issued, place=place)
    again = near_duplicates(body, _earlier(snapshot, None))
    yield Checked(document.path, title, None, (*found, *again))


def _of_issue(document: Document, issue: Issue, earlier: Sequence[Earlier]) -> Iterable[Checked]:
    found = check_issue(issue, document.text)
    outside = tuple(one for one in found if one.article is None)
    yield Checked(document.path, "", None, outside, is_issue=True)
    for article in issue.articles:
        if article.kind is ArticleKind.ARTICLE:
            own = tuple(one for one in found if one.article == article.ordinal)
            again = tuple(
                replace(one, article=article.ordinal)
                for one in near_duplicates(article.body, earlier)
            )
            yield Checked(document.path, article.title, article.ordinal, (*own, *again))


def split_draft(text: str) -> tuple[str, str, str | None]:
    """Title, body and byline of a draft.

    The title is the first line unless that is a sentence, and the byline the last where it stands
    in brackets; blank lines are left out.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title = ""
    if lines and len(lines[0]) <= _LONGEST_TITLE and (len(lines) > 1 or lines[0][-1] != "。"):
        title = lines.pop(0)
    byline = None
    if lines and (_is_bracketed(lines[-1]) or standing(lines[-1], closing=False)):
        byline = lines.pop()
    return title, "\n".join(lines), byline


def _is_bracketed(line: str) -> bool:
    return line[0] in _OPENING and line[-1] in _CLOSING


def _earlier(snapshot: Snapshot | None, issue: Issue | None) -> list[Earlier]:
    """The articles that are live, without those of the issue itself."""
    return [
        Earlier(edition.key.label, article.ordinal, article.title, article.body)
        for edition in (snapshot.editions if snapshot else ())
        if issue is None or edition.key != issue.key
        for article in edition.issue.articles
    ]
