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
from reformbot.drafting.purposes import purpose_findings
from reformbot.drafting.rendering import article_of
from reformbot.models.prompts import load_prompts, packaged_prompts
from reformbot.testing.chat import ScriptedChatModel

NOTES = """2024.5.18 第九届职工技能大赛
组织62家单位418人参赛
出台《技能人才奖补办法》
帮扶困难职工260人次"""
PURPOSE = "为帮职工练就过硬本领，让有真才实学的人走上台前。"
SOURCE = Source("东麓市总工会组织62家单位418人参赛。", title="职工技能大赛，东麓市，东麓市总工会")


def drafter(model: ScriptedChatModel) -> Drafter:
    return Drafter(Polisher(model, load_prompts(packaged_prompts())))


def plain(length: tuple[int, int] = (300, 600)) -> Draft:
    brief = pasted(NOTES, title_hint="职工技能大赛", unit="东麓市总工会")
    return Drafter().draft(replace(brief, target_chars=length))


def model_of(*replies: str) -> ScriptedChatModel:
    """A model that words no fact, and says these purposes one after the other."""
    left = list(replies)

    def say(request: str) -> Sequence[str]:
        is_asked = "） → 为" in request.rpartition("\n")[2]
        return (left.pop(0),) if left and is_asked else ("无",)

    return ScriptedChatModel(replies=say)


def purposes(draft: Draft) -> list[str]:
    return [
        one.text
        for part in draft.current.parts
        for one in part.sentences
        if one.kind is SentenceKind.PURPOSE
    ]


@pytest.mark.parametrize("said", [PURPOSE, PURPOSE[1:], f"推行评比，{PURPOSE}", f"→ {PURPOSE}"])
def test_a_short_draft_says_what_a_measure_is_for(said: str) -> None:
    draft = plain()
    said = said.replace("推行评比", draft.current.parts[1].heading)
    longer = drafter(model_of(said)).polished(draft)
    assert longer.current.parts[1].sentences[0] == Sentence(
        PURPOSE, SentenceKind.PURPOSE, composer="scripted"
    )
    assert longer.left_over == ()
    assert not longer.current.is_plain


def test_a_draft_that_is_long_enough_is_left_alone() -> None:
    assert purposes(drafter(model_of(PURPOSE)).polished(plain((40, 90)))) == []


def test_a_purpose_is_not_said_twice() -> None:
    assert purposes(drafter(model_of(*[PURPOSE] * 9)).polished(plain())) == [PURPOSE]


def test_what_is_refused_is_asked_again_with_what_was_wrong() -> None:
    model = model_of("为418名职工搭台，让能者上前一步走。", PURPOSE)
    draft = drafter(model).polished(plain())
    assert purposes(draft)[0] == PURPOSE
    again = [request for _, request in model.requests if "不要这样写" in request]
    assert "418" in again[0]
    assert draft.current.parts[1].rejected


def test_the_annex_says_that_nothing_carries_it() -> None:
    sources = article_of(drafter(model_of(PURPOSE)).polished(plain())).sources
    assert [one.carriers for one in sources if one.sentence == PURPOSE] == [()]


@pytest.mark.parametrize(
    "said",
    [
        "为帮418名职工练就过硬本领，让有真才实学的人走上台前。",
        "为帮三百多名职工练就本领，让有真才实学的人走上台前。",
        "为帮西陵市职工练就过硬本领，让有真才实学的人走上台前。",
        "为帮职工练就过硬本领，让有真才实学的人都走上了台前。",
        "为帮职工练就过硬本领，联合市人社局让有才的人走上台前。",
        "为建成全省领先的赛事，让有真才实学的人走上台前。",
        "为落实《技工培养规划》要求，让有真才实学的人走上台前。",
        "为职工办赛，职工技能水平显著提升，各方面反响热烈。",
        "为向张成龙学习，让有真才实学的人走上台前。",
        "帮职工练就过硬本领，让有真才实学的人走上台前。",
        "为职工。",
        "为让职工学有去处、练有师傅，让有真才实学的人走上台前。",
        "Let skilled workers come forward and be seen.",
    ],
)
def test_a_purpose_that_claims_something_is_refused(said: str) -> None:
    taken = ["为让职工学有去处、练有师傅，把难题变成教材。"]
    assert purpose_findings(said, SOURCE, taken)


def test_a_purpose_that_does_not_end_is_ended() -> None:
    for said in (
        "为练就过硬本领，" + "让有才的人走上台前，" * 9,
        "为练就过硬本领，让有才的人走上台前，为提升素质，为推动发展。",
        "为练就过硬本领，让有才的人走上台前，让有志的人有奔头。",
    ):
        draft = drafter(model_of(said)).polished(plain())
        assert purposes(draft) == ["为练就过硬本领，让有才的人走上台前。"]


@pytest.mark.parametrize(
    "said",
    [
        "为弘扬劳模精神和工匠精神，让一线职工有为有位。",
        "为让改革成果惠及更多职工，把服务送到社区和园区。",
        "为促进城乡融合，让农民工学有所长、干有所成。",
    ],
)
def test_common_words_are_no_names(said: str) -> None:
    assert purpose_findings(said, SOURCE, []) == ()


def test_a_purpose_that_claims_nothing_passes() -> None:
    assert purpose_findings(PURPOSE, SOURCE, ["另一句话。"]) == ()


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
    revision = drafter(model_of(PURPOSE)).revise(plain(), said)
    assert purposes(revision.draft) == opened


def test_a_lead_worded_by_itself_is_not_made_longer() -> None:
    model = drafter(model_of(PURPOSE))
    assert purposes(model.polished(plain(), 0)) == []
    assert purposes(model.polished(plain(), 1)) == [PURPOSE]
