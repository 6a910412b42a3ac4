"""What a chat model says a measure is for: it claims nothing, and only where the draft is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reformbot.bulletin.verify import Source
from reformbot.drafting.brief import pasted
from reformbot.drafting.draft import Draft, Sentence, SentenceKind
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.polishing import Polisher
from reformbot.drafting.purposes import aim_findings
from reformbot.drafting.rendering import article_of
from reformbot.models.prompts import load_prompts, packaged_prompts
from reformbot.testing.chat import ScriptedChatModel

NOTES = """2024.5.18 第九届职工技能大赛
组织62家单位418人参赛
出台《技能人才奖补办法》
帮扶困难职工260人次"""
AIMS = "掌握看家本领；激发创新活力；搭好比武舞台；聚拢技能人才"
PURPOSE = "为掌握看家本领、激发创新活力，搭好比武舞台、聚拢技能人才。"
SOURCE = Source("东麓市总工会组织62家单位418人参赛。", title="职工技能大赛，东麓市，东麓市总工会")


def drafter(model: ScriptedChatModel) -> Drafter:
    return Drafter(Polisher(model, load_prompts(packaged_prompts())))


def plain(length: tuple[int, int] = (300, 600)) -> Draft:
    brief = pasted(NOTES, title_hint="职工技能大赛", unit="东麓市总工会")
    return Drafter().draft(replace(brief, target_chars=length))


def model_of(*replies: str) -> ScriptedChatModel:
    """A model that words no fact, and gives these aims one reply after the other."""
    left = list(replies)

    def say(request: str) -> Sequence[str]:
        return (left.pop(0),) if left and "五个理由" in request else ("无",)

    return ScriptedChatModel(replies=say)


def purposes(draft: Draft) -> list[str]:
    return [
        one.text
        for part in draft.current.parts
        for one in part.sentences
        if one.kind is SentenceKind.PURPOSE
    ]


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        (AIMS, PURPOSE),
        (AIMS.replace("；", "\n"), PURPOSE),
        ("1. 掌握看家本领\n2. 激发创新活力\n3. 搭好比武舞台\n4. 聚拢技能人才", PURPOSE),
        (f"推行评比（技能大赛）五个理由：{AIMS}。", PURPOSE),
        (f"{AIMS}；弘扬劳动精神", PURPOSE),
        ("掌握看家本领；激发创新活力", "为掌握看家本领，激发创新活力。"),
        ("掌握看家本领；激发活力；搭好比武舞台", "为掌握看家本领、搭好比武舞台，激发活力。"),
        ("推行评比；掌握看家本领；掌握本领；激发创新活力", "为掌握看家本领，激发创新活力。"),
    ],
)
def test_a_short_draft_says_what_a_measure_is_for(said: str, purpose: str) -> None:
    draft = plain()
    said = said.replace("推行评比", draft.current.parts[1].heading)
    longer = drafter(model_of(said)).polished(draft)
    assert longer.current.parts[1].sentences[0] == Sentence(
        purpose, SentenceKind.PURPOSE, composer="scripted"
    )
    assert longer.left_over == ()
    assert not longer.current.is_plain


def test_a_draft_that_is_long_enough_is_left_alone() -> None:
    assert purposes(drafter(model_of(AIMS)).polished(plain((40, 90)))) == []


def test_an_aim_is_said_once_in_an_article() -> None:
    assert purposes(drafter(model_of(*[AIMS] * 9)).polished(plain())) == [PURPOSE]


def test_what_is_refused_is_not_to_be_said_again() -> None:
    model = model_of("为418名职工搭台；让能者上前一步走", AIMS)
    draft = drafter(model).polished(plain())
    assert purposes(draft)[0] == PURPOSE
    again = [request for _, request in model.requests if "不要再写" in request]
    assert "为418名职工搭台" in again[0]
    assert draft.current.parts[1].rejected


def test_the_annex_says_that_nothing_carries_it() -> None:
    sources = article_of(drafter(model_of(AIMS)).polished(plain())).sources
    assert [one.carriers for one in sources if one.sentence == PURPOSE] == [()]


@pytest.mark.parametrize(
    "aim",
    [
        "帮418名职工学艺",
        "帮三百多名职工学艺",
        "帮西陵市职工学艺",
        "让有才的人走上了台前",
        "联合市人社局搭台",
        "建成全省领先的赛事",
        "落实《技工培养规划》",
        "提升职工技能显著",
        "向张成龙学习技能",
        "职工掌握看家本领",
        "让职工学有去处",
        "本领",
        "让更多有真才实学的一线职工走上台前来",
        "提升职工技能的",
        "掌握本领",
        "激发活力与干劲",
        "Let skilled workers be seen",
    ],
)
def test_an_aim_that_claims_something_or_says_it_again_is_refused(aim: str) -> None:
    taken = ["为让职工学有去处、练有师傅，把难题变成教材。"]
    assert aim_findings(aim, SOURCE, taken, ["掌握看家本领", "激发创新活力"])


@pytest.mark.parametrize(
    "aim",
    [
        "弘扬劳模精神和工匠精神",
        "把服务送到社区和园区",
        "促进城乡融合发展",
        "让改革成果惠及职工",
        "解决身边难题",
        "通过比武提升技能",
    ],
)
def test_common_words_are_no_names_and_no_claims(aim: str) -> None:
    assert aim_findings(aim, SOURCE, ["另一句话。"], ["掌握看家本领"]) == ()


@pytest.mark.parametrize(
    ("said", "opened"),
    [
        ("语气正式一点", []),
        ("重写第一点", []),
        ("展开一点", [PURPOSE]),
        ("第一点写长一点", [PURPOSE]),
    ],
)
def test_another_wording_gets_a_purpose_only_where_more_is_asked_for(
    said: str, opened: list[str]
) -> None:
    revision = drafter(model_of(AIMS)).revise(plain(), said)
    assert purposes(revision.draft) == opened


def test_a_lead_worded_by_itself_is_not_made_longer() -> None:
    model = drafter(model_of(AIMS))
    assert purposes(model.polished(plain(), 0)) == []
    assert purposes(model.polished(plain(), 1)) == [PURPOSE]
