"""The measures of an official page (GB/T 9704-2012) and what a bulletin's office decides itself.

Lengths are millimetres, type sizes and line pitches points.
"""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LINES, CHARACTERS = 22, 28
PITCH = 28.95
"""Of lines: 22 of them fill the 225 mm between the margins."""
BODY_SIZE = 16.0
TRACKING = -0.25
"""Added between characters, so that 28 of them fit into 156 mm."""
CHARACTER = BODY_SIZE + TRACKING
"""Width of one body character, points."""
TITLE_SIZE = 22.0
IMPRINT_SIZE = 14.0
FOLIO_SIZE = 14.0
FOOTER_DISTANCE = 24.5
"""From the page's lower edge; puts the page number's dash about 7 mm below the text."""
HEADER_DISTANCE = 15.0
POINTS_PER_MM = 72 / 25.4
TEXT_POINTS = TEXT_WIDTH * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Layout:
    """What the standard leaves to the office: masthead, contents, leads, imprint and annex.

    Attributes:
        kind_size: of 专报 in the masthead.
        kind_gap: spaces of full width between its characters.
        organisation_size: of the organisation's name, less where it would need a second line.
        red: hexadecimal colour of masthead and rule.
        rule: thickness of the red rule, points.
        contents_heading: above the contents; the contents are left out where it is empty.
        section_marker: before each section's heading in the contents.
        leads_in_kai: 一是…。 leads in 楷体.
        imprint_at_bottom: place the 版记 at the bottom of the last page instead of below the text.
        annex: print the source annex where there are sources.
        annex_heading, annex_number, annex_sentence, annex_carriers: its words.
        annex_nothing: stands where nothing carries a sentence.
    """

    kind_size: float = 60.0
    kind_gap: int = 1
    organisation_size: float = 26.0
    red: str = "FF0000"
    rule: float = 2.0
    contents_heading: str = "目　录"
    section_marker: str = "◆"
    leads_in_kai: bool = True
    imprint_at_bottom: bool = True
    annex: bool = True
    annex_heading: str = "来源附表"
    annex_number: str = "序号"
    annex_sentence: str = "句子"
    annex_carriers: str = "依据"
    annex_nothing: str = "（无依据，请审定）"


STANDARD = Layout()
"""What is printed where an office says nothing else."""
