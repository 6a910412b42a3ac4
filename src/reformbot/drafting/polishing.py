"""Parts of a draft worded by a chat model: no sentence says more than its facts, none is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeAlias

from reformbot.answering.model import Rejected
from reformbot.answering.proposals import proposals
from reformbot.answering.verification import is_chinese
from reformbot.bulletin.findings import Finding, FindingKind
from reformbot.bulletin.plain import letters, plain
from reformbot.bulletin.verify import verify
from reformbot.drafting.coverage import added_words, carries, in_order, missing_words
from reformbot.drafting.draft import ORDINALS, Draft, Part, Sentence, SentenceKind, Version
from reformbot.drafting.facts import Fact, source_of
from reformbot.drafting.naming import topic_of
from reformbot.drafting.outline import LEAD
from reformbot.drafting.phrasing import sentence
from reformbot.drafting.purposes import PurposeWriter
from reformbot.drafting.writing import fact_sentences, with_marks
from reformbot.errors import ChatModelError
from reformbot.models.chat import ChatModel
from reformbot.models.prompts import Prompts

Precedents: TypeAlias = Callable[[str], Sequence[str]]
"""Passages of earlier articles near a topic, the nearest first."""

_MOST_TRIES = 3
_EXAMPLES = 2
_LONGEST_EXAMPLE = 150
_TOKENS_A_CHARACTER = 2
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPENING = re.compile(
    r"^(?:[一二三四]是[^。]{0,24}?[。，：:]|[一二三四]、|正文[：:]|小标题[：:].*?[。，]|导语[：:])"
)
_LONGEST = 16
_FEWEST_CHARACTERS = 40
_SAME = 0.75
_UNFIT = re.compile(r"[！？!?【】\n]|我们|我市|我区|我县|我局|材料|事实|<|＜|#|\*")
# A passage or fact cannot close its own delimiter, whatever it says.
_DELIMITERS = str.maketrans({"<": "＜", ">": "＞", "\n": " "})


def no_precedents(_: str) -> Sequence[str]:
    """`Precedents` where nothing is indexed or the brief wants none."""
    return ()


class Polisher:
    """Has a chat model word the parts of plain drafts.

    Args:
        precedents: where examples of style come from.
    """

    def __init__(
        self, model: ChatModel, prompts: Prompts, precedents: Precedents = no_precedents
    ) -> None:
        self._model = model
        self._prompt = prompts.section
        self._purposes = PurposeWriter(model, prompts.purpose)
        self._precedents = precedents

    @property
    def name(self) -> str:
        """The chat model's name."""
        return self._model.name

    def polished(
        self,
        draft: Draft,
        parts: Sequence[int] | None = None,
        wish: str = "",
        *,
        lengthens: bool = True,
    ) -> Version:
        """The newest version with parts worded anew; where the model fails, as they were.

        A part that the model did not finish keeps what it wrote of it; `Version.unpolished` names
        those that it wrote nothing of.

        Args:
            parts: which, 0 being the lead; all where None.
            wish: what a writer asks of the wording.
            lengthens: whether they may be opened with purposes where the draft is too short.
        """
        old = draft.current
        done = list(old.parts)
        examples = self._examples(draft)
        asked = range(len(done)) if parts is None else parts
        for at in asked:
            part, failed = self._part(draft, at, examples, wish)
            if part is not None:
                done[at] = part
            if failed:
                break
        else:
            if lengthens:
                self._open_measures(draft, done, asked)
        return replace(old, parts=tuple(done), composer=self.name)

    def _open_measures(self, draft: Draft, parts: list[Part], asked: Sequence[int]) -> None:
        """Say what the measures of a short draft are for; of one that is short still, the whole."""
        measures = [at for at in asked if at != LEAD]
        if not self._purposes.wanted(draft, parts):
            return
        for at in (*measures, LEAD):
            if at == LEAD and (LEAD not in asked or not self._purposes.wanted(draft, parts)):
                return
            others = [*parts[:at], *parts[at + 1 :]]
            try:
                parts[at] = self._purposes.opened(draft, parts[at], others)
            except ChatModelError:
                return

    def _examples(self, draft: Draft) -> tuple[str, ...]:
        if not draft.brief.precedents:
            return ()
        near = self._precedents(topic_of(draft.brief, draft.table))[:_EXAMPLES]
        return tuple(text[:_LONGEST_EXAMPLE] for text in near)

    def _part(
        self, draft: Draft, at: int, examples: Sequence[str], wish: str
    ) -> tuple[Part | None, bool]:
        """A part as the model words it (None: nothing passed), and whether the model failed."""
        old = draft.current.parts[at]
        facts = draft.table.of(name for one in old.sentences for name in one.facts)
        if not facts:
            return None, False
        sieve = _Sieve(draft, old.heading, facts, self.name)
        failed = False
        for attempt in range(_MOST_TRIES):
            wanted = sieve.lacking()
            if attempt and not (sieve.refused and wanted):
                break
            again = sieve.complaint() if attempt else (f"另有要求：{_data(wish)}。" if wish else "")
            length = max(_share(draft), sum(len(fact.words) for fact in wanted))
            limit = _TOKENS_A_CHARACTER * length
            request = self._request(draft, at, wanted, examples, again)
            said: list[str] = []
            try:
                for one in proposals(self._model.stream(*request, limit=limit)):
                    said.append(one.text)  # noqa: PERF401  # what came before a failure is kept
            except ChatModelError:
                failed = True
            sieve.take(said)
            if failed:
                break
        polished = sieve.sentences()
        if not polished:
            return None, failed
        kept = (SentenceKind.FRAME, SentenceKind.PURPOSE)
        text = [*(one for one in old.sentences if one.kind in kept), *polished]
        marked = with_marks(text, at, draft.questions, draft.gaps)
        rejected = tuple(sieve.rejected)
        part = Part(old.heading, tuple(marked), is_polished=True, rejected=rejected)
        return part, failed

    def _request(
        self, draft: Draft, at: int, facts: Sequence[Fact], examples: Sequence[str], again: str
    ) -> tuple[str, str]:
        version = draft.current
        headings = "、".join(part.heading for part in version.parts[1:])
        name = (
            "导语（文章开头）"
            if at == LEAD
            else f"“{ORDINALS[at - 1]}是{version.parts[at].heading}”"
        )
        request = self._prompt.request(
            topic=_data(topic_of(draft.brief, draft.table)),
            facts="\n".join(
                f'<事实 编号="{n}">{_data(sentence(fact, draft.brief))}</事实>'
                for n, fact in enumerate(facts, 1)
            ),
            examples="\n".join(f"<范例>{_data(text)}</范例>" for text in examples),
            headings=_data(headings),
            part=_data(name),
            length=str(_share(draft)),
            again=again,
        )
        return self._prompt.instructions, request


class _Sieve:
    """Lets through what facts carry, and keeps account of the facts that are not said yet."""

    def __init__(self, draft: Draft, heading: str, facts: Sequence[Fact], composer: str) -> None:
        self._draft = draft
        self._facts = tuple(facts)
        self._source = replace(source_of(facts, draft.brief), heading=heading)
        self._composer = composer
        self._said: list[Sentence] = []
        self.rejected: list[Rejected] = []
        self.refused: tuple[Rejected, ...] = ()

    def take(self, proposed: Sequence[str]) -> None:
        """Judge the sentences of one reply."""
        before = len(self.rejected)
        for text in proposed:
            self._judge(self._unframed(_OPENING.sub("", text).strip()))
        # A sentence about a fact that is not said whole would say it twice once it is added.
        lacking = {fact.id for fact in self.lacking()}
        for one in [one for one in self._said if lacking & set(one.facts)]:
            self._said.remove(one)
            missing = [
                w for f in self._draft.table.of(one.facts) for w in missing_words(f, self._text)
            ]
            self._reject(one.text, (Finding(FindingKind.WORDING, "、".join(missing[:8])),))
        self.refused = tuple(self.rejected[before:])

    def _judge(self, text: str) -> None:
        if not text or any(_is_same(text, one.text) for one in self._said):
            return
        if text[-1] not in "。”）":
            text += "。"
        findings = verify(text, [self._source], prior=self._source.place)
        numbers = set(_NUMBER.findall(plain(self._source.text)))
        extra = [number for number in _NUMBER.findall(plain(text)) if number not in numbers]
        if extra:
            findings = (*findings, *(Finding(FindingKind.FIGURE, number) for number in extra))
        facts = carries(text, self._facts)
        carried = self._draft.table.of(facts)
        added = added_words(text, carried, self._source.title)
        findings = (*findings, *(Finding(FindingKind.WORDING, word) for word in added))
        is_fit = is_chinese(text) and not _UNFIT.search(text)
        if not facts or not is_fit or not in_order(text, carried):
            findings = (*findings, Finding(FindingKind.WORDING, text))
        if findings:
            self._reject(text, findings)
        else:
            self._said.append(Sentence(text, SentenceKind.FACT, facts, self._composer))

    def _unframed(self, text: str) -> str:
        """A sentence without the topic or heading that it repeats before it begins."""
        for name in (self._source.heading, topic_of(self._draft.brief, self._draft.table)):
            rest = text.removeprefix(name)
            if name and rest != text and rest[:1] in ("，", "："):
                return rest[1:].strip()
        return text

    def _reject(self, text: str, findings: tuple[Finding, ...]) -> None:
        self.rejected.append(Rejected(text, findings))

    @property
    def _text(self) -> str:
        return "".join(one.text for one in self._said)

    def lacking(self) -> tuple[Fact, ...]:
        """The facts that are not said whole."""
        return tuple(fact for fact in self._facts if missing_words(fact, self._text))

    def complaint(self) -> str:
        """What was wrong with the reply, for the next request."""
        words = [f.words for one in self.refused for f in one.findings if len(f.words) <= _LONGEST]
        return f"上次写的有误，这些词不对或漏了：{_data('、'.join(words[:8]))}。" if words else ""

    def sentences(self) -> list[Sentence]:
        """All that is said, in the order of the facts, with plain sentences for what is not.

        Nothing where no sentence of the model passed.
        """
        order = {fact.id: at for at, fact in enumerate(self._facts)}
        every = _merged([*self._said, *fact_sentences(self.lacking(), self._draft.brief)])
        if not any(one.composer for one in every):
            return []
        return sorted(every, key=lambda one: min(order.get(name, 0) for name in one.facts))


def _merged(said: Sequence[Sentence]) -> list[Sentence]:
    """Sentences without those that another says whole; that one is about their facts as well."""
    kept: list[Sentence] = []
    for one in sorted(said, key=lambda one: -len(one.text)):
        at = next((at for at, other in enumerate(kept) if _holds(other.text, one.text)), None)
        if at is None:
            kept.append(one)
        else:
            facts = tuple(dict.fromkeys((*kept[at].facts, *one.facts)))
            kept[at] = replace(kept[at], facts=facts)
    return kept


def _holds(text: str, other: str) -> bool:
    numbers = set(_NUMBER.findall(plain(other))) - set(_NUMBER.findall(plain(text)))
    return not numbers and letters(other) in letters(text)


def _is_same(text: str, other: str) -> bool:
    """Whether a sentence says what another says in nearly the same words, and no other number."""
    if set(_NUMBER.findall(plain(text))) - set(_NUMBER.findall(plain(other))):
        return False
    matcher = SequenceMatcher(None, letters(text), letters(other), autojunk=False)
    return matcher.ratio() >= _SAME


def _share(draft: Draft) -> int:
    """How many characters a part of the article may have."""
    low, high = draft.brief.target_chars
    return max(_FEWEST_CHARACTERS, (low + high) // 2 // len(draft.current.parts))


def _data(text: str) -> str:
    return text.translate(_DELIMITERS)
