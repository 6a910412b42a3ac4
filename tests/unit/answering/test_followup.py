"""A question that leans on earlier ones says what it means by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformbot.answering.followup import standalone
from reformbot.bulletin.model import Place

JIANGSU = Place("江苏省")
SAID = st.text("扬州南通那呢和2023年第6期过了一谢what about in Wuxi？，的\\ ", max_size=24)


@pytest.mark.parametrize(
    ("earlier", "question", "meant"),
    [
        pytest.param("扬州有几家学院？", "那通州区呢？", "通州区有几家学院？", id="place"),
        pytest.param("扬州有几家学院？", "通州呢", "通州有几家学院？", id="bare place"),
        pytest.param("扬州有几家学院？", "那么，无锡的呢？", "无锡有几家学院？", id="of a place"),
        pytest.param("扬州有几家学院？", "那曲呢？", "那曲有几家学院？", id="a place with 那"),
        pytest.param("有几家学院？", "扬州呢？", "扬州，有几家学院？", id="no place before"),
        pytest.param(
            "扬州有几家学院？", "南通和无锡呢？", "南通和无锡有几家学院？", id="two places"
        ),
        pytest.param(
            "扬州和南通各有几家学院？", "无锡呢？", "无锡各有几家学院？", id="two places before"
        ),
        pytest.param("2023年扬州有几家？", "那2022年呢？", "2022年扬州有几家？", id="year"),
        pytest.param("2023年底有几家？", "到2024年5月呢？", "到2024年5月有几家？", id="month"),
        pytest.param("扬州有几家？", "2022年呢？", "2022年，扬州有几家？", id="no year before"),
        pytest.param("扬州2022年有几家？", "过了两年呢？", "扬州2024年有几家？", id="years later"),
        pytest.param("扬州2022年有几家？", "次年呢？", "扬州2023年有几家？", id="next year"),
        pytest.param("第6期讲了什么？", "第8期呢？", "第8期讲了什么？", id="issue"),
        pytest.param(
            "2023年第6期讲了什么？", "那2024年第8期呢？", "2024年第8期讲了什么？", id="dated issue"
        ),
        pytest.param(
            "扬州有几家学院？", "实训基地呢？", "扬州有几家学院，实训基地呢？", id="object"
        ),
        pytest.param(
            "扬州有几家学院？", "给多少补贴？", "扬州有几家学院，给多少补贴？", id="no subject"
        ),
        pytest.param(
            "扬州有几家学院？",
            "其中有多少家是2020年以后才由企业自己办起来的？",
            "扬州有几家学院，其中有多少家是2020年以后才由企业自己办起来的？",
            id="long but leaning",
        ),
        pytest.param(
            "How many colleges does Yangzhou have?",
            "What about Nantong?",
            "How many colleges does Nantong have?",
            id="English place",
        ),
        pytest.param(
            "How many are Yangzhou's colleges?",
            "and Wuxi?",
            "How many are Wuxi's colleges?",
            id="English possessive",
        ),
        pytest.param(
            "How many colleges did Yangzhou have in 2022?",
            "And in 2023?",
            "How many colleges did Yangzhou have in 2023?",
            id="English year",
        ),
        pytest.param(
            "How many colleges does Yangzhou have?",
            "How many people did they train last year?",
            "How many colleges does Yangzhou have, How many people did they train last year?",
            id="English pronoun",
        ),
        pytest.param(
            "扬州有几家学院？", "What about Nantong?", "南通有几家学院？", id="another language"
        ),
        pytest.param("How many has Yangzhou?", "南通呢？", "How many has Nantong?", id="and back"),
    ],
)
def test_a_follow_up_is_completed(earlier: str, question: str, meant: str) -> None:
    assert standalone(question, [earlier], JIANGSU) == meant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("南通市有哪些产改联盟，由谁牵头？", id="its own place"),
        pytest.param("哪些城市建立了产改联盟？", id="a list of places"),
        pytest.param("第8期讲了什么？", id="its own issue"),
        pytest.param("技能竞赛的获奖职工可以直接晋升为高级技师吗？", id="its own subject"),
        pytest.param("Which cities founded an alliance?", id="a list in English"),
        pytest.param("谢谢！", id="thanks"),
        pytest.param("Thanks", id="thanks in English"),
        pytest.param("？", id="a mark"),
        pytest.param("", id="nothing"),
    ],
)
def test_another_topic_stays_as_it_is(question: str) -> None:
    assert standalone(question, ["扬州有多少家工匠学院？"], JIANGSU) == question


@pytest.mark.parametrize(
    ("history", "question", "meant"),
    [
        (["扬州有几家学院？", "那无锡呢？"], "2022年呢？", "2022年，无锡有几家学院？"),
        (["扬州有几家学院？", "实训基地呢？"], "无锡呢", "无锡有几家学院，实训基地呢？"),
        (["扬州有几家学院？", "哪些城市办了竞赛？"], "奖金呢？", "哪些城市办了竞赛，奖金呢？"),
        (["扬州有几家学院？", "谢谢", "？"], "南通呢？", "南通有几家学院？"),
    ],
)
def test_several_earlier_questions(history: list[str], question: str, meant: str) -> None:
    assert standalone(question, history, JIANGSU) == meant


@given(question=SAID, prior=st.sampled_from([None, JIANGSU]))
def test_nothing_before_changes_nothing(question: str, prior: Place | None) -> None:
    assert standalone(question, [], prior) == question


@settings(max_examples=100, deadline=None)
@given(question=SAID, history=st.lists(SAID, max_size=3))
def test_whatever_was_said_before(question: str, history: list[str]) -> None:
    assert isinstance(standalone(question, history, JIANGSU), str)
