"""Where a fact goes, and which version is gone back to: every button fits and leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reformbot.drafting.drafter import Drafter
from reformbot.files import FileReader
from reformbot.library.database import Database
from reformbot.library.drafts import Drafts
from reformbot.library.people import Role
from reformbot.locale import load_messages
from reformbot.operations.drafting import Action, Drafting
from reformbot.operations.sheets import Sheet
from reformbot.telegram.cards import Card
from reformbot.telegram.choices import fact_card, facts_card, versions_card
from reformbot.telegram.rendering import LIMIT, without_markup
from reformbot.telegram.splitting import utf16_length

ZH = load_messages("zh")
MANY = "单位：云泽市总工会\n" + "\n".join(f"<夜校>第{at}班招生{at}名学员。" for at in range(10, 30))


def buttons(card: Card) -> dict[str, str]:
    """The data of a card's buttons by label."""
    rows = card.keyboard.inline_keyboard if card.keyboard else ()
    return {one.text: str(one.callback_data) for row in rows for one in row}


def labels(card: Card) -> list[str]:
    return list(buttons(card))


@pytest.fixture
def drafting(tmp_path: Path) -> Iterator[Drafting]:
    database = Database(tmp_path / "catalog.db")
    yield Drafting(Drafts(database), Drafter, FileReader(), 9)
    database.close()


@pytest.fixture
def outlined(drafting: Drafting) -> Sheet:
    return drafting.begin(1, 42, 42, Role.MEMBER, MANY)


def test_every_fact_is_on_one_page_with_its_place(outlined: Sheet) -> None:
    assert outlined.making.table is not None
    facts = [fact.id for fact in outlined.making.table.facts]
    cards = [facts_card(outlined, page, ZH) for page in range(3)]
    assert [name for card in cards for name in labels(card) if name.startswith("F")] == facts
    assert facts_card(outlined, 99, ZH) == cards[-1]
    assert "（导语）" in cards[0].text
    assert all(utf16_length(without_markup(card.text)) <= LIMIT for card in cards)
    assert "‹ 返回" in labels(cards[0])


def test_a_fact_may_go_everywhere_but_where_it_is(drafting: Drafting, outlined: Sheet) -> None:
    assert outlined.making.table is not None
    assert outlined.making.outline is not None
    fact = outlined.making.table.facts[0]
    parts = len(outlined.making.outline.measures) + 1
    card = fact_card(outlined, fact, ZH)
    assert "→ 导语" not in labels(card)
    assert len(labels(card)) == parts + 1
    assert all(
        ":out:" in one or ":place:" in one or "draftopen" in one for one in buttons(card).values()
    )
    out = drafting.act(outlined, Action.OUT, (1,)).sheet
    card = fact_card(out, fact, ZH)
    assert "没有安排" in card.text
    assert "→ 导语" in labels(card)
    assert "✂️ 先不用这一条" not in labels(card)


def test_once_it_is_written_the_draft_itself_is_shown(drafting: Drafting, outlined: Sheet) -> None:
    written = drafting.act(outlined, Action.START, ()).sheet
    assert written.making.table is not None
    for card in (
        facts_card(written, 0, ZH),
        fact_card(written, written.making.table.facts[0], ZH),
    ):
        assert "✅ 接受" in labels(card)
    assert "✅ 开始写" in labels(versions_card(outlined, ZH))


def test_the_last_versions_with_what_was_asked(drafting: Drafting, outlined: Sheet) -> None:
    sheet = drafting.act(outlined, Action.START, ()).sheet
    for at in range(12):
        drafting.act(sheet, Action.REVISE, ())
        told = drafting.take(100 + at, 42, 42, f"标题改成“<夜校>招生{'，招生' * at}”")
        assert told is not None
        sheet = told.sheet
    card = versions_card(sheet, ZH)
    assert "第 13 版《&lt;夜校&gt;招生" in card.text
    assert "：标题改成" in card.text
    assert labels(card) == [f"↩️ {at}" for at in range(12, 5, -1)] + ["‹ 返回"]
    assert utf16_length(without_markup(card.text)) <= LIMIT
