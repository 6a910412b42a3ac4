"""From a text to an `Issue`: clean, sort the lines, put the parts together, read each article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformbot.bulletin import body as bodies
from reformbot.bulletin import bylines, marks, places
from reformbot.bulletin.corrections import is_correction, read_corrections
from reformbot.bulletin.masthead import Masthead, read_masthead
from reformbot.bulletin.model import (
    Article,
    ArticleKind,
    Issue,
    IssueKey,
    ParseWarning,
    Part,
    PartKind,
    Place,
    Span,
    WarningKind,
)
from reformbot.bulletin.repair import Assembly, Line, clean
from reformbot.bulletin.structure import Block, read_structure

VERSION = "2"
"""Changes whenever the same text would be read otherwise; part of an edition's shape."""

_BRIEF_TITLE = 30
_CLAUSE_ENDS = "。！？；，："


def parse(
    source: str,
    page_starts: tuple[int, ...] = (0,),
    recognised: tuple[float | None, ...] = (),
) -> Issue:
    """Read one issue out of a text.

    Args:
        source: the text of a file, of any characters; it need not be a bulletin.
        page_starts: source offset at which each page begins, where the reader knows.
        recognised: for each page the confidence of the optical recognition that read it.

    Returns:
        The issue; `missing` says what it lacks to be a bulletin. Never raises.
    """
    cleaned = clean(source, page_starts)
    structure = read_structure(cleaned.lines)
    assembly = Assembly(cleaned)
    parts: list[Part] = []
    drafts: dict[int, _Draft] = {}
    section: str | None = None
    for block in structure.blocks:
        span = _assemble(assembly, block)
        ordinal = None if block.article is None else block.article + 1
        parts.append(Part(block.kind, span, ordinal))
        if block.kind is PartKind.SECTION:
            section = marks.split_marker(block.lines[0].chars)[1].strip("【】〔〕[]")
        elif block.article is not None:
            draft = drafts.setdefault(block.article, _Draft(block.section or section))
            draft.take(block, span)
    text = assembly.text()
    head = read_masthead(_lines_of(structure.blocks, PartKind.MASTHEAD))
    articles, doubts = _articles(drafts, text, _province(text, parts, head))
    return Issue(
        key=IssueKey(head.organisation, head.year, head.number),
        kind=head.kind,
        running_number=head.running_number,
        issuer=head.issuer,
        issued=head.issued,
        contents=structure.contents,
        articles=articles,
        distribution=_distribution(structure.blocks),
        text=text,
        parts=tuple(parts),
        source_map=assembly.source_map(page_starts),
        dropped=assembly.dropped(),
        warnings=structure.warnings + doubts + _missing_date(head),
        recognised=recognised,
    )


def missing(issue: Issue) -> tuple[str, ...]:
    """What an issue lacks to be a bulletin: "number", "articles"; empty where nothing."""
    lacks = [("number", not issue.key.number or not issue.key.year)]
    lacks.append(("articles", not any(article.body for article in issue.articles)))
    return tuple(name for name, is_lacking in lacks if is_lacking)


@dataclass(slots=True)
class _Draft:
    """An article while its blocks come in."""

    section: str | None
    title: str = ""
    is_item: bool = False
    body: Span | None = None
    byline: str | None = None

    def take(self, block: Block, span: Span) -> None:
        whole = "".join(line.chars for line in block.lines)
        if block.kind is PartKind.TITLE:
            self.is_item = block.end is not None
            self.title = marks.split_marker(whole[: block.end])[1].strip("【】")
        elif block.kind is PartKind.BODY:
            self.body = span
        elif block.kind is PartKind.BYLINE:
            said = bylines.standing(whole[block.start :].strip(), closing=True)
            self.byline = " ".join(filter(None, (self.byline, said))) or None


def _assemble(assembly: Assembly, block: Block) -> Span:
    """Append a block's lines, joined where a page or a column broke them."""
    start = len(assembly)
    is_blind = bodies.wrap_width(block.lines) > 0
    ends = _line_ends(block)
    last = len(block.lines) - 1
    for at, line in enumerate(block.lines):
        assembly.add(line, 0 if at else block.start, block.end if at == last else None)
        if at == last and block.end is not None:
            break
        if ends[at]:
            assembly.end_line(line)
        else:
            assembly.join(line, block.lines[at + 1], is_blind=is_blind)
    return Span(start, len(assembly))


def _line_ends(block: Block) -> list[bool]:
    """For each line of a block, whether a line of the repaired text ends with it."""
    if block.kind is PartKind.BODY:
        return bodies.kept_breaks(block.lines)
    if block.kind is PartKind.DISTRIBUTION:
        return [*(_ends_entry(*two) for two in pairwise(block.lines)), True]
    is_list = block.kind in (PartKind.MASTHEAD, PartKind.CONTENTS, PartKind.OTHER)
    return [*[is_list] * (len(block.lines) - 1), True]


def _articles(
    drafts: dict[int, _Draft], text: str, province: Place | None
) -> tuple[tuple[Article, ...], tuple[ParseWarning, ...]]:
    articles: list[Article] = []
    warnings: list[ParseWarning] = []
    for at in sorted(drafts):
        draft = drafts[at]
        span = draft.body or Span(0, 0)
        span = Span(span.start, bodies.start_of_blank(text, span.start, span.end))
        body = span.of(text)
        title = draft.title or _first_clause(body)
        place, ambiguous = places.resolve(title, draft.byline, province)
        tables = bodies.read_tables(body)
        measures = bodies.read_measures(body, tables)
        kind = _kind(draft)
        lead_end = measures[0].span.start if measures else len(body)
        articles.append(
            Article(
                ordinal=at + 1,
                kind=kind,
                title=title,
                section=draft.section,
                body=body,
                body_span=span,
                lead=Span(0, bodies.start_of_blank(body, 0, lead_end)),
                measures=measures,
                tables=tables,
                byline=draft.byline,
                place=place,
                corrections=(read_corrections(body) if kind is ArticleKind.CORRECTION else ()),
            )
        )
        if draft.byline is None and kind is not ArticleKind.CORRECTION:
            warnings.append(ParseWarning(WarningKind.BYLINE_MISSING, title))
        if ambiguous:
            warnings.append(ParseWarning(WarningKind.PLACE_AMBIGUOUS, title))
    return tuple(articles), tuple(warnings)


def _kind(draft: _Draft) -> ArticleKind:
    if draft.is_item or not draft.title:
        return ArticleKind.BRIEF
    return ArticleKind.CORRECTION if is_correction(draft.title) else ArticleKind.ARTICLE


def _first_clause(body: str) -> str:
    """A name for a short news item, which has no title: its opening words."""
    ends = [at for mark in _CLAUSE_ENDS if (at := body.find(mark, 6)) != -1]
    return body[: min([*ends, _BRIEF_TITLE, len(body)])]


def _province(text: str, parts: Sequence[Part], head: Masthead) -> Place | None:
    """The province an issue is from: its masthead's, else that of most titles and bylines."""
    spoken = [head.organisation, head.issuer or ""]
    named = (PartKind.TITLE, PartKind.BYLINE)
    spoken += [part.span.of(text) for part in parts if part.kind in named]
    return places.common_province(spoken[:2]) or places.common_province(spoken[2:])


def _distribution(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The entries of the distribution list (报：…, 送：…), wrapped lines joined."""
    out: list[str] = []
    above: Line | None = None
    for line in _lines_of(blocks, PartKind.DISTRIBUTION):
        if marks.is_imprint(line):
            break
        if above is not None and not _ends_entry(above, line):
            out[-1] += line.chars
        else:
            out.append(line.chars)
        above = line
    return tuple(out)


def _ends_entry(line: Line, following: Line) -> bool:
    """Whether an entry of the distribution list or of the imprint ends between two lines."""
    begins = marks.is_distribution(following) or marks.is_imprint(following)
    return begins or marks.is_imprint(line) or marks.is_finished(line.chars)


def _lines_of(blocks: Sequence[Block], kind: PartKind) -> list[Line]:
    return [line for block in blocks if block.kind is kind for line in block.lines]


def _missing_date(head: Masthead) -> tuple[ParseWarning, ...]:
    return () if head.issued else (ParseWarning(WarningKind.DATE_MISSING),)
