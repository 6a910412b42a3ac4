"""Invented issues, set in the layouts that offices use.

Every organisation, place name and figure here is made up; 示例 means sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it was written, before anyone set it."""

    title: str
    lead: str
    measures: tuple[tuple[str, str], ...]
    byline: str


PIECES = (
    Piece(
        "示例市总工会打造“三有”服务阵地惠及一线职工",
        "示例市总工会把服务阵地建到职工身边，让一线职工有家可回、有事可办、有技可学。",
        (
            ("建强阵地", "在12个园区建起服务站，配齐休息、学习和维权三类功能。"),
            ("做实服务", "全年开展活动300余场，服务职工1.2万人次，满意率达98%。"),
            ("练好技能", "与院校合作开课，培训职工4500名。"),
        ),
        "示例市总工会",
    ),
    Piece(
        "样本县以产业链工会联合会推动改革落地",
        "样本县围绕主导产业组建工会联合会，把单个企业的试点变成整条链的行动。",
        (
            ("链上建会", "由8家链主企业牵头，吸收上下游企业入会。"),
            ("链上协商", "签订专项集体合同15份，覆盖职工6000余人。"),
        ),
        "样本县总工会",
    ),
    Piece(
        "某某示例公司让工人当上“创新合伙人”",
        "公司拿出专项资金奖励一线创新，工人的点子一年比一年多。",
        (
            ("敢出题", "车间每月张榜难题，人人都能揭榜。"),
            ("善解题", "劳模工作室带队攻关，解决难题21项。"),
            ("重奖励", "按新增效益的5%给团队提成。"),
            ("能传承", "师徒结对40对，手艺一代接一代。"),
        ),
        "示例市国资委",
    ),
)
HEAD = (
    "示例市产业工人队伍建设改革工作简报",
    "2024年第6期（总第36期）",
    "示例市改革办公室",
    "2024年5月29日",
)
TAIL = ("报：示例市委办公室，示例市政府办公室。", "送：示例市各有关单位，各县（市、区）总工会。")

Marker = Callable[[int], str]


def is_marker(at: int) -> str:
    return f"{NUMERALS[at]}是"


def bracket_marker(at: int) -> str:
    return f"（{NUMERALS[at]}）"


def first_marker(at: int) -> str:
    return f"第{NUMERALS[at]}，"


def comma_marker(at: int) -> str:
    return f"{NUMERALS[at]}、"


def digit_marker(at: int) -> str:
    return f"{at + 1}. "


def flowing(piece: Piece, marker: Marker = is_marker) -> list[str]:
    """The body as one paragraph."""
    said = (f"{marker(at)}{head}。{text}" for at, (head, text) in enumerate(piece.measures))
    return [piece.lead + "".join(said)]


def in_paragraphs(piece: Piece, marker: Marker = is_marker) -> list[str]:
    """The lead and each measure as a paragraph of its own."""
    said = [f"{marker(at)}{head}。{text}" for at, (head, text) in enumerate(piece.measures)]
    return [piece.lead, *said]


def under_headings(piece: Piece, marker: Marker = comma_marker) -> list[str]:
    """Each measure under a heading that has a line of its own and no full stop."""
    out = [piece.lead]
    for at, (head, text) in enumerate(piece.measures):
        out += [marker(at) + head, text]
    return out


def bracketed(piece: Piece) -> list[str]:
    """The byline in brackets on a line of its own."""
    return [f"（{piece.byline}）"]


def set_issue(
    *,
    head: Iterable[str] = HEAD,
    contents: Iterable[str] | None = None,
    titles: Callable[[int, str], list[str]] = lambda _, title: [title],
    body: Callable[[Piece], list[str]] = flowing,
    byline: Callable[[Piece], list[str]] = bracketed,
    tail: Iterable[str] = TAIL,
    between: str = "\n\n",
) -> str:
    """Text of an issue; the arguments say how each part of it is set."""
    lines = [*head]
    listed = [piece.title for piece in PIECES] if contents is None else list(contents)
    if listed:
        lines += ["目 录", "\n".join(listed)]
    for at, piece in enumerate(PIECES):
        lines += [*titles(at, piece.title), *body(piece), *byline(piece)]
    return between.join([*lines, *tail]) + "\n"
