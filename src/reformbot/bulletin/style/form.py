"""Rules about how an article is built: paragraph, lead, measures, headings, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import mean

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Measure, Span
from reformbot.bulletin.places import short_name
from reformbot.bulletin.sentences import sentence_spans
from reformbot.bulletin.style.draft import Draft, length
from reformbot.bulletin.style.model import Severity, StyleFinding, StyleRule
from reformbot.bulletin.words import tagged

_MEASURES = (3, 4)
_BODY = (400, 900)
_LEAD = (40, 160)
_LEAD_SENTENCES = 2
_MEASURE = (65, 360)
_BALANCE = 2.2
_LONGEST_SENTENCE = 135
_SENTENCE_MEAN = (35, 70)
_TEN = "一二三四五六七八九十"
_HOUSE = re.compile(rf"[{_TEN}]{{1,3}}是")
# Where a sentence or a clause ends, so that 这一是… within a word does not count.
_HOUSE_MARKS = re.compile(
    rf"(?:^|(?<=[。！？；：，】\n]))(?P<number>[{_TEN}]{{1,3}})是", re.MULTILINE
)
_HEAD_CLAUSE = re.compile(r"[，、；：]")
_NOT_COUNTED = re.compile(r"[\s“”‘’《》]")
_SELF_NAME = re.compile(
    r"总工会|工会|公司|集团|企业|学院|学校|医院|[省市区县镇]|开发区|园区|街道|[厂矿港所院局委办]"
)


def check(draft: Draft) -> Iterable[StyleFinding]:
    """What is wrong with an article's build."""
    yield from _paragraphs(draft)
    yield from _markers(draft)
    yield from _heads(draft)
    yield from _lead(draft)
    yield from _lengths(draft)


def _paragraphs(draft: Draft) -> Iterable[StyleFinding]:
    """Breaks in running text; the lines of tables are kept."""
    starts = [
        match.end()
        for match in re.finditer(r"(?:\r?\n[^\S\n]*)+", draft.read.rstrip())
        if match.start()
        and not any(t.span.start <= match.end() <= t.span.end + 1 for t in draft.tables)
    ]
    if starts:
        ends = [*starts[1:], len(draft.body)]
        spans = [Span(a, b) for a, b in zip(starts, ends, strict=True) if a < b]
        yield draft.finding(StyleRule.PARAGRAPHS, Severity.ERROR, spans, count=len(starts) + 1)


def _is_house(draft: Draft) -> bool:
    return all(_HOUSE.fullmatch(one.marker) for one in draft.measures)


def _markers(draft: Draft) -> Iterable[StyleFinding]:
    measures = draft.measures
    found = list(_HOUSE_MARKS.finditer(draft.read))
    numbers = [read_numeral(match["number"]) for match in found]
    if len(found) > 1 and numbers != list(range(1, len(found) + 1)):
        spans = [Span(*match.span()) for match in found]
        yield draft.finding(
            StyleRule.MEASURE_ORDER,
            Severity.ERROR,
            spans,
            markers="、".join(match[0] for match in found),
        )
    if not measures:
        yield draft.finding(StyleRule.MEASURE_COUNT, Severity.ERROR, (), count=0)
        return
    spans = [one.span for one in measures]
    is_house = _is_house(draft)
    if len(measures) not in _MEASURES:
        severity = Severity.ERROR if is_house else Severity.WARNING
        yield draft.finding(StyleRule.MEASURE_COUNT, severity, spans, count=len(measures))
    if not is_house:
        marker = measures[0].marker
        yield draft.finding(StyleRule.MEASURE_MARKER, Severity.INFO, spans, marker=marker)
        return
    for one in measures:
        before = draft.read[: one.span.start].rstrip()
        follows_table = any(table.span.end == len(before) for table in draft.tables)
        if (
            before
            and not follows_table
            and before.rstrip("”’）》")[-1:] not in ("。", "！", "？", "】")
        ):
            yield draft.finding(
                StyleRule.MEASURE_START, Severity.ERROR, (_head_span(one),), marker=one.marker
            )
        end = draft.read.find(one.heading, one.span.start) + len(one.heading)
        if draft.read[end : end + 1] != "。" or end + 1 >= one.span.end:
            yield draft.finding(
                StyleRule.HEAD_END, Severity.ERROR, (_head_span(one),), marker=one.marker
            )


def _head_span(measure: Measure) -> Span:
    end = measure.span.start + len(measure.marker) + max(1, len(measure.heading))
    return Span(measure.span.start, min(end, measure.span.end))


def _heads(draft: Draft) -> Iterable[StyleFinding]:
    measures = draft.measures
    if len(measures) < 2:
        return
    patterns = [_pattern(one.heading) for one in measures]
    lengths = [sum(pattern) for pattern in patterns]
    spans = [_head_span(one) for one in measures]
    severity = Severity.ERROR if _is_house(draft) else Severity.INFO
    if len(set(lengths)) > 1:
        shown = "、".join(map(str, lengths))
        yield draft.finding(StyleRule.HEAD_LENGTH, severity, spans, lengths=shown)
    elif len(set(patterns)) > 1:
        shown = "；".join("，".join(map(str, pattern)) for pattern in patterns)
        yield draft.finding(StyleRule.HEAD_PATTERN, severity, spans, patterns=shown)
    forms = [_opens_with_verb(one.heading) for one in measures]
    if True in forms and False in forms:
        odd = [one for one, form in zip(measures, forms, strict=True) if form is False]
        yield draft.finding(
            StyleRule.HEAD_FORM,
            Severity.INFO,
            [_head_span(one) for one in odd],
            head=odd[0].heading,
        )


def _pattern(heading: str) -> tuple[int, ...]:
    """Characters in each clause of a heading, quotation marks left out."""
    return tuple(len(_NOT_COUNTED.sub("", part)) for part in _HEAD_CLAUSE.split(heading))


def _opens_with_verb(heading: str) -> bool | None:
    """Whether a heading leads with a verb, or with its subject; None where its form is open.

    It is open where the first word may be verb and noun (奖励), or is neither (从, 两个).
    """
    _, tag = next(((word, tag) for word, tag in tagged(heading) if tag != "x"), ("", ""))
    if tag in ("v", "n"):
        return tag == "v"
    return None


def _lead(draft: Draft) -> Iterable[StyleFinding]:
    lead = draft.lead.of(draft.read)
    count = length(lead)
    if not _within(count, _LEAD):
        spans = (draft.lead,) if count else ()
        yield draft.finding(
            StyleRule.LEAD_LENGTH,
            Severity.WARNING,
            spans,
            count=count,
            least=_LEAD[0],
            most=_LEAD[1],
        )
    if not count:
        return
    sentences = sentence_spans(draft.read, draft.lead)
    if draft.measures and len(sentences) > _LEAD_SENTENCES:
        yield draft.finding(
            StyleRule.LEAD_SENTENCES, Severity.WARNING, (draft.lead,), count=len(sentences)
        )
    yield from _own_names(draft, lead)


def _own_names(draft: Draft, lead: str) -> Iterable[StyleFinding]:
    city = draft.place.city if draft.place else None
    named = re.search(re.escape(city), lead) if city else None
    if city and named is None and _stands_alone(short_name(city), lead):
        named = re.match(re.escape(short_name(city)), lead)
    if city and named and not draft.is_quoted(named.start()):
        severity = Severity.ERROR if _is_actor(lead, named) else Severity.WARNING
        yield draft.finding(StyleRule.LEAD_CITY, severity, (Span(*named.span()),), city=city)
    first = sentence_spans(lead)[0]
    if not _SELF_NAME.search(first.of(lead)):
        yield draft.finding(StyleRule.LEAD_NAME, Severity.WARNING, (first,))


def _is_actor(lead: str, named: re.Match[str]) -> bool:
    """Whether a city in a lead is who acts, rather than part of what something is called."""
    before = lead[: named.start()].rstrip()
    return not before or before[-1] in "。，；" or lead.startswith("总工会", named.end())


def _stands_alone(name: str, lead: str) -> bool:
    """Whether a lead opens with a city's short name that does not go on as a longer name.

    A noun or another place right behind it makes it part of the name of a company or a zone.
    """
    if not lead.startswith(name):
        return False
    rest = lead[len(name) :]
    if rest.startswith("总工会"):
        return True
    _, tag = next(iter(tagged(rest)), ("", ""))
    return not tag.startswith(("n", "j", "b", "s", "vn"))


def _lengths(draft: Draft) -> Iterable[StyleFinding]:
    count = length(draft.read)
    if not _within(count, _BODY):
        yield draft.finding(
            StyleRule.BODY_LENGTH, Severity.WARNING, (), count=count, least=_BODY[0], most=_BODY[1]
        )
    sizes = [length(one.span.of(draft.read)) for one in draft.measures]
    for one, size in zip(draft.measures, sizes, strict=True):
        if not _within(size, _MEASURE):
            yield draft.finding(
                StyleRule.MEASURE_LENGTH,
                Severity.WARNING,
                (one.span,),
                count=size,
                least=_MEASURE[0],
                most=_MEASURE[1],
            )
    if len(sizes) > 1 and max(sizes) > _BALANCE * min(sizes):
        longest = draft.measures[sizes.index(max(sizes))]
        yield draft.finding(
            StyleRule.MEASURE_BALANCE,
            Severity.WARNING,
            (longest.span,),
            longest=max(sizes),
            shortest=min(sizes),
        )
    running = [
        s
        for s in draft.sentences
        if not any(t.span.start <= s.start < t.span.end for t in draft.tables)
    ]
    counts = [length(span.of(draft.read)) for span in running]
    for span, size in zip(running, counts, strict=True):
        if size > _LONGEST_SENTENCE:
            yield draft.finding(
                StyleRule.SENTENCE_LENGTH,
                Severity.WARNING,
                (span,),
                count=size,
                most=_LONGEST_SENTENCE,
            )
    if counts and not _within(round(mean(counts)), _SENTENCE_MEAN):
        yield draft.finding(
            StyleRule.SENTENCE_MEAN,
            Severity.INFO,
            (),
            count=round(mean(counts)),
            least=_SENTENCE_MEAN[0],
            most=_SENTENCE_MEAN[1],
        )


def _within(count: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= count <= bounds[1]
