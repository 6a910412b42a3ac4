"""Sentences that say what a measure is for, where a draft is shorter than wanted.

A chat model gives aims, a few words each, and they are put together here. No fact carries them, so
they may claim nothing: no figure, no name, no deed and no result. The source annex says of each
that nothing carries it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformbot.answering.model import Rejected
from reformbot.answering.verification import is_chinese
from reformbot.bulletin.figures import read_figures
from reformbot.bulletin.findings import Finding, FindingKind
from reformbot.bulletin.plain import letters
from reformbot.bulletin.verify import Source, verify
from reformbot.bulletin.words import tagged
from reformbot.drafting.coverage import unnamed_divisions
from reformbot.drafting.draft import Draft, Part, Sentence, SentenceKind
from reformbot.drafting.facts import source_of
from reformbot.drafting.naming import topic_of
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompt

_MOST_TRIES = 2
_TOKENS = 56
_SHORTEST, _LONGEST = 4, 14
_TELLING = 6  # characters; shorter aims, which say less, come last
_FEWEST_AIMS, _MOST_AIMS = 2, 4
_ALIKE = 3  # characters in a row that two aims of one sentence may not share
_SAME_VERB = 2
_LEAD = "做好这项工作"
_BEFORE_VERBS = ("把", "将", "通过")
_BETWEEN = re.compile(r"[；;，,、。\n]")
_NUMBERED = re.compile(r"^(?:[(（]?[0-9一二三四五][.、)）]|[-*·•])\s*|^.*[：:]")
_CLAIM = re.compile(
    r"了(?!解)|已|曾|(?<!通)过(?!程|硬)|取得|荣获|获评|达到|完成|建成|成立|评为|圆满|显著|明显|大幅|成功"
    r"|首|第一|率先|领先|唯一|最|全部|所有|均|我们|全(?=[国省市区县镇厂矿校院])|本(?=[市区县乡镇局院校厂社])|该"
)
_FOREIGN = re.compile(r"[0-9０-９A-Za-z“”‘’\"'《》【】\[\]（）()<>＜＞#*：:！!？?…—/]")
# The tagger takes many a common word of two characters for a name.
_NAME = 3
_MODEL_PERSON = re.compile(r"向[^，。]{2,4}学习|以[^，。]{2,4}为榜样")
_TITLE_TAG = re.compile(r"（.*?）|“|”")


class PurposeWriter:
    """Has a chat model say what the measures of a short draft are for."""

    def __init__(self, model: ChatModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt

    def wanted(self, draft: Draft, parts: Sequence[Part]) -> bool:
        """Whether a draft with these parts is shorter than its brief asks for."""
        length = sum(len(part.heading) + len(part.text) for part in parts)
        return length < draft.brief.target_chars[0]

    def opened(self, draft: Draft, part: Part, others: Sequence[Part]) -> Part:
        """A part with its purpose before its facts; as it was where too few aims pass.

        Args:
            others: the parts that stand already, of which no aim may be said again.

        Raises:
            ChatModelError: the model did not answer.
        """
        if any(one.kind is SentenceKind.PURPOSE for one in part.sentences):
            return part
        facts = draft.table.of(name for one in part.sentences for name in one.facts)
        source = replace(source_of(facts, draft.brief), heading=part.heading)
        every = (*others, part)
        taken = [
            self._prompt.template,
            *(other.heading for other in every if other.heading),
            *(one.text for other in every for one in other.sentences),
        ]
        rejected = list(part.rejected)
        for _ in range(_MOST_TRIES):
            said = self._said(draft, part, [one.text for one in rejected])
            aims: list[str] = []
            for aim in sorted(said, key=lambda aim: len(aim) < _TELLING):
                findings = aim_findings(aim, source, taken, aims)
                if findings:
                    rejected.append(Rejected(aim, findings))
                elif len(aims) < _MOST_AIMS:
                    aims.append(aim)
            if len(aims) >= _FEWEST_AIMS:
                text = put_together(aims)
                purpose = Sentence(text, SentenceKind.PURPOSE, composer=self._model.name)
                frames = sum(old.kind is SentenceKind.FRAME for old in part.sentences)
                sentences = (*part.sentences[:frames], purpose, *part.sentences[frames:])
                return replace(part, sentences=sentences, rejected=tuple(rejected))
        return replace(part, rejected=tuple(rejected))

    def _said(self, draft: Draft, part: Part, refused: Sequence[str]) -> list[str]:
        topic = topic_of(draft.brief, draft.table)
        again = f"不要再写这些：{_data('；'.join(refused))}。" if refused else ""
        request = self._prompt.request(
            heading=_data(part.heading or _LEAD), topic=_data(topic), again=again
        )
        said = "".join(self._model.stream(self._prompt.instructions, request, limit=_TOKENS))
        aims = [_NUMBERED.sub("", one.strip()).strip() for one in _BETWEEN.split(said)]
        return [aim for aim in dict.fromkeys(aims) if aim]


def put_together(aims: Sequence[str]) -> str:
    """Aims as one sentence: what for, and behind it what is done to that end.

    为练就过硬本领、激发创新活力，搭好舞台、聚拢人才。
    """
    half = (len(aims) + 1) // 2
    return f"为{'、'.join(aims[:half])}，{'、'.join(aims[half:])}。"


def aim_findings(
    aim: str, source: Source, taken: Sequence[str], aims: Sequence[str]
) -> tuple[Finding, ...]:
    """What keeps a few words from being an aim and nothing else.

    Args:
        source: what names it may name.
        taken: texts that may not hold it already.
        aims: those that it is to stand beside.
    """
    found = list(verify(aim, [source], prior=source.place))
    found += [Finding(FindingKind.FIGURE, one.text) for one in read_figures(aim)]
    found += [Finding(FindingKind.WORDING, one) for one in _CLAIM.findall(aim)]
    found += [Finding(FindingKind.WORDING, one) for one in _FOREIGN.findall(aim)]
    own = letters(source.text + source.title)
    found += [
        Finding(FindingKind.ORGANISATION, word)
        for word, tag in tagged(aim)
        if tag == "nr" and len(word) >= _NAME and letters(word) not in own
    ]
    found += [
        Finding(FindingKind.ORGANISATION, name[0])
        for name in _MODEL_PERSON.finditer(aim)
        if letters(name[0]) not in own
    ]
    found += [Finding(FindingKind.PLACE, name) for name in unnamed_divisions(aim, own)]
    said = letters(aim)
    again = any(said in letters(text) for text in taken) or any(
        letters(text) in said for text in taken if len(text) <= _LONGEST
    )
    if again or not _is_aim(aim) or any(_are_alike(said, letters(other)) for other in aims):
        found.append(Finding(FindingKind.WORDING, aim))
    return tuple(found)


def _is_aim(aim: str) -> bool:
    """Whether words are a verb and what it is done to, short enough to stand in a row."""
    if not (_SHORTEST <= len(aim) <= _LONGEST and is_chinese(aim)):
        return False
    (word, tag), *rest = tagged(aim)
    # The tagger takes some a verb of two characters (弘扬) for a name.
    begins = tag.startswith("v") or word in _BEFORE_VERBS or (tag == "nr" and len(word) < _NAME)
    return begins and bool(rest) and not aim.endswith(("的", "等", "和", "与"))


def _are_alike(aim: str, other: str) -> bool:
    """Whether two aims begin with the same verb or name the same thing."""
    shared = {aim[at : at + _ALIKE] for at in range(len(aim) - _ALIKE + 1)}
    return aim[:_SAME_VERB] == other[:_SAME_VERB] or any(run in other for run in shared)


def _data(text: str) -> str:
    return _TITLE_TAG.sub("", text).replace("\n", " ")
