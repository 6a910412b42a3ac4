"""XML and HTML from strangers, parsed without entities and without the network."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from reformbot.errors import SourceDamagedError
from reformbot.files.refusal import RefusalError

_etree: Any = importlib.import_module("lxml.etree")  # lxml has no types
_html: Any = importlib.import_module("lxml.html")


class Element(Protocol):
    """An element of lxml, as far as it is used here."""

    @property
    def tag(self) -> object:
        """Its name, with its namespace in braces; no text for what is no element."""
        ...

    @property
    def text(self) -> str | None:
        """The text before its first child."""
        ...

    @property
    def tail(self) -> str | None:
        """The text after its end."""
        ...

    @property
    def attrib(self) -> Mapping[str, str]:
        """Its attributes."""
        ...

    def __iter__(self) -> Iterator[Element]: ...

    def iter(self, tag: str) -> Iterator[Element]:
        """Every element of a name within it, itself too."""
        ...

    def itertext(self) -> Iterator[str]:
        """All text within it."""
        ...


def parse_xml(data: bytes) -> Element:
    """The root of an XML part of an office file, which by its standard has no DTD.

    Raises:
        RefusalError: it is no XML, or it defines entities.
    """
    parser = _etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = _etree.fromstring(data, parser)
    except (_etree.XMLSyntaxError, ValueError) as error:
        raise RefusalError(SourceDamagedError) from error
    if root.getroottree().docinfo.doctype:
        raise RefusalError(SourceDamagedError)
    return root


def parse_html(text: str) -> Element:
    """The root of a web page, however badly it is written.

    Raises:
        RefusalError: nothing can be made of it.
    """
    parser = _html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        return _html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (_etree.ParserError, ValueError) as error:
        raise RefusalError(SourceDamagedError) from error


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value, whatever its namespace."""
    if element is None:
        return None
    named = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(named, None)


def child(element: Element | None, *names: str) -> Element | None:
    """The first element down a path of names; None where it breaks off."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if local_name(inner) == name), None)
    return element
