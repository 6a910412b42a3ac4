"""Sentences that say what a measure is for, where a draft is shorter than wanted.

A chat model words them. No fact carries them, so they may claim nothing: no figure, no name, no
deed and no result. The source annex says of each that nothing carries it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformbot.answering.model import Rejected
from reformbot.answering.proposals import proposals
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

_OPENING = "为"
# A model that always says the same says something else after another beginning.
_OPENINGS = ("为", "为让职工", "为把这项工作做实，")
_TOKENS = 64
_SHORTEST, _LONGEST = 12, 64
_FEWEST_SHARED = 6  # characters of a clause that count as taken over
_CLAIM = re.compile(
    r"了(?!解)|已|曾|过(?!程|硬)|取得|荣获|获评|达到|完成|建成|成立|评为|圆满|显著|明显|大幅|成功"
    r"|首|第一|率先|领先|唯一|最|全部|所有|均|我们|全(?=[国省市区县镇厂矿校院])|本(?=[市区县乡镇局院校厂社])|该"
)
_FOREIGN = re.compile(r"[0-9０-９A-Za-z“”‘’\"'《》【】\[\]（）()<>＜＞#*：:；;！!？?…—/\n]")
_ECHO = re.compile(r"^.*(?:小标题|目的句|主题)[：:]|（[^）]*）")
# The tagger takes many a common word of two characters for a name.
_NAME = 3
_MODEL_PERSON = re.compile(r"向[^，。]{2,4}学习|以[^，。]{2,4}为榜样")
_SAME_BEGINNING = 2  # characters
_MOST_CLAUSES = 48  # characters, after which a sentence that does not end is ended
_CLAUSE = re.compile(r"[，、。]")
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
        """A part with its purpose before its facts; as it was where none passes.

        Args:
            others: the parts that stand already, with which it may not share a clause.

        Raises:
            ChatModelError: the model did not answer.
        """
        if any(one.kind is SentenceKind.PURPOSE for one in part.sentences):
            return part
        facts = draft.table.of(name for one in part.sentences for name in one.facts)
        source = replace(source_of(facts, draft.brief), heading=part.heading)
        topic = topic_of(draft.brief, draft.table)
        named = letters(f"{topic}{part.heading}")
        taken = [
            self._prompt.template,
            *(one.text for other in (*others, part) for one in other.sentences),
        ]
        rejected = list(part.rejected)
        for attempt, opening in enumerate(_OPENINGS):
            said = self._said(draft, part, opening, rejected[-1] if attempt else None)
            findings = purpose_findings(said, source, taken, named)
            if not findings:
                one = Sentence(said, SentenceKind.PURPOSE, composer=self._model.name)
                frames = sum(old.kind is SentenceKind.FRAME for old in part.sentences)
                said_so = (*part.sentences[:frames], one, *part.sentences[frames:])
                return replace(part, sentences=said_so, rejected=tuple(rejected))
            rejected.append(Rejected(said, findings))
        return replace(part, rejected=tuple(rejected))

    def _said(self, draft: Draft, part: Part, opening: str, refused: Rejected | None) -> str:
        again = ""
        if refused is not None:
            words = "、".join(dict.fromkeys(finding.words for finding in refused.findings))
            again = f"\n不要这样写：{_data(refused.text)}（不对的是：{_data(words)}）\n"
        topic = topic_of(draft.brief, draft.table)
        request = self._prompt.request(
            heading=_data(part.heading or topic), topic=_data(topic), opening=opening, again=again
        )
        stream = self._model.stream(self._prompt.instructions, request, limit=_TOKENS)
        said = next((one.text for one in proposals(stream)), "")
        # Models differ in whether they go on after the word given or begin with it again, and some
        # repeat the heading before it.
        tail = _ECHO.sub("", said.rpartition("→")[2]).strip()
        tail = tail.removeprefix(part.heading).lstrip("，,：: ").removeprefix(opening[1:])
        return _ended(tail if tail.startswith(_OPENING) else f"{opening}{tail}")


def purpose_findings(
    text: str, source: Source, taken: Sequence[str], named: str = ""
) -> tuple[Finding, ...]:
    """What keeps a sentence from being a purpose and nothing else.

    Args:
        source: what names it may name.
        taken: texts with which it may share no clause.
        named: what it may say as often as it likes, in letters.
    """
    found = list(verify(text, [source], prior=source.place))
    found += [Finding(FindingKind.FIGURE, one.text) for one in read_figures(text)]
    found += [Finding(FindingKind.WORDING, one) for one in _CLAIM.findall(text)]
    found += [Finding(FindingKind.WORDING, one) for one in _FOREIGN.findall(text)]
    own = letters(source.text + source.title)
    found += [
        Finding(FindingKind.ORGANISATION, word)
        for word, tag in tagged(text)
        if tag == "nr" and len(word) >= _NAME and letters(word) not in own
    ]
    found += [
        Finding(FindingKind.ORGANISATION, name[0])
        for name in _MODEL_PERSON.finditer(text)
        if letters(name[0]) not in own
    ]
    found += [Finding(FindingKind.PLACE, name) for name in unnamed_divisions(text, own)]
    if not (
        text.startswith(_OPENING)
        and text.endswith("。")
        and _SHORTEST <= len(text) <= _LONGEST
        and is_chinese(text)
    ):
        found.append(Finding(FindingKind.WORDING, text))
    said = [letters(other) for other in taken]
    for clause in map(letters, _CLAUSE.split(text)):
        if clause in named:
            continue
        if len(clause) >= _FEWEST_SHARED and any(clause in other for other in said):
            found.append(Finding(FindingKind.WORDING, clause))
    return tuple(found)


def _ended(text: str) -> str:
    """A sentence up to where it begins again, repeats itself, or grows long without an end."""
    whole = text.endswith("。")
    kept: list[str] = []
    for clause in text.rstrip("。").split("，"):
        begins = clause[:_SAME_BEGINNING]
        if kept and (clause.startswith(_OPENING) or any(old.startswith(begins) for old in kept)):
            break
        if not whole and sum(map(len, kept)) + len(clause) > _MOST_CLAUSES:
            break
        kept.append(clause)
    return f"{'，'.join(kept)}。"


def _data(text: str) -> str:
    return _TITLE_TAG.sub("", text).replace("\n", " ")
