"""Complete lists: what is on them, under which name, and what is left undecided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reformbot.answering.extractive import list_out
from reformbot.answering.lists import (
    Listing,
    Verdict,
    candidates,
    enumerate_entries,
    is_over_articles,
)
from reformbot.answering.thresholds import WORDS_ONLY, Thresholds
from reformbot.search.question import understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import firm, searching, union
from tests.unit.workshop import CORPUS, Told, Workshop

BASE = "建成示例学堂，请老师授课。"
CANTEEN = "翻修食堂，添置桌椅。"


def listed(searcher: Searcher, question: str, thresholds: Thresholds = WORDS_ONLY) -> Listing:
    query = understand(question, searcher.province)
    return enumerate_entries(query, searcher.search(query), searcher, thresholds)


def names(listing: Listing) -> list[str]:
    return [name for name, _ in listing.decided]


def test_places_with_their_district(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", BASE), union("南通市通州区", BASE), union("无锡市", CANTEEN)],
    )
    assert names(listed(searcher, "哪些城市建成示例学堂？")) == ["扬州市", "南通市（通州区）"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("哪些企业建成示例学堂？", {"示例甲公司"}, id="organisations"),
        pytest.param("哪些地方和企业建成示例学堂？", {"扬州市", "示例甲公司"}, id="anyone"),
        pytest.param("示例学堂有哪些", {BASE}, id="sentences"),
        pytest.param("Which companies have a 示例学堂", {"示例甲公司"}, id="in English"),
    ],
)
def test_names_are_of_the_level_asked_for(
    workshop: Workshop, question: str, expected: set[str]
) -> None:
    searcher = searching(workshop, [union("扬州市", BASE), firm("甲", BASE), firm("乙", CANTEEN)])
    assert set(names(listed(searcher, question))) == expected


def test_a_company_named_in_the_sentence(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", "星河示例有限公司建成示例学堂。"), union("无锡市", CANTEEN)],
    )
    assert names(listed(searcher, "哪些企业建成示例学堂？")) == ["星河示例有限公司"]


def test_an_article_of_no_place_goes_by_who_sent_it(workshop: Workshop) -> None:
    told = Told("建成示例学堂", BASE, "示例部")
    searcher = searching(workshop, [told, union("无锡市", CANTEEN)])
    assert names(listed(searcher, "哪些城市建成示例学堂？")) == ["示例部"]


def test_a_quoted_phrase_must_be_there(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [
            union("扬州市", "建成“示例学堂”。"),
            union("无锡市", "建成“示例学堂”。"),
            union("苏州市", "建成示例的学堂。"),
        ],
    )
    assert names(listed(searcher, "哪些城市建成“示例学堂”？")) == ["扬州市", "无锡市"]


def test_excluded_places(workshop: Workshop) -> None:
    searcher = searching(workshop, [union("扬州市", BASE), union("无锡市", BASE)])
    assert names(listed(searcher, "除了扬州，哪些城市建成示例学堂？")) == ["无锡市"]


def test_nothing_but_an_issue_lists_all_of_it(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", BASE), union("无锡市", CANTEEN)],
        [union("苏州市", BASE), union("宿迁市", CANTEEN)],
    )
    listing = listed(searcher, "第1期里有哪些城市？")
    assert names(listing) == ["扬州市", "无锡市"]
    assert listing.doubtful == ()


def test_the_newest_issue_comes_first(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", BASE), union("无锡市", BASE)],
        [union("苏州市", BASE), union("宿迁市", BASE)],
    )
    assert names(listed(searcher, "哪些城市建成示例学堂？")) == [
        "苏州市",
        "宿迁市",
        "扬州市",
        "无锡市",
    ]


def test_what_words_do_not_decide_is_doubtful(workshop: Workshop) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", BASE), union("无锡市", "建成食堂。"), union("苏州市", "翻修桌椅。")],
    )
    limits = replace(WORDS_ONLY, listed=0.01, doubtful=0.99)
    listing = listed(searcher, "哪些城市建成示例学堂？", limits)
    assert names(listing) == ["扬州市"]
    assert [name for name, _ in listing.doubtful] == ["无锡市"]
    items, doubtful, citations = list_out(listing, searcher)
    assert [one.citations for one in (*items, *doubtful)] == [(1,), (2,)]
    assert [one.quote for one in citations] == [BASE, "建成食堂。"]


def test_articles_of_one_place_are_one_item(workshop: Workshop) -> None:
    searcher = searching(
        workshop, [union("扬州市", BASE), union("无锡市", CANTEEN)], [union("扬州市", BASE)]
    )
    items, _, citations = list_out(listed(searcher, "哪些城市建成示例学堂？"), searcher)
    assert [(item.name, item.text, item.citations) for item in items] == [
        ("扬州市", BASE, (1, 2)),
    ]
    assert [one.passage.stem for one in citations] == ["2024-02", "2024-01"]


def test_notices_are_on_no_list(workshop: Workshop) -> None:
    notice = Told("更正", "第1期中“示例学堂”应为“示例课堂”。", "编辑部")
    searcher = searching(workshop, [union("扬州市", BASE)], [union("无锡市", BASE), notice])
    assert set(names(listed(searcher, "哪些城市建成示例学堂？"))) == {"扬州市", "无锡市"}


@pytest.mark.parametrize(
    ("question", "over"),
    [
        ("哪些城市建成学堂？", True),
        ("哪些企业建成学堂？", True),
        ("哪些地方和企业建成学堂？", True),
        ("学堂有哪些奖励办法？", True),
        ("扬州的学堂有哪些奖励办法？", False),
        ("扬州哪些企业建成学堂？", True),
    ],
)
def test_lists_over_articles_and_lists_within_one(
    workshop: Workshop, question: str, *, over: bool
) -> None:
    searcher = searching(workshop, [union("扬州市", BASE), union("无锡市", CANTEEN)])
    assert is_over_articles(understand(question, searcher.province), searcher) is over


def test_candidates_are_given_with_those_left_out(workshop: Workshop) -> None:
    searcher = searching(
        workshop, [union("扬州市", BASE, CANTEEN), union("无锡市", CANTEEN), union("苏州市", BASE)]
    )
    query = understand("哪些城市建成示例学堂？", searcher.province)
    found = candidates(query, searcher.search(query), searcher, WORDS_ONLY)
    assert [(one.names, one.verdict) for one in found] == [
        (("扬州市",), Verdict.IN),
        (("无锡市",), Verdict.OUT),
        (("苏州市",), Verdict.IN),
    ]
    assert [one.text for one in found[0].evidence] == [BASE, CANTEEN]
    judged = enumerate_entries(
        query,
        searcher.search(query),
        searcher,
        WORDS_ONLY,
        lambda found: [replace(one, verdict=Verdict.UNDECIDED) for one in found],
    )
    assert [name for name, _ in judged.doubtful] == ["扬州市", "无锡市", "苏州市"]


@pytest.mark.parametrize("joined", ["建成学堂或者办过夜校", "建成学堂或办过夜校"])
def test_one_of_several_alternatives_is_enough(workshop: Workshop, joined: str) -> None:
    searcher = searching(
        workshop,
        [union("扬州市", "建成学堂。"), union("无锡市", "办过夜校。"), union("苏州市", CANTEEN)],
        [union("宿迁市", "建成学堂。"), union("南京市", "夜校开班。")],
    )
    found = names(listed(searcher, f"{joined}的有哪些城市？"))
    assert set(found) == {"扬州市", "无锡市", "宿迁市", "南京市"}


def test_districts_alone_where_districts_are_asked_for(workshop: Workshop) -> None:
    searcher = searching(workshop, [union("扬州市", BASE), union("南通市通州区", BASE)])
    assert names(listed(searcher, "哪几个区建成示例学堂？")) == ["南通市（通州区）"]


def test_what_the_whole_province_did_is_no_entry(workshop: Workshop) -> None:
    elsewhere = "放眼全省，建成示例学堂的不少。"
    searcher = searching(workshop, [union("扬州市", BASE), union("无锡市", CANTEEN, elsewhere)])
    assert names(listed(searcher, "哪些城市建成示例学堂？")) == ["扬州市"]


def test_a_figure_asked_for_besides_the_names(workshop: Workshop) -> None:
    searcher = searching(
        workshop, [firm("甲", "办示例比武8场。"), firm("乙", "办示例比武。"), firm("丙", CANTEEN)]
    )
    assert names(listed(searcher, "哪些企业办过多少场示例比武？")) == ["示例甲公司"]


def test_a_member_company_stands_with_its_group(workshop: Workshop) -> None:
    group = Told(
        "星河集团开展技能提升行动",
        "集团重视培训。一是银河煤矿建成示例学堂。请老师授课。二是翻修食堂。添置桌椅。",
        "星河集团工会",
    )
    searcher = searching(workshop, [group, union("无锡市", CANTEEN)])
    assert names(listed(searcher, "哪些企业建成示例学堂？")) == ["星河集团（银河煤矿）"]


@pytest.mark.parametrize("question", ["哪些城市办了夜校？", "Which places have night schools?"])
def test_a_subject_that_no_article_knows_lists_nothing(workshop: Workshop, question: str) -> None:
    workshop.index(CORPUS)
    answer = workshop.answerer().ask(question)
    assert answer.abstained
    assert answer.items is None
