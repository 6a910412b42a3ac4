"""Rules about what words do: times, endings, outcries, the first person, openers, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Span
from reformbot.bulletin.names import companies
from reformbot.bulletin.places import short_name
from reformbot.bulletin.sentences import clause_spans
from reformbot.bulletin.style.draft import Draft
from reformbot.bulletin.style.model import Severity, StyleFinding, StyleRule
from reformbot.bulletin.words import tagged

_VAGUE = re.compile(
    r"近(?:几|些|两)?年(?:来|以来)?|近(?:期|段时间|一个时期)(?:以?来)?|多年(?:来|以来)|最近|日前|前不久|不久前|前段时间"
)
_RELATIVE = re.compile(
    r"(?P<years>[一二三四五六七八九十两]{1,2}|[0-9]{1,2})年(?:来|以来)"
    r"|(?P<year>今年|本年|去年|上年|前年|明年)(?:以来)?|(?P<now>目前|截至目前|现在|如今|当前)"
)
_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_CALL = re.compile(
    r"让我们|号召|呼吁|(?:谱写|书写|开创|绘就|奏响)[^。]{0,24}(?:篇章|华章|局面|画卷|乐章)"
    r"|再创[佳新辉]|再上新台阶|作出(?:新的|更大)?贡献"
)
_OUTLOOK = re.compile(r"(?:下一步|今后|未来|接下来|下一阶段)[，]?")
_FIRST_PERSON = re.compile(r"(?<![自忘])我(?!国|军|党)(?:们|[省市区县公单院厂])?|咱们?")
_FEWEST_OPENERS = 4


def check(draft: Draft) -> Iterable[StyleFinding]:
    """What is wrong with an article's wording."""
    yield from _times(draft)
    yield from _closing(draft)
    yield from _voice(draft)
    yield from _openers(draft)
    yield from _names(draft)


def _times(draft: Draft) -> Iterable[StyleFinding]:
    for match in _VAGUE.finditer(draft.read):
        if not draft.is_quoted(match.start()):
            span = Span(*match.span())
            yield draft.finding(StyleRule.TIME_VAGUE, Severity.WARNING, (span,), time=match[0])
    for match in _RELATIVE.finditer(draft.read):
        if draft.is_quoted(match.start()) or draft.read[: match.start()].endswith(("近", "截至")):
            continue
        span = Span(*match.span())
        if draft.issued is None:
            yield draft.finding(StyleRule.TIME_UNDATED, Severity.WARNING, (span,), time=match[0])
        elif meant := _meant(match, draft.issued):
            yield draft.finding(
                StyleRule.TIME_RELATIVE, Severity.INFO, (span,), time=match[0], meant=meant
            )


def _meant(match: re.Match[str], issued: date) -> str:
    """The time a relative one stands for, counted from the issue's date; empty where none does."""
    if match["now"]:
        return f"{issued.year}年{issued.month}月"
    if match["year"]:
        return f"{issued.year + _OFFSETS[match['year']]}年"
    count = read_numeral(match["years"].replace("两", "二"))
    return f"{issued.year - count}—{issued.year}年" if count and count < issued.year else ""


def _closing(draft: Draft) -> Iterable[StyleFinding]:
    """A call or an outlook in the last sentence; the last measure should close the article."""
    if not draft.sentences:
        return
    last = draft.sentences[-1]
    text = last.of(draft.read)
    found = _CALL.search(text) or _OUTLOOK.match(text)
    if found and not draft.is_quoted(last.start + found.start()):
        yield draft.finding(StyleRule.CLOSING, Severity.WARNING, (last,), words=found[0])


def _voice(draft: Draft) -> Iterable[StyleFinding]:
    for match in re.finditer(r"[！？]", draft.read):
        if not draft.is_quoted(match.start()):
            span = Span(*match.span())
            yield draft.finding(StyleRule.OUTCRY, Severity.WARNING, (span,), mark=match[0])
    for match in _FIRST_PERSON.finditer(draft.read):
        if not draft.is_quoted(match.start()):
            span = Span(*match.span())
            yield draft.finding(StyleRule.FIRST_PERSON, Severity.WARNING, (span,), word=match[0])


def _openers(draft: Draft) -> Iterable[StyleFinding]:
    """Verbs that open more clauses of an article than a reader likes."""
    seen: dict[str, list[Span]] = {}
    for span in clause_spans(draft.read):
        words = tagged(span.of(draft.read)[:8])
        if words and words[0][1].startswith("v") and len(words[0][0]) > 1:
            seen.setdefault(words[0][0], []).append(Span(span.start, span.start + len(words[0][0])))
    for word, count in Counter({word: len(spans) for word, spans in seen.items()}).most_common():
        if count >= _FEWEST_OPENERS:
            yield draft.finding(
                StyleRule.OPENERS, Severity.INFO, seen[word], word=word, count=count
            )


def _names(draft: Draft) -> Iterable[StyleFinding]:
    """Companies named short before they are named in full."""
    for full in companies(draft.read, draft.place):
        core = _core(full)
        at = draft.read.find(core) if core else -1
        if core and 0 <= at < draft.read.find(full) and not draft.is_quoted(at):
            yield draft.finding(
                StyleRule.SHORT_NAME_FIRST,
                Severity.WARNING,
                (Span(at, at + len(core)),),
                short=core,
                full=full,
            )


def _core(full: str) -> str:
    """A company's own name without place and legal form; empty where too little is left to tell."""
    core = re.sub(r"(?:股份|集团|有限|责任)*公司$|集团$", "", full)
    core = re.sub(r"^[\u4e00-\u9fff]{2}[省市区县]", "", short_name(core) if len(core) < 4 else core)
    return core if len(core) >= 4 and core != full else ""
