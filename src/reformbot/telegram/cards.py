"""The cards below which people tap: answers with their buttons, and long lists page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from reformbot.answering.model import Answer, Citation, Item, Refusal
from reformbot.answering.rendering import item_line, reference
from reformbot.library.feedback import Rating, Reason, Verdict
from reformbot.locale import Messages, load_messages
from reformbot.telegram.rendering import (
    LIMIT,
    escaped,
    html_parts,
    reference_lines,
    understood_line,
    without_markup,
)
from reformbot.telegram.routing import callback
from reformbot.telegram.splitting import split, utf16_length

Row = list[InlineKeyboardButton]

_A_ROW = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
_MOST_MARKS = 80  # buttons that lead to sources; with the others, no more than Telegram takes
_MOST_DIGITS = 18  # what a database takes for a number
_PAGE_ENTRIES = 10
_PAGE_MARKS = 24
_MOST_LABEL = 60  # characters of a button
_COPIED = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)


@dataclass(frozen=True, slots=True)
class Card:
    """A message with its buttons.

    Attributes:
        text: in Telegram's HTML.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a list, or a piece of one too long for a message."""

    line: str
    citations: tuple[Citation, ...]


def answer_cards(number: int | None, answer: Answer, messages: Messages) -> list[Card]:
    """An answer as messages, the buttons below the last; a long list by its first page alone.

    Args:
        number: of the answer in the journal; without one there is nothing to tap, so that a list
            is given whole.
        messages: the catalog of the person's language, for the buttons; the answer itself is
            framed in the question's.
    """
    framing = framing_of(answer, messages)
    if number is None:
        return [Card(text) for text in html_parts(answer, framing)]
    if len(pages := _pages(answer)) > 1:
        return [_page_card(number, answer, messages, pages, 0, None)]
    parts = html_parts(answer, framing)
    keyboard = _keyboard(number, answer, messages, pages, 0, None)
    return [*(Card(text) for text in parts[:-1]), Card(parts[-1], keyboard)]


def answer_page(
    number: int,
    answer: Answer,
    messages: Messages,
    page: int = 0,
    rating: Rating | None = None,
) -> Card:
    """One page of a list answer, with the sources of its entries; the last one for any later."""
    return _page_card(number, answer, messages, _pages(answer), page, rating)


def _page_card(
    number: int,
    answer: Answer,
    messages: Messages,
    pages: Sequence[Sequence[_Entry]],
    page: int,
    rating: Rating | None,
) -> Card:
    framing = load_messages(answer.language)
    page = min(page, len(pages) - 1)
    scope = answer.scope
    lines = [entry.line for entry in pages[page]]
    lines.append(framing("searched", issues=scope.issues, articles=scope.articles))
    if answer.note:
        lines.append(framing(f"note-{answer.note}"))
    cited = _cited(pages[page])
    shown = "\n".join(lines)
    head = framing("card-page", at=page + 1, of=len(pages), count=_count(answer))
    text = f"{understood_line(answer, framing)}{escaped(head)}\n{escaped(shown)}"
    listed = _fitting(reference_lines(cited, shown, framing), LIMIT - _visible(text) - 1)
    if listed:
        text += f"\n<blockquote expandable>{escaped(listed)}</blockquote>"
    return Card(text, _keyboard(number, answer, messages, pages, page, rating))


def page_count(answer: Answer) -> int:
    """How many pages an answer has; 1 for whatever is no list."""
    return len(_pages(answer))


def framing_of(answer: Answer, messages: Messages) -> Messages:
    """The catalog in the question's language; nothing asked has none, so then the person's."""
    nothing = answer.refusal is Refusal.EMPTY_QUESTION
    return messages if nothing else load_messages(answer.language)


def answer_keyboard(
    number: int,
    answer: Answer,
    messages: Messages,
    page: int = 0,
    rating: Rating | None = None,
) -> InlineKeyboardMarkup | None:
    """The buttons below an answer, or below a page of a list; none where nothing was asked."""
    return _keyboard(number, answer, messages, _pages(answer), page, rating)


def _keyboard(
    number: int,
    answer: Answer,
    messages: Messages,
    pages: Sequence[Sequence[_Entry]],
    page: int,
    rating: Rating | None,
) -> InlineKeyboardMarkup | None:
    if answer.refusal is Refusal.EMPTY_QUESTION:
        return None
    page = min(page, len(pages) - 1)
    name = str(number)
    cited = _cited(pages[page]) if len(pages) > 1 else answer.citations
    rows = in_rows(
        InlineKeyboardButton(f"[{one.n}]", callback_data=callback("cite", name, str(one.n)))
        for one in islice(cited, _MOST_MARKS)
    )
    if len(pages) > 1:
        rows.append(turning(page, len(pages), "page", name))
    if answer.items is not None:
        label = messages("card-export")
        rows.append([InlineKeyboardButton(label, callback_data=callback("sheet", name))])
    rows += [
        [
            InlineKeyboardButton(
                short(f"{near.issue_label}《{near.title}》"),
                callback_data=callback("near", name, str(at)),
            )
        ]
        for at, near in enumerate(answer.nearest)
    ]
    rows.append(_judging(name, page, rating, cited, messages))
    if answer.citations:
        label = messages("drafting-button-compose")
        rows.append([InlineKeyboardButton(label, callback_data=callback("compose", name))])
    if rating is not None and rating.verdict is Verdict.BAD:
        rows += _reasons(name, page, rating, messages)
    return InlineKeyboardMarkup(rows)


def turning(at: int, of: int, verb: str, *before: str) -> Row:
    """Buttons that turn pages, the middle one saying which page this is.

    Args:
        verb, before: of the button's data, in which the page, from 0, comes last.
    """
    places = ((at - 1, "◀"), (at, f"{at + 1}/{of}"), (at + 1, "▶"))
    return [
        InlineKeyboardButton(label, callback_data=callback(verb, *before, str(to)))
        for to, label in places
        if 0 <= to < of
    ]


def numbers(data: str) -> list[int]:
    """The numbers that a button's data is made of; none where a part of it is none."""
    parts = data.split(":")
    sound = all(part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS for part in parts)
    return [int(part) for part in parts] if sound else []


def in_rows(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    """Small buttons in as few rows as Telegram allows."""
    left = iter(buttons)
    rows: list[Row] = []
    while row := list(islice(left, _A_ROW)):
        rows.append(row)
    return rows


def short(label: str) -> str:
    """A label that fits a button."""
    return label if len(label) <= _MOST_LABEL else f"{label[: _MOST_LABEL - 1]}…"


def copy_button(citations: Sequence[Citation], messages: Messages) -> InlineKeyboardButton:
    """A button that copies the references of citations, as many as Telegram lets it carry."""
    copied = ""
    for line in dict.fromkeys(reference(one, messages) for one in citations):
        longer = f"{copied}\n{line}" if copied else line
        if len(longer) > _COPIED:
            copied = copied or f"{line[: _COPIED - 1]}…"
            break
        copied = longer
    return InlineKeyboardButton("📋", copy_text=CopyTextButton(copied))


def _judging(
    name: str, page: int, rating: Rating | None, cited: Sequence[Citation], messages: Messages
) -> Row:
    row = [
        InlineKeyboardButton(
            f"{sign} ✓" if rating is not None and rating.verdict is verdict else sign,
            callback_data=callback("rate", name, str(page), verdict),
        )
        for sign, verdict in (("👍", Verdict.GOOD), ("👎", Verdict.BAD))
    ]
    if cited:
        row.append(copy_button(cited, messages))
    row.append(InlineKeyboardButton("↻", callback_data=callback("again", name)))
    return row


def _reasons(name: str, page: int, rating: Rating, messages: Messages) -> list[Row]:
    reasons = [
        InlineKeyboardButton(
            messages(f"card-reason-{reason}") + (" ✓" if rating.reason is reason else ""),
            callback_data=callback("why", name, str(page), reason),
        )
        for reason in Reason
    ]
    key = "card-right-again" if rating.right_answer else "card-right"
    write = InlineKeyboardButton(messages(key), callback_data=callback("right", name))
    return [reasons, [write]]


def _pages(answer: Answer) -> list[list[_Entry]]:
    """A list's entries, packed into pages; a page with none for whatever is no list.

    It depends on the answer alone, so that a button finds its page again at any time.
    """
    framing = load_messages(answer.language)
    pages: list[list[_Entry]] = [[]]
    room = LIMIT * 2 // 3 - utf16_length(without_markup(understood_line(answer, framing)))
    for entry in _entries(answer, framing, room):
        packed = [*pages[-1], entry]
        lines = sum(utf16_length(one.line) + 1 for one in packed)
        marks = len(_cited(packed))
        if pages[-1] and (len(packed) > _PAGE_ENTRIES or lines > room or marks > _PAGE_MARKS):
            pages.append([entry])
        else:
            pages[-1] = packed
    return pages


def _entries(answer: Answer, framing: Messages, room: int) -> Iterable[_Entry]:
    heading = ""
    for items in (answer.items or (), answer.doubtful):
        for at, item in enumerate(items, 1):
            line = f"{heading}{item_line(at, item, framing)}"
            heading = ""
            for piece in split(line, room):
                yield _Entry(piece.strip("\n"), _citations_of(answer, item))
        heading = f"{framing('doubtful')}\n"


def _citations_of(answer: Answer, item: Item) -> tuple[Citation, ...]:
    return tuple(one for one in answer.citations if one.n in item.citations)


def _cited(entries: Iterable[_Entry]) -> tuple[Citation, ...]:
    """The citations of entries, each once, in their order."""
    found = {one.n: one for entry in entries for one in entry.citations}
    return tuple(found[n] for n in sorted(found))


def _count(answer: Answer) -> int:
    return len(answer.items or ()) + len(answer.doubtful)


def _visible(text: str) -> int:
    return utf16_length(without_markup(text))


def _fitting(lines: Iterable[str], room: int) -> str:
    """As many whole lines as fit; every source is a tap away in any case."""
    kept: list[str] = []
    for line in lines:
        room -= utf16_length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)
