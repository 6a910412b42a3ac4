"""Write down a whole conversation as the person in the chat sees it.

`python -m tests.e2e.transcript CORPUS OUT` indexes the files of a folder but the newest, which is
sent in the chat, serves from it, and writes what was said, what was tapped, and how each message
looked then.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reformbot.config import load_settings
from reformbot.wiring import Services
from tests.e2e.bot import LIN, STRANGER, serving_with
from tests.e2e.emulator import Emulator, User
from tests.e2e.records import Shown

_PATIENCE = 60.0
_PROVISIONAL = ("🔎", "⏳", "⬇", "📖", "🏗")
_NOTES = """沙洲村 2022年建户外劳动者服务站，依托党群服务中心，仪征村一级第一家
附近：田间劳动者400多人 外卖小哥6人 快递员12人 保洁员45人 大货车司机约136人
房屋约260平方米，新增投入约5万元
休息室两间、床铺四张，健身活动室两间，棋牌室、图书室、厨房、洗澡间各一间
麻烦编辑同志把标题想一下"""
_HEAD = """# 一次完整的对话

下面是两个人在 Telegram 里说的话、点的按钮，和机器人每一步之后的样子。由
`python -m tests.e2e.transcript` 对着示例简报（`corpus/`）实际运行后生成，不是手写的。
〔〕里是按钮，**粗体**、*斜体*照消息原样。
"""


class Scene:
    """What one person does, written down with what the chat looks like after each step."""

    def __init__(self, emulator: Emulator, user: User, lines: list[str]) -> None:
        self._emulator = emulator
        self._user = user
        self._seen: dict[int, Shown] = {}
        self.lines = lines

    def heading(self, words: str) -> None:
        """Begin a part."""
        self.lines += ["", f"## {words}"]

    def says(self, text: str, reply_to: Shown | None = None) -> Shown:
        """Write something; the bot's message that settles it."""
        quoted = f"（回复“{_first(reply_to)}”）" if reply_to else ""
        self.lines += ["", f"**{self._user.first_name}**：{text}{quoted}"]
        told = reply_to.message_id if reply_to else None
        self._user.sends(text, reply_to=told)
        return self._settled()

    def sends_file(self, path: Path) -> Shown:
        """Send a file; the bot's message that settles it."""
        self.lines += ["", f"**{self._user.first_name}** 发来文件 📎 {path.name}"]
        self._user.sends_file(path.name, path.read_bytes())
        return self._settled()

    def taps(self, message: Shown, label: str) -> Shown:
        """Tap a button; the message that it sent or changed."""
        self.lines += ["", f"**{self._user.first_name}** 点〔{label}〕"]
        self._user.taps(message.message_id, message.data(label))
        return self._settled()

    def sees(self) -> Shown:
        """Look at what came by itself."""
        self.lines += ["", f"（{self._user.first_name}收到）"]
        return self._settled()

    def finds(self, label: str) -> Shown:
        """The newest message with a button, once it is there."""

        def those() -> list[Shown]:
            return [m for m in self._emulator.shown(self._user.id) if _offers(m, label)]

        self._emulator.wait_until(lambda: bool(those()), timeout=_PATIENCE)
        self._write()
        return those()[-1]

    def _settled(self) -> Shown:
        """Wait until the chat has changed and says nothing provisional."""

        def settled() -> bool:
            news = self._changed()
            return bool(news) and not any(m.text.startswith(_PROVISIONAL) for m in news)

        self._emulator.wait_until(settled, timeout=_PATIENCE)
        return self._write()[-1]

    def _changed(self) -> list[Shown]:
        shown = [m for m in self._emulator.shown(self._user.id) if m.by_bot]
        return [m for m in shown if self._seen.get(m.message_id) != m]

    def _write(self) -> list[Shown]:
        news = self._changed()
        for message in news:
            edited = message.message_id in self._seen
            self._seen[message.message_id] = message
            self.lines += ["", *_drawn(message, edited=edited)]
        return news


def _offers(message: Shown, label: str) -> bool:
    return any(label in button["text"] for row in message.rows for button in row)


def _first(message: Shown) -> str:
    return f"{message.text[:18]}…"


def _drawn(message: Shown, *, edited: bool) -> list[str]:
    """A message in Markdown: a quotation, its buttons below."""
    lines = ["> **机器人**（原消息变为）：" if edited else "> **机器人**："]
    if message.file is not None:
        lines.append(f"> 📎 {message.file.name}（{len(message.file.data)} 字节）  ")
    lines += [f"> {line}  " for line in _marked(message).splitlines()]
    for row in message.rows:
        lines += [">", "> " + " ".join(f"〔{button['text']}〕" for button in row)]
    return lines


def _marked(message: Shown) -> str:
    """The text with bold and italics as Markdown has them."""
    signs = {"bold": "**", "italic": "*"}
    units = message.text.encode("utf-16-le")
    cuts: list[tuple[int, str]] = []
    for entity in message.entities:
        if (sign := signs.get(entity["type"])) is not None:
            cuts += [(entity["offset"], sign), (entity["offset"] + entity["length"], sign)]
    done, at = "", 0
    for place, sign in sorted(cuts):
        done += units[at * 2 : place * 2].decode("utf-16-le") + sign
        at = place
    return done + units[at * 2 :].decode("utf-16-le")


def _drafts(lin: Scene) -> None:
    lin.heading("起草：素材、提纲、逐段、修改、Word 文件")
    lin.says("/draft")
    lin.says(_NOTES)
    outline = lin.says("扬州市总工会")
    outline = lin.taps(outline, "⬇️ 1")
    lin.taps(outline, "✏️ 1")
    outline = lin.says("服务户外一线")
    facts = lin.taps(outline, "🔀 调整内容")
    fact = lin.taps(facts, "F4")
    move = next(b["text"] for row in fact.rows for b in row if b["text"].startswith("→"))
    outline = lin.taps(fact, move)
    card = lin.taps(outline, "✅ 开始写")
    lin.taps(card, "✏️ 修改")
    lin.says("加上工匠学院数据")
    card = lin.finds("✅ 接受")
    while not _offers(card, "📄 Word 文件"):
        card = lin.taps(card, "✅ 接受")
    lin.taps(card, "✏️ 修改")
    lin.says("换个标题")
    card = lin.finds("🕘")
    lin.taps(card, "📄 Word 文件")
    versions = lin.taps(card, next(b["text"] for r in card.rows for b in r if "🕘" in b["text"]))
    lin.taps(versions, "↩️ 1")
    lin.finds("🕘 历史版本（4）")


def _uploads(lin: Scene, issue: Path) -> None:
    lin.heading("新一期入库")
    preview = lin.sends_file(issue)
    article = lin.taps(preview, "2")
    preview = lin.taps(article, "‹ 返回")
    confirm = next(b["text"] for row in preview.rows for b in row if "确认入库" in b["text"])
    lin.taps(preview, confirm)


def _play(emulator: Emulator, newest: Path) -> list[str]:
    lines: list[str] = []
    owner = emulator.user(id=LIN, first_name="小林", language_code="zh-hans")
    lin = Scene(emulator, owner, lines)
    lin.heading("提问，看出处")
    answer = lin.says("扬州有多少家工匠学院？")
    source = lin.taps(answer, "[1]")
    source = lin.taps(source, "▶")
    lin.taps(source, "📄 原文件")
    lin.heading("接着问")
    lin.says("那徐州呢？")
    lin.heading("清单，一页一页看，导出")
    lin.says("/new")
    listed = lin.says("2024年第6期讲了什么？")
    if _offers(listed, "▶"):
        listed = lin.taps(listed, "▶")
    lin.taps(listed, "📊 导出 Excel")
    lin.heading("答不了的问题")
    lin.says("/new")
    refused = lin.says("量子计算机的散热方案是什么？")
    near = [b["text"] for row in refused.rows for b in row if "《" in b["text"]]
    if near:
        lin.taps(refused, near[0])
    lin.heading("评价")
    bad = lin.taps(answer, "👎")
    bad = lin.taps(bad, "不完整")
    lin.taps(bad, "✍️ 写出正确答案")
    lin.says("应写明13家里省级、市级、县级各几家")
    lin.heading("翻看和查找")
    issue = lin.says("/latest")
    article = lin.taps(issue, "2")
    lin.taps(article, "↩ 目录")
    found = lin.says("/find 工匠学院")
    lin.taps(found, "1")
    lin.says("/subscribe")
    _uploads(lin, newest)
    _drafts(lin)
    newcomer = emulator.user(id=STRANGER, first_name="小吴", language_code="zh")
    wu = Scene(emulator, newcomer, lines)
    wu.heading("新来的人")
    door = wu.says("扬州有多少家工匠学院？")
    wu.taps(door, "🙋 申请使用")
    lines += ["", "（小林收到）"]
    card = lin.finds("✅ 成员")
    lin.taps(card, "✅ 成员")
    wu.sees()
    wu.says("扬州有多少家工匠学院？")
    return lines


def main(corpus: Path, out: Path) -> None:
    """Index the files of a folder but the newest, serve, play the conversation, write it down."""
    with TemporaryDirectory() as home:
        (Path(home) / "reformbot.toml").write_text(f"[telegram]\nowners = [{LIN}]\n", "utf-8")
        services = Services(load_settings(Path(home)), lambda *_: None)
        *earlier, newest = sorted(corpus.glob("*.txt"))
        services.indexer.run(earlier, services.report)
        with Emulator() as emulator, serving_with(emulator, services.telegram_services()):
            lines = _play(emulator, newest)
        services.database.close()
    out.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
