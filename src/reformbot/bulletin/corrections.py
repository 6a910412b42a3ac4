"""What a 更正 notice corrects: which issue, which article, what was printed, what is right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformbot.bulletin.figures import read_numeral
from reformbot.bulletin.model import Correction

_TITLE = re.compile(
    r"(?:关于.{2,40}的)?(?:更正|勘误|订正)(?:[与和及]?(?:致歉|说明))?(?:启事|说明|声明|通知|表)?"
)
_ISSUE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?<!总)第(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})期"
)
_TITLED = re.compile(r"《([^》]{4,80})》")


def _quoted(name: str) -> str:
    return (
        rf"(?:“(?P<{name}1>[^”]{{1,80}})”|「(?P<{name}2>[^」]{{1,80}})」|《(?P<{name}3>[^》]{{1,80}})》"
        rf"|(?P<{name}4>[0-9][^“”「」《》，。；：]{{0,14}}))"
    )


_SAYS_SO = (
    # What was printed comes first: “甲”应为“乙”.
    re.compile(
        rf"{_quoted('wrong')}(?:一词|一句|一处|的表述|的提法)?(?:有误，|系笔误，|错误，|不准确，)?"
        rf"(?:应为|应是|应作|应改为|应更正为|现更正为|更正为|现改为|改为|(?:系|为|是)(?={_quoted('x')}之误))"
        rf"{_quoted('right')}"
    ),
    # What is right comes first: “乙”误为“甲”, 将“乙”错写成“甲”.
    re.compile(
        rf"{_quoted('right')}(?:一词|一句|一处)?(?:被)?"
        r"(?:误为|误作|误写[为成作]?|错写[为成作]?|错为|误印[为成]?|误排[为成]?|写成了?|印成了?)"
        rf"{_quoted('wrong')}"
    ),
)


def is_correction(title: str) -> bool:
    """Whether an article's title announces a correction."""
    return _TITLE.fullmatch("".join(title.split())) is not None


def read_corrections(body: str) -> tuple[Correction, ...]:
    """What a notice corrects, in its order; issue and title hold on until others are named."""
    found = sorted(_matches(body), key=lambda match: match.start())
    out: list[Correction] = []
    end = 0
    for match in found:
        if match.start() < end:
            continue
        end = match.end()
        before = body[: match.start()]
        issue = next(iter(list(_ISSUE.finditer(before))[::-1]), None)
        titles = _TITLED.findall(before)
        out.append(
            Correction(
                year=int(issue["year"]) if issue and issue["year"] else None,
                number=read_numeral(issue["number"]) if issue else None,
                title=titles[-1] if titles else None,
                wrong=_named(match, "wrong"),
                right=_named(match, "right"),
            )
        )
    return tuple(out)


def _matches(body: str) -> Iterable[re.Match[str]]:
    for pattern in _SAYS_SO:
        yield from pattern.finditer(body)


def _named(match: re.Match[str], name: str) -> str:
    return next(said for at in "1234" if (said := match[name + at]))
