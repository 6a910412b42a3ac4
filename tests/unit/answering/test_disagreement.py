"""Where issues disagree the newest stands, and the older is named."""

from __future__ import annotations

import pytest

from reformbot.answering.answerer import Answerer
from reformbot.answering.rendering import body_lines
from reformbot.answering.thresholds import WORDS_ONLY
from reformbot.locale import load_messages
from tests.unit.answering.printing import firm
from tests.unit.workshop import Told, Workshop, printed


def told(sentence: str) -> Told:
    return firm("甲", sentence, "示例书屋每晚开放。")


def asked(workshop: Workshop, question: str, *sentences: str) -> list[str]:
    """What is said to a question of one company, told of in one issue after the other."""
    for number, words in enumerate(sentences, 1):
        other = firm("乙", "示例食堂添置桌椅。")
        workshop.write(f"2024-{number:02}.txt", printed(number, told(words), other, year=2024))
    workshop.index()
    answerer = Answerer(workshop.catalog, workshop.vectors, workshop.embedder, WORDS_ONLY)
    return body_lines(answerer.ask(question), load_messages("zh"))


OLD = "全厂建成甲类示例学堂11座。"
NEW = "全厂建成甲类示例学堂13座。"
QUESTION = "示例甲公司建成多少座甲类示例学堂？"


@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_stands_and_the_older_is_named(workshop: Workshop, *, turned: bool) -> None:
    first, second = (NEW, OLD) if turned else (OLD, NEW)
    said = asked(workshop, QUESTION, first, second)
    assert len(said) == 2
    assert second in said[0]
    assert said[1] == f"此前2024年第1期的说法：{first.rstrip('。')}[2]"


@pytest.mark.parametrize(
    ("question", "other"),
    [
        pytest.param(QUESTION, OLD, id="the same figure"),
        pytest.param(QUESTION, "全厂建成乙种书屋13座。", id="another matter"),
        pytest.param(QUESTION, "全厂新增甲类示例学堂13座。", id="an increase"),
        pytest.param(QUESTION, "全厂建成甲类示例学堂13间。", id="another unit"),
        pytest.param(QUESTION, "全厂计划建成甲类示例学堂13座。", id="a plan"),
        pytest.param("2024年示例甲公司建成多少座甲类示例学堂？", NEW, id="a year is asked about"),
        pytest.param("第1期示例甲公司建成多少座甲类示例学堂？", NEW, id="an issue is asked about"),
    ],
)
def test_no_disagreement(workshop: Workshop, question: str, other: str) -> None:
    assert not any("此前" in line for line in asked(workshop, question, OLD, other))
