"""A question that leans on the conversation, made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Place, Span
from reformbot.bulletin.places import find_places, short_name
from reformbot.locale import language_of
from reformbot.search.english import pinyin_mentions, romanised
from reformbot.search.periods import read_issue_filters
from reformbot.search.question import Listed, understand

_TAIL = re.compile(r"[呢吗嘛呀啊？?。！!\s]+$")
_LEAD = re.compile(
    r"^(?:那么|那|然后|还有|另外|再问|(?:and|but|what about|how about)\b)[，,\s]*", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:到|截至|截止)?(?:(?:19|20)[0-9]{2}年)(?:[0-9]{1,2}月)?(?:底|初|末|[上下]半年|[春夏秋冬][天季]?)?"
    r"|\b(?:19|20)[0-9]{2}\b"
)
_LATER = re.compile(
    r"^(?:又)?(?:过了?|再过)?(?P<count>[一二两三四五]|[0-9])年(?:后|以后|之后)?$|^次年$|^第二年$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_LEANING = re.compile(
    r"^(?:那|这|其|它|他|她|最后|其中|后来|给|还|又|里面|[^，。]{0,14}呢[？?]?$)"
    r"|^(?:and|but|what about|how about)\b|\b(?:it|its|they|them|their|those|these)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:非常|多)?(?:谢谢|感谢|谢)(?:你|您|了)*|好的?|你好|您好|再见"
    r"|thanks?(?: you)?|ok(?:ay)?|hi|hello",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:还是|以及|[和与及跟同或、,，的在里市中从到]|and|or|in|for|at)?\s*")
_SHORT = 16
_SHORT_ENGLISH = 24


def standalone(question: str, history: Sequence[str], prior: Place | None) -> str:
    """The question as it would be asked without what went before.

    A place, a time or an issue takes the place of the earlier one; a question that names neither
    place nor subject of its own is asked of the earlier one's.

    Args:
        history: the user's earlier questions, oldest first.
        prior: the province the corpus is from.
    """
    earlier = ""
    for one in history:
        if _says_nothing(one):
            continue
        earlier = _resolved(one, earlier, prior) if earlier else one
    return _resolved(question, earlier, prior) if earlier else question


def _resolved(question: str, earlier: str, prior: Place | None) -> str:
    if _says_nothing(question):
        return question
    said = _TAIL.sub("", question.strip())
    # 那曲 and 那坡 are places, not 那 with something behind it.
    opening = find_places(said[:8], prior)
    if not opening or opening[0].span.start:
        said = _LEAD.sub("", said)
    if (later := _LATER.match(said)) and _YEAR.search(earlier):
        years = read_numeral(later["count"] or "一") or 1
        return _YEAR.sub(lambda match: str(int(match[0]) + years), earlier)
    named = _places(said, prior)
    if named and not _beside(said, [span for span, _ in named]):
        return _with_places(said, named, earlier, prior)
    if replaced := _with_issue(said, earlier) or _with_time(said, earlier):
        return replaced
    if named or _stands_alone(question, said, prior):
        return question
    comma = ", " if language_of(earlier + question) == "en" else "，"
    return f"{earlier.rstrip('？?。. ')}{comma}{question}"


def _says_nothing(question: str) -> bool:
    """Whether a message has no words, or only those of courtesy."""
    said = _TAIL.sub("", question.strip())
    return not any(char.isalnum() for char in said) or bool(_COURTESY.fullmatch(said))


def _places(text: str, prior: Place | None) -> list[tuple[Span, Place]]:
    """The places a text names, in Chinese or, where it is English, in pinyin."""
    if language_of(text) == "en":
        return pinyin_mentions(text, prior)
    return [(m.span, m.place) for m in find_places(text, prior) if m.place is not None]


def _beside(text: str, spans: Sequence[Span]) -> str:
    """What a text says beside some words of it and what joins them."""
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(text)]
    pieces = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return "".join(piece for piece in pieces if not _BETWEEN.fullmatch(piece))


def _with_places(
    said: str, named: Sequence[tuple[Span, Place]], earlier: str, prior: Place | None
) -> str:
    """The earlier question asked of other places; those it joins (甲和乙) give way together."""
    language = language_of(earlier)
    if language == language_of(said):
        words = said[named[0][0].start : named[-1][0].end]
    else:
        shorts = [short_name(place.district or place.city or place.province) for _, place in named]
        words = (
            " and ".join(romanised(short).capitalize() for short in shorts)
            if language == "en"
            else "、".join(shorts)
        )
    old = [span for span, _ in _places(earlier, prior)]
    if not old:
        return f"{words}{', ' if language == 'en' else '，'}{earlier}"
    last = old[0]
    for span in old[1:]:
        if not _BETWEEN.fullmatch(earlier[last.end : span.start]):
            break
        last = span
    return earlier[: old[0].start] + words + earlier[last.end :]


def _with_issue(said: str, earlier: str) -> str | None:
    """The earlier question asked of another issue, where nothing but an issue is said."""
    now, rest = read_issue_filters(said)
    before, _ = read_issue_filters(earlier)
    if not now or not _BETWEEN.fullmatch(rest):
        return None
    return earlier.replace(before[0].label, now[0].label, 1) if before else None


def _with_time(said: str, earlier: str) -> str | None:
    """The earlier question asked of another time, where nothing but a time is said."""
    time = _TIME.search(said)
    if time is None or _beside(said, [Span(*time.span())]):
        return None
    if _TIME.search(earlier):
        return _TIME.sub(time[0], earlier, count=1)
    return f"{time[0]}，{earlier}" if language_of(earlier) == "zh" else f"{earlier} {time[0]}"


def _stands_alone(question: str, said: str, prior: Place | None) -> bool:
    """Whether a question without a place is one of its own: long, or of an issue, or of places."""
    if _LEANING.search(question.strip()):
        return False
    query = understand(said, prior)
    if query.issues or (query.listed is Listed.PLACES and query.terms):
        return True
    return len(said) > (_SHORT if query.language == "zh" else _SHORT_ENGLISH)
