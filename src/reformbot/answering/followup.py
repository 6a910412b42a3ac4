"""A question that leans on the conversation, made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Place
from reformbot.bulletin.places import find_places

_TAIL = re.compile(r"[呢吗嘛呀啊？?。！!\s]+$")
_LEAD = re.compile(
    r"^(?:那么|那|然后|还有|另外|再问|and|what about|how about)[，,\s]*", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:到|截至|截止)?(?:(?:19|20)[0-9]{2}年)(?:[0-9]{1,2}月)?(?:底|初|上半年|下半年|春天|末)?"
)
_LATER = re.compile(
    r"^(?:又)?(?:过了?|再过)?(?P<count>[一二两三四五]|[0-9])年(?:后|以后|之后)?$|^次年$|^第二年$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_LEANING = re.compile(
    r"^(?:那|这|其|它|他|她|最后|其中|后来|受益|给|还|又|里面|这些|那些|二十年|[^，。]{0,14}呢$)"
)
_SHORT = 16


def standalone(question: str, history: Sequence[str], prior: Place | None) -> str:
    """The question as it would be asked without what went before.

    A place or a time takes the place of the earlier one; a question that names neither place nor
    subject of its own is asked of the earlier one's.

    Args:
        history: the user's earlier questions, oldest first.
        prior: the province the corpus is from.
    """
    earlier = ""
    for one in history:
        earlier = _resolved(one, earlier, prior) if earlier else one
    return _resolved(question, earlier, prior) if earlier else question


def _resolved(question: str, earlier: str, prior: Place | None) -> str:
    said = _LEAD.sub("", _TAIL.sub("", question.strip()))
    if later := _LATER.match(said):
        years = read_numeral(later["count"] or "一") or 1
        return _YEAR.sub(lambda match: str(int(match[0]) + years), earlier)
    mentions = [m for m in find_places(said, prior) if m.place is not None]
    old = [m for m in find_places(earlier, prior) if m.place is not None]
    if mentions and len(said) - len(mentions[0].span.of(said)) <= 1:
        if not old:
            return f"{said}，{earlier}"
        return earlier[: old[0].span.start] + said + earlier[old[0].span.end :]
    time = _TIME.search(said)
    if time and len(said) - len(time[0]) <= 2:
        if _TIME.search(earlier):
            return _TIME.sub(time[0], earlier, count=1)
        return f"{time[0]}，{earlier}"
    if mentions or (len(said) > _SHORT and not _LEANING.match(question)):
        return question
    place = old[0].span.of(earlier) if old else ""
    return f"{earlier.rstrip('？?。 ')}，{question}" if place or old == [] else question
