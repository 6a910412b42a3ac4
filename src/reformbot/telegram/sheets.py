"""The cards of a draft: what is asked for, the outline, a part, the whole text with its remarks."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from reformbot.bulletin.style import Severity
from reformbot.drafting.draft import ORDINALS, Draft
from reformbot.drafting.facts import Fact
from reformbot.drafting.instructions import part_name
from reformbot.drafting.outline import FEWEST_MEASURES, LEAD, MOST_MEASURES
from reformbot.drafting.rendering import house_findings
from reformbot.drafting.revising import Outcome, Revision
from reformbot.library.drafts import Step
from reformbot.locale import Messages
from reformbot.operations.drafting import Action
from reformbot.operations.sheets import Sheet
from reformbot.operations.styling import counted, finding_line
from reformbot.telegram.cards import Card, Row, short, turning
from reformbot.telegram.notices import button
from reformbot.telegram.rendering import LIMIT, escaped
from reformbot.telegram.splitting import split, utf16_length

_PAGE = 3200  # UTF-16 units of text on a page
_MOST_SHOWN = 40  # characters of a fact in the outline
_MOST_FACTS = 8  # facts of a measure that the outline shows; the text has them all
_MOST_REVISION = 3000  # UTF-16 units of what came of an instruction
_MOST_LISTED = 20


def sheet_card(sheet: Sheet, page: int, messages: Messages) -> Card:
    """A draft as its writer sees it now; the last page for any later."""
    kept = sheet.kept
    if kept.awaited:
        return _question(sheet, messages)
    if kept.step is Step.OUTLINE:
        return _outline(sheet, messages)
    if kept.step is Step.WRITING:
        return _part(sheet, page, messages)
    return _whole(sheet, page, messages)


def revision_card(revision: Revision, messages: Messages) -> Card:
    """What came of an instruction: the sentences that went and came, or why none did."""
    changes = [messages("draft-change", sign=c.sign, text=c.text) for c in revision.changes]
    if revision.changes or revision.outcome is not Outcome.DONE:
        dropped = messages("draft-separator").join(fact.words for fact in revision.dropped)
        said = messages(
            "draft-revision",
            outcome=revision.outcome.value,
            asked=revision.asked,
            dropped=dropped or "none",
        )
    else:
        said = messages("drafting-unchanged")
    if revision.remaining and revision.outcome is Outcome.DONE:
        parts = messages("draft-separator").join(map(part_name, revision.remaining))
        said = f"{said}\n{messages('draft-remaining', parts=parts)}"
    quoted = [
        messages("draft-quoted", text=fact.printed, reference=fact.reference)
        for fact in revision.quoted
    ]
    return Card(escaped(split("\n".join([said, *quoted, *changes]), _MOST_REVISION)[0]))


def list_card(sheets: Sequence[Sheet], messages: Messages) -> Card:
    """A person's drafts, a row of buttons each."""
    if not sheets:
        return Card(escaped(messages("drafting-none")))
    lines = [messages("drafting-list", count=len(sheets))]
    rows: list[Row] = []
    for at, sheet in enumerate(sheets[:_MOST_LISTED], 1):
        kept = sheet.kept
        step = messages(f"drafting-step-{kept.step}")
        lines.append(
            messages(
                "drafting-listed",
                at=at,
                name=name_of(sheet, messages),
                step=step,
                when=kept.updated_at,
            )
        )
        rows.append([button(f"▶ {at}", "draftopen", kept.id), _discard(sheet, f"🗑 {at}")])
    return Card(escaped("\n".join(lines)), InlineKeyboardMarkup(rows))


def discard_card(sheet: Sheet, messages: Messages) -> Card:
    """Whether a draft is really to go."""
    row = [
        button(messages("drafting-button-discard"), "draftgone", sheet.kept.id),
        button(messages("drafting-button-keep"), "draftopen", sheet.kept.id),
    ]
    words = messages("drafting-discard", name=name_of(sheet, messages))
    return Card(escaped(words), InlineKeyboardMarkup([row]))


def name_of(sheet: Sheet, messages: Messages) -> str:
    """What to call a draft: its title, its topic, or the beginning of its notes."""
    making = sheet.making
    if making.draft is not None:
        return making.draft.current.title
    if making.brief is not None:
        return short(making.brief.title_hint or making.brief.notes[0])
    return messages("drafting-nameless")


def action_button(sheet: Sheet, label: str, action: Action, *at: int) -> InlineKeyboardButton:
    """A button that does something with a draft as it is now, and nothing once it has changed."""
    return button(label, "draft", sheet.kept.id, sheet.kept.stamp, action, *at)


def _question(sheet: Sheet, messages: Messages) -> Card:
    kept, outline = sheet.kept, sheet.making.outline
    what, _, place = kept.awaited.partition(":")
    heading = outline.measure(int(place)).heading if what == "rename" and outline else ""
    words = messages(f"drafting-ask-{what}", heading=heading)
    if what == "notes":
        row = [button(messages("drafting-button-discard"), "draftgone", kept.id)]
    elif what == "source":
        row = [action_button(sheet, messages("drafting-button-skip"), Action.SKIP)]
    else:
        row = [action_button(sheet, messages("drafting-button-never"), Action.NEVER)]
    return Card(escaped(words), InlineKeyboardMarkup([row]))


def _outline(sheet: Sheet, messages: Messages) -> Card:
    outline, table, brief = sheet.making.outline, sheet.making.table, sheet.making.brief
    if outline is None or table is None or brief is None:
        return _question(sheet, messages)
    lines = [f"<b>{escaped(messages('drafting-outline', count=len(table.facts)))}</b>"]
    lines.append(f"<b>{escaped(messages('drafting-lead'))}</b>")
    lines += _fact_lines(table.of(outline.lead), messages)
    rows: list[Row] = []
    for at, planned in enumerate(outline.measures, 1):
        lines.append(f"<b>{escaped(f'{ORDINALS[at - 1]}、{planned.heading}')}</b>")
        lines += _fact_lines(table.of(planned.facts), messages)
        row = [action_button(sheet, f"✏️ {at}", Action.RENAME, at)]
        if at > 1:
            row.append(action_button(sheet, f"⬆️ {at}", Action.UP, at))
        if at < len(outline.measures):
            row.append(action_button(sheet, f"⬇️ {at}", Action.DOWN, at))
        if len(outline.measures) > FEWEST_MEASURES:
            row.append(action_button(sheet, f"🗑 {at}", Action.DELETE, at))
        rows.append(row)
    left = sheet.left_over
    if left:
        lines.append(f"<b>{escaped(messages('drafting-left-over', count=len(left)))}</b>")
        lines += _fact_lines(left, messages)
        rows.append(_places(sheet, left[0], messages))
    lines += [escaped(line) for line in _remarks(sheet, messages)]
    more = [button(messages("drafting-button-facts"), "draftfacts", sheet.kept.id, 0)]
    if len(outline.measures) < MOST_MEASURES:
        more.append(action_button(sheet, messages("drafting-button-add"), Action.ADD))
    rows.append(more)
    start = action_button(sheet, messages("drafting-button-start"), Action.START)
    rows.append([start, _discard(sheet, "🗑")])
    return Card(_fitting(lines), InlineKeyboardMarkup(rows))


def _places(sheet: Sheet, fact: Fact, messages: Messages) -> Row:
    """Buttons that place a fact which is left over: into the lead, or into a measure."""
    outline, number = sheet.making.outline, int(fact.id.removeprefix("F"))
    count = len(outline.measures) if outline else 0
    names = [messages("drafting-lead"), *ORDINALS[:count]]
    return [
        action_button(sheet, f"{fact.id} → {name}", Action.PLACE, number, to)
        for to, name in enumerate(names)
    ]


def _part(sheet: Sheet, page: int, messages: Messages) -> Card:
    draft, at = sheet.making.draft, sheet.kept.part
    if draft is None:
        return _outline(sheet, messages)
    part, count = draft.current.parts[at], len(draft.current.parts)
    place = messages("drafting-lead") if at == LEAD else f"{ORDINALS[at - 1]}是{part.heading}"
    head = messages("drafting-part", at=at + 1, of=count, name=place)
    text = part.text or messages("drafting-empty")
    if at in draft.current.unpolished:
        text = f"{text}\n\n⚠️ {messages('drafting-part-plain')}"
    text, rows = _paged(sheet, text, page)
    rows.append(
        [
            action_button(sheet, messages("drafting-button-accept"), Action.ACCEPT),
            action_button(sheet, messages("drafting-button-rewrite"), Action.REWRITE),
            action_button(sheet, messages("drafting-button-revise"), Action.REVISE),
        ]
    )
    rows += _history(sheet, messages)
    return Card(f"<b>{escaped(head)}</b>\n\n{escaped(text)}", InlineKeyboardMarkup(rows))


def _history(sheet: Sheet, messages: Messages) -> list[Row]:
    """The button that lists the earlier versions, where there are any."""
    draft = sheet.making.draft
    if draft is None or len(draft.versions) < 2:
        return []
    label = messages("drafting-button-versions", count=len(draft.versions))
    return [[button(label, "draftversions", sheet.kept.id)]]


def _whole(sheet: Sheet, page: int, messages: Messages) -> Card:
    draft = sheet.making.draft
    if draft is None:
        return _outline(sheet, messages)
    version = draft.current
    head = messages("drafting-whole", version=version.number, characters=len(version.body))
    remarks = [*_remarks(sheet, messages), *_style(draft, messages)]
    text = "\n".join([version.title, "", version.text, "", *remarks]).strip()
    text, rows = _paged(sheet, text, page)
    rows.append(
        [
            button(messages("drafting-button-word"), "draftword", sheet.kept.id),
            action_button(sheet, messages("drafting-button-revise"), Action.REVISE),
        ]
    )
    rows += _history(sheet, messages)
    rows.append(
        [
            action_button(sheet, messages("drafting-button-parts"), Action.PARTS),
            _discard(sheet, "🗑"),
        ]
    )
    return Card(f"<b>{escaped(head)}</b>\n\n{escaped(text)}", InlineKeyboardMarkup(rows))


def _remarks(sheet: Sheet, messages: Messages) -> list[str]:
    """What a writer has to know of a draft: what is open, missing, left out, not polished."""
    table, draft = sheet.making.table, sheet.making.draft
    lines: list[str] = []
    if draft is not None:
        lines += _standing(draft, messages)
        lines += [messages("drafting-gap", name=gap.name) for gap in draft.gaps]
        lines += [messages("draft-left-over", words=fact.words) for fact in draft.left_over]
    for question in sheet.questions:
        said = messages("draft-separator").join(question.said)
        lines.append(messages("draft-question", kind=question.kind.value, said=said))
    for remark in table.remarks if table else ():
        kind, line = remark.kind.value, remark.line
        lines.append(messages("draft-remark", kind=kind, words=remark.words, line=line))
    return [f"⚠️ {line}" for line in lines]


def _style(draft: Draft, messages: Messages) -> list[str]:
    """How the draft departs from house style, but for what is only worth knowing."""
    found = house_findings(draft)
    told = [one for one in found if one.severity is not Severity.INFO]
    head = f"{messages('check-drafted')}{messages('check-count', **counted(found))}"
    return [f"📐 {head}", *(finding_line(one, messages) for one in told)]


def _standing(draft: Draft, messages: Messages) -> list[str]:
    version = draft.current
    if version.is_plain:
        return [messages("draft-plain")]
    polished = [part for part in version.parts if part.is_polished]
    left = len(version.parts) - len(polished)
    return [messages("draft-unpolished", parts=left)] if left else []


def _paged(sheet: Sheet, text: str, page: int) -> tuple[str, list[Row]]:
    """A page of a text, with the buttons that turn it where it is longer."""
    pages = [one.strip() for one in split(text, _PAGE) if one.strip()]
    page = min(page, len(pages) - 1)
    turns = [turning(page, len(pages), "draftpage", str(sheet.kept.id))] if len(pages) > 1 else []
    return pages[page], turns


def _fact_lines(facts: Sequence[Fact], messages: Messages) -> list[str]:
    lines = [f"· {fact.id} {_cut(fact.words)}" for fact in facts[:_MOST_FACTS]]
    if len(facts) > _MOST_FACTS:
        lines.append(messages("drafting-more", count=len(facts) - _MOST_FACTS))
    return [escaped(line) for line in lines or [messages("drafting-no-facts")]]


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_SHOWN else f"{words[: _MOST_SHOWN - 1]}…"


def _fitting(lines: Sequence[str]) -> str:
    """As many lines as a message holds; the whole text shows all of them again."""
    kept: list[str] = []
    room = LIMIT
    for line in lines:
        room -= utf16_length(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join(kept)


def _discard(sheet: Sheet, label: str) -> InlineKeyboardButton:
    return button(label, "draftgo", sheet.kept.id)
