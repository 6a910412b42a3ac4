"""Another version of a draft, as instructed; its facts stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from reformbot.bulletin.plain import letters
from reformbot.bulletin.sentences import sentence_spans
from reformbot.bulletin.verify import verify
from reformbot.bulletin.words import words
from reformbot.drafting.conflicts import open_questions
from reformbot.drafting.draft import Draft, Part, Sentence, SentenceKind, Version
from reformbot.drafting.facts import Fact, quoted_fact, source_of
from reformbot.drafting.instructions import Ask, Instruction, understood
from reformbot.drafting.naming import titles_of
from reformbot.drafting.outline import FEWEST_MEASURES
from reformbot.drafting.quotations import Quotation
from reformbot.drafting.writing import fact_sentences, with_marks

_COMMON = frozenset("数据 情况 内容 相关 一下 方面 材料 信息 有关 加上".split())


class Outcome(StrEnum):
    """What came of an instruction."""

    DONE = "done"
    NEEDS_MODEL = "needs-model"
    NOT_WORDED = "not-worded"
    NOT_THERE = "not-there"
    NO_SUCH_PART = "no-such-part"
    NO_SUCH_VERSION = "no-such-version"
    TOO_FEW = "too-few"
    NOT_CARRIED = "not-carried"
    NOTHING_TO_DROP = "nothing-to-drop"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that one version has and the other has not: `-` gone, `+` new."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What came of an instruction.

    Attributes:
        draft: with a new version where it was done; else as before.
        dropped: the facts that the new version no longer carries and the one before did.
        changes: from the version before to the new one.
        asked: what was looked for and is not there.
        remaining: the parts that a chat model was to word and left as they were; 0 is the lead.
        quoted: the facts that were taken over from earlier articles.
    """

    draft: Draft
    outcome: Outcome
    instruction: Instruction
    dropped: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()
    asked: str = ""
    remaining: tuple[int, ...] = ()
    quoted: tuple[Fact, ...] = ()


def revised(draft: Draft, said: str) -> Revision:
    """A draft changed as far as that needs no chat model, or why it was not."""
    asked = understood(said)
    old = draft.current
    if any(at >= len(old.parts) for at in asked.parts):
        return Revision(draft, Outcome.NO_SUCH_PART, asked)
    if asked.ask in (Ask.LENGTHEN, Ask.POLISH):
        return Revision(draft, Outcome.NEEDS_MODEL, asked)
    if asked.ask is Ask.UNKNOWN:
        return Revision(draft, Outcome.UNKNOWN, asked)
    if asked.ask in (Ask.RETITLE, Ask.RENAME) and (extra := _uncarried(draft, asked.text)):
        return Revision(draft, Outcome.NOT_CARRIED, asked, asked=extra)
    if asked.ask is Ask.RESTORE:
        return _restored(draft, asked, said)
    if asked.ask is Ask.ADD:
        return _added(draft, asked, said)
    if asked.ask is Ask.RETITLE:
        title = asked.text or _next_title(draft)
        if title == old.title:
            return Revision(draft, Outcome.NEEDS_MODEL, asked)
        return with_version(draft, asked, said, replace(old, title=title))
    return _rearranged(draft, asked, said)


def with_version(draft: Draft, asked: Instruction, said: str, version: Version) -> Revision:
    """A draft with one more version, and what that changed."""
    new = replace(version, number=draft.current.number + 1, instruction=said)
    after = replace(draft, versions=(*draft.versions, new))
    gone = {fact.id for fact in after.left_over} - {fact.id for fact in draft.left_over}
    dropped = tuple(fact for fact in draft.table.facts if fact.id in gone)
    return Revision(after, Outcome.DONE, asked, dropped, differences(draft.current, new))


def with_wording(draft: Draft, asked: Instruction, said: str, version: Version) -> Revision:
    """A draft with the version that a chat model made, and what the model left undone.

    There is no new version where it wrote nothing that stands.
    """
    old = draft.current
    wanted = [at for at in asked.parts or range(len(old.parts)) if _has_facts(old.parts[at])]
    pairs = zip(version.parts, old.parts, strict=True)
    same = {at for at, (new, was) in enumerate(pairs) if new.sentences == was.sentences}
    remaining = tuple(at for at in wanted if at in same)
    if len(remaining) == len(wanted):
        return Revision(draft, Outcome.NOT_WORDED, asked, remaining=remaining)
    return replace(with_version(draft, asked, said, version), remaining=remaining)


def with_quotations(
    draft: Draft, asked: Instruction, said: str, found: Sequence[Quotation]
) -> Revision:
    """A draft with sentences of earlier articles behind a part, word for word, as facts of its own.

    Args:
        said: the instruction that asked for them.
        found: at least one.
    """
    table = draft.table
    facts = tuple(
        quoted_fact(f"F{len(table.facts) + at}", one.text, one.reference, draft.brief)
        for at, one in enumerate(found, 1)
    )
    table = replace(table, facts=(*table.facts, *facts))
    questions = open_questions(draft.brief, table)
    pairs = zip(found, facts, strict=True)
    extra = [Sentence(one.text, SentenceKind.FACT, (fact.id,)) for one, fact in pairs]
    parts = list(draft.current.parts)
    at = asked.parts[0] if asked.parts else len(parts) - 1
    marked = with_marks(extra, at, questions, ())
    parts[at] = replace(parts[at], sentences=(*parts[at].sentences, *marked))
    wider = replace(draft, table=table, questions=questions)
    version = replace(draft.current, parts=tuple(parts))
    return replace(with_version(wider, asked, said, version), quoted=facts)


def _has_facts(part: Part) -> bool:
    return any(sentence.facts for sentence in part.sentences)


def differences(before: Version, after: Version) -> tuple[Change, ...]:
    """The sentences that two versions do not share, in the order of the text."""
    old, new = _sentences(before), _sentences(after)
    out: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            out += [Change("-", text) for text in old[i:j]]
            out += [Change("+", text) for text in new[k:m]]
    return tuple(out)


def _sentences(version: Version) -> list[str]:
    body = version.body
    return [version.title, *(span.of(body) for span in sentence_spans(body))]


def _restored(draft: Draft, asked: Instruction, said: str) -> Revision:
    """An earlier version once more, as the newest: the one asked for, else the one before."""
    wanted = int(asked.text or draft.current.number - 1)
    found = next((one for one in draft.versions[:-1] if one.number == wanted), None)
    if found is None:
        return Revision(draft, Outcome.NO_SUCH_VERSION, asked)
    return with_version(draft, asked, said, found)


def _rearranged(draft: Draft, asked: Instruction, said: str) -> Revision:
    old = draft.current
    parts = list(old.parts)
    if asked.ask is Ask.SHORTEN and not asked.parts:
        longest = max(range(len(parts)), key=lambda at: len(parts[at].text))
        asked = replace(asked, parts=(longest,))
    if not asked.parts or (asked.ask is not Ask.SHORTEN and 0 in asked.parts):
        return Revision(draft, Outcome.NO_SUCH_PART, asked)
    at = asked.parts[0]
    if asked.ask is Ask.SWAP:
        other = asked.parts[1]
        parts[at], parts[other] = parts[other], parts[at]
    elif asked.ask is Ask.RENAME:
        parts[at] = replace(parts[at], heading=asked.text.strip("。，； "))
    elif asked.ask is Ask.DELETE:
        if len(parts) - 1 <= FEWEST_MEASURES:
            return Revision(draft, Outcome.TOO_FEW, asked)
        del parts[at]
    else:
        shorter = _shorter(parts[at], draft)
        if shorter is None:
            return Revision(draft, Outcome.NOTHING_TO_DROP, asked)
        parts[at] = shorter
    return with_version(draft, asked, said, replace(old, parts=tuple(parts)))


def _shorter(part: Part, draft: Draft) -> Part | None:
    """A part without its least telling sentence; None where it would be empty."""
    kept = [one for one in part.sentences if one.kind is not SentenceKind.MARK]
    if len(kept) < 2:
        return None
    least = min(kept, key=lambda one: _weight(one, draft))
    return replace(part, sentences=tuple(one for one in part.sentences if one is not least))


def _weight(sentence: Sentence, draft: Draft) -> int:
    """How much a sentence tells: figures, then names and dates; a frame tells nothing."""
    facts = draft.table.of(sentence.facts)
    return sum(1 + 4 * len(f.figures) + 2 * len(f.names) + 2 * len(f.dates) for f in facts)


def _uncarried(draft: Draft, said: str) -> str:
    """What words of a writer say that the notes do not; empty where they carry them."""
    if not said:
        return ""
    source = source_of(draft.table.facts, draft.brief)
    return "、".join(one.words for one in verify(said, [source], prior=source.place))


def _next_title(draft: Draft) -> str:
    used = {version.title for version in draft.versions}
    titles = titles_of(draft.brief, draft.table)
    return next((title for title in titles if title not in used), draft.current.title)


def _added(draft: Draft, asked: Instruction, said: str) -> Revision:
    """What is asked for, from the facts that were left over; else it is not there."""
    wanted = [word for word in words(asked.text) if len(word) > 1 and word not in _COMMON]
    found = [fact for fact in draft.left_over if _speaks_of(fact, wanted)]
    if not found or not wanted:
        return Revision(draft, Outcome.NOT_THERE, asked, asked=asked.text)
    parts = list(draft.current.parts)
    at = asked.parts[0] if asked.parts else len(parts) - 1
    extra = fact_sentences(found, draft.brief)
    parts[at] = replace(parts[at], sentences=(*parts[at].sentences, *extra))
    return with_version(draft, asked, said, replace(draft.current, parts=tuple(parts)))


def _speaks_of(fact: Fact, wanted: Sequence[str]) -> bool:
    said = letters(fact.words)
    return any(letters(word) in said for word in wanted)
