"""Cards that offer a choice about a draft: where a fact goes, and which version it goes back to."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from reformbot.drafting.draft import ORDINALS
from reformbot.drafting.facts import Fact
from reformbot.drafting.outline import LEAD, Outline
from reformbot.library.drafts import Step
from reformbot.locale import Messages
from reformbot.operations.drafting import Action
from reformbot.operations.sheets import Sheet
from reformbot.telegram.cards import Card, Row, in_rows, turning
from reformbot.telegram.notices import button
from reformbot.telegram.rendering import escaped
from reformbot.telegram.sheets import action_button, sheet_card

_FACTS_ON_PAGE = 8
_MOST_SHOWN = 200  # characters of a fact in the list; its own card has all that fit
_MOST_OF_FACT = 3000
_MOST_ASKED = 60
_VERSIONS_SHOWN = 8
_NOWHERE = -1


def facts_card(sheet: Sheet, page: int, messages: Messages) -> Card:
    """A page of the facts, each with where the outline has it, and a button for each."""
    outline, table, number = sheet.making.outline, sheet.making.table, str(sheet.kept.id)
    if outline is None or table is None or sheet.kept.step is not Step.OUTLINE:
        return sheet_card(sheet, 0, messages)
    pages = max(1, -(-len(table.facts) // _FACTS_ON_PAGE))
    page = min(page, pages - 1)
    shown = table.facts[page * _FACTS_ON_PAGE :][:_FACTS_ON_PAGE]
    lines = [f"<b>{escaped(messages('drafting-facts', count=len(table.facts)))}</b>"]
    for fact in shown:
        place = _name(_place(outline, fact), outline, messages)
        words = _cut(fact.words, _MOST_SHOWN)
        lines.append(escaped(messages("drafting-fact", id=fact.id, words=words, place=place)))
    rows = in_rows(
        button(fact.id, "draftfact", number, fact.id.removeprefix("F")) for fact in shown
    )
    if pages > 1:
        rows.append(turning(page, pages, "draftfacts", number))
    return Card("\n".join(lines), InlineKeyboardMarkup([*rows, _back(sheet, messages)]))


def fact_card(sheet: Sheet, fact: Fact, messages: Messages) -> Card:
    """A fact, with a button for each place that it may go to, and one that takes it out."""
    outline = sheet.making.outline
    if outline is None or sheet.kept.step is not Step.OUTLINE:
        return sheet_card(sheet, 0, messages)
    at, number = _place(outline, fact), int(fact.id.removeprefix("F"))
    place = _name(at, outline, messages)
    words = _cut(fact.words, _MOST_OF_FACT)
    text = escaped(messages("drafting-fact", id=fact.id, words=words, place=place))
    places = (to for to in range(len(outline.measures) + 1) if to != at)
    rows: list[Row] = [
        [action_button(sheet, f"→ {_name(to, outline, messages)}", Action.PLACE, number, to)]
        for to in places
    ]
    if at != _NOWHERE:
        rows.append([action_button(sheet, messages("drafting-button-out"), Action.OUT, number)])
    return Card(text, InlineKeyboardMarkup([*rows, _back(sheet, messages)]))


def versions_card(sheet: Sheet, messages: Messages) -> Card:
    """The last versions with what was asked for each, the newest first; a button goes back to one.

    Going back makes the old text the newest version, so that nothing is lost by it.
    """
    draft = sheet.making.draft
    if draft is None:
        return sheet_card(sheet, 0, messages)
    shown = draft.versions[: -_VERSIONS_SHOWN - 1 : -1]
    lines = [f"<b>{escaped(messages('drafting-versions', count=len(draft.versions)))}</b>"]
    for version in shown:
        said = messages(
            "drafting-version",
            number=version.number,
            asked=_cut(" ".join(version.instruction.split()), _MOST_ASKED) or "none",
            title=version.title,
            characters=len(version.body),
        )
        lines.append(escaped(said))
    rows = in_rows(
        action_button(sheet, f"↩️ {version.number}", Action.RESTORE, version.number)
        for version in shown[1:]
    )
    return Card("\n".join(lines), InlineKeyboardMarkup([*rows, _back(sheet, messages)]))


def _place(outline: Outline, fact: Fact) -> int:
    """The lead (0), the measure (from 1), or nowhere."""
    parts = (outline.lead, *(one.facts for one in outline.measures))
    return next((at for at, names in enumerate(parts) if fact.id in names), _NOWHERE)


def _name(at: int, outline: Outline, messages: Messages) -> str:
    if at == _NOWHERE:
        return messages("drafting-nowhere")
    if at == LEAD:
        return messages("drafting-lead")
    return f"{ORDINALS[at - 1]}、{outline.measure(at).heading}"


def _back(sheet: Sheet, messages: Messages) -> Row:
    return [button(messages("drafting-button-back"), "draftopen", sheet.kept.id)]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
