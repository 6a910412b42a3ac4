"""Web pages: what is text, what belongs to the site, and which characters their bytes are."""

from __future__ import annotations

import pytest

from reformbot.files.html import read_html
from reformbot.files.limits import Limits


def read(page: str, encoding: str = "utf-8") -> str:
    return read_html(page.encode(encoding), Limits()).text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>一<b>二</b></p><p>三<br>四</p>", "一二\n三\n四\n", id="paragraphs"),
        pytest.param("<p>为加快工匠\n    成长</p>", "为加快工匠成长\n", id="wrapped source"),
        pytest.param("<p>two\n words</p>", "two words\n", id="wrapped Latin words"),
        pytest.param("<pre>一\n二</pre>", "一\n二\n", id="set as typed"),
        pytest.param("<p>5&nbsp;&lt;6&#8212;</p>", "5\xa0<6—\n", id="entities"),
        pytest.param(
            "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1<td>2</tr></table>",
            "甲\t乙\n1\t2\n",
            id="table",
        ),
        pytest.param(
            "<table><tr><td>编辑部<td>5月29日</tr></table>",
            "编辑部\n5月29日\n",
            id="masthead's line",
        ),
        pytest.param(
            "<table><tr><td><p>一。</p><table><tr><td>a<td>b<tr><td>c<td>d</table></tr></table>",
            "一。\na\tb\nc\td\n",
            id="table within a frame",
        ),
        pytest.param("<script>x</script><style>y</style><!-- z --><p>文</p>", "文\n", id="scripts"),
        pytest.param(
            "<nav>首页</nav><p>文</p><footer>版权</footer>", "文\n", id="the site's parts"
        ),
        pytest.param('<div class="top-nav">首页</div><p>文</p>', "文\n", id="a part by its name"),
        pytest.param(
            '<ul><li><a href="/a">甲</a><li><a href="/b">乙</a><li><a href="/c">丙</a></ul>文',
            "文\n",
            id="a list of links",
        ),
        pytest.param(
            '<ol><li><a href="#a">甲</a><li><a href="#b">乙</a><li><a href="#c">丙</a></ol>',
            "甲\n乙\n丙\n",
            id="contents that lead down the page",
        ),
    ],
)
def test_text(body: str, text: str) -> None:
    assert read(f"<html><head><title>站</title></head><body>{body}</body></html>") == text


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", "big5", "nonsense"])
def test_characters_beyond_the_declared_set(declared: str) -> None:
    encoding = "gb18030" if declared.lower().startswith("gb") else "utf-8"
    page = f'<html><meta charset="{declared}"><p>朱镕基、喆、㐀，共计五千三百元</p></html>'
    assert "朱镕基、喆、㐀，共计五千三百元" in read(page, encoding)


def test_utf16() -> None:
    assert read("<html><meta charset='gb2312'><p>文章</p>", "utf-16") == "文章\n"


def test_deep_nesting_is_no_crash() -> None:
    assert "文" in read("<html>" + "<div>" * 200 + "文" + "</div>" * 200)
