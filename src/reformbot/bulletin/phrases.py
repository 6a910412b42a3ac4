"""The nouns and verbs beside a figure, by the segmenter's tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin.words import tagged

_HEADS = ("n", "vn", "an", "j", "i", "l", "eng")
_MODIFIERS = ("b", "a", "z", "nz", "nr")
_PLACES = ("ns", "nrt")
_JOINING = frozenset(("和", "与", "及", "以及"))
# 3000元的是领军人才: what is counted stands behind as a predicate.
_INVERTED = re.compile(r"的(?:是|为|有)")
_ADVERBIAL = re.compile(
    r"(?:在|以|按|按照|通过|从|于)[^，；：。、]{1,12}?(?:层面|方式|形式|领域|方面|范围内?|[上中下里内])(?=.)"
)
_QUOTES = frozenset("“”‘’《》·（）\"'")
# Words that the segmenter's tags call verbs although bulletins count them.
_COUNTED = frozenset(
    "选手 代表 导师 建议 发明 培训 竞赛 比赛 活动 服务 津贴 补贴 奖励 专利 提案".split()
)
_VAGUE = frozenset(
    """
    人数 数量 总数 总量 总额 规模 个数 全市 全省 全区 全县 全国 目前 左右 以上 以下 方面 情况
    时候 期间 其中 金额 数额 数字 比例 占比 比重 比率 本市 本省 本区 当地 优秀 各类 各级 最高
    最低 当天 当年 目标 水平 人次 实际 合计 总共 一共 共计 总计 累计 首批 第一批
    时间 方式 层面 形式 范围 近年来 以来 今年 去年 全年 有关 相关 余名 余家
    """.split()
)
_VAGUE_VERBS = frozenset(
    """
    达到 超过 突破 实现 完成 共有 拥有 累计 总计 合计 已有 分别 没有 包括 涉及 开展 举办 组织
    建成 建立 建起 组建 成立 设立 创建 举行 新增 增加 增长 提高 获得 取得 覆盖 惠及 吸引 参加
    参与 推出 制定 出台 形成 接近 不足 来自 达成 产生 安排 选派 派出 结成 培育 受益 进行 总共
    一共 共计 办成 办起 占了 入选 收到 花费 用掉 拿出 投入 达到了 共计 约有 建有 建好
    """.split()
)


def phrase_after(text: str) -> tuple[tuple[str, ...], int]:
    """The noun phrase a text begins with (家链主企业 → 链主, 企业), and where it ends.

    A clause before 的 belongs to the phrase (名通过初赛的选手); a verb without 的 ends it.
    """
    inverted = _INVERTED.match(text)
    end = at = inverted.end() if inverted else 0
    tokens = tagged(text[at:])
    kept: list[str] = []
    skipping = found = False
    for index, (word, tag) in enumerate(tokens):
        at += len(word)
        if word in _QUOTES:
            continue
        if word == "的":
            skipping = False
            continue
        joins = word in _JOINING if found else word == "、" and bool(kept)
        if joins and index + 1 < len(tokens) and _is_part(*tokens[index + 1]):
            continue
        if tag[0] in "xmcy" or word[0].isdigit():
            break
        found = found or _is_head(word, tag)
        if _is_part(word, tag):
            if not skipping:
                kept.append(word)
                end = at
            continue
        if not kept and not skipping and _leads_to_noun(tokens[index:]):
            skipping = True
        if not skipping:
            break
    return (nouns(kept), end) if found else ((), 0)


def phrase_before(text: str) -> tuple[str, ...]:
    """The last noun phrase of a text: 受训职工达 gives 受训 and 职工; 人数 is none."""
    kept: list[str] = []
    for word, tag in reversed(tagged(_ADVERBIAL.sub("", text))):
        if word in _QUOTES and kept:
            continue
        if _is_head(word, tag) or (kept and tag.startswith(_MODIFIERS)):
            kept.append(word)
        elif word == "的" or word.startswith("每"):
            kept = kept if nouns(kept) else []
        elif nouns(kept):
            break
        else:
            kept = []
    return nouns(reversed(kept))


def has_noun(text: str) -> bool:
    """Whether a text names anything that could be counted."""
    return bool(nouns(word for word, tag in tagged(text) if _is_head(word, tag)))


def verb_before(text: str) -> str:
    """The last telling verb of a text: 培训, not 达到; empty where there is none."""
    verbs = [word for word, tag in tagged(text) if tag.startswith("v") and len(word) > 1]
    return next((word for word in reversed(verbs) if word not in _VAGUE_VERBS), "")


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that say what it is about, each once."""
    return tuple(
        dict.fromkeys(
            word
            for word, tag in tagged(text)
            if (_is_head(word, tag) or tag.startswith(("v", *_MODIFIERS)))
            and word not in _VAGUE | _VAGUE_VERBS
            and len(word) > 1
        )
    )


def nouns(words: Iterable[str]) -> tuple[str, ...]:
    """The words that say what is counted."""
    return tuple(word for word in words if word not in _VAGUE and len(word) > 1)


def _is_head(word: str, tag: str) -> bool:
    return word in _COUNTED or (tag.startswith(_HEADS) and not tag.startswith(_PLACES))


def _is_part(word: str, tag: str) -> bool:
    return _is_head(word, tag) or tag.startswith((*_MODIFIERS, *_PLACES))


def _leads_to_noun(tokens: list[tuple[str, str]]) -> bool:
    """Whether words up to 的 with a noun behind it follow, all in one phrase."""
    for at, (word, tag) in enumerate(tokens):
        if word == "的":
            return at + 1 < len(tokens) and _is_head(*tokens[at + 1])
        if tag[0] in "xm" and word not in _QUOTES:
            return False
    return False
