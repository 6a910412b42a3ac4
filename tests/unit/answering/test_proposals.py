"""Sentences come out of a stream whole, however the stream is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.answering.proposals import Proposal, proposals


def proposed(text: str, size: int = 1) -> list[Proposal]:
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    return list(proposals(pieces))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲市有13家。[1]乙市有5家。[2]", [("甲市有13家。", (1,)), ("乙市有5家。", (2,))]),
        ("甲市有13家[1]。乙市没有[2][3]。", [("甲市有13家。", (1,)), ("乙市没有。", (2, 3))]),
        ("占比为3.5%。 [1]\n", [("占比为3.5%。", (1,))]),
        ("他说“好。”[1]然后走了。[2]", [("他说“好。”", (1,)), ("然后走了。", (2,))]),
        ("- 甲市有13家[1]\n- 乙市有5家【2】", [("甲市有13家", (1,)), ("乙市有5家", (2,))]),
        ("1. 甲市。[1]\n2、乙市。[材料2]", [("甲市。", (1,)), ("乙市。", (2,))]),
        ("甲市。[1, 2]", [("甲市。", (1, 2))]),
        (
            "There are 13 [1]. Of them 1.2 are new [2].",
            [
                ("There are 13.", (1,)),
                ("Of them 1.2 are new.", (2,)),
            ],
        ),
        ("没有编号的话。", [("没有编号的话。", ())]),
        ("13家企业参加。[1]", [("13家企业参加。", (1,))]),
        ("", []),
        ("[1]\n。。", []),
        ("没有句号[1]", [("没有句号", (1,))]),
    ],
)
def test_sentences_and_their_sources(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(one.text, one.numbers) for one in proposed(text)] == expected


PIECES = st.sampled_from(
    ("甲", "。", "[1]", "\n", "3.5", "”", "a. B", " ", "[12", "1、", "！", "-")
)


@given(st.lists(PIECES, max_size=14).map("".join), st.integers(1, 9))
def test_cutting_changes_nothing(text: str, size: int) -> None:
    assert proposed(text, size) == proposed(text, len(text) or 1)


@given(st.text(max_size=60))
def test_nothing_is_said_twice_and_nothing_breaks(text: str) -> None:
    said = "".join(one.text for one in proposed(text))
    assert sum(map(str.isalnum, said)) <= sum(map(str.isalnum, text))
