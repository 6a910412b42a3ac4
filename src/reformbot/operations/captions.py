"""What is said of a preview, on every surface."""

from __future__ import annotations

from reformbot.bulletin.model import Article, WarningKind
from reformbot.locale import Messages
from reformbot.operations.previews import Preview

_MOST_WARNINGS = 6
_LONGEST = 60  # characters of a title in a warning


def headline(preview: Preview, messages: Messages) -> str:
    """Whose issue it is, its number and date, and how many articles would be taken in."""
    issue = preview.issue
    label = messages("upload-number-missing") if "number" in preview.lacks else issue.key.label
    date = issue.issued.isoformat() if issue.issued else messages("date-unknown")
    count = messages("card-article-count", count=len(issue.articles))
    parts = (issue.key.organisation, label, date, count)
    return messages("reference-separator").join(one for one in parts if one)


def about_article(preview: Preview, article: Article, messages: Messages) -> list[str]:
    """Byline, length and doubts of an article."""
    parts = [article.byline, messages("upload-characters", count=len(article.body))]
    if preview.lacks_byline(article):
        parts.append(f"⚠️ {messages('upload-no-byline')}")
    if (confidence := preview.confidence(article)) is not None:
        parts.append(messages("upload-recognised-article", percent=round(confidence * 100)))
    return [one for one in parts if one]


def remarks(preview: Preview, name: str, messages: Messages) -> list[str]:
    """What an admin should look at before taking a document in.

    Args:
        name: of the file.
    """
    found = [messages(f"upload-lacks-{one}") for one in preview.lacks]
    found += [messages(f"upload-caution-{one}") for one in preview.cautions]
    if preview.recognised is not None:
        percent = round(preview.recognised * 100)
        found.append(messages("upload-recognised", percent=percent))
    known = [
        messages(
            f"warning-{one.kind}", stem=name, subject=_short(one.subject), found=_short(one.found)
        )
        for one in preview.issue.warnings
        if one.kind is not WarningKind.BYLINE_MISSING  # stands with the article
    ]
    left = len(known) - _MOST_WARNINGS
    found += known[:_MOST_WARNINGS]
    if left > 0:
        found.append(messages("upload-more-warnings", count=left))
    return found


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
