"""The head of an issue (报头): organisation, kind, number, issuer and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reformbot.bulletin import marks
from reformbot.bulletin.figures import read_date, read_numeral
from reformbot.bulletin.model import Span
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
_ISSUER = re.compile(r".{2,28}(?:办公室|委员会|领导小组|编辑部|总工会|编|编印|主办|印发)")
_CLASSIFIED = re.compile(
    r"内部(?:资料|文件|刊物|交流|参考)|[秘机绝]密|注意保[存管]|妥善保管|编号|★"
)
_MOST_LINES = 15
_LONGEST_LINE = 40
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


def masthead_lines(lines: Sequence[Line], contents: int | None) -> Span:
    """Which lines are the masthead.

    Args:
        contents: index of the heading of the contents, which ends the masthead; where there are
            none, it ends with the lines that give number, date and issuer.
    """
    end = _end(lines) if contents is None else contents
    head = lines[:end]
    first = next(
        (at for at, line in enumerate(head) if not _is_letter(line) and _is_telling(line)), end
    )
    letter = [at for at in range(first) if _is_letter(lines[at])]
    return Span(max(letter) + 1 if letter and first < end else 0, end)


def _end(lines: Sequence[Line]) -> int:
    """Index after the last of the first lines that give a number, a date or the issuer."""
    end = 0
    for at, line in enumerate(lines[:_MOST_LINES]):
        text = "".join(line.chars.split())
        if _is_letter(line):
            if end and marks.is_prose(line):
                break
            continue
        names_issuer = end == at > 0 and (_LABEL.match(text) or _ISSUER.fullmatch(text))
        if names_issuer or _holds_number_or_date(text):
            end = at + 1
    return end


def _is_letter(line: Line) -> bool:
    """Whether a line belongs to the letter an issue was sent with rather than to the issue."""
    text = line.chars
    is_note = ("：" in text and not _LABEL.match(text)) or "@" in text
    return not line.level and (marks.is_prose(line) or is_note or text[-1] in "，,:")


def _is_telling(line: Line) -> bool:
    text = "".join(line.chars.split())
    return _KIND.search(text) is not None or _holds_number_or_date(text)


def _holds_number_or_date(text: str) -> bool:
    """Whether a line gives the issue's number or its date, as only a masthead does."""
    if len(text) > _LONGEST_LINE:
        return False
    numbered = _ISSUE_NUMBER.search(text)
    is_last = numbered is not None and text[numbered.end() :][:1] in "（）()[【"
    return is_last or read_date(text) is not None


def read_masthead(lines: Sequence[Line]) -> Masthead:
    """Read the masthead; whatever is not printed stays empty."""
    texts = ["".join(line.chars.split()) for line in lines]
    whole = "\n".join(texts)
    running = _RUNNING_NUMBER.search(whole)
    numbered = _ISSUE_NUMBER.search(_RUNNING_NUMBER.sub("", whole))
    issued = next((found for text in texts if (found := read_date(text))), None)
    year = _YEAR.search(whole)
    names = [text for text in map(_name, texts) if text and not _CLASSIFIED.search(text)]
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
        before = _YEAR.sub("", text[: found.start()]).strip("年·〔[（(【 0123456789")
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
