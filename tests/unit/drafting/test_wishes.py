"""What lines of notes ask of the article, apart from what they tell."""

from __future__ import annotations

import pytest

from reformbot.drafting.wishes import length_of, wishes_of


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("字数：400-600", (400, 600)),
        ("字数: 600—400字", (400, 600)),
        ("篇幅：500字左右", (400, 600)),
        ("篇幅：500字", (400, 600)),
        ("字数：800字以内。", (400, 800)),
        ("字数400", None),
        ("字数：不限", None),
        ("总字数：400", None),
    ],
)
def test_lengths(line: str, wanted: tuple[int, int] | None) -> None:
    wishes = wishes_of(f"开班12期\n{line}\n报名860人")
    assert wishes.target_chars == wanted
    assert (line in wishes.notes) is (wanted is None)


def test_who_sends_notes_in_and_whether_earlier_articles_may_help() -> None:
    wishes = wishes_of("报送单位：云泽市总工会。\n范例：不用\n开班12期\n")
    assert (wishes.unit, wishes.precedents) == ("云泽市总工会", False)
    assert wishes.notes.split() == ["开班12期"]
    assert wishes_of("范例：职工夜校").precedents


@pytest.mark.parametrize(
    ("said", "wanted"), [("500", (400, 600)), ("400-600", (400, 600)), ("", None), ("many", None)]
)
def test_a_length_by_itself(said: str, wanted: tuple[int, int] | None) -> None:
    assert length_of(said) == wanted
