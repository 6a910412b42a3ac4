"""Telegram's HTML markup, refused where the Bot API server refuses it.

The rules and the wording of the refusals are those of TDLib's parser. One thing is stricter: an
ampersand that begins no supported reference (`&nbsp;`, a bare `&`) is refused, where Telegram
would show it as typed. The documentation asks for `&amp;`, so it is always a missed escape.
"""

import re
from typing import Any

Entity = dict[str, Any]

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAME = re.compile(r"</?([^\s>]*)\s*")
_ATTRIBUTE = re.compile(
    r"""([^\s=>/"']+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?\s*"""
)


class MarkupError(ValueError):
    """Telegram cannot parse this markup; the text is what follows `can't parse entities: `."""


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: most emoji are two."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text a person sees and its entities; raise `MarkupError` where Telegram would."""
    text, position = "", 0
    entities: list[Entity] = []
    opened: list[tuple[str, Entity]] = []
    while position < len(source):
        begin = position
        if run := _PLAIN.match(source, position):
            text, position = text + run[0], run.end()
        elif source[position] == "&":
            character, position = _reference(source, position)
            text += character
        elif not source.startswith("</", position):
            tag, entity, position = _start_tag(source, position)
            opened.append((tag, entity | {"offset": utf16_length(text)}))
        else:
            if not opened:
                raise _error("Unexpected end tag", source, begin)
            match = _NAME.match(source, position)
            assert match is not None
            if source[match.end() : match.end() + 1] != ">":
                raise _error("Unclosed end tag", source, begin)
            position, found = match.end() + 1, match[1].lower()
            tag, entity = opened.pop()
            if found not in ("", tag):
                where = _error("Unmatched end tag", source, begin)
                raise MarkupError(f'{where}, expected "</{tag}>", found "</{found}>"')
            _close(entity, entities, utf16_length(text))
    if opened:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    for entity in entities:
        if entity["type"] == "code":  # a language counts only inside <pre>
            entity.pop("language", None)
    return text, sorted(entities, key=lambda item: (item["offset"], -item["length"]))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop the white space around a message, as Telegram does before it stores one."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    kept: list[Entity] = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, utf16_length(text))
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return text, kept


def _error(problem: str, source: str, position: int) -> MarkupError:
    return MarkupError(f"{problem} at byte offset {len(source[:position].encode())}")


def _reference(source: str, position: int) -> tuple[str, int]:
    match = _REFERENCE.match(source, position)
    if match is None:
        raise _error("Unsupported character reference", source, position)
    if match[3]:
        return _NAMED[match[3]], match.end()
    code = int(match[1], 16) if match[1] else int(match[2])
    if not 0 < code < 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise _error("Unsupported character reference", source, position)
    return chr(code), match.end()


def _start_tag(source: str, begin: int) -> tuple[str, Entity, int]:
    match = _NAME.match(source, begin)
    assert match is not None
    tag, position = match[1].lower(), match.end()
    if position == len(source):
        raise _error("Unclosed start tag", source, begin)
    if tag not in KINDS:
        raise _error(f'Unsupported start tag "{tag}"', source, begin)
    given: dict[str, str] = {}
    while position < len(source) and source[position] != ">":
        attribute = _ATTRIBUTE.match(source, position)
        if attribute is None:
            raise _error(f'Empty attribute name in the tag "{tag}"', source, begin)
        name, double, single, token = attribute.groups()
        quoted = _unescape(double or single or "")
        given[name], position = token.lower() if token else quoted, attribute.end()
    if position == len(source):
        raise _error(f'Unclosed start tag "{tag}"', source, begin)
    entity: Entity = {"type": KINDS[tag]}
    if tag == "span" and given.get("class") != "tg-spoiler":
        raise _error('Tag "span" must have class "tg-spoiler"', source, begin)
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = given.get("emoji-id", "")
        if not entity["custom_emoji_id"].isdecimal():
            raise MarkupError("Invalid custom emoji identifier specified")
    if tag == "a":
        entity["url"] = given.get("href", "")
    if tag == "code" and given.get("class", "").startswith("language-"):
        entity["language"] = given["class"].removeprefix("language-")
    if tag == "blockquote" and "expandable" in given:
        entity["type"] = "expandable_blockquote"
    return tag, entity, position + 1


def _unescape(value: str) -> str:
    return _REFERENCE.sub(lambda match: _reference(match[0], 0)[0], value)


def _close(entity: Entity, entities: list[Entity], end: int) -> None:
    entity["length"] = end - entity["offset"]
    if entity["length"] == 0 or entity.get("url") == "":
        return
    last = entities[-1] if entities else {}
    if (
        entity["type"] == "pre"
        and last.get("type") == "code"
        and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        and "language" in last
    ):
        entity["language"] = entities.pop()["language"]
    entities.append(entity)
