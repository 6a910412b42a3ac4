"""Notes that begin with a label (成员：…, 目的：…) as sentences."""

from __future__ import annotations

import re

from reformbot.bulletin.figures import read_numeral
from reformbot.drafting.clauses import has_verb, outer_split

_LABEL = re.compile(
    r"^(?P<label>(?:[^：，。；、（《“]|（[^）]*）|“[^”]*”|《[^》]*》){1,30})：(?P<body>.+)$",
    re.DOTALL,
)
_TEMPORAL = re.compile(
    r"^(?:上一年|上年|去年|今年|前年|目前|现在|当前|截至.*|近年来|此前|之前|之后)$"
)
_NEXT = re.compile(
    r"^(?:下一步|下步|接下来|今后|后续)(?:打算|计划|工作|安排|考虑)?$|^(?:打算|计划)$"
)
_REASON = re.compile(r"^(?:背景|起因|缘由|问题|存在问题|痛点|难点|原来的问题)$")
_HOW = re.compile(r"怎么|如何|为什么|哪些|什么")
_LEADS_ON = re.compile(r"(?:抓|推进|推动|做好|抓好|突出|聚焦|围绕|实施|推行)$")
_YEAR = re.compile(r"^(?P<year>(?:19|20)\d\d年度?)")
_IS = re.compile(
    r"(?:目的|目标|主线|宗旨|理念|重点|主题|口号|定位|思路|原则|亮点|特色|初衷|要求|任务|方式|形式|地点|时间|地址|平台|单位)$"
)
_RESULT = re.compile(r"^(?:比赛|竞赛|最终|最后)?(?:结果|成绩|战果|战绩)$")
_DROPPED = re.compile(
    r"^(?:家底|基数|底数|现状|数据|概况|简况|基本情况|总体情况|情况|成效|效果|成果|进展|做法|具体做法|主要做法|措施|荣誉|规模|其他|其它|另外|补充|还有)$"
)
_EXAMPLE = re.compile(r"^(?:例子|例如|比如|举例|典型|案例|事例|典型案例|代表人物|个人典型)$")
_PATTERN = re.compile(r"(?:格局|机制|体系|局面|架构|模式)$")
_ACTOR = re.compile(
    r"(?:人员|职工|工人|员工|干部|党员|企业|单位|公司|部门|总工会|工会|导师|专家|骨干|代表)$"
)
_COUNTED_KIND = re.compile(
    r"^(?P<kind>[\u4e00-\u9fff]{2,8}?)(?P<count>[两二三四五六七八九十]{1,2}|\d+)(?P<unit>[个种类项家条大])$"
)
_COUNTS = re.compile(r"\d|[获得]奖$|荣获")
_DATE = re.compile(r"(?:19|20)\d\d年度?|\d{1,2}月(?:\d{1,2}日)?")
_DATED = re.compile(
    r"^(?P<name>[^\d，]\S{3,}?)(?P<date>(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d\d年)$"
)
_HAS_SO_MANY = re.compile(r"[\u4e00-\u9fff”）]\d[\d.]*[万亿]?[余多]?[个项名人家件枚支所间座]$")
_FIGURE_END = re.compile(
    r"(?:\d|[一二两三四五六七八九十])(?:\.\d+)?[万亿]?[余多]?[\u4e00-\u9fff%]{0,3}$"
)
_PERSON_AND_POST = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,4})，(?P<post>[^，；]{3,24}(?:岗位?|工|员|师|长|厂|班组?|车间|公司|部))，"
)
_ANNOUNCED = re.compile(
    r"^(?P<count>[两二三四五六七八九十]{1,2})(?:[个种类项家条大])?[\u4e00-\u9fff“”]{1,8}$"
)
_ADVERB = re.compile(r"[也都已正还]")
_SHORT = 8
_CALLED = 4
_ARROW = re.compile(r"^(?P<means>[^→，；、]+)→(?P<end>[^→，；、]+)$")


def unlabelled(words: str) -> str:
    """A sentence for words that begin with a label; others as they are."""
    match = _LABEL.match(words)
    if match is None or not match["body"].strip(" ；，"):
        return words
    label, body = match["label"].strip(), match["body"].strip(" ；，")
    if (dated := _DATED.match(label)) and not has_verb(dated["name"]):
        return f"{dated['date']}，" + unlabelled(f"{dated['name']}：{body}")
    first, *rest = body.split("；")
    said = _framed(label, first.strip(" ，"))
    return said + _others(first, [part.strip(" ，") for part in rest if part.strip(" ，")])


def _others(first: str, rest: list[str]) -> str:
    """What follows a label's first part: like it, named with 另有, or a clause of its own."""
    if not rest:
        return ""
    if any(map(label_of, rest)):
        return "".join(f"，{unlabelled(part)}" for part in rest)
    if "→" in first or any(map(has_verb, rest)) or any(map(_FIGURE_END.search, rest)):
        return "".join(f"，{by_means(part)}" for part in rest)
    return f"，另有{'、'.join(rest)}"


def by_means(part: str) -> str:
    """What notes draw with an arrow (组织建设→凝聚力), in words."""
    match = _ARROW.match(part)
    if match and max(len(match["means"].strip()), len(match["end"].strip())) <= _SHORT:
        return f"以{match['means'].strip()}促{match['end'].strip()}"
    return re.sub(r"\s*→\s*", "，", part)


def _framed(label: str, body: str) -> str:
    if "→" in body:
        return f"{label}方面，" + "，".join(map(by_means, outer_split(body)))
    if _TEMPORAL.match(label):
        year = _YEAR.match(body)
        return f"{label}即{year['year']}，{body[year.end() :]}" if year else f"{label}，{body}"
    if _EXAMPLE.match(label):
        return "例如，" + _PERSON_AND_POST.sub(r"\g<who>（\g<post>）", body)
    if _RESULT.match(label):
        return f"取得{body}" if body[0].isdigit() else body
    if _NEXT.match(label):
        return f"下一步，{body}"
    if _REASON.match(label):
        return f"工作针对{body}的实际开展" if len(outer_split(body)) == 1 else body
    if _DROPPED.match(label) or _HOW.search(label):
        return body
    if label[0] == "“" and label[-1] == "”":
        return f"{label}即{body}"
    if _LEADS_ON.search(label):
        return f"{label}{body}"
    if _COUNTED_KIND.match(label) or "，" in label or _COUNTS.search(_DATE.sub("", label)):
        return _counted(label, body)
    return _listed(label, body)


def _counted(label: str, body: str) -> str:
    """Behind a label with a figure in it: 工种两个：织布、织物分析."""
    kind = _COUNTED_KIND.match(label)
    if kind:
        first, _, rest = body.partition("，")
        if "、" in first:
            tail = f"，{rest}" if rest else ""
            return f"{kind['kind']}包括{first}{kind['count']}{kind['unit']}{tail}"
    return (
        f"{label}，其中{body}" if _FIGURE_END.search(body) or "，" in body else f"{label}，为{body}"
    )


def _listed(label: str, body: str) -> str:
    parts = outer_split(body)
    if body[0].isdigit():
        is_clause = len(label) > _CALLED and (has_verb(label) or _ADVERB.search(label))
        return f"{label}，{body}" if is_clause else f"{label}{body}"
    if (
        len(parts) > 1
        and all(_FIGURE_END.search(part) for part in parts)
        and not any(map(has_verb, parts))
    ):
        body = "、".join(parts[:-1]) + ("，" if "计" in parts[-1] else "、") + parts[-1]
        parts = [body]
    listed = "、" in parts[0]
    if _PATTERN.search(label) and listed and len(parts) == 1:
        return f"形成{body}的{label}"
    if _ACTOR.search(label) and has_verb(parts[0][:4]):
        return f"{label}{body}"
    if _ANNOUNCED.match(label) and listed:
        return f"{label}包括{body}"
    if has_verb(label) or "了" in label:
        figures = _FIGURE_END.search(parts[0])
        if figures and not has_verb(parts[0]):
            return f"{label}{body}"
        return f"{label}，包括{body}" if listed else f"{label}方面，{body}"
    if listed and all(_FIGURE_END.search(item) for item in parts[0].split("、")):
        return f"{label}有{body}"
    if _IS.search(label):
        return f"{label}{'为' if not has_verb(parts[0]) else '是'}{body}"
    if _HAS_SO_MANY.search(parts[0]) and not has_verb(parts[0]):
        return f"{label}有{body}"
    if listed:
        return f"{label}包括{body}"
    if has_verb(body) or len(parts) > 1:
        return f"{label.removesuffix('方面')}方面，{body}"
    return f"{label}为{body}"


def label_of(words: str) -> str:
    """The label that words begin with; empty where there is none."""
    match = _LABEL.match(words)
    return match["label"].strip() if match else ""


def counted_kind(words: str) -> tuple[int, list[str]] | None:
    """How many things a label announces (三个强化：…), and those that follow it.

    None where no number is announced, or what follows is no list.
    """
    match = _LABEL.match(words)
    if match is None:
        return None
    label = match["label"].strip(" “”")
    number = _ANNOUNCED.match(label) or _COUNTED_KIND.match(label)
    if number is None:
        return None
    wanted = read_numeral(number["count"])
    body = match["body"].strip(" ；，")
    mark = next((mark for mark in "；、，" if mark in body), "")
    if wanted is None or not mark or (has_verb(body.split(mark)[0]) and "→" not in body):
        return None
    first = body if mark != "、" else outer_split(body)[0]
    if mark == "；" and "、" in body:
        first, mark = body.split("；")[0], "、"
    return wanted, outer_split(first, mark)
