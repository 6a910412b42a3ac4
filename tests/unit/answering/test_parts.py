"""Lists of named things: titles of documents, and bodies by the noun their names end in."""

from __future__ import annotations

import pytest

from reformbot.answering.lists import enumerate_entries, is_over_articles
from reformbot.answering.parts import named_things
from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.search.question import understand
from reformbot.search.retrieval import Searcher
from tests.unit.answering.printing import searching, union
from tests.unit.workshop import Workshop

SCHOOLS = (
    "扬州建筑示例学堂设在公司。",
    "先后在生物医药、星河集团、船舶示例学堂召开会议。",
    "各示例学堂重视培训。",
    "推动有特色的示例学堂建设。",
    "扬州船舶示例学堂揭牌。",
)
RULES = "出台《示例创新奖励管理办法》和《示例培训补贴办法》。"


@pytest.fixture
def searcher(workshop: Workshop) -> Searcher:
    return searching(
        workshop,
        [union("扬州市", *SCHOOLS), union("无锡市", RULES)],
        [union("苏州市", "出台《示例工人奖励办法》。"), union("宿迁市", "宿迁纺织示例学堂揭牌。")],
    )


@pytest.mark.parametrize(
    ("question", "names"),
    [
        pytest.param(
            "扬州的示例学堂有哪些？",
            {"扬州建筑示例学堂", "生物医药示例学堂", "星河集团示例学堂", "船舶示例学堂"},
            id="bodies, each once",
        ),
        pytest.param(
            "把扬州的各类示例学堂都列出来",
            {"扬州建筑示例学堂", "生物医药示例学堂", "星河集团示例学堂", "船舶示例学堂"},
            id="listed out",
        ),
        pytest.param(
            "各地的奖励办法有哪些？",
            {"示例创新奖励管理办法", "示例工人奖励办法"},
            id="documents by every word asked for",
        ),
        pytest.param("无锡的奖励办法有哪些？", set(), id="one alone is no list"),
        pytest.param("哪些城市建成示例学堂？", set(), id="places, not bodies"),
        pytest.param("扬州的学堂怎么样？", set(), id="no list"),
    ],
)
def test_named_things(searcher: Searcher, question: str, names: set[str]) -> None:
    found = named_things(understand(question, searcher.province), searcher)
    assert {name for name, _ in found} == names
    assert len(found) == len(names)


def test_each_stands_beside_the_sentence_that_names_it(searcher: Searcher) -> None:
    query = understand("扬州的示例学堂有哪些？", searcher.province)
    assert is_over_articles(query, searcher)
    listing = enumerate_entries(query, searcher.search(query), searcher, WORDS_ONLY)
    assert {one.text for _, one in listing.decided} == set(SCHOOLS[:2])
