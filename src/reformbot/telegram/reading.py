"""Cards to read from: sources of answers, passages, articles, issues, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from reformbot.answering.model import Citation
from reformbot.answering.rendering import provenance
from reformbot.bulletin.model import Article, Passage, Span
from reformbot.library.records import Edition
from reformbot.locale import Messages
from reformbot.operations.browsing import Found, Place, short_name
from reformbot.telegram.cards import Card, Row, copy_button, in_rows, short, turning
from reformbot.telegram.rendering import escaped
from reformbot.telegram.routing import callback
from reformbot.telegram.splitting import split

T = TypeVar("T")

_A_PAGE = 8
_FOUND_ON_PAGE = 5
_ARTICLE_ROOM = 3000  # UTF-16 units of an article on a page
_SNIPPET = 60  # characters around the first word found


def source_card(number: int, citation: Citation, place: Place | None, messages: Messages) -> Card:
    """The passage a citation quotes from, the quotation in bold.

    Args:
        place: where it stands today; None where its article is no longer indexed, so that the
            passage is shown as it was when the answer was given.
    """
    name = str(number)
    label = f"<b>[{citation.n}]</b> "
    if place is None:
        start = citation.span.start - citation.passage.span.start
        marked = (Span(start, start + len(citation.quote)),)
        text = _passage_text(citation.passage, marked, messages)
        note = escaped(messages("card-source-gone"))
        row = [copy_button((citation,), messages)]
        return Card(f"{label}{text}\n<i>{note}</i>", InlineKeyboardMarkup([row]))
    turns = turning(place.ordinal, len(place.passages), "look", name, str(citation.n))
    row = [*_article_buttons(place, messages), copy_button((citation,), messages)]
    text = _passage_text(place.passage, place.marked, messages)
    return Card(f"{label}{text}", InlineKeyboardMarkup([turns, row]))


def passage_card(place: Place, messages: Messages) -> Card:
    """A passage with its neighbours a tap away."""
    name = short_name(place.edition.key)
    turns = turning(place.ordinal, len(place.passages), "pass", name, str(place.article.ordinal))
    text = _passage_text(place.passage, place.marked, messages)
    return Card(text, InlineKeyboardMarkup([turns, _article_buttons(place, messages)]))


def article_card(edition: Edition, article: Article, page: int, messages: Messages) -> Card:
    """A page of an article."""
    name = short_name(edition.key)
    pages = [one for one in split(article.body, _ARTICLE_ROOM) if one.strip()] or ["—"]
    page = min(page, len(pages) - 1)
    head = f"<b>《{escaped(article.title)}》</b>\n{escaped(_placed(edition, article, messages))}"
    rows: list[Row] = []
    if len(pages) > 1:
        rows.append(turning(page, len(pages), "read", name, str(article.ordinal)))
    rows.append(
        [
            InlineKeyboardButton(
                messages("card-contents"), callback_data=callback("issue", name, "0")
            ),
            _file_button(edition, messages),
        ]
    )
    return Card(f"{head}\n\n{escaped(pages[page].strip())}", InlineKeyboardMarkup(rows))


def issue_card(edition: Edition, page: int, messages: Messages, lead: str = "") -> Card:
    """An issue's contents, a button an article.

    Args:
        lead: said above them, such as that the issue is new.
    """
    name = short_name(edition.key)
    articles = edition.issue.articles
    shown, page, pages = _page_of(articles, page, _A_PAGE)
    lines = [f"<b>{escaped(_issue_line(edition, messages))}</b>"]
    if lead:
        lines.insert(0, escaped(lead))
    lines += [f"{one.ordinal}. {escaped(one.title)}" for one in shown]
    rows = in_rows(
        InlineKeyboardButton(
            str(one.ordinal), callback_data=callback("open", name, str(one.ordinal))
        )
        for one in shown
    )
    if pages > 1:
        rows.append(turning(page, pages, "issue", name))
    rows.append(
        [
            InlineKeyboardButton(messages("card-issues"), callback_data=callback("issues", "0")),
            _file_button(edition, messages),
        ]
    )
    return Card("\n".join(lines), InlineKeyboardMarkup(rows))


def issues_card(editions: Sequence[Edition], page: int, messages: Messages, lead: str = "") -> Card:
    """The issues, newest first, a button each."""
    if not editions:
        return Card(escaped(messages("card-no-issues")))
    shown, page, pages = _page_of(editions, page, _A_PAGE)
    rows = [
        [
            InlineKeyboardButton(
                short(_issue_line(one, messages)),
                callback_data=callback("issue", short_name(one.key), "0"),
            )
        ]
        for one in shown
    ]
    if pages > 1:
        rows.append(turning(page, pages, "issues"))
    head = lead or messages("card-issue-count", count=len(editions))
    return Card(escaped(head), InlineKeyboardMarkup(rows))


def found_card(
    number: int, sought: str, found: Sequence[Found], page: int, messages: Messages
) -> Card:
    """What a word search found, a button a passage.

    Args:
        number: of the search, so that its pages can be turned to.
    """
    if not found:
        return Card(escaped(messages("card-found-none", words=short(sought))))
    shown, page, pages = _page_of(found, page, _FOUND_ON_PAGE)
    first = page * _FOUND_ON_PAGE + 1
    lines = [escaped(messages("card-found", words=short(sought), count=len(found)))]
    for at, one in enumerate(shown, first):
        passage = one.passage
        lines.append(f"\n{at}. {escaped(passage.key.label)} 《{escaped(passage.title)}》")
        lines.append(_snippet(one))
    rows = in_rows(
        InlineKeyboardButton(
            str(at),
            callback_data=callback(
                "show",
                short_name(one.passage.key),
                str(one.passage.article),
                str(one.passage.ordinal),
            ),
        )
        for at, one in enumerate(shown, first)
    )
    if pages > 1:
        rows.append(turning(page, pages, "find", str(number)))
    return Card("\n".join(lines), InlineKeyboardMarkup(rows))


def _page_of(everything: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """What is on a page, which page that is, and how many there are, at least 1."""
    pages = max(1, -(-len(everything) // size))
    page = min(page, pages - 1)
    return everything[page * size : (page + 1) * size], page, pages


def _article_buttons(place: Place, messages: Messages) -> Row:
    name, ordinal = short_name(place.edition.key), str(place.article.ordinal)
    whole = InlineKeyboardButton(
        messages("card-article"), callback_data=callback("open", name, ordinal)
    )
    return [whole, _file_button(place.edition, messages)]


def _file_button(edition: Edition, messages: Messages) -> InlineKeyboardButton:
    data = callback("file", short_name(edition.key))
    return InlineKeyboardButton(messages("card-original"), callback_data=data)


def _passage_text(passage: Passage, marked: Sequence[Span], messages: Messages) -> str:
    date = passage.issued.isoformat() if passage.issued else messages("date-unknown")
    page = passage.page(passage.span.start + (marked[0].start if marked else 0))
    placed = (passage.key.label, date, passage.byline, *provenance(passage, page, messages))
    line = messages("reference-separator").join(one for one in placed if one)
    said = _set_off(passage.text, marked)
    return f"《{escaped(passage.title)}》\n<blockquote>{said}</blockquote>\n{escaped(line)}"


def _set_off(text: str, marked: Sequence[Span]) -> str:
    """The text in HTML, its marked stretches in bold."""
    done, at = "", 0
    for span in marked:
        end = min(span.end, len(text))
        if span.start < end:
            bold = f"<b>{escaped(text[span.start : end])}</b>"
            done += escaped(text[at : span.start]) + bold
            at = end
    return done + escaped(text[at:])


def _snippet(found: Found) -> str:
    """Some words around the first that was found."""
    text = found.passage.text
    first = found.marked[0].start if found.marked else 0
    start, end = max(0, first - _SNIPPET // 3), first + _SNIPPET
    cut = text[start:end]
    marked = [Span(max(0, m.start - start), m.end - start) for m in found.marked]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{_set_off(cut, [m for m in marked if m.start < len(cut)])}{after}"


def _issue_line(edition: Edition, messages: Messages) -> str:
    issue = edition.issue
    date = issue.issued.isoformat() if issue.issued else messages("date-unknown")
    count = messages("card-article-count", count=len(issue.articles))
    return messages("reference-separator").join((edition.key.label, date, count))


def _placed(edition: Edition, article: Article, messages: Messages) -> str:
    issued = edition.issue.issued
    date = issued.isoformat() if issued else messages("date-unknown")
    parts = [edition.key.label, date, article.byline]
    return messages("reference-separator").join(one for one in parts if one)
