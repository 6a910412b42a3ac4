"""An answer as HTML messages, each short enough for Telegram."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from reformbot.answering.model import Answer, Citation
from reformbot.answering.rendering import body_lines, reference
from reformbot.locale import Messages
from reformbot.telegram.splitting import split, utf16_length

# Telegram refuses more than 4,096 UTF-16 units of visible text; the rest is room to be wrong in.
LIMIT = 3900
_MOST_UNDERSTOOD = 300  # characters of a question
_MARK_ROOM = len("(999/999)\n")
_TAG = re.compile(r"<[^>]*>")


def html_parts(answer: Answer, messages: Messages, limit: int = LIMIT) -> list[str]:
    """The answer and its reference list as messages in Telegram's HTML, in order.

    Where the conversation changed the question, it is said first how it was read. The reference
    list is a blockquote that opens on a tap. It stands below the end of the answer where there is
    room, else in messages of its own. Several messages are marked (1/3), (2/3), …

    Args:
        limit: the most visible UTF-16 units of a message.
    """
    lead = understood_line(answer, messages)
    room = limit - _MARK_ROOM - utf16_length(without_markup(lead))
    lines = body_lines(answer, messages)
    if answer.note:
        lines.append(messages(f"note-{answer.note}"))
    said = _pieces("\n".join(lines), room)
    shown = "\n".join(body_lines(answer, messages))
    listed = _pieces("\n".join(reference_lines(answer.citations, shown, messages)), room)
    parts = [escaped(piece) for piece in said]
    quotes = [f"<blockquote expandable>{escaped(piece)}</blockquote>" for piece in listed]
    if said and listed and utf16_length(f"{said[-1]}\n{listed[0]}") <= room:
        parts[-1] += f"\n{quotes.pop(0)}"
    parts += quotes
    parts[:1] = [lead + part for part in parts[:1]]
    if len(parts) == 1:
        return parts
    return [f"({at}/{len(parts)})\n{part}" for at, part in enumerate(parts, 1)]


def without_markup(part: str) -> str:
    """The text a person sees of a message that `html_parts` made."""
    return html.unescape(_TAG.sub("", part))


def _pieces(text: str, room: int) -> list[str]:
    """The text in pieces that fit; Telegram refuses a blank message, so there is none."""
    return [piece.strip() for piece in split(text, room) if piece.strip()]


def escaped(text: str) -> str:
    """The text as it stands in Telegram's HTML."""
    return html.escape(text, quote=False)


def understood_line(answer: Answer, messages: Messages) -> str:
    """How the question was read, in italics on a line of its own; empty where as it stands."""
    if not answer.understood:
        return ""
    question = answer.understood
    if len(question) > _MOST_UNDERSTOOD:
        question = f"{question[:_MOST_UNDERSTOOD]}…"
    return f"<i>{escaped(messages('understood', question=question))}</i>\n"


def reference_lines(citations: Sequence[Citation], shown: str, messages: Messages) -> list[str]:
    """The reference list of some citations; what `shown` holds of their words is not repeated."""
    if not citations:
        return []
    lines = [messages("references")]
    for citation in citations:
        lines.append(f"[{citation.n}] {reference(citation, messages)}")
        lines += _evidence(citation, shown, messages)
    return lines


def _evidence(citation: Citation, shown: str, messages: Messages) -> list[str]:
    """The words quoted, unless the answer itself shows them."""
    if citation.quote in shown:
        return []
    return [messages("telegram-quote", quote=citation.quote)]
