"""Issues, articles, and words looked up: everything is a tap from everything else."""

from __future__ import annotations

import pytest

from reformbot.library.lookups import Lookups
from reformbot.locale import load_messages
from reformbot.operations.browsing import Shelf, short_name
from reformbot.telegram.browsing import register
from reformbot.telegram.rendering import without_markup
from reformbot.telegram.routing import Routes
from tests.unit.telegram.visits import Visitor, buttons
from tests.unit.workshop import WUXI, Told, Workshop, printed

ZH = load_messages("zh")


def routes_of(workshop: Workshop) -> Routes:
    routes = Routes()
    shelf = Shelf(workshop.catalog, workshop.originals)
    register(routes, shelf, Lookups(workshop.database))
    return routes


@pytest.fixture
def lin(workshop: Workshop) -> Visitor:
    for number in range(1, 11):
        workshop.write(f"2024-{number:02}.txt", printed(number))
    long = Told("示例<长>文", "甲公司举办竞赛。" * 600, "甲公司工会")
    more = [Told(f"示例{at}文", f"甲公司办赛{at}场。", "甲公司工会") for at in range(2, 11)]
    workshop.write("2024-11.txt", printed(11, long, *more))
    workshop.index()
    return Visitor(routes_of(workshop))


async def test_before_anything_is_indexed(workshop: Workshop) -> None:
    lin = Visitor(routes_of(workshop))
    for command in ("issues", "latest"):
        await lin.writes(command)
    assert lin.line.texts() == [ZH("card-no-issues")] * 2
    await lin.writes("find", "工匠")
    assert lin.line.texts()[-1] == ZH("card-found-none", words="工匠")


async def test_from_the_issues_to_a_page_of_an_article(lin: Visitor) -> None:
    await lin.writes("issues")
    listed = lin.line.last("sendMessage")
    assert listed["text"] == ZH("card-issue-count", count=11)
    assert next(iter(buttons(listed))) == "2024年第11期 · 2024-11-15 · 10 篇"
    assert list(buttons(listed))[-2:] == ["1/2", "▶"]
    await lin.taps(buttons(listed)["▶"])
    assert len(buttons(lin.line.last("editMessageText"))) == 3 + 2
    await lin.taps(buttons(listed)["2024年第11期 · 2024-11-15 · 10 篇"])
    issue = lin.line.last("editMessageText")
    assert "1. 示例&lt;长&gt;文\n2. 示例2文" in issue["text"]
    assert list(buttons(issue))[:8] == [str(at) for at in range(1, 9)]
    await lin.taps(buttons(issue)["1"])
    article = lin.line.last("sendMessage")
    assert article["text"].startswith(
        "<b>《示例&lt;长&gt;文》</b>\n2024年第11期 · 2024-11-15 · 甲公司工会"
    )
    pages = [article["text"]]
    while "▶" in buttons(article):
        await lin.taps(buttons(article)["▶"])
        article = lin.line.last("editMessageText")
        pages.append(article["text"])
    assert sum(page.count("甲公司举办竞赛。") for page in pages) == 600
    assert all(len(without_markup(page)) <= 4096 for page in pages)
    await lin.taps(buttons(article)["↩ 目录"])
    assert lin.line.last("editMessageText")["text"] == issue["text"]
    await lin.taps(buttons(issue)["↩ 各期"])
    assert lin.line.last("editMessageText")["text"] == listed["text"]


async def test_the_latest_issue_and_its_file(lin: Visitor) -> None:
    await lin.writes("latest")
    shown = lin.line.last("sendMessage")
    assert shown["text"].startswith("<b>2024年第11期 · 2024-11-15 · 10 篇</b>\n1. ")
    await lin.taps(buttons(shown)["📄 原文件"])
    ((name, content),) = lin.line.files
    assert name == "2024-11.txt"
    assert content.decode().startswith("示例工作简报")


async def test_words_are_looked_up_and_turned_to(lin: Visitor) -> None:
    await lin.writes("find", " 工匠学院 ")
    found = lin.line.last("sendMessage")
    assert found["text"].startswith(ZH("card-found", words="工匠学院", count=10))
    assert "扬州市建成13家<b>工匠学院</b>。" in found["text"]
    assert list(buttons(found)) == ["1", "2", "3", "4", "5", "1/2", "▶"]
    await lin.taps(buttons(found)["▶"])
    assert list(buttons(lin.line.last("editMessageText")))[:5] == ["6", "7", "8", "9", "10"]
    await lin.taps(buttons(found)["1"])
    passage = lin.line.last("sendMessage")
    assert passage["text"].startswith("《扬州市总工会建设工匠学院》\n<blockquote>")
    await lin.taps(buttons(passage)["▶"])
    assert "◀" in buttons(lin.line.last("editMessageText"))
    wei = Visitor(lin.routes, id=43)
    await wei.taps(buttons(found)["▶"])
    assert wei.alerts == [ZH("card-foreign")]


async def test_nothing_to_look_for(lin: Visitor) -> None:
    await lin.writes("find", "  ")
    await lin.writes("find", "没有<这个>词")
    assert lin.line.texts() == [
        ZH("card-find-what"),
        ZH("card-found-none", words="没有&lt;这个&gt;词"),
    ]


async def test_stale_buttons(lin: Visitor, workshop: Workshop) -> None:
    version = workshop.catalog.live_version()
    assert version is not None
    name = short_name(workshop.catalog.editions(version)[0].key)
    stale = (
        *("issue:000000000000:0", "issue:", "open:000000000000:1", f"open:{name}:99"),
        *(f"read:{name}:99:0", "read:", f"show:{name}:1:99", f"show:{name}"),
        *(f"pass:{name}:x:y", "pass:"),
    )
    for data in stale:
        await lin.taps(f"v1:{data}")
    assert lin.alerts == [ZH("card-stale")] * len(stale)
    assert set(lin.line.methods()) == {"answerCallbackQuery"}


async def test_a_file_that_is_gone(lin: Visitor, workshop: Workshop) -> None:
    await lin.taps("v1:file:000000000000")
    for file in (workshop.home / "originals").iterdir():
        file.unlink()
    await lin.writes("latest")
    await lin.taps(buttons(lin.line.last("sendMessage"))["📄 原文件"])
    assert lin.alerts == [ZH("card-no-original")] * 2


async def test_an_issue_read_anew_keeps_its_buttons(lin: Visitor, workshop: Workshop) -> None:
    await lin.writes("latest")
    shown = lin.line.last("sendMessage")
    workshop.write("2024-11.txt", printed(11, WUXI))
    workshop.index()
    await lin.taps(buttons(shown)["1"])
    assert WUXI.title in lin.line.last("sendMessage")["text"]
    await lin.taps(buttons(shown)["2"])
    assert lin.alerts == [ZH("card-stale")]
