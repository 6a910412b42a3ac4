"""The paragraph styles of a bulletin: what each kind of line looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from reformbot.drafting import layout as page
from reformbot.drafting.fonts import Face, set_face
from reformbot.drafting.layout import Layout
from reformbot.drafting.markup import element, replace_child, twips, xml_of

BODY = "Normal"
TITLE = "Heading 1"
PLAIN = "公文无缩进"
ORGANISATION = "发文机关标志"
KIND = "刊名"
ISSUE = "期号"
CONTENTS_HEADING = "目录标题"
CONTENTS_SECTION = "目录栏目"
CONTENTS_ENTRY = "目录条目"
BYLINE = "供稿单位"
IMPRINT = "版记"
FOLIO = "页码"
ANNEX = "附表"
ANCHOR = "版记定位"

_LEFT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
_RIGHT, _BOTH = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
_ANNEX_SIZE, _ANNEX_PITCH = 12.0, 20.0
_AFTER_TRACKING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:u", "w:lang")
_AFTER_SIZE = ("w:highlight", "w:u", "w:effect", "w:lang", "w:eastAsianLayout")
_AFTER_INDENT = ("w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl")
_AFTER_SNAP = ("w:spacing", "w:ind", *_AFTER_INDENT)
_AFTER_OVERFLOW = (
    *("w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd"),
    *("w:snapToGrid", *_AFTER_SNAP),
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style sets; indents count characters, the rest is points."""

    face: Face = Face.FANGSONG
    size: float = page.BODY_SIZE
    pitch: float = page.PITCH
    align: WD_ALIGN_PARAGRAPH = _LEFT
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    colour: str = "000000"
    is_kept: bool = False


def _looks(layout: Layout) -> dict[str, _Look]:
    title = Face.XIAOBIAOSONG
    song = Face.SONG
    return {
        BODY: _Look(align=_BOTH, first=2),
        PLAIN: _Look(),
        ORGANISATION: _Look(title, layout.organisation_size, align=_CENTRE, colour=layout.red),
        KIND: _Look(title, layout.kind_size, 3 * page.PITCH, _CENTRE, colour=layout.red),
        ISSUE: _Look(align=_CENTRE),
        CONTENTS_HEADING: _Look(Face.HEI, align=_CENTRE, before=page.PITCH),
        CONTENTS_SECTION: _Look(Face.KAI),
        CONTENTS_ENTRY: _Look(left=2.5, first=-1.5),
        TITLE: _Look(
            *(title, page.TITLE_SIZE, page.PITCH, _CENTRE),
            before=page.PITCH,
            after=page.PITCH,
            is_kept=True,
        ),
        BYLINE: _Look(align=_RIGHT, right=1),
        IMPRINT: _Look(size=page.IMPRINT_SIZE, pitch=22.0, left=1, right=1, is_kept=True),
        FOLIO: _Look(song, page.FOLIO_SIZE, 16.0),
        ANNEX: _Look(size=_ANNEX_SIZE, pitch=_ANNEX_PITCH, left=0.5, right=0.5),
        ANCHOR: _Look(size=1, pitch=1),
    }


def define_styles(document: Document, layout: Layout) -> None:
    """Give a new document the styles of a bulletin and none besides."""
    looks = _looks(layout)
    kept = {*looks, "Default Paragraph Font", "Normal Table", "No List"}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    _set_defaults(document.styles.element)
    for name, look in looks.items():
        _define(_style(document, name), look)


def _style(document: Document, name: str) -> ParagraphStyle:
    all_styles: Any = document.styles
    found = next((style for style in all_styles if style.name == name), None)
    if found is None:
        found = all_styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = None
        found.quick_style = True
    return found


def _set_defaults(styles: Any) -> None:
    """Leave nothing to the template: no spacing, and the language is Chinese."""
    defaults = styles.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_face(run, Face.FANGSONG)
    replace_child(run, element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    paragraph = defaults.find(qn("w:pPrDefault"))
    for old in list(paragraph):
        paragraph.remove(old)


def _define(style: ParagraphStyle, look: _Look) -> None:
    for link in xml_of(style).findall(qn("w:link")):
        xml_of(style).remove(link)
    properties = xml_of(style).get_or_add_rPr()
    set_face(properties, look.face)
    font = style.font
    font.bold = font.italic = False
    font.size = Pt(look.size)
    font.color.rgb = RGBColor.from_string(look.colour)
    replace_child(properties, element("w:szCs", val=round(look.size * 2)), *_AFTER_SIZE)
    tracking = element("w:spacing", val=twips(page.TRACKING * look.size / page.BODY_SIZE))
    if look.face not in (Face.XIAOBIAOSONG, Face.SONG):
        replace_child(properties, tracking, *_AFTER_TRACKING)
    spacing = style.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = Pt(look.pitch)
    spacing.space_before, spacing.space_after = Pt(look.before), Pt(look.after)
    spacing.alignment = look.align
    spacing.widow_control = False
    spacing.keep_with_next = look.is_kept
    spacing.keep_together = look.is_kept
    paragraph = xml_of(style).get_or_add_pPr()
    # Word's own default. LibreOffice 7.4 reads it the other way round: without it, it hangs full
    # stops a whole character into the margin.
    replace_child(paragraph, element("w:overflowPunct", val=1), *_AFTER_OVERFLOW)
    if look.size > page.BODY_SIZE or look.pitch % page.PITCH:
        # LibreOffice would give larger type two lines of the grid, smaller type a whole one.
        replace_child(paragraph, element("w:snapToGrid", val=0), *_AFTER_SNAP)
    set_indents(style, look.size, first=look.first, left=look.left, right=look.right)


def set_indents(
    styled: object, size: float, *, first: float = 0, left: float = 0, right: float = 0
) -> None:
    """Indent a style or paragraph by characters of a size, points; `first` below 0 hangs.

    The same is said in twips, for readers that do not count characters.
    """
    side = "hanging" if first < 0 else "firstLine"
    indents = element("w:ind")
    for name, characters in (("left", left), ("right", right), (side, abs(first))):
        points = characters * size * page.CHARACTER / page.BODY_SIZE
        indents.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
        indents.set(qn(f"w:{name}"), str(twips(points)))
    replace_child(xml_of(styled).get_or_add_pPr(), indents, *_AFTER_INDENT)
