"""Elements of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

from docx.oxml import parser
from docx.oxml.ns import qn

# What XML 1.0 cannot hold: controls but for tab and line breaks, halves of a pair, non-characters.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """A text of one line without the characters that an XML file cannot hold."""
    return " ".join(_UNSAFE.sub("", text).split("\n"))


def xml_of(proxy: object) -> Any:
    """The element behind one of python-docx's objects, which it keeps to itself."""
    return attrgetter("_element")(proxy)


def last_section(document: object) -> Any:
    """The properties of a document's last section, which stand at the end of its body."""
    return xml_of(document).body.get_or_add_sectPr()


def element(name: str, **attributes: str | int | float) -> Any:
    """An element with attributes, all of Word's own namespace.

    Args:
        name: with its prefix, as `w:ind`.
        attributes: without theirs, as `firstLineChars=200`.
    """
    factory: Any = parser
    made: Any = factory.OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def replace_child(parent: Any, child: Any, *following: str) -> None:
    """Put a child into its place among its siblings, instead of any of its name.

    Args:
        following: names of the elements that the schema has after it.
    """
    for old in parent.findall(child.tag):
        parent.remove(old)
    for at, sibling in enumerate(parent):
        if sibling.tag in {qn(name) for name in following}:
            parent.insert(at, child)
            return
    parent.append(child)


def twips(points: float) -> int:
    """Points in twentieths, as Word measures."""
    return round(points * 20)
