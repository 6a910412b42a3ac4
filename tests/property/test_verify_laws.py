"""What holds of the verifier for every sentence of the samples, and for any text."""

from __future__ import annotations

import re

import cn2an
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reformbot.bulletin.counts import read_counts
from reformbot.bulletin.model import Place
from reformbot.bulletin.parse import parse
from reformbot.bulletin.places import find_places
from reformbot.bulletin.plain import plain
from reformbot.bulletin.sentences import clause_spans, sentence_spans
from reformbot.bulletin.verify import Source, Wanted, verify
from tests.conftest import SAMPLES

_PRIOR = Place("江苏省")
_moderately = settings(max_examples=200, deadline=None)


def _sources() -> list[Source]:
    found: list[Source] = []
    for path in SAMPLES:
        issue = parse(path.read_text("utf-8"))
        for article in issue.articles:
            # A heading of its table says nothing by itself: 第一年 第二年 第三年.
            found += [
                Source(
                    plain(span.of(article.body)),
                    title=article.title,
                    place=article.place,
                    issued=issue.issued,
                    label=issue.key.label,
                )
                for span in sentence_spans(article.body)
                if "\t" not in span.of(article.body)
            ]
    return found


_SOURCES = _sources()
_COUNTING = [s for s in _SOURCES if re.search("[0-9]", s.text)]
_WITH_UNITS = [
    source for source in _SOURCES if any(c.unit for c in read_counts(source.text, _PRIOR, None))
]
_PLACED = [s for s in _SOURCES if find_places(s.text, s.place or _PRIOR)]
_OTHER_PLACES = tuple(
    (name, mention.place)
    for name in ("徐州市", "连云港市", "宿迁市", "南通市海门区", "常熟市", "杭州市", "无锡")
    for mention in find_places(name, _PRIOR)
    if mention.place
)
_UNITS = ("人次", "名", "家", "项", "场", "元", "%", "平方米", "天", "对")
_ALIKE = ({"名", "人", "位"}, {"家", "所", "个"}, {"项", "件", "个", "条"}, {"场", "场次"})
_PLAIN_COUNT = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万?)(?=[余多]?[家名人项场支])")
_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), *range(0x41, 0x5B), 0x25)}
)
_PIECES = (
    *"0129年月日第期万亿余近超不未无“”《》、，。\n\t ",
    *("12家", "企业", "无锡市", "总工会", "其中", "分别为", "的", "每月", "累计", "百分之", "职工"),
    *("去年", "two", "percent", "2023年"),
)
_any_text = st.text(max_size=60) | st.lists(st.sampled_from(_PIECES)).map("".join)


def _carried(said: str, source: Source) -> bool:
    return verify(said, [source], prior=_PRIOR) == ()


@_moderately
@given(st.sampled_from(_SOURCES), st.data())
def test_whole_clauses_of_a_source_are_carried(source: Source, data: st.DataObject) -> None:
    clauses = clause_spans(source.text)
    first = data.draw(st.integers(0, len(clauses) - 1))
    last = data.draw(st.integers(first, len(clauses) - 1))

    assert _carried(source.text[clauses[first].start : clauses[last].end], source)


@_moderately
@given(st.sampled_from(_COUNTING), st.data())
def test_another_digit_is_caught(source: Source, data: st.DataObject) -> None:
    digits = [match.start() for match in re.finditer("[0-9]", source.text)]
    at = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda d: d != source.text[at]))

    assert not _carried(source.text[:at] + digit + source.text[at + 1 :], source)


@_moderately
@given(st.sampled_from(_WITH_UNITS), st.data())
def test_another_unit_is_caught(source: Source, data: st.DataObject) -> None:
    counts = [
        count
        for count in read_counts(source.text, source.place, source.issued)
        if count.unit and count.figure.text[0].isdigit() and count.figure.text.endswith(count.unit)
    ]
    assume(counts)
    count = data.draw(st.sampled_from(counts))
    other = data.draw(
        st.sampled_from(_UNITS).filter(
            lambda unit: (
                unit != count.unit and not any({unit, count.unit} <= alike for alike in _ALIKE)
            )
        )
    )
    end = count.figure.span.end
    said = source.text[: end - len(count.unit)] + other + source.text[end:]
    assume(said != source.text)

    assert not _carried(said, source)


@_moderately
@given(st.sampled_from(_COUNTING), st.sampled_from(("", "万", "亿")), st.data())
def test_another_scale_is_caught(source: Source, scale: str, data: st.DataObject) -> None:
    scales = [match.start() for match in re.finditer("(?<=[0-9])[万亿]", source.text)]
    assume(scales)
    at = data.draw(st.sampled_from(scales))
    assume(scale != source.text[at])

    assert not _carried(source.text[:at] + scale + source.text[at + 1 :], source)


@_moderately
@given(st.sampled_from(_PLACED), st.sampled_from(_OTHER_PLACES), st.data())
def test_another_place_is_caught(
    source: Source, other: tuple[str, Place], data: st.DataObject
) -> None:
    name, place = other
    mention = data.draw(st.sampled_from(find_places(source.text, source.place or _PRIOR)))
    assume(not any(place.within(own) or own.within(place) for own in mention.places))
    said = source.text[: mention.span.start] + name + source.text[mention.span.end :]

    assert not _carried(said, source)


@_moderately
@given(st.sampled_from(_COUNTING), st.data())
def test_the_same_figure_in_another_form_is_carried(source: Source, data: st.DataObject) -> None:
    # A quoted figure stands as it is quoted.
    matches = [
        match
        for match in re.finditer(
            r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(万?)(?=[余多]?[家名人项场支])", source.text
        )
        if source.text.count("“", 0, match.start()) == source.text.count("”", 0, match.start())
    ]
    assume(matches)
    match = data.draw(st.sampled_from(matches))
    value = round(float(match[1]) * (10_000 if match[2] else 1))
    assume(value > 10)
    form = data.draw(st.sampled_from((str(value), f"{value:,}", cn2an.an2cn(value))))

    assert _carried(source.text[: match.start()] + form + source.text[match.end() :], source)


@_moderately
@given(st.sampled_from(_SOURCES))
def test_widths_and_spaces_do_not_matter(source: Source) -> None:
    assert _carried(source.text.translate(_FULL_WIDTH), source)
    assert _carried(re.sub(r"([0-9]+)", r" \1 ", source.text), source)


@_moderately
@given(
    _any_text | st.sampled_from([source.text for source in _SOURCES]),
    st.lists(_any_text.map(Source) | st.sampled_from(_SOURCES), max_size=2),
    st.sampled_from(("zh", "en")),
)
def test_any_text_is_judged_and_always_alike(
    said: str, sources: list[Source], language: str
) -> None:
    wanted = Wanted(frozenset("家名元"), "企业", (_PRIOR,), frozenset((2023,)))
    for asked in (None, wanted):
        found = verify(said, sources, prior=_PRIOR, wanted=asked, language=language)
        assert found == verify(said, sources, prior=_PRIOR, wanted=asked, language=language)


@_moderately
@given(_any_text)
def test_any_text_carries_itself(text: str) -> None:
    assert verify(text, [Source(text)], prior=_PRIOR) == ()
