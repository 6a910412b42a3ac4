"""Markdown: its signs gone, but those that the parser of bulletins reads."""

from __future__ import annotations

import pytest

from reformbot.files.limits import Limits
from reformbot.files.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("# 题\n\n一。\n二。", "# 题\n\n一。\n二。\n\n", id="heading and paragraph"),
        pytest.param("题\n==\n", "# 题\n\n", id="underlined heading"),
        pytest.param("**2024年**第*6*期 ~~废~~ `码`", "2024年第6期 废 码\n\n", id="emphasis"),
        pytest.param("[标题](http://x.cn) ![图](a.png)", "标题 \n\n", id="link and picture"),
        pytest.param("3. 甲\n4. 乙", "3. 甲\n\n4. 乙\n\n", id="numbered"),
        pytest.param("- 甲\n- 乙", "甲\n\n乙\n\n", id="bullets"),
        pytest.param("| a | b |\n|---|---|\n| 1 | **2** |", "a\tb\n1\t2\n", id="table"),
        pytest.param("一<!-- x -->二&lt;\\*", "一二<*\n\n", id="comment, entity, escape"),
        pytest.param("```\n码\n```", "码\n\n", id="fence"),
        pytest.param("> 引文", "引文\n\n", id="quotation"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert read_markdown(source.encode(), Limits()).text == text
