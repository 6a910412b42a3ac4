"""An answer as HTML messages, each short enough for Telegram."""

from __future__ import annotations

import html
import re

from reformbot.answering.model import Answer, Citation
from reformbot.answering.rendering import body_lines, reference
from reformbot.locale import Messages
from reformbot.telegram.splitting import split, utf16_length

# Telegram refuses more than 4,096 UTF-16 units of visible text; the rest is room to be wrong in.
LIMIT = 3900
_MARK_ROOM = len("(999/999)\n")
_TAG = re.compile(r"<[^>]*>")


def html_parts(answer: Answer, messages: Messages, limit: int = LIMIT) -> list[str]:
    """The answer and its reference list as messages in Telegram's HTML, in order.

    The reference list is a blockquote that opens on a tap. It stands below the end of the answer
    where there is room, else in messages of its own. Several messages are marked (1/3), (2/3), …

    Args:
        limit: the most visible UTF-16 units of a message.
    """
    room = limit - _MARK_ROOM
    said = _pieces("\n".join(body_lines(answer, messages)), room)
    listed = _pieces("\n".join(_reference_lines(answer, messages)), room)
    parts = [_escaped(piece) for piece in said]
    quotes = [f"<blockquote expandable>{_escaped(piece)}</blockquote>" for piece in listed]
    if said and listed and utf16_length(f"{said[-1]}\n{listed[0]}") <= room:
        parts[-1] += f"\n{quotes.pop(0)}"
    parts += quotes
    if len(parts) == 1:
        return parts
    return [f"({at}/{len(parts)})\n{part}" for at, part in enumerate(parts, 1)]


def without_markup(part: str) -> str:
    """The text a person sees of a message that `html_parts` made."""
    return html.unescape(_TAG.sub("", part))


def _pieces(text: str, room: int) -> list[str]:
    """The text in pieces that fit; Telegram refuses a blank message, so there is none."""
    return [piece.strip() for piece in split(text, room) if piece.strip()]


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _reference_lines(answer: Answer, messages: Messages) -> list[str]:
    if not answer.citations:
        return []
    shown = "\n".join(body_lines(answer, messages))
    lines = [messages("references")]
    for citation in answer.citations:
        lines.append(f"[{citation.n}] {reference(citation, messages)}")
        lines += _evidence(citation, shown, messages)
    return lines


def _evidence(citation: Citation, shown: str, messages: Messages) -> list[str]:
    """The words quoted, unless the answer itself shows them."""
    if citation.quote in shown:
        return []
    return [messages("telegram-quote", quote=citation.quote)]
