"""The head of an issue (报头): organisation, kind, number, issuer and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reformbot.bulletin.figures import read_date, read_numeral
from reformbot.bulletin.repair import Line

_NUMBER = r"[0-9]{1,4}|[一二三四五六七八九十百〇零]{1,5}"
_YEAR = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})(?=年|[·〕\]）)】])"
)
_ISSUE_NUMBER = re.compile(
    rf"(?<!总)第\s*(?P<number>{_NUMBER})\s*[期号]|[〕\]]\s*(?P<plain>{_NUMBER})\s*[期号]"
)
_RUNNING_NUMBER = re.compile(rf"总第?\s*(?P<number>{_NUMBER})\s*期")
_KIND = re.compile(r"专报|简报|通报|快报|专刊|内参|情况反映|工作信息|动态|信息")
_DATE_LINE = re.compile(
    r"[0-9〇零○一二三四五六七八九十]{2,4}\s*[年./-]\s*[^日]{1,8}日?(?:印发|编印|出版)?$"
)
_LABEL = re.compile(r"^(?:主办|编印|编发|承办|主编)(?:单位)?[：:]")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the lines above the contents say; numbers are 0 and texts empty where they do not."""

    organisation: str
    kind: str
    year: int
    number: int
    running_number: int | None
    issuer: str | None
    issued: date | None


def holds_number_or_date(line: Line) -> bool:
    """Whether a line gives the issue's number or its date, as only a masthead does."""
    text = "".join(line.chars.split())
    numbered = _ISSUE_NUMBER.search(text) is not None and len(text) <= 30
    return numbered or (read_date(text) is not None and len(text) <= 30)


def read_masthead(lines: Sequence[Line]) -> Masthead:
    """Read the masthead; whatever is not printed stays empty."""
    texts = ["".join(line.chars.split()) for line in lines]
    whole = "\n".join(texts)
    running = _RUNNING_NUMBER.search(whole)
    numbered = _ISSUE_NUMBER.search(_RUNNING_NUMBER.sub("", whole))
    issued = next((found for text in texts if (found := read_date(text))), None)
    year = _YEAR.search(whole)
    names = [text for text in map(_name, texts) if text]
    title, others = _title(names)
    kind = _last(_KIND, title)
    return Masthead(
        organisation=_organisation(title, kind),
        kind=kind,
        year=(read_numeral(year["year"]) if year else None) or (issued.year if issued else 0),
        number=(read_numeral(numbered["number"] or numbered["plain"]) if numbered else None) or 0,
        running_number=read_numeral(running["number"]) if running else None,
        issuer="".join(others) or None,
        issued=issued,
    )


def _name(text: str) -> str:
    """A masthead line without its number and date; empty where nothing else is left."""
    if found := _ISSUE_NUMBER.search(text):
        before = _YEAR.sub("", text[: found.start()]).strip("年·〔[（(【 ")
        return "" if len(before) < 4 else before
    text = _DATE_LINE.sub("", text)
    text = _RUNNING_NUMBER.sub("", text)
    return _LABEL.sub("", text) if text.strip("（）()年") else ""


def _title(names: Sequence[str]) -> tuple[str, list[str]]:
    """The masthead's title, up to the line that names its kind, and the lines after it."""
    for at, name in enumerate(names):
        if _KIND.search(name):
            return "".join(names[: at + 1]), list(names[at + 1 :])
    return "".join(names[:1]), list(names[1:])


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.findall(text)
    return found[-1] if found else ""


def _organisation(title: str, kind: str) -> str:
    """The title without its kind, or the whole title where nothing else is in it."""
    before, _, after = title.rpartition(kind) if kind else (title, "", "")
    return (before + after) or title
