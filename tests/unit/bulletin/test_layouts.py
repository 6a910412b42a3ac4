"""One issue in many layouts: each is read as the same three articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reformbot.bulletin.model import Issue, WarningKind
from reformbot.bulletin.parse import parse
from tests.unit.bulletin import layouts
from tests.unit.bulletin.accounts import assert_accounted
from tests.unit.bulletin.layouts import HEAD, PIECES, TAIL, Piece, set_issue

_TITLES = [piece.title for piece in PIECES]
_SECTIONS = {0: "经验交流", 2: "企业之声"}


def _numbered(at: int, title: str) -> list[str]:
    return [f"{at + 1}. {title}"]


def _bracketed(at: int, title: str) -> list[str]:
    return [f"（{layouts.NUMERALS[at]}）{title}"]


def _chinese(at: int, title: str) -> list[str]:
    return [f"{layouts.NUMERALS[at]}、{title}"]


def _bulleted(at: int, title: str) -> list[str]:
    return [f"◆ {title}"]


def _wrapped(at: int, title: str) -> list[str]:
    return [f"{title[:11]}\n{title[11:]}"]


def _inline(body: Callable[[Piece], list[str]]) -> Callable[[Piece], list[str]]:
    return lambda piece: [*body(piece)[:-1], f"{body(piece)[-1]}（{piece.byline}）"]


def _sectioned(at: int, title: str) -> list[str]:
    return [*([_SECTIONS[at]] if at in _SECTIONS else []), title]


def _none(_: Piece) -> list[str]:
    return []


_MARKDOWN_HEAD = ("# " + HEAD[0], "**" + HEAD[1] + "**", HEAD[2] + "　　" + HEAD[3])

LAYOUTS = {
    "plain": set_issue(),
    "no contents": set_issue(contents=()),
    "no contents, numbered titles": set_issue(contents=(), titles=_numbered),
    "no contents, 一、 titles": set_issue(contents=(), titles=_chinese),
    "no contents, （一） titles": set_issue(contents=(), titles=_bracketed),
    "no contents, bulleted titles": set_issue(contents=(), titles=_bulleted),
    "no contents, no blank lines": set_issue(contents=(), between="\n"),
    "no contents, wrapped titles": set_issue(contents=(), titles=_wrapped),
    "no contents, sections": set_issue(contents=(), titles=_sectioned),
    "no contents, paragraphs": set_issue(contents=(), body=layouts.in_paragraphs),
    "no contents, headings": set_issue(contents=(), body=layouts.under_headings),
    "no contents, inline bylines": set_issue(
        contents=(), body=_inline(layouts.flowing), byline=_none
    ),
    "dotted leaders": set_issue(
        contents=[f"{at}．{title}……………{at}" for at, title in enumerate(_TITLES, 1)]
    ),
    "leaders of dots": set_issue(
        contents=[f"{title} ........ {at}" for at, title in enumerate(_TITLES, 1)]
    ),
    "page in brackets": set_issue(
        contents=[f"{title}（{at}）" for at, title in enumerate(_TITLES, 1)]
    ),
    "tabbed page numbers": set_issue(
        contents=[f"{title}\t{at}" for at, title in enumerate(_TITLES, 1)]
    ),
    "wrapped contents": set_issue(contents=[f"{t[:12]}\n{t[12:]}" for t in _TITLES]),
    "wrapped numbered contents": set_issue(
        contents=[f"{at}. {t[:12]}\n   {t[12:]}……{at}" for at, t in enumerate(_TITLES, 1)],
        titles=_numbered,
    ),
    "sections in contents and body": set_issue(
        contents=("【经验交流】", *_TITLES[:2], "【企业之声】", _TITLES[2]),
        titles=lambda at, title: [*([f"【{_SECTIONS[at]}】"] if at in _SECTIONS else []), title],
    ),
    "plain sections": set_issue(
        contents=("经验交流", *_TITLES[:2], "企业之声", _TITLES[2]), titles=_sectioned
    ),
    "numbered sections": set_issue(
        contents=(
            *("一、经验交流", "1. " + _TITLES[0], "2. " + _TITLES[1]),
            *("二、企业之声", "3. " + _TITLES[2]),
        ),
        titles=lambda at, title: [
            *({0: ["一、经验交流"], 2: ["二、企业之声"]}.get(at, [])),
            f"{at + 1}. {title}",
        ],
    ),
    "sections in contents alone": set_issue(
        contents=("· 经验交流", *(f"{at}. {title}" for at, title in enumerate(_TITLES, 1)))
    ),
    "（一） titles": set_issue(
        contents=[_bracketed(at, title)[0] for at, title in enumerate(_TITLES)], titles=_bracketed
    ),
    "一、 titles": set_issue(
        contents=[_chinese(at, title)[0] for at, title in enumerate(_TITLES)],
        titles=_chinese,
        body=lambda piece: layouts.flowing(piece, layouts.bracket_marker),
    ),
    "一、 titles without markers in the contents": set_issue(titles=_chinese),
    "markdown": set_issue(
        head=_MARKDOWN_HEAD,
        contents=(),
        titles=lambda _, title: [f"## {title}"],
        body=lambda piece: layouts.in_paragraphs(piece, lambda at: f"**{layouts.is_marker(at)}**"),
    ),
    "markdown with contents": set_issue(
        head=(*_MARKDOWN_HEAD, "## 目录", "\n".join(f"- {title}" for title in _TITLES)),
        contents=(),
        titles=lambda _, title: [f"## {title}"],
        byline=lambda piece: [f"*（{piece.byline}）*"],
    ),
    "markdown with headings of measures": set_issue(
        head=_MARKDOWN_HEAD,
        contents=(),
        titles=lambda _, title: [f"## {title}"],
        body=lambda piece: layouts.under_headings(
            piece, lambda at: f"### {layouts.comma_marker(at)}"
        ),
    ),
    "markdown with measures right below the title": set_issue(
        head=_MARKDOWN_HEAD,
        contents=(),
        titles=lambda _, title: [f"## {title}"],
        body=lambda piece: layouts.under_headings(
            piece, lambda at: f"### {layouts.comma_marker(at)}"
        )[1:],
    ),
    "markdown with sections": set_issue(
        head=_MARKDOWN_HEAD,
        contents=(),
        titles=lambda at, title: [
            *([f"## {_SECTIONS[at]}"] if at in _SECTIONS else []),
            f"### {title}",
        ],
    ),
    "markdown with bullets for measures": set_issue(
        head=_MARKDOWN_HEAD,
        contents=(),
        titles=lambda _, title: [f"## {title}"],
        body=lambda piece: [
            piece.lead,
            "\n".join(f"- {line}" for line in layouts.in_paragraphs(piece)[1:]),
        ],
    ),
    "paragraphs": set_issue(body=layouts.in_paragraphs),
    "paragraphs, no blank lines": set_issue(body=layouts.in_paragraphs, between="\n"),
    "indented paragraphs": set_issue(body=layouts.in_paragraphs, between="\n　　"),
    "headings": set_issue(body=layouts.under_headings),
    "headings in brackets": set_issue(
        body=lambda piece: layouts.under_headings(piece, layouts.bracket_marker)
    ),
    "numbered headings": set_issue(
        body=lambda piece: layouts.under_headings(piece, layouts.digit_marker)
    ),
    "第一，": set_issue(body=lambda piece: layouts.flowing(piece, layouts.first_marker)),
    "byline half width": set_issue(byline=lambda piece: [f"({piece.byline})"]),
    "byline inline": set_issue(body=_inline(layouts.flowing), byline=_none),
    "byline inline in the last paragraph": set_issue(
        body=_inline(layouts.in_paragraphs), byline=_none
    ),
    "供稿：": set_issue(byline=lambda piece: [f"供稿：{piece.byline}"]),
    "供稿单位：": set_issue(byline=lambda piece: [f"供稿单位：{piece.byline}"]),
    "（供稿）": set_issue(byline=lambda piece: [f"（{piece.byline}供稿）"]),
    "（供稿：）": set_issue(byline=lambda piece: [f"（供稿：{piece.byline}）"]),
    "right-aligned 供稿": set_issue(byline=lambda piece: [" " * 30 + f"{piece.byline} 供稿"]),
    "（作者单位：）": set_issue(byline=lambda piece: [f"（作者单位：{piece.byline}）"]),
    "byline with a dash": set_issue(byline=lambda piece: [f"——{piece.byline}"]),
    "hard wraps": set_issue(
        body=lambda piece: [
            "\n".join(text[at : at + 26] for at in range(0, len(text), 26))
            for text in layouts.flowing(piece)
        ]
    ),
    "hard wraps of indented paragraphs": set_issue(
        body=lambda piece: [
            "　　" + "\n".join(text[at : at + 26] for at in range(0, len(text), 26))
            for text in layouts.in_paragraphs(piece)
        ],
        between="\n",
    ),
    "carriage returns": set_issue().replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_read_alike(name: str) -> None:
    source = LAYOUTS[name]

    issue = parse(source)

    assert [article.title for article in issue.articles] == _TITLES
    assert [article.byline for article in issue.articles] == [piece.byline for piece in PIECES]
    assert [_headings(issue, at) for at in range(3)] == [
        [head for head, _ in piece.measures] for piece in PIECES
    ]
    assert (issue.key.organisation, issue.kind) == ("示例市产业工人队伍建设改革工作", "简报")
    assert (issue.key.year, issue.key.number) == (2024, 6)
    assert issue.running_number == 36
    assert issue.issued == date(2024, 5, 29)
    assert issue.distribution == TAIL
    assert issue.issuer == "示例市改革办公室"
    for piece, article in zip(PIECES, issue.articles, strict=True):
        for _, text in piece.measures:
            assert text in article.body.replace("\n", "")
    expected = {WarningKind.CONTENTS_MISSING} if not issue.contents else set()
    assert {warning.kind for warning in issue.warnings} == expected
    assert_accounted(source, issue)


def _headings(issue: Issue, at: int) -> list[str]:
    return [measure.heading for measure in issue.articles[at].measures]
