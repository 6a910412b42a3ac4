"""Rules about a whole issue: its contents against its titles, and names spelled two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin import marks
from reformbot.bulletin.model import Article, Issue, Span
from reformbot.bulletin.style.draft import shortened
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule
from reformbot.bulletin.words import tagged

_SPACE = re.compile(r"\s+")
_SHORTEST_NAME = 4
_REACH = 8


def check(issue: Issue) -> Iterable[StyleFinding]:
    """What is wrong with an issue outside its articles."""
    for article in issue.articles:
        if listed := _listed(issue, article):
            if listed not in issue.text:  # set over two lines; the space is the line break
                listed = _SPACE.sub("", listed)
            yield from check_contents_title(listed, article.title, article.ordinal)
    yield from _variants(issue)


def check_contents_title(
    listed: str, title: str, article: int | None = None
) -> Iterable[StyleFinding]:
    """What is wrong with an entry of the contents, held against the title it lists."""
    if _SPACE.sub("", listed) != _SPACE.sub("", title):
        yield StyleFinding(
            StyleRule.CONTENTS_TITLE,
            Severity.ERROR,
            listed,
            StylePlace.CONTENTS,
            (Span(0, len(listed)),),
            article=article,
            values={"listed": listed, "title": title},
        )
    elif listed.strip() != title.strip() and (space := _SPACE.search(listed.strip())):
        left = len(listed) - len(listed.lstrip())
        yield StyleFinding(
            StyleRule.CONTENTS_SPACE,
            Severity.ERROR,
            listed,
            StylePlace.CONTENTS,
            (Span(space.start() + left, space.end() + left),),
            article=article,
            values={"listed": listed},
        )


def _listed(issue: Issue, article: Article) -> str | None:
    """The entry of the contents that lists an article: the same letters, else the same number."""
    key = marks.comparable(article.title)
    for entry in issue.contents:
        if marks.comparable(entry) == key:
            return entry
    at = article.ordinal - 1
    return issue.contents[at] if len(issue.contents) == len(issue.articles) else None


def _variants(issue: Issue) -> Iterable[StyleFinding]:
    """A name that elsewhere in the issue goes on within its last word (联席会, 联席会议)."""
    text = _SPACE.sub("", issue.text)
    names = dict.fromkeys(
        name
        for name in (issue.key.organisation, *(a.byline or "" for a in issue.articles))
        if len(name) >= _SHORTEST_NAME
    )
    for name in names:
        longer = _longer(_SPACE.sub("", name), text)
        if longer:
            yield StyleFinding(
                StyleRule.NAME_VARIANTS,
                Severity.ERROR,
                shortened(name),
                StylePlace.MASTHEAD,
                values={"name": name, "other": longer},
            )


def _longer(name: str, text: str) -> str:
    """The name as it is spelled where its last word is longer; empty where it always ends alike."""
    for match in re.finditer(re.escape(name), text):
        at = match.end() - match.start()
        end = 0
        for word, _ in tagged(text[match.start() : match.end() + _REACH]):
            begin, end = end, end + len(word)
            if begin < at < end:
                return name[:begin] + word
    return ""
