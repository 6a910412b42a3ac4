"""The cards of a file that was sent: what was read and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from telegram import InlineKeyboardMarkup

from reformbot.bulletin.model import Article
from reformbot.library.records import Version
from reformbot.library.submissions import Submission
from reformbot.locale import Messages
from reformbot.operations.building import Progress
from reformbot.operations.captions import about_article, headline, remarks
from reformbot.operations.previews import Preview
from reformbot.operations.submissions import Review
from reformbot.telegram.cards import Card, Row, in_rows, short, turning
from reformbot.telegram.notices import button
from reformbot.telegram.rendering import escaped
from reformbot.telegram.splitting import split

_A_PAGE = 8
_ARTICLE_ROOM = 3000  # UTF-16 units of an article on a page
_BAR = 10
_MOST_FAILURES = 10
_MOST_DETAIL = 150  # characters of what an error tells


@dataclass(frozen=True, slots=True)
class Result:
    """What a submission's version is and was.

    Attributes:
        articles: of the submission that are in the version.
        forerunner: number of the version that can be returned to; None where there is none.
        worse: smoke questions that it answers worse.
        is_new: whether the submission changed anything; not where it was live already.
    """

    version: Version
    articles: int
    forerunner: int | None
    worse: tuple[str, ...] = ()
    is_new: bool = True


def preview_card(review: Review, page: int, messages: Messages) -> Card:
    """What was read, a button an article; below them what may be done."""
    preview, number = review.preview, review.submission.id
    pages = max(1, -(-len(preview.articles) // _A_PAGE))
    page = min(page, pages - 1)
    shown = preview.articles[page * _A_PAGE : (page + 1) * _A_PAGE]
    lines = [f"<b>{escaped(headline(preview, messages))}</b>"]
    lines.append(escaped(messages("upload-file", name=review.submission.name, pages=preview.pages)))
    lines.append(escaped(messages(f"upload-standing-{preview.standing}")))
    lines += [f"⚠️ {escaped(one)}" for one in _warnings(review, messages)]
    lines.append("")
    lines += [_article_line(one, preview, messages) for one in shown]
    rows = in_rows(button(str(one.ordinal), "subart", number, one.ordinal, 0) for one in shown)
    if pages > 1:
        rows.append(turning(page, pages, "sub", str(number)))
    rows.append(
        [
            button(messages("upload-button-number"), "subask", number, "number"),
            button(messages("upload-button-date"), "subask", number, "date"),
        ]
    )
    count = len(preview.issue.articles)
    decisions = [button(messages("upload-button-decline"), "subno", number)]
    if not preview.lacks:
        confirm = messages("upload-button-confirm", count=count)
        decisions.insert(0, button(confirm, "subyes", number))
    rows.append(decisions)
    return Card("\n".join(lines), InlineKeyboardMarkup(rows))


def article_card(review: Review, article: Article, page: int, messages: Messages) -> Card:
    """A page of an article that was read, with what may be done about it."""
    number, ordinal = review.submission.id, article.ordinal
    pages = [one for one in split(article.body, _ARTICLE_ROOM) if one.strip()] or ["—"]
    page = min(page, len(pages) - 1)
    is_out = ordinal in review.preview.excluded
    rows: list[Row] = []
    if len(pages) > 1:
        rows.append(turning(page, len(pages), "subart", str(number), str(ordinal)))
    toggle = messages("upload-button-include" if is_out else "upload-button-exclude")
    rows.append(
        [
            button(toggle, "subskip", number, ordinal, page, int(not is_out)),
            button(messages("upload-button-retitle"), "subask", number, "title", ordinal),
        ]
    )
    listed = (_at(review.preview, article)) // _A_PAGE
    rows.append([button(messages("upload-button-back"), "sub", number, listed)])
    head = _article_line(article, review.preview, messages)
    return Card(f"{head}\n\n{escaped(pages[page].strip())}", InlineKeyboardMarkup(rows))


def question_card(number: int, what: str, article: Article | None, messages: Messages) -> Card:
    """What a person is asked for, with a way not to say it."""
    words = messages(
        f"upload-ask-{what}",
        article=article.ordinal if article else 0,
        title=short(article.title) if article else "",
    )
    row = [button(messages("upload-button-never"), "subnever", number)]
    return Card(escaped(words), InlineKeyboardMarkup([row]))


def failure_card(submission: Submission, messages: Messages) -> Card:
    """Why a file, or the first of an archive's files, could not be read."""
    lines = [
        f"⚠️ {messages(f'error-{one.code}', **_shortened(one.details))}"
        for one in submission.failures[:_MOST_FAILURES]
    ]
    if (left := len(submission.failures) - _MOST_FAILURES) > 0:
        lines.append(messages("upload-failed-more", count=left))
    return Card(escaped("\n".join(lines)))


def archive_card(submission: Submission, count: int, messages: Messages) -> Card:
    """What was found in an archive, and what in it could not be read."""
    name, failed = submission.name, len(submission.failures)
    head = escaped(messages("upload-archive", name=name, count=count, failed=failed))
    failures = failure_card(submission, messages).text
    return Card(f"{head}\n{failures}" if failures else head)


def progress_card(name: str, progress: Progress | None, messages: Messages) -> Card:
    """How far the building has come."""
    step = progress.step.replace(".", "-") if progress else "index-wait"
    line = messages(f"progress-{step}")
    if progress is not None and progress.total > 1:
        full = _BAR * progress.done // progress.total
        bar = "▓" * full + "░" * (_BAR - full)
        line = f"{line} {progress.done}/{progress.total} {bar}"
    return Card(escaped(f"{messages('upload-building', name=name)}\n{line}"))


def result_card(submission: Submission, result: Result, messages: Messages) -> Card:
    """What became of a submission that is live, or of one whose version is held."""
    version, making = result.version, result.version.making
    name, number = Path(submission.name).name, str(version.id)
    if version.held:
        said = messages(
            "upload-held",
            name=name,
            version=number,
            count=len(result.worse),
            ids=messages("upload-separator").join(result.worse[:10]),
        )
        row = [
            button(messages("upload-button-promote"), "subup", submission.id),
            button(messages("upload-button-decline"), "subno", submission.id),
        ]
        return Card(escaped(said), InlineKeyboardMarkup([row]))
    if not result.is_new:
        return Card(escaped(messages("upload-live-same", name=name, version=number)))
    said = messages(
        "upload-live",
        name=name,
        version=number,
        added=len(making.changes.added),
        replaced=len(making.changes.replaced),
        articles=result.articles,
        passages=making.passages,
        embedded=making.embedded,
    )
    if result.forerunner is None:
        return Card(escaped(said))
    back = button(messages("upload-button-back-out"), "goto", result.forerunner, "ask", number)
    return Card(escaped(said), InlineKeyboardMarkup([[back]]))


def _shortened(details: Mapping[str, str]) -> dict[str, str]:
    """What an error tells, of a long path the end."""
    return {
        name: value if len(value) <= _MOST_DETAIL else f"…{value[1 - _MOST_DETAIL :]}"
        for name, value in details.items()
    }


def _article_line(article: Article, preview: Preview, messages: Messages) -> str:
    about = messages("reference-separator").join(about_article(preview, article, messages))
    title = escaped(article.title) or "—"
    line = f"{article.ordinal}. {title}（{escaped(about)}）"
    return f"🚫 <s>{line}</s>" if article.ordinal in preview.excluded else line


def _warnings(review: Review, messages: Messages) -> list[str]:
    found = remarks(review.preview, review.submission.name, messages)
    for twin in review.twins[:1]:
        state = messages(f"upload-state-{twin.state}")
        found.insert(0, messages("upload-twin", at=twin.received_at, state=state))
    return found


def _at(preview: Preview, article: Article) -> int:
    return [one.ordinal for one in preview.articles].index(article.ordinal)
