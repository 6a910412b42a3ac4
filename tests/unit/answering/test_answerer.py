"""Answers: every sentence is the corpus' own, and what the corpus does not hold is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.answering.answerer import Answerer
from reformbot.answering.model import Answer, Item, Refusal
from reformbot.answering.rendering import plain_text, record
from reformbot.bulletin.sentences import sentence_spans
from reformbot.errors import EmptyIndexError, FingerprintMismatchError, VectorStoreError
from reformbot.library.records import Snapshot
from reformbot.locale import load_messages
from tests.unit.workshop import CORPUS, WUXI, NotingEmbedder, Told, Workshop, printed

QUESTIONS = (
    "扬州有多少家工匠学院？",
    "通州区产改联盟有多少家链主企业？",
    "天山矿业公司投入多少万元？",
    "常州的专项集体合同怎样分红？",
    "哪些城市建立了产改联盟？",
    "列出办过技能竞赛的单位",
    "第8期太仓举办了多少场竞赛？",
    "户外劳动者服务站有几间休息室",
    "盐城港集团的竞赛有哪些工种",
)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with Workshop(tmp_path_factory.mktemp("stocked")) as made:
        made.index(CORPUS)
        yield made


@pytest.fixture(scope="module")
def answerer(stocked: Workshop) -> Answerer:
    return stocked.answerer()


@pytest.fixture(scope="module")
def snapshot(stocked: Workshop) -> Snapshot:
    version = stocked.catalog.live_version()
    assert version is not None
    return Snapshot.of(version, stocked.catalog.editions(version))


def assert_carried(answer: Answer, snapshot: Snapshot) -> None:
    """Every word that is said stands in the corpus where the citation says."""
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        assert snapshot.passages[citation.passage.id] == citation.passage
        article = snapshot.article(citation.passage)
        assert citation.quote
        assert citation.quote == citation.span.of(article.body)
        assert citation.span in sentence_spans(article.body)
        assert citation.span.start < citation.passage.span.end
        assert citation.passage.span.start < citation.span.end
    said = answer.statements + (answer.items or ()) + answer.doubtful
    assert {n for one in said for n in one.citations} == set(numbers)
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for one in said:
        own = [quotes[n] for n in one.citations]
        if isinstance(one, Item) and one.name.startswith("《"):  # an overview's headings
            assert all(quote.rstrip("。；") in one.text for quote in own)
        elif isinstance(one, Item) and not one.text:  # the sentence is the entry
            assert one.name in own
        else:
            assert one.text in own or is_corrected(one.text, own)
    assert answer.abstained == (not said)


def is_corrected(text: str, quotes: list[str]) -> bool:
    """Whether a text is its quotation with what a cited 更正 notice puts right."""
    for notice in quotes:
        if change := re.search(r"“([^”]+)”应为“([^”]+)”", notice):
            return any(quote.replace(change[1], change[2]) == text for quote in quotes)
    return False


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_carried(answerer: Answerer, snapshot: Snapshot, question: str) -> None:
    answer = answerer.ask(question)
    assert not answer.abstained
    assert answer.question == question
    assert_carried(answer, snapshot)


@settings(max_examples=40, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                *"扬州市通州区多少哪些家？12第期",
                "工匠学院",
                "竞赛",
                "2024年第6期",
                "which cities ",
                "劳模",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_asked_nothing_is_made_up(
    answerer: Answerer, snapshot: Snapshot, text: str
) -> None:
    assert_carried(answerer.ask(text), snapshot)


@pytest.mark.parametrize(
    ("question", "article", "words"),
    [
        ("扬州有多少家工匠学院？", ("2024-06", 2), "13家"),
        ("通州区产改联盟有多少家链主企业？", ("2024-06", 4), "16家链主企业"),
        ("天山矿业公司投入多少万元？", ("2024-08", 3), "2000万元"),
        ("沙洲村服务站使用多少平方米", ("2024-10", 5), "260平方米"),
    ],
)
def test_figures(answerer: Answerer, question: str, article: tuple[str, int], words: str) -> None:
    first = answerer.ask(question).citations[0]
    assert (first.passage.stem, first.passage.article) == article
    assert words in first.quote


def test_lists_name_places_once(answerer: Answerer) -> None:
    answer = answerer.ask("哪些城市有职工技能竞赛？")
    assert answer.items is not None
    names = [item.name for item in answer.items]
    assert len(set(names)) == len(names)
    assert answer.statements == ()
    assert (answer.scope.issues, answer.scope.articles) == (3, 18)


def test_the_scope_is_the_issues_asked_about(answerer: Answerer) -> None:
    answer = answerer.ask("2024年第10期有哪些竞赛")
    assert (answer.scope.issues, answer.scope.articles) == (1, 6)
    assert {citation.passage.stem for citation in answer.citations} == {"2024-10"}


@pytest.mark.parametrize(
    ("question", "refusal", "subject"),
    [
        pytest.param("昆明市有几家工匠学院？", Refusal.PLACE_UNKNOWN, "昆明市", id="a place"),
        pytest.param(
            "北京市通州区的联盟",
            Refusal.PLACE_UNKNOWN,
            "通州区",
            id="a namesake",
        ),
        pytest.param("2023年第1期讲了什么？", Refusal.ISSUE_UNKNOWN, "2023年第1期", id="an issue"),
        pytest.param("第99期讲了什么？", Refusal.ISSUE_UNKNOWN, "第99期", id="no such number"),
        pytest.param("今天股市怎么样", Refusal.NO_EVIDENCE, "", id="another subject"),
        pytest.param("What is the weather like?", Refusal.NO_EVIDENCE, "", id="in English"),
        pytest.param("", Refusal.EMPTY_QUESTION, "", id="nothing"),
        pytest.param(" \n\u3000", Refusal.EMPTY_QUESTION, "", id="blank"),
        pytest.param("？！……", Refusal.EMPTY_QUESTION, "", id="marks"),
        pytest.param("🚀🎉👨‍👩‍👧", Refusal.EMPTY_QUESTION, "", id="emoji"),
        pytest.param("\x00\x07\ufeff", Refusal.EMPTY_QUESTION, "", id="control characters"),
        pytest.param("吃" * 5000, Refusal.NO_EVIDENCE, "", id="5,000 characters"),
        pytest.param("".join(map(chr, range(0x4E00, 0x4E00 + 5000))), None, "", id="5,000 kinds"),
        pytest.param('" OR 1=1; DROP TABLE passage; --', Refusal.NO_EVIDENCE, "", id="SQL"),
    ],
)
def test_refusals(
    answerer: Answerer, snapshot: Snapshot, question: str, refusal: Refusal | None, subject: str
) -> None:
    answer = answerer.ask(question)
    assert_carried(answer, snapshot)
    if refusal is not None:
        assert (answer.refusal, answer.subject) == (refusal, subject)
        assert answer.items is None
        assert len(answer.nearest) <= 3
        text = plain_text(answer, load_messages(answer.language))
        assert subject in text
        assert "error" not in text


def test_a_refusal_names_near_articles(answerer: Answerer, snapshot: Snapshot) -> None:
    near = answerer.ask("今天股市怎么样").nearest
    assert near
    titles = {(e.stem, a.ordinal): a.title for e in snapshot.editions for a in e.issue.articles}
    assert all(titles[one.stem, one.article] == one.title for one in near)
    assert len({(one.stem, one.article) for one in near}) == len(near)


@pytest.mark.parametrize("question", [*QUESTIONS, "昆明有几家？", "股市", "哪些城市炒股"])
def test_the_record_is_the_batch_format(answerer: Answerer, question: str) -> None:
    answer = answerer.ask(question)
    said = record(answer, load_messages(answer.language))
    assert {"question", "answer", "abstained", "items", "citations"} <= said.keys()
    assert said["abstained"] is answer.abstained
    assert said["answer"]
    for citation in said["citations"]:
        assert citation.keys() >= {"n", "issue", "article", "quote"}
        assert citation["issue"] in {"2024-06", "2024-08", "2024-10"}
        assert 1 <= citation["article"] <= 6
        corrected = any("应为" in other["quote"] for other in said["citations"])
        assert citation["quote"] in said["answer"] or said["items"] is not None or corrected
    for item in said["items"] or ():
        assert item.keys() == {"name", "citations"}
        assert set(item["citations"]) <= {citation["n"] for citation in said["citations"]}


def test_plain_text_lists_its_references(answerer: Answerer) -> None:
    answer = answerer.ask("扬州有多少家工匠学院？")
    text = plain_text(answer, load_messages("zh"))
    title = "扬州市总工会分级建设有辨识度的工匠学院"
    assert f"[1] 2024年第6期 · 2024-05-29 · 《{title}》 · 扬州市总工会" in text
    assert text.startswith(f"《{title}》：{answer.statements[0].text}[1]")


def test_an_english_question_is_framed_in_english(answerer: Answerer) -> None:
    answer = answerer.ask("weather?")
    assert answer.language == "en"
    assert "no evidence" in plain_text(answer, load_messages(answer.language))


def test_nothing_indexed(workshop: Workshop) -> None:
    with pytest.raises(EmptyIndexError):
        workshop.answerer().ask("扬州有多少家工匠学院？")
    with pytest.raises(EmptyIndexError):
        workshop.answerer().prepare()


def test_another_embedder_is_refused(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    indexed = workshop.embedder.fingerprint
    workshop.embedder = NotingEmbedder("other")
    with pytest.raises(FingerprintMismatchError) as caught:
        workshop.answerer().ask("扬州有多少家工匠学院？")
    assert caught.value.details == {
        "indexed": indexed,
        "configured": workshop.embedder.fingerprint,
    }


def test_missing_vectors_are_named(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    version = workshop.index().version
    assert version is not None
    workshop.vectors.delete(version.id)
    with pytest.raises(VectorStoreError):
        workshop.answerer().ask("扬州有多少家工匠学院？")


def test_a_switch_is_noticed_at_the_next_question(workshop: Workshop) -> None:
    answerer = workshop.answerer()
    workshop.write("a.txt", printed(1))
    first = workshop.index().version
    assert first is not None
    question = "无锡全年办赛多少场？"
    assert "56场" in answerer.ask(question).statements[0].text
    changed = Told(WUXI.title, WUXI.body.replace("56场", "65场"), WUXI.byline)
    workshop.write("a.txt", printed(1, changed))
    workshop.index()
    assert "65场" in answerer.ask(question).statements[0].text
    workshop.catalog.switch(first)
    assert "56场" in answerer.ask(question).statements[0].text


def test_one_answerer_in_several_threads(workshop: Workshop) -> None:
    workshop.index(CORPUS)
    expected = [workshop.answerer().ask(question) for question in QUESTIONS]
    answerer = workshop.answerer()
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(answerer.ask, QUESTIONS * 3))
    assert found == expected * 3


def test_threads_during_a_switch(workshop: Workshop) -> None:
    answerer = workshop.answerer()
    versions = []
    for number in (56, 65):
        body = WUXI.body.replace("56场", f"{number}场")
        workshop.write("a.txt", printed(1, Told(WUXI.title, body, WUXI.byline)))
        versions.append(workshop.index().version)

    def ask(_: int) -> str:
        answer = answerer.ask("无锡全年办赛多少场？")
        return answer.statements[0].text

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, at) for at in range(40)]
        for version in (*versions, *versions):
            assert version is not None
            workshop.catalog.switch(version)
        said = {result.result(timeout=60) for result in asked}
    assert said <= {"全年办赛56场。", "全年办赛65场。"}
    assert said


def test_a_misprint_is_put_right(answerer: Answerer) -> None:
    answer = answerer.ask("太仓举办了多少场劳动和技能竞赛？")
    said = " ".join(one.text for one in answer.statements)
    assert "146场" in answer.statements[0].text
    assert {(c.passage.stem, c.passage.article) for c in answer.citations} == {
        ("2024-08", 1),
        ("2024-10", 6),
    }
    assert "应为" in said


def test_the_asked_matter_stands_elsewhere_only(answerer: Answerer) -> None:
    answer = answerer.ask("镇江的工匠学院培训了多少人？")
    assert answer.refusal is Refusal.ELSEWHERE


def test_one_of_two_places_is_unknown(answerer: Answerer) -> None:
    answer = answerer.ask("扬州和昆明谁的工匠学院多？")
    assert (answer.refusal, answer.subject) == (Refusal.PLACE_UNKNOWN, "昆明市")


def test_a_known_place_outside_the_asked_issue(answerer: Answerer) -> None:
    answer = answerer.ask("第6期苏州解决了多少技术问题？")
    assert (answer.refusal, answer.subject) == (Refusal.PLACE_NOT_IN_ISSUE, "苏州市")


def test_an_overview_names_every_article_of_a_place(answerer: Answerer) -> None:
    answer = answerer.ask("苏州有哪些产改做法？")
    assert answer.items is not None
    assert len(answer.items) == 2
    assert "第一，账本清楚实在" in answer.items[0].text


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        ("扬州有多少家工匠学院？", "那通州区呢？", "通州区有多少家工匠学院？"),
        ("2023年扬州培训了多少人？", "那2022年呢？", "2022年扬州培训了多少人？"),
        ("常州2022年4月有多少家试点？", "过了一年呢？", "常州2023年4月有多少家试点？"),
        ("扬州有多少家工匠学院？", "南通市有哪些产改联盟，由谁牵头？", None),
    ],
)
def test_follow_ups_stand_alone(
    answerer: Answerer, earlier: str, question: str, understood: str | None
) -> None:
    answer = answerer.ask(question, [earlier])
    assert answer.understood == understood
    assert answer.question == question


def test_half_a_character_is_survived(answerer: Answerer) -> None:
    assert answerer.ask("\udcff").abstained
