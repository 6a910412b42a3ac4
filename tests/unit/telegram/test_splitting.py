"""Where a long text is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.telegram.splitting import split, utf16_length

TEXTS = st.text(st.sampled_from("扬州建成12家。！？，；\n []()a.b!<&>”😀👨\u200d👩"), max_size=400)


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("扬州", 2), ("😀", 2), ("👨\u200d👩", 5), ("𠮷a", 3)]
)
def test_lengths_are_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("", 10, []),
        ("短句。", 10, ["短句。"]),
        ("第一段。好\n第二段。好", 10, ["第一段。好", "\n第二段。好"]),
        ("第一句好的。第二句好的。第三句", 10, ["第一句好的。", "第二句好的。第三句"]),
        ("一二三四五！六七八九？十", 7, ["一二三四五！", "六七八九？十"]),
        ("一二三四。[1][2]五六七八九十", 12, ["一二三四。[1][2]", "五六七八九十"]),
        ("他说：“一二三。”[1]然后四五六七", 14, ["他说：“一二三。”[1]", "然后四五六七"]),
        ("一二三四五六，七八九十", 8, ["一二三四五六，", "七八九十"]),
        ("One two. Three four five", 10, ["One two.", " Three", " four five"]),
        ("第一段正好十个字。\n第二段。", 10, ["第一段正好十个字。", "\n第二段。"]),
        ("at 3.14 per cent of it", 12, ["at 3.14 per", " cent of it"]),
        ("一二三四五六七", 3, ["一二三", "四五六", "七"]),
        ("😀😀😀", 5, ["😀😀", "😀"]),
        ("a\n一二三四五六七八九十", 6, ["a\n一二三四", "五六七八九十"]),
    ],
)
def test_cuts(text: str, limit: int, parts: list[str]) -> None:
    assert split(text, limit) == parts


@given(TEXTS, st.integers(2, 60))
def test_nothing_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(0 < utf16_length(part) <= limit for part in parts)


@given(TEXTS, st.integers(20, 60))
def test_parts_are_not_many_more_than_needed(text: str, limit: int) -> None:
    assert len(split(text, limit)) <= 4 * utf16_length(text) // limit + 1


@given(st.text(max_size=200), st.integers(2, 60))
def test_any_text_survives(text: str, limit: int) -> None:
    assert "".join(split(text, limit)) == text


def test_a_marker_stays_with_its_sentence() -> None:
    sentence = "扬州市已建成工匠学院12家，培训职工1.2万人次。[12][3]"
    parts = split(sentence * 40, 100)
    assert len(parts) > 1
    assert all(part.endswith("[12][3]") for part in parts)
